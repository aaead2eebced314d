# What the bot says to administrators.
help-office = Сіз әкімшісіз. Хабарламаны файл етіп жіберіңіз немесе мәтінін не мекенжайын /add командасынан кейін жазыңыз; мен оны қалай түсінгенімді көрсетемін, ал сіз жариялайсыз.

    /add – хабарлама қосу
    /edit – хабарламаның деректерін өзгерту: тақырып, күн, аудитория, эмбарго
    /remove, /restore – хабарламаны кері қайтарып алу, қалпына келтіру
    /diff – екі редакцияны салыстыру, олардан қанша дәйексөз келтірілгенін көру
    /reindex – қалтадағы жаңаны қабылдап, индексті қайта құру
    /rollback – алдыңғы индекске оралу
    /status – не жұмыс істеп тұр, не күтіп тұр, қандай ақау болды
    /stats, /unanswered – не сұралды және қай сұраққа жауап табылмады
    /feeds – жаңа хабарламалар шығатын ленталарды қадағалау
    /audience – баршаға арналмағанды кім көре алады
    /admins, /export – иелер үшін

    Хабарлама өзгерсе немесе кері қайтарып алынса, одан қай жерде дәйексөз келтіргенімді айтамын, қаласаңыз, сол дәйексөздерді белгілеймін.
office-only = Мұны тек осы боттың әкімшілері істей алады. Telegram-дағы идентификаторыңыз: { $id }; оны ботты басқаратын адам қоса алады.
office-only-press = Мұны тек осы боттың әкімшілері істей алады.
office-in-private = Жеке чатымызда жауап беремін.
office-not-open = Сізге әзірге жаза алмаймын: @{ $bot } чатын ашып, ботты іске қосыңыз да, команданы қайта жіберіңіз.
office-refused = Орындалмады. { $reason }
office-left = Сол күйінде қалды.
office-leave = Сол күйінде қалдыру

# Adding a briefing.
add-ask = Хабарламаны файл етіп жіберіңіз (.txt, .md, .html, .pdf, .docx) немесе осы хабарға оның мәтінімен не веб-мекенжайымен жауап беріңіз.
add-no-fetching = Беттерді интернеттен жүктеп алу өшірулі (VERBALE_FETCH_URLS): әйтпесе бұл компьютер өзіне берілген кез келген мекенжайға қосылар еді. Бетті файл етіп жіберіңіз немесе мәтінін жіберіңіз.
add-refused = Мұны оқу мүмкін болмады. { $reason }
add-too-large = Бұл файл тым үлкен: көлемі { $megabytes } МБ-тан аспайтын файлдарды ғана оқимын. Оны бөліңіз немесе тек мәтінін жіберіңіз.
add-unavailable = Telegram бұл файлды маған енді бермейді. Оны қайта жіберіңізші.
draft-new = Жаңа хабарлама: { $id }
draft-edition = { $id }: жаңа { $edition }-редакция
draft-known = Бұрыннан бар: бұл – { $edition }-редакцияның мәтіні
draft-none = жоқ
draft-field-title = Тақырып
draft-field-date = Күні
draft-field-language = Тілі
draft-field-source = Дереккөз
draft-field-visit = Сапар
draft-field-audience = Аудитория
draft-field-embargo = Эмбарго
draft-paragraphs = { $count } абзац:
draft-more-paragraphs = … тағы { $count }
draft-furniture = { $count } жол беттің безендірілуі деп танылып, мәтінге алынбады:
draft-twin = Мазмұны ұқсас: мәтіннің { $percent } %-ы «{ $title }» хабарламасында да бар.
draft-publish = Жариялау
draft-edit = Деректерді өзгерту
draft-discard = Жобаны жою
edit-how = /edit деп, хабарламаның идентификаторын жазыңыз. Барлық хабарламаны /briefings көрсетеді; идентификатор хабарлама қосылғанда карточкасында тұрады.
draft-back = ◀ Артқа
draft-as-edition = Жаңа редакция: «{ $title }»
draft-gone = Бұл жоба бойынша шешім қабылданып қойған.
draft-discarded = Жоба жойылды.
draft-unchanged = Істейтін ештеңе жоқ: { $id } хабарламасының мәтіні де, деректері де дәл осындай.
draft-published = Жарияланды: «{ $title }» ({ $id }).
draft-under-embargo = Эмбарго мерзімі: { $moment }. Оған дейін хабарламаны тек әкімшілер көреді.
draft-ask-title = Осы хабарға тақырыпты жазып жауап беріңіз.
draft-ask-date = Осы хабарға күнін жазып жауап беріңіз, мысалы, 2025-03-04 немесе 2025 жылғы 4 наурыз; күні болмаса, дефис қойыңыз.
draft-ask-language = Хабарлама қай тілде?
draft-ask-source = Осы хабарға түпнұсқаның веб-мекенжайын жазып жауап беріңіз; ол болмаса, дефис қойыңыз.
draft-ask-visit = Осы хабарға сапардың атауын жазып жауап беріңіз; ол болмаса, дефис қойыңыз.
draft-ask-audience = Осы хабарға мұны көре алатын аудиторияның атауын жазып жауап беріңіз; бірнешеу болса, үтірмен бөліңіз. Мыналар бар:
draft-ask-embargo = Осы хабарға эмбарго аяқталатын күн мен уақытты жазып жауап беріңіз, мысалы, 2025-03-04 14:30 (уақыт белдеуі: { $zone }); эмбарго болмаса, дефис қойыңыз.
draft-bad-title = Тақырып бос немесе тым ұзын болмауы керек. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.
draft-bad-date = Бұл күнді түсінбедім. Оны былай жазыңыз: 2025-03-04 немесе 2025 жылғы 4 наурыз. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.
draft-bad-language = Бұл тілді білмеймін. «Деректерді өзгерту» батырмасын басып, тілді таңдаңыз.
draft-bad-source = Бұл веб-мекенжай емес: веб-мекенжай https:// немесе http:// деп басталады. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.
draft-bad-visit = Сапардың атауы бос немесе тым ұзын болмауы керек. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.
draft-bad-audience = Мұндай аудитория жоқ. Барларын /audience көрсетеді, жаңалары да сонымен құрылады. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.
draft-bad-embargo = Бұл күн мен уақытты түсінбедім. Оларды былай жазыңыз: 2025-03-04 14:30. «Деректерді өзгерту» батырмасын басып, қайталап көріңіз.

