"""Phrases of small talk in the five languages, in lower case with plain apostrophes and without marks.

A message is small talk only if all of it is made of these phrases. They are known in all languages at once: whoever
asks in Kazakh may greet in Russian.
"""

from collections.abc import Mapping

from verbale.asking.words import word_set


def _by_kind(listed: str) -> dict[str, str]:
    """Kinds by phrase from lines like "greeting: hello | hi there", where a kind may have several lines."""
    found = {}
    for line in listed.strip().splitlines():
        kind, _, phrases = line.strip().partition(": ")
        for phrase in phrases.split("|"):
            found[phrase.strip()] = kind
    return found


PHRASES: Mapping[str, str] = _by_kind(
    """
    greeting: hello|hi|hey|hi there|hello there|hey there|hello everyone|hi all|good morning|good afternoon
    greeting: good evening|good day
    greeting: greetings|how are you|how are you doing|how are you today|how's it going|what's up
    greeting: whats up|sup|nice to meet you
    greeting: how do you do|hey bot|hi bot|hello bot|dear bot|welcome|are you there|anybody there|anyone there
    greeting: you there
    thanks: thanks|thank you|thank you very much|thanks a lot|many thanks|thank you so much|thanks so much|thx|ty
    thanks: much appreciated
    thanks: thanks for your help|thank you for your help|thank you for the answer|thanks for the answer
    thanks: i appreciate it|thanks bot|thank you bot
    farewell: bye|goodbye|good bye|bye bye|see you|see you later|see you tomorrow|see you soon|good night|farewell
    farewell: have a nice day|have a good day|take care
    about: who are you|what are you|what is this bot|are you a bot|are you a robot
    about: are you human|are you a human|are you real
    about: are you ai|are you an ai|are you a machine|are you chatgpt|are you a person|are you a real person
    about: are you alive|are you a program
    about: what can you do|what do you do|what can you do for me|what do you know|what can i ask|what can i ask you
    about: what can i ask you about
    about: who made you|who created you|who built you|who wrote you|who developed you|who is your creator|who owns you
    about: who programmed you
    about: how do you work|how does this bot work|how do i use this
    about: how do i use you|how to use this bot|how to use
    about: what is your name|what's your name|whats your name|your name|do you have a name|how old are you
    about: where are you from|tell me about yourself|introduce yourself
    about: what languages do you speak|which languages do you speak|what languages do you understand
    about: do you speak english|do you speak russian|do you speak kazakh|do you speak uzbek|do you speak tajik
    about: can you help me|can you help|help|help me|i need help|how can you help|how can you help me|what is verbale
    about: who is verbale|do you understand me
    acknowledged: ok|okay|okey|k|great|good|very good|nice|cool|perfect|excellent|wonderful|awesome|got it|i see
    acknowledged: understood|clear|fine|alright|all right|yep|yeah|nope
    acknowledged: well done|good job|good bot|bad bot|you are great|you are the best|you're great|you're the best
    acknowledged: very helpful|that's right|that's all|nothing|never mind|lol|haha|wow|amazing|interesting
    acknowledged: you are stupid|you're stupid|stupid|stupid bot|idiot|fool|you are useless|useless|bad|wrong
    acknowledged: that is wrong|that's wrong|shut up|i love you|sorry|excuse me|my bad|so so|sure|agreed|of course
    test: test|testing|test test|test message|this is a test|asdf|qwerty|ping|abc|hello world

    greeting: привет|приветик|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|доброго дня
    greeting: доброго времени суток|доброй ночи|приветствую|хай|хеллоу|салют
    greeting: всем привет|как дела|как ты|как вы|как поживаете|как поживаешь|как жизнь|как настроение|рад знакомству
    greeting: здрасьте|здрасте|ты тут|вы тут|ты здесь|есть кто
    thanks: спасибо|спасибо большое|большое спасибо|огромное спасибо|благодарю|благодарю вас|спс|спасибо за ответ
    thanks: спасибо за помощь|спасибо тебе|спасибо вам|премного благодарен|пасиб
    farewell: пока|до свидания|до встречи|до завтра|всего доброго|всего хорошего|прощай|прощайте|спокойной ночи|удачи
    farewell: хорошего дня|пока пока|до скорого
    about: кто ты|кто ты такой|ты кто|ты кто такой|кто вы|вы кто|кто вы такие|что ты такое|ты бот|ты робот
    about: вы бот|вы робот|ты человек|вы человек|ты живой|ты настоящий|ты ии|ты нейросеть|ты программа
    about: что ты умеешь|что вы умеете|что ты можешь|что вы можете|что умеешь|что ты делаешь|что ты знаешь
    about: чем ты можешь помочь|чем вы можете помочь|чем можешь помочь|что тебя можно спросить
    about: о чем тебя можно спросить|что можно спросить
    about: кто тебя создал|кто вас создал|кто тебя сделал|кто тебя написал|кто тебя разработал|кто твой создатель
    about: чей ты бот|чей это бот
    about: как ты работаешь|как вы работаете|как работает этот бот|как работает бот
    about: как тобой пользоваться|как пользоваться|как пользоваться ботом|как вами пользоваться|что это за бот
    about: как тебя зовут|как вас зовут|твое имя|твоё имя|сколько тебе лет|откуда ты|расскажи о себе|расскажите о себе
    about: на каких языках ты говоришь|на каких языках ты понимаешь|ты говоришь по русски|ты понимаешь по русски
    about: помощь|помоги|помогите|помоги мне|помогите мне|нужна помощь|что такое verbale|ты меня понимаешь
    acknowledged: ок|окей|оке|хорошо|отлично|понятно|понял|поняла|ясно|ага|угу|да|нет|ладно|супер|класс|круто|молодец
    acknowledged: молодцы|прекрасно|замечательно|здорово|ничего|все понятно|всё понятно|всё ясно|все ясно|хороший бот
    acknowledged: плохой бот
    acknowledged: дурак|тупой|тупой бот|идиот|ты тупой|ты дурак|глупый бот|бесполезный бот|плохо|неправильно|неверно
    acknowledged: неправда|ты лучший|умница|ты молодец|вы молодцы|полезно|интересно|ничего себе|ого|извини|извините
    acknowledged: прости|простите|ну ладно|согласен|согласна|конечно|я тебя люблю
    test: тест|тестирую|проверка|проверка связи|раз два три|тестовое сообщение|это тест|алло|ау|прием|приём

    greeting: сәлем|салем|сәлеметсіз бе|салеметсиз бе|сәлеметсіздер ме|саламатсыз ба|саламатсыздар ма
    greeting: ассалаумағалейкум|ассалаумалейкум|ассаламу алейкум|армысыз|қайырлы таң|қайырлы күн|қайырлы кеш|кеш жарық
    greeting: қалайсыз|қалайсың|қалай|қалыңыз қалай|қал қалай|халіңіз қалай|қалың қалай|не жаңалық|жағдайыңыз қалай
    thanks: рақмет|рахмет|көп рахмет|көп рақмет|үлкен рахмет|рахмет сізге|рақмет сізге|рахмет саған|алғыс айтамын
    thanks: ракмет|жауабыңызға рахмет|көмегіңізге рахмет
    farewell: сау бол|сау болыңыз|сау болыңыздар|қош бол|қош болыңыз|көріскенше|кездескенше|қайырлы түн|жолың болсын
    farewell: аман бол|аман болыңыз
    about: сен кімсің|сіз кімсіз|кімсің|кімсіз|бұл қандай бот|сен ботсың ба|сіз ботсыз ба|сен роботсың ба
    about: сіз роботсыз ба|сен адамсың ба|сіз адамсыз ба|робот па|ботсың ба
    about: не істей аласың|не істей аласыз|не білесің|не білесіз|сен не істей аласың|сіз не істей аласыз
    about: қалай көмектесе аласың|қалай көмектесе аласыз|не сұрауға болады|сенен не сұрауға болады
    about: сені кім жасады|сізді кім жасады|сені кім жасаған|сізді кім жасаған|сені кім ойлап тапты
    about: қалай жұмыс істейсің|қалай жұмыс істейсіз|сен қалай жұмыс істейсің|сіз қалай жұмыс істейсіз
    about: бұл бот қалай жұмыс істейді
    about: атың кім|атыңыз кім|сенің атың кім|сіздің атыңыз кім|өзің туралы айт|өзіңіз туралы айтыңыз
    about: қай тілдерді білесің|қай тілдерді білесіз|қазақша білесің бе|қазақша білесіз бе|көмек|көмектес|көмектесіңіз
    about: көмек керек
    acknowledged: жақсы|өте жақсы|түсінікті|түсіндім|жарайды|керемет|тамаша|мақұл|болды|иә|жоқ|жақсы екен|бәрекелді
    acknowledged: жарайсың|жарайсыз|ақымақ|нашар|дұрыс емес|қате|кешіріңіз|кешір|рас|дұрыс|қызық екен|ой бой
    test: сынақ|тексеру|тест жасап жатырмын|сынап көру

    greeting: salom|assalomu alaykum|assalom alaykum|assalomu aleykum|salom alaykum|vaalaykum assalom|xayrli kun
    greeting: xayrli tong|xayrli kech|hayrli kun|qalaysiz|qalaysan|yaxshimisiz|yaxshimisan|ishlar qalay|qandaysiz
    greeting: ahvollar qalay|ahvolingiz qalay|nima gap|tinchmisiz
    greeting: ассалому алайкум|хайрли кун|хайрли тонг|хайрли кеч|қалайсиз|яхшимисиз|яхшимисан|ишлар қалай
    greeting: аҳволингиз қалай|нима гап
    thanks: rahmat|katta rahmat|raxmat|rahmat sizga|sizga rahmat|rahmat katta|tashakkur|ko'p rahmat|javob uchun rahmat
    thanks: yordam uchun rahmat|minnatdorman|раҳмат|катта раҳмат|раҳмат сизга|сизга раҳмат|ташаккур|кўп раҳмат
    farewell: xayr|hayr|ko'rishguncha|xayrli tun|salomat bo'ling|sog' bo'ling|sog' bo'l|yaxshi qoling|omad|хайр
    farewell: кўришгунча|хайрли тун|саломат бўлинг|соғ бўлинг|яхши қолинг
    about: sen kimsan|siz kimsiz|kimsan|kimsiz|sen botmisan|siz botmisiz|sen robotmisan|siz robotmisiz
    about: robotmisan|robotmisiz|botmisan|sen odammisan|siz odammisiz|bu qanday bot|bu qanaqa bot
    about: nima qila olasan|nima qila olasiz|nimalar qila olasan|nimalar qila olasiz|siz nima qila olasiz
    about: sen nima qila olasan|nimalarni bilasan|nimalarni bilasiz|qanday yordam bera olasiz
    about: qanday yordam bera olasan|nima so'rash mumkin|nimani so'rash mumkin
    about: seni kim yaratdi|sizni kim yaratdi|seni kim yaratgan|sizni kim yaratgan|sizni kim yasagan|qanday ishlaysan
    about: qanday ishlaysiz|siz qanday ishlaysiz|sen qanday ishlaysan|bu bot qanday ishlaydi
    about: isming nima|ismingiz nima|sening isming nima|sizning ismingiz nima|o'zing haqingda ayt
    about: o'zingiz haqingizda ayting|qaysi tillarni bilasiz|qaysi tillarda gapirasiz|yordam|yordam ber|yordam bering
    about: yordam kerak
    about: сен кимсан|сиз кимсиз|кимсан|кимсиз|сиз ботмисиз|сиз роботмисиз|сен роботмисан|нима қила оласиз
    about: нима қила оласан|сиз нима қила оласиз|нималар қила оласиз|сизни ким яратган|сени ким яратган
    about: қандай ишлайсиз|сиз қандай ишлайсиз|исмингиз нима|ёрдам|ёрдам беринг
    acknowledged: yaxshi|juda yaxshi|tushunarli|tushundim|mayli|zo'r|ajoyib|ofarin|barakalla|xo'p|bo'ldi|ha|yo'q
    acknowledged: albatta|to'g'ri|noto'g'ri|xato|ahmoq|yomon|qiziq|kechirasiz|uzr|яхши|жуда яхши|тушунарли|тушундим
    acknowledged: майли|зўр|ажойиб|офарин|хўп|бўлди|ҳа|йўқ|албатта|тўғри|нотўғри|хато|аҳмоқ|кечирасиз
    test: sinov|tekshiruv|синов|текширув

    greeting: салом|салом алейкум|салом алайкум|ассалому алейкум|ассалом алайкум|ассалом|субҳ ба хайр|субҳ бахайр
    greeting: рӯз ба хайр|рӯзатон ба хайр|рузатон ба хайр|шом ба хайр|субҳатон ба хайр|хуш омадед|шумо чӣ хел|чӣ хел
    greeting: чӣ хелӣ|чи хел|чи хели|чи хел шумо|аҳволатон чӣ хел|аҳволат чӣ хел|корҳо чӣ хел|чӣ хелед|нағз мешумо
    greeting: шумо хубед|хубед
    thanks: раҳмат ба шумо|ташаккури зиёд|раҳмати калон|раҳмати зиёд|сипос|сипосгузорам|бисёр раҳмат
    thanks: ташаккур барои ҷавоб|раҳмат барои ҷавоб|ташаккур ба шумо
    farewell: хайр бошед|то дидан|то боздид|хайр то дидан|шаб ба хайр|шабатон ба хайр|худо ҳофиз|саломат бошед
    farewell: хуш бошед|то пагоҳ|бо умеди дидор
    about: ту кистӣ|шумо кистед|ту кисти|кистӣ|кистед|ту роботӣ|шумо робот ҳастед|ту робот ҳастӣ
    about: шумо бот ҳастед|ту бот ҳастӣ|шумо роботед|шумо инсон ҳастед|ту инсон ҳастӣ|ин чӣ бот аст
    about: оё шумо робот ҳастед|оё ту робот ҳастӣ
    about: ту чӣ кор карда метавонӣ|шумо чӣ кор карда метавонед|чӣ кор карда метавонӣ|чӣ кор карда метавонед
    about: чи кор карда метавони|чӣ корҳоро карда метавонед|шумо чӣ медонед|ту чӣ медонӣ|чӣ хел кӯмак карда метавонед
    about: аз ту чӣ пурсидан мумкин|аз шумо чӣ пурсидан мумкин
    about: туро кӣ сохт|шуморо кӣ сохт|туро кӣ сохтааст|шуморо кӣ сохтааст|туро кӣ офарид|шуморо кӣ офаридааст
    about: ту чӣ хел кор мекунӣ|шумо чӣ хел кор мекунед|шумо чӣ тавр кор мекунед
    about: ин бот чӣ тавр кор мекунад|ту чӣ тавр кор мекунӣ
    about: номат чист|номатон чист|номи ту чист|номи шумо чист|дар бораи худат гӯй|дар бораи худатон гӯед
    about: ба кадом забонҳо гап мезанед|кадом забонҳоро медонед|кӯмак|кӯмак кунед|ёрӣ|ёрӣ диҳед|кумак|кумак кунед
    acknowledged: хуб|бисёр хуб|фаҳмо|фаҳмидам|маълум|майлаш|майлаш хуб|офарин ба шумо|аъло|олӣ|зӯр|не|бале|ҳа бале
    acknowledged: дуруст|нодуруст|хато аст|аҳмақ|бад|бахшиш|мебахшед|ҷолиб|оҳо
    test: санҷиш|озмоиш|тафтиш
    """
)

