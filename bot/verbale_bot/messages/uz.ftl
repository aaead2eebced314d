start = Men diplomatik tashriflar haqidagi savollarga matbuot xabarlaridan so‘zma-so‘z iqtiboslar bilan javob beraman. Har bir iqtibosning manbasi ko‘rsatiladi; o‘zimdan bir so‘z ham qo‘shmayman.

    Shunchaki so‘rang: o‘zbekcha, ruscha, inglizcha, qozoqcha yoki tojikcha. Iqtiboslar asl nusxa tilida qoladi.
start-examples = Masalan:
start-empty = Hozircha xabarlar yo‘q.
example-question = “{ $title }” haqida nima deyilgan?
help = Savolingizni odamga bergandek yozing, masalan: kim qatnashdi, qachon, qancha, nima haqida kelishildi. Avval eng mos iqtiboslar beriladi, har birida xabar, uning sanasi va xatboshi raqami ko‘rsatiladi. Sarlavha manbani aynan o‘sha joyidan ochadi. Agar xabarlarda bu aytilmagan bo‘lsa, shuni aytaman.

    Davomini so‘rash uchun javobimga javob yozing yoki undan keyin ko‘p o‘tmay yana yozing. Savolingizni bir daqiqa ichida tuzatsangiz, men javobimni tuzataman.

    /briefings – barcha matbuot xabarlari, avval yangilari
    /latest – eng so‘nggi matbuot xabari uch gapda
    /visit – savollaringiz qaysi tashrif haqida ekanini tanlash
    /more – oxirgi savolingizga yana iqtiboslar
    /verify – iqtibos so‘zma-so‘z ekanini tekshirish
    /subscriptions – bu yerda nima e’lon qilinadi
    /language – men gapiradigan tilni tanlash
    /forget – suhbatimizni unutish
    /privacy – siz haqingizda nima saqlanadi
    /about – iqtiboslar qanday olinadi

    Guruhlarda /ask va savolingizni yozing, meni belgilang yoki xabarlarimdan biriga javob bering. Boshqa har qanday chatda xabar yoziladigan joyga nomimni va savolingizni yozing.
help-group = /ask va savolingizni yozing, xabarning istalgan joyida meni belgilang yoki xabarlarimdan biriga javob bering. Men matbuot xabarlaridan iqtiboslar bilan javob beraman, har birining manbasi ko‘rsatiladi. Boshqa suhbatlarga aralashmayman.

    /briefings – barcha matbuot xabarlari, avval yangilari
    /latest – eng so‘nggi matbuot xabari uch gapda
    /more – oxirgi savolga yana iqtiboslar
    /verify – iqtibosni tekshirish: u bor xabarga shu buyruq bilan javob bering
    /visit, /language, /subscriptions – shu guruh administratorlari uchun
    /privacy – nima saqlanadi
about = Verbale { $version }. Har bir iqtibos xabarning saqlangan tahriridan qirqib olinadi, tahrir esa yuborishdan oldin SHA-256 bilan tekshiriladi. Men hech narsani o‘z so‘zim bilan aytmayman va tashriflar haqida o‘zim yozmayman.

    Xabarlar: { $briefings }, xatboshilar: { $paragraphs }.
not-said = Xabarlarda bu haqda aytilmagan.
no-briefings = Hozircha javob berish mumkin bo‘lgan xabarlar yo‘q.
no-question = Bu xabarda savol ko‘rmadim. Uni so‘z bilan yozing.
text-only = Men faqat matnni o‘qiy olaman. Savolingizni xabar qilib yozing.
failed = Men tomonda xatolik yuz berdi va savolingiz javobsiz qoldi. Iltimos, qaytadan so‘rang.
unknown-command = Bunday buyruqni bilmayman. Nimalar qila olishimni /help ko‘rsatadi.
language-en = ingliz
language-ru = rus
language-kk = qozoq
language-uz = o‘zbek
language-tg = tojik
small-talk-greeting = Assalomu alaykum! Tashrif haqida so‘rang: kim qatnashdi, qachon, qancha, nima haqida kelishildi. Men matbuot xabarlaridan iqtiboslar bilan javob beraman.
small-talk-thanks = Arzimaydi! Istagan vaqtda so‘rang.
small-talk-farewell = Xayr! Tashrif haqida savolingiz bo‘lsa, men shu yerdaman.
small-talk-about = Men Verbale, diplomatik tashriflar haqidagi savollarga javob beradigan dasturman. Xabarlardan faqat so‘zma-so‘z iqtibos keltiraman va manbasini ko‘rsataman. Savolingizni yozavering; batafsil: /help.
small-talk-acknowledged = Yaxshi! Tashrif haqida yana savolingiz bo‘lsa, yozavering.
small-talk-test = Men aloqadaman. Tashrif haqida savol yozing, masalan, kim qatnashdi yoki nima imzolandi.
near = Xabarlarda aynan bu haqda aytilmagan. Eng yaqini mana bu:
speaker = So‘zlovchi
reported-speech = O‘zlashtirma gap
also-in = Bu xabarda ham bor