# The index.
index-begun = Индексті қайта құрып жатырмын. Жаңасы толық дайын болғанша бұрынғысы жауап береді.
index-stop = Тоқтату
index-stage-1 = файлдарды оқып жатырмын: { $done } / { $total }
index-stage-2 = хабарламаларды оқып жатырмын: { $done } / { $total }
index-stage-3 = мәтіндердің мағынасын есептеп жатырмын: { $done } / { $total }
index-stage-4 = жазып жатырмын
index-stage-5 = тексеріп жатырмын
index-left = шамамен { $seconds } секунд қалды
index-done = { $seconds } секундта дайын болды. Енді индекстің { $number }-буыны жауап береді: { $briefings } хабарлама, { $paragraphs } абзац, { $embedded } жаңа мәтін.
index-same = Ештеңе өзгермеген: бұрынғыдай индекстің { $number }-буыны жауап береді, онда { $briefings } хабарлама мен { $paragraphs } абзац бар.
index-nothing = Индекс құруға болатын хабарлама жоқ. Хабарламаны файл етіп жіберіңіз.
index-cancelled = Тоқтатылды. Индекс бұрынғыша қалды.
index-failed = Индекс қайта құрылмады, бұрынғысы жауап бере береді. { $reason }
index-stopping = Тоқтатып жатырмын…
index-not-running = Қазір ештеңе қайта құрылып жатқан жоқ.
index-more = … тағы { $count }
taken-new = жаңа
taken-edition = жаңа редакция
taken-details = деректері өзгерді

# Removing, restoring, going back.
remove-ask = { $count ->
        [one] Осы хабарлама кері қайтарып алынсын ба? Ол бойынша жауап беруді бірден тоқтатамын; кейін оны қалпына келтіруге болады.
       *[other] Қай хабарлама кері қайтарып алынсын? Ол бойынша жауап беруді бірден тоқтатамын; кейін оны қалпына келтіруге болады.
    }
remove-none = Кері қайтарып алуға болатын ондай хабарлама жоқ. Барларын /briefings көрсетеді.
remove-gone = «{ $title }» бұрын кері қайтарып алынған.
removed = Кері қайтарып алынды: «{ $title }». Оны /restore қалпына келтіреді.
restore-ask = { $count ->
        [one] Осы хабарлама қалпына келтірілсін бе? Ол бойынша бірден қайтадан жауап беремін.
       *[other] Қай хабарлама қалпына келтірілсін? Ол бойынша бірден қайтадан жауап беремін.
    }