FILLERS = word_set(
    """
    bot dear please my friend sir madam and you too so much very guys all again бот дорогой друг пожалуйста а и ну
    очень вам тебе мой ещё еще бауырым досым достым және өтінемін iltimos do'stim aka opa ham jonim илтимос дӯстам
    лутфан ва ҳам акаҷон verbale
    """
)
"""Words that may stand between phrases of small talk and mean nothing by themselves."""

OPENINGS = (
    "hello", "hi", "hey", "hi there", "hello there", "good morning", "good afternoon", "good evening", "good day",
    "greetings", "dear bot", "hello bot", "hi bot", "hey bot", "please", "kindly", "tell me", "please tell me",
    "please tell", "could you please tell me", "could you tell me", "can you tell me", "can you please tell me",
    "would you tell me", "would you please tell me", "will you tell me", "i would like to know", "i'd like to know",
    "i want to know", "i wonder", "i would like to ask", "do you know", "do you happen to know", "let me know",
    "excuse me", "sorry", "say", "quick question", "question", "ok", "okay", "so", "well", "thanks", "thank you",
    "may i ask", "can i ask", "i have a question",
    "привет", "здравствуй", "здравствуйте", "добрый день", "доброе утро", "добрый вечер", "доброго дня", "скажите",
    "скажи", "подскажите", "подскажи", "скажите пожалуйста", "скажи пожалуйста", "подскажите пожалуйста",
    "подскажи пожалуйста", "пожалуйста", "пожалуйста скажите", "расскажите пожалуйста", "ответьте пожалуйста",
    "можете сказать", "не могли бы вы сказать", "не подскажете", "вы не знаете", "не знаете ли вы", "хочу узнать",
    "хотел бы узнать", "хотела бы узнать", "хотелось бы узнать", "извините", "простите", "спасибо", "приветствую",
    "уважаемый бот", "дорогой бот", "у меня вопрос", "вопрос", "сообщите пожалуйста", "ответь", "напомните пожалуйста",
    "сәлем", "сәлеметсіз бе", "салем", "сәлеметсіздер ме", "саламатсыз ба", "ассалаумағалейкум", "қайырлы күн",
    "қайырлы таң", "қайырлы кеш", "айтыңызшы", "айтыңыз", "айтшы", "маған айтыңызшы", "айтып жіберіңізші",
    "айтып беріңізші", "өтінемін", "кешіріңіз", "сұрайын дегенім", "рахмет", "білгім келеді", "білейін дегенім",
    "salom", "assalomu alaykum", "assalom alaykum", "assalomu aleykum", "xayrli kun", "xayrli tong", "xayrli kech",
    "ayting", "aytingchi", "ayting chi", "iltimos ayting", "iltimos", "menga ayting", "iltimos aytib bering",
    "aytib bering", "kechirasiz", "bilmoqchi edim", "bilmoqchiman", "rahmat", "savolim bor",
    "салом", "ассалому алайкум", "ассалому алейкум", "ассалом алайкум", "салом алейкум", "хайрли кун", "хайрли тонг",
    "айтинг", "айтингчи", "айтинг чи", "илтимос айтинг", "илтимос", "менга айтинг", "кечирасиз", "билмоқчи эдим",
    "рӯз ба хайр", "субҳ ба хайр", "шом ба хайр", "рӯзатон ба хайр", "гӯед", "бигӯед", "лутфан", "лутфан гӯед",
    "лутфан бигӯед", "ба ман гӯед", "ба ман бигӯед", "мебахшед", "бахшиш", "мехоҳам донам", "мехостам донам",
    "раҳмат", "ташаккур", "хоҳиш мекунам", "илтимос гӯед", "хоҳиш гӯед",
)  # fmt: skip
"""What may stand before a question out of politeness."""

PICTURES = "🙏❤️♥👍👌🙂😊😀😁👏🤝💪🔥✅😍🥰😂🤣😉💯🎉❤😃😄🤗☺️👋"
"""Emoji that people send instead of an acknowledgement."""

GREETING_PICTURES = "👋"
THANKING_PICTURES = "🙏"
TEST_FIGURES = frozenset(["0", "1", "11", "111", "12", "123", "1234", "12345", "123456", "321"])