# What Telegram shows of the bot: at most 64, 120 and 512 characters; of a command at most 256.
bot-name = Verbale
bot-short-description = Diplomatik tashriflar haqidagi savollarga matbuot xabarlaridan so‘zma-so‘z, manbasi ko‘rsatilgan javob.
bot-description = Diplomatik tashrif haqida so‘rang: kim qatnashdi, qachon, qancha, nima haqida kelishildi. Men matbuot xabarlaridan so‘zma-so‘z iqtiboslar bilan javob beraman, har birining manbasini ko‘rsataman va o‘zimdan bir so‘z ham qo‘shmayman. O‘zbek, rus, ingliz, qozoq va tojik tillarida; shaxsiy chatda, guruhlarda va, nomim yozilsa, istalgan chatda.
command-start = Bu nima, misollar bilan
command-help = Nimalar qila olaman
command-ask = Tashrif haqida so‘rash
command-briefings = Barcha matbuot xabarlari, avval yangilari
command-visit = Savollar qaysi tashrif haqida ekanini tanlash
command-latest = Eng so‘nggi matbuot xabari uch gapda
command-more = Oxirgi savolga yana iqtiboslar
command-language = Men gapiradigan tilni tanlash
command-verify = Iqtibos so‘zma-so‘z ekanini tekshirish
command-forget = Shu suhbatni unutish
command-privacy = Siz haqingizda nima saqlanadi
command-deletemydata = Siz haqingizda saqlangan hamma narsani o‘chirish
command-about = Iqtiboslar qanday olinadi

# Under an answer.
button-more = Yana iqtiboslar
button-context = Kontekst
button-source = Manba
button-everywhere = Barcha tashriflardan izlash
verdict-reason-wrong = Men buni so‘ramagan edim
verdict-reason-incomplete = Nimadir yetishmayapti
verdict-reason-outdated = Eskirgan
verdict-thanks = Rahmat, hisobga olindi.
verdict-why = Nimasi noto‘g‘ri bo‘ldi?
no-more = Bu savolga boshqa iqtibos yo‘q.
more-shown = Bu iqtiboslar quyida allaqachon bor.
nothing-to-continue = Bu yerda yana iqtibos ko‘rsatsa bo‘ladigan savol hali yo‘q. Avval savol bering.
button-too-old = Bu javob juda eski. Iltimos, savolni qaytadan bering.
button-broken = Bu tugma bu yerda ishlamaydi. Iltimos, savolni qaytadan bering.
admins-only = Buni faqat shu guruh administratorlari o‘zgartira oladi.
scope-note = Faqat “{ $scope }” bo‘yicha izlandi.
edited-late = Men ancha oldin javob bergan savolni o‘zgartirdingiz. Uni yangi xabar qilib yuboring, men qaytadan javob beraman.

# When too much comes at once.
slow-down = Qisqa vaqt ichida savol juda ko‘p bo‘ldi. Iltimos, { $seconds } soniya kutib, qayta so‘rang.
slow-down-chat = Bu chatda qisqa vaqt ichida savol juda ko‘p bo‘ldi. Iltimos, { $seconds } soniya kutib, qayta so‘rang.
queued = Hozir ko‘pchilik savol bermoqda. Savolingiz saqlandi, navbati kelishi bilan javob beraman.

# Groups.
group-hello = Assalomu alaykum! Men diplomatik tashriflar haqidagi savollarga matbuot xabarlaridan so‘zma-so‘z iqtiboslar bilan javob beraman, har birining manbasi ko‘rsatiladi.

    /ask va savolingizni yozing, xabarning istalgan joyida meni belgilang yoki xabarlarimdan biriga javob bering. Boshqa suhbatlarga aralashmayman. Shu guruh administratorlari men gapiradigan tilni /language, tashrifni esa /visit buyrug‘i bilan tanlaydi.
group-privacy-mode = Administratorlarga: men uchun Telegramning maxfiylik rejimi (privacy mode) yoqilgan, shuning uchun meni belgilagan xabarlar menga yetib kelmasligi mumkin; /ask va xabarlarimga yozilgan javoblar doim yetib keladi. Buni o‘zgartirish uchun meni shu guruhga administrator qiling yoki rejimni @BotFather orqali o‘chirib (/setprivacy), meni qaytadan qo‘shing.
ask-empty = Nimani bilmoqchisiz? Shu xabarga savolingiz bilan javob bering.