restore-none = Кері қайтарып алынған ондай хабарлама жоқ.
restore-gone = «{ $title }» кері қайтарып алынбаған.
restored = Қалпына келтірілді: «{ $title }».
rollback-ask = Индекстің { $now }-буынынан { $number }-буынына (құрылған уақыты: { $made }) оралу керек пе? Мыналар өзгереді:
rollback-do = Оралу
rollback-none = Индекстің оралуға болатын бұрынғы буыны жоқ.
rollback-failed = Орындалмады. { $reason }
rollback-late = Осы арада индекстің басқа буыны жауап бере бастады. Ештеңе жасалған жоқ; /rollback командасын қайта жіберіңіз.
rollback-done = Индекстің { $number }-буыны қайтадан жауап береді. Сақталғанның бәрінен жаңасын /reindex құрады.
rollback-gone = − «{ $title }»: бұл хабарлама бойынша енді жауап берілмейді
rollback-back = + «{ $title }»: бұл хабарлама бойынша қайтадан жауап беріледі
rollback-edition = ~ «{ $title }»: { $now }-редакцияның орнына { $before }-редакция
rollback-same = екі буында да хабарламалар мен редакциялар бірдей.

# Status.
status-serving = Индекстің { $number }-буыны жауап береді (құрылған уақыты: { $made }): { $briefings } хабарлама, { $paragraphs } абзац, моделі – { $model }.
status-no-index = Индекс жоқ. Оны /reindex құрады.
status-up-to-date = Онда жарияланғанның бәрі бар.
status-behind = Ол қазір жарияланғанға сәйкес емес: оны /reindex жаңартады.
status-stored = Сақталғаны: { $briefings } хабарлама (кері қайтарып алынғаны: { $withdrawn }), { $editions } редакция.
status-queue = Күтіп тұрғаны: { $waiting } хабар, { $drafts } жоба.
status-outbox = Шығыс хабарлар: күтіп тұрғаны – { $pending }, жіберілмегені – { $failed }, белгісізі – { $uncertain }.
status-machine = Жадтың ең көп жұмсалғаны: { $memory } МБ; деректер: { $data } МБ; дискіде { $free } МБ бос.
status-audit = Әрекеттер журналы: { $entries } жазба.
status-damage = Бүліну: { $reason }
status-errors = Соңғы ескертулер мен қателер:
status-no-errors = Іске қосылғаннан бері ескерту де, қате де болған жоқ.

# Administrators and audiences.
role-owner = иесі
role-editor = редактор
role-owner-settings = иесі, баптаулар бойынша
admins-title = Әкімшілер:
admins-how = Адамның хабарына /admins add, /admins add owner немесе /admins remove командасымен жауап беріңіз не команданың соңына оның идентификаторын жазыңыз. Редакторлар жариялайды, түзетеді және кері қайтарып алады; иелер бұған қоса басқаларды тағайындай және деректерді экспорттай алады.
admins-who = Кім туралы айтып тұрсыз? Сол адамның хабарына жауап беріңіз немесе оның сандық идентификаторын жазыңыз. Топтың не арнаның атынан жазатын немесе қайта жіберілген хабарларда өзін жасыратын адамды тану мүмкін емес.
admins-by-settings = { $person } – бағдарламаның баптаулары бойынша иесі (VERBALE_ADMINS), мұны тек сол жерде өзгертуге болады.
admins-added-owner = { $person } ({ $id }) – енді боттың иесі.
admins-added-editor = { $person } ({ $id }) – енді редактор.
admins-removed = { $person } ({ $id }) – енді әкімші емес.
admins-not = { $person } ({ $id }) – әкімші емес.
audience-title = Аудиториялар мен олардың мүшелері; «public» аудиториясына бәрі кіреді:
audience-none = Аудиториялар жоқ: барлық хабарламаны бәрі көреді.
audience-how = /audience make АТАУЫ, /audience drop АТАУЫ. Топта /audience add АТАУЫ сол аудиторияға арналғанды топқа көрсетеді; адамның хабарына жауап ретінде немесе соңында идентификаторымен жазылса, команда соған қатысты; /audience remove АТАУЫ мұны қайтарып алады.
audience-who = Кім туралы айтып тұрсыз? Мұны топта жазыңыз, сол адамның хабарына жауап беріңіз немесе соңына идентификатор жазыңыз.
audience-make-done = «{ $audience }» аудиториясы құрылды.
audience-make-same = «{ $audience }» аудиториясы бұрыннан бар.
audience-drop-done = «{ $audience }» аудиториясы жойылды.
audience-drop-same = «{ $audience }» аудиториясы жоқ.
audience-add-done = { $member } енді «{ $audience }» аудиториясына кіреді.
audience-add-same = { $member } «{ $audience }» аудиториясына бұрыннан кіреді.
audience-remove-done = { $member } енді «{ $audience }» аудиториясына кірмейді.
audience-remove-same = { $member } «{ $audience }» аудиториясына кірмейді.

# Corrections of what was said.
correct-changed = «{ $title }» хабарламасы өзгерді. Енді басқаша берілген үзіндіден { $chats } чаттағы { $messages } хабарымда дәйексөз келтірілген. Не істеу керек?
correct-withdrawn = «{ $title }» хабарламасы кері қайтарып алынды. Одан { $chats } чаттағы { $messages } хабарымда дәйексөз келтірілген. Не істеу керек?
correct-edit = Хабарларды белгілеу
correct-reply = Хабарларға жауап беру
correct-leave = Сол күйінде қалдыру
correct-left = Хабарлар сол күйінде қалады.
correct-done-already = Мұнда түзететін ештеңе қалмады.
correct-running = Түзетіп жатырмын: { $done } / { $total }…
correct-ended = Түзетілгені: { $sent }. Жетпегені: { $failed }. Белгісізі: { $uncertain }.
correction-reply = Түзету: осы хабарда келтірілген үзінді содан бері өзгерді.
withdrawal-reply = Осы хабарда дәйексөз келтірілген хабарлама кері қайтарып алынды.
corrected-on = Түзетілді ({ $date }). Енді бұл үзінді былай берілген:
corrected-gone = Түзетілді ({ $date }): қолданыстағы редакцияда бұл үзінді енді жоқ.
corrected-unseen = Түзетілді: { $date }.
withdrawn-on = Кері қайтарып алынды: { $date }.
diff-how = /diff деп, хабарламаның идентификаторын, қаласаңыз, екі редакцияның нөмірін де жазыңыз: /diff visit-to-dushanbe 1 3
diff-one = «{ $title }» хабарламасының бір ғана редакциясы бар.
diff-title = «{ $title }»
    { $old }-редакция ({ $old_date }), одан { $old_said } рет дәйексөз келтірілген; { $new }-редакция ({ $new_date }), одан { $new_said } рет дәйексөз келтірілген.
diff-same = Мәтіндер бірдей.
diff-paragraph = ¶ { $number }, { $edition }-редакция:

# Feeds.
feeds-title = Жаңа хабарламалар мына жерлерден қадағаланады:
feeds-none = Жаңа хабарламалар еш жерден қадағаланбайды.
feeds-how = /feeds add деп, RSS немесе Atom лентасының мекенжайын жазыңыз: әр жаңа жазба жарияланғанға дейін сізге көрсетіледі; соңына publish сөзі қосылса, бірден жарияланады. /feeds remove және нөмірі – қадағалауды тоқтату; /feeds check – қазір тексеру. Қалталар командалық жолдан қосылады.
feeds-rule-ask = алдымен сұралады
feeds-rule-publish = бірден жарияланады
feeds-added-ask = Енді осы қадағаланады: { $address }. Жаңа жазбалар алдымен сізге көрсетіледі; ондағы бұрынғылары көрсетілмейді.
feeds-added-publish = Енді осы қадағаланады: { $address }. Жаңа жазбалар бірден жарияланады; ондағы бұрынғылары жарияланбайды.
feeds-removed = Енді қадағаланбайды: { $address }
feeds-unknown = Мұндай нөмірлі лента жоқ. Барларын /feeds көрсетеді.
feeds-checking = Қазір тексеріп жатырмын. Жаңасы осында шығады.
command-feeds = Жаңа хабарламалар қайдан қадағаланады

# Commands in the menu of administrators.
command-add = Хабарлама қосу
command-edit = Хабарламаның деректерін өзгерту
command-reindex = Индексті қайта құру
command-status = Бот қалай жұмыс істеп тұр
command-rollback = Алдыңғы индекске оралу
command-remove = Хабарламаны кері қайтарып алу
command-restore = Хабарламаны қалпына келтіру
command-diff = Екі редакцияны салыстыру
command-audience = Кім нені көре алады
command-admins = Ботты кім басқарады