# Briefings and visits.
briefings-title = { $total } ta matbuot xabari, avval yangilari. Ko‘rish uchun birini bosing.
button-newer = ◀ Yangiroq
button-older = Eskiroq ▶
button-ask-this = Faqat shu haqda so‘rash
briefing-gone = Bu matbuot xabari topilmadi. Borlarini /briefings ko‘rsatadi.
visit-choose = Bu chatdagi savollar qaysi tashrif haqida bo‘lsin?
visit-now-all = Hozir ular barcha matbuot xabarlari bo‘yicha.
visit-now = Hozir ular faqat “{ $scope }” haqida.
visit-all = Barcha matbuot xabarlari
visit-none = Matbuot xabarlarida tashriflarning nomi ko‘rsatilmagan, shuning uchun tanlaydigan narsa yo‘q.
visit-chosen = Endi bu chatdagi savollar faqat “{ $scope }” haqida. Tanlovni o‘zgartirish: /visit.
visit-cleared = Endi bu chatdagi savollar barcha matbuot xabarlari bo‘yicha.
visit-unknown = Bunday tashrifni bilmayman. Quyidagilardan birini tanlang.

# Language.
language-choose = Bu yerda qaysi tilda gapiray?
language-automatic = Avtomatik
language-chosen = Endi bu yerda o‘zbekcha gapiraman. Iqtiboslar asl nusxa tilida qoladi.
language-cleared = Endi tilni o‘zim tanlayman: Telegramingiz tilini, u mos kelmasa, savolning tilini.

# Checking a quotation.
verify-ask = Shu xabarga iqtibos bilan javob bering yoki u bor xabarni menga yo‘naltiring.
verify-current = So‘zma-so‘z. { $edition }-tahrir ({ $date }), hozir amaldagisi shu.
verify-typography = So‘zlari bir xil; faqat qo‘shtirnoq, tire yoki bo‘sh joylar farq qiladi. { $edition }-tahrir ({ $date }), hozir amaldagisi shu.
verify-superseded = { $edition }-tahrirda ({ $date }) so‘zma-so‘z bor. Bu tahrir endi amalda emas.
verify-superseded-typography = { $edition }-tahrir ({ $date }) bilan so‘zlari bir xil; faqat qo‘shtirnoq, tire yoki bo‘sh joylar farq qiladi. Bu tahrir endi amalda emas.
verify-same-now = Amaldagi { $edition }-tahrirda bu parcha o‘zgarmagan.
verify-changed = Amaldagi { $edition }-tahrirda bu parcha quyidagicha:
verify-gone = Amaldagi { $edition }-tahrirda bu parcha endi yo‘q.
verify-not = So‘zma-so‘z emas: bu matn birorta ham matbuot xabarida so‘zma-so‘z uchramaydi.
verify-nearest = Eng yaqini mana bu:
verify-nothing = Bu xabarda tekshiradigan matn ko‘rmadim.
verify-rest = Yana { $count } ta parcha tekshirilmadi: alohida yuboring.

# What is stored about a person.
forgotten = { $questions ->
        [0] Unutadigan narsa yo‘q: bu yerdagi birorta ham savolingiz esimda yo‘q.
       *[other] Unutildi: shu chatdagi { $questions } ta savolingiz.
    }
privacy = Siz haqingizda quyidagilar saqlanadi:

    • savollaringiz va ularga javob bo‘lgan iqtiboslar, Telegramdagi identifikatoringiz va chat identifikatori bilan birga, { $days } kun; bu davomini so‘rashingiz, tugmalardan foydalanishingiz va tuzatishlardan xabardor bo‘lishingiz uchun kerak;
    • siz qo‘ygan 👍 va 👎;
    • siz tanlagan til va tashrif;
    • obunalaringiz.

    Boshqa hech narsa saqlanmaydi: na ism, na telefon raqami, na profil. Bularning hech biri boshqa hech kimga berilmaydi. Guruhlarda faqat menga qaratilgan gaplarni saqlayman.

    /forget – shu chatdagi savollarni o‘chiradi
    /deletemydata – siz haqingizda saqlangan hamma narsani darhol o‘chiradi
deleted = O‘chirildi: { $questions } ta savol, { $verdicts } ta baho va sozlamalaringiz. Siz haqingizda endi hech narsa saqlanmaydi.

# Inline mode; the first is a button of at most 64 characters.
inline-not-said = Xabarlarda aytilmagan · Shaxsiy chatda so‘rash
inline-near = Yaqin, lekin aynan bu emas