# Reports.
report-how = /{ $command } деп жазыңыз, ал 30 күн емес, басқа мерзім керек болса, /{ $command } 90 деп жазыңыз: 1-ден 365-ке дейін.
stats-none = { $first } – { $last } аралығында ештеңе сұралған жоқ.
stats-period = { $first } – { $last } аралығында (күндер UTC бойынша):
stats-asked = { $asked } сұрақ
stats-answered = • жауап берілді: { $answered } ({ $percent } %)
stats-near = • жақыны көрсетілді: { $near }
stats-not-found = • табылмады: { $missing }
stats-verdicts = 👍 { $good } · 👎 { $bad }
chart-days = Күніне сұрақ
chart-weeks = Аптасына сұрақ
chart-answered = жауап берілді
chart-near = жақыны
chart-not-found = табылмады
chart-verdicts-days = Күніне баға
chart-verdicts-weeks = Аптасына баға
chart-good = жақсы
chart-bad = нашар
unanswered-none = { $first } – { $last } аралығында бірде-бір сұрақ жауапсыз қалған жоқ.
unanswered-title = { $first } – { $last } аралығында жауапсыз қалғаны: { $count } сұрақ. Бір нәрсе туралы сұрақтар қатар тұр.
unanswered-newest = { $first } – { $last } аралығында жауапсыз қалғандардың ең жаңалары: { $count }. Бір нәрсе туралы сұрақтар қатар тұр.
unanswered-group = { $count } рет сұралды
unanswered-group-near = { $count } рет сұралды, { $near } рет жақыны көрсетілді
export-done = Айтылған, сұралған, бағаланған және жасалған нәрсенің бәрі – CSV файлдар түрінде. Оларда адамдар мен чаттардың идентификаторлары және не сұрағаны бар: оларды дерекқор сияқты мұқият сақтаңыз.
export-too-large = Экспорт Telegram үшін тым үлкен: ол { $megabytes } МБ-қа дейін ғана қабылдайды. Бот жұмыс істейтін компьютерде verbale export командасы оны қалтаға жазады.
command-stats = Қанша сұралып, қаншасына жауап беріледі
command-unanswered = Не жауапсыз қалды
command-export = Бәрі CSV файлдар түрінде

# Announcements: for whom they are made, and for whom they are.
announce-which = Which briefing shall be announced? Touch one, or write /announce and its id.
announce-unknown = There is no such briefing. /announce alone lists the latest.
announce-not-indexed = This briefing is not in the index yet. Send /reindex, then announce it.
announce-public = everybody
announce-preview = Above is the post, exactly as it will look. Who may see it: { $audience }. It goes to { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    } at once, and into { $digests ->
        [one] { $digests } daily digest
       *[other] { $digests } daily digests
    }.
announce-send = Send now
announce-schedule = Schedule
announce-sentences = Sentences
announce-how-many = One to five sentences can be posted.
announce-ask-moment = Reply with the moment, for instance 2025-03-04 14:30 (time zone { $zone }).
announce-bad-moment = I do not understand this moment. Write it like 2025-03-04 14:30. Touch Schedule and try again.
announce-past = This moment has passed. Touch Schedule and try again.
announce-scheduled = Scheduled: it is sent { $moment }, also if the program is restarted until then.
announce-unschedule = Not yet
announce-gone = This announcement has been dealt with already.
announce-not-sent = A scheduled announcement was not sent. { $reason }
news-ask = Ask about this
news-full-text = Full text
news-unsubscribe = Unsubscribe
news-digest-title = { $count ->
        [one] News of the day: { $count } briefing
       *[other] News of the day: { $count } briefings
    }
news-recalled-post = This announcement was recalled.
news-announcement-running = Sending: { $sent } of { $total } …
news-announcement-paused = Paused after { $sent } of { $total }.
news-announcement-stopped = Stopped after { $sent } of { $total }. Failed: { $failed }. Uncertain: { $uncertain }.
news-announcement-done = Sent to { $sent } of { $total }. Failed: { $failed }. Uncertain, whether it arrived: { $uncertain }.
news-recall-running = Recalling: { $sent } of { $total } …
news-recall-paused = Recalling is paused after { $sent } of { $total }.
news-recall-stopped = Recalling was stopped after { $sent } of { $total }. Failed: { $failed }.
news-recall-done = Recalled: { $sent } of { $total }. Failed: { $failed }.
news-pause = Pause
news-resume = Go on
news-stop = Stop
news-uncertain-again = Send the uncertain again
news-recall = Recall
command-announce = Announce a briefing to subscribers
