# What the bot says to administrators.
help-office = Siz administratorsiz. Matbuot xabarini fayl qilib yuboring yoki /add buyrug‘idan keyin uning matnini yoki manzilini yozing; men nimani tushunganimni ko‘rsataman, siz esa e’lon qilasiz.

    /add – matbuot xabarini qo‘shish
    /edit – matbuot xabari ma’lumotlarini o‘zgartirish: sarlavha, sana, auditoriya, embargo
    /remove, /restore – matbuot xabarini qaytarib olish, tiklash
    /diff – ikki tahrirni solishtirish, ulardan nimalar iqtibos qilingani bilan
    /announce – matbuot xabarini obunachilarga yuborish
    /reindex – jilddagi fayllarni o‘qib, indeksni qayta tuzish
    /rollback – oldingi indeksga qaytish
    /status – nima javob bermoqda, nima kutmoqda, qanday xatolar bo‘ldi
    /stats, /unanswered – nimalar so‘ralgan va nimaga javob topilmagan
    /feeds – yangi matbuot xabarlari uchun lentalarni kuzatish
    /audience – hammaga mo‘ljallanmagan xabarlarni kim ko‘ra oladi
    /admins, /export – egalar uchun

    Matbuot xabari o‘zgarsa yoki qaytarib olinsa, undan qaysi xabarlarimda iqtibos keltirilganini aytaman va istasangiz, ularga belgi qo‘yaman.
office-only = Buni faqat shu botning administratorlari qila oladi. Telegramdagi identifikatoringiz: { $id }; uni botni yuritadigan kishi qo‘shishi mumkin.
office-only-press = Buni faqat shu botning administratorlari qila oladi.
office-owners-only = Buni faqat egalari qila oladi.
office-in-private = Shaxsiy chatimizda javob beraman.
office-not-open = Sizga hali yoza olmayman: @{ $bot } chatini oching, Start tugmasini bosing va buyruqni qaytadan yuboring.
office-refused = Bajarilmadi. { $reason }
office-left = O‘zgarishsiz qoldirildi.
office-leave = O‘zgarishsiz qoldirish

# Adding a briefing.
add-ask = Matbuot xabarini fayl qilib yuboring (.txt, .md, .html, .pdf, .docx) yoki shu xabarga uning matni yoki veb-manzili bilan javob bering.
add-no-fetching = Internetdan yuklab olish o‘chirib qo‘yilgan (VERBALE_FETCH_URLS): aks holda bu kompyuter unga berilgan har qanday manzilga ulanardi. Sahifani fayl qilib yoki uning matnini yuboring.
add-refused = Buni o‘qib bo‘lmadi. { $reason }
add-too-large = Bu fayl juda katta: ko‘pi bilan { $megabytes } MB o‘qiladi. Uni bo‘lib yuboring yoki faqat matnini yuboring.
add-unavailable = Telegram bu faylni menga endi bermayapti. Iltimos, uni qaytadan yuboring.
draft-new = Yangi matbuot xabari: { $id }
draft-edition = { $id }: yangi { $edition }-tahrir
draft-known = Allaqachon bor: bu { $edition }-tahrirning matni
draft-none = yo‘q
draft-field-title = Sarlavha
draft-field-date = Sana
draft-field-language = Til
draft-field-source = Manba
draft-field-visit = Tashrif
draft-field-audience = Auditoriya
draft-field-embargo = Embargo
draft-paragraphs = { $count } ta xatboshi:
draft-more-paragraphs = … va yana { $count } ta
draft-furniture = { $count } ta satr sahifaning yordamchi matni deb topildi va kiritilmadi:
draft-twin = Juda o‘xshash: matnning { $percent } % qismi “{ $title }” xabarida ham bor.
draft-publish = Xabarni e’lon qilish
draft-edit = O‘zgartirish
draft-discard = Bekor qilish
edit-how = /edit va matbuot xabarining identifikatorini yozing. Ularning ro‘yxatini /briefings ko‘rsatadi; identifikator xabar qo‘shilayotganda ham ko‘rsatiladi.
draft-back = ◀ Orqaga
draft-as-edition = “{ $title }”ning yangi tahriri
draft-gone = Bu qoralama bo‘yicha qaror allaqachon qabul qilingan.
draft-discarded = Qoralama bekor qilindi.
draft-unchanged = Qiladigan ish yo‘q: { $id } aynan shu matn va shu ma’lumotlar bilan saqlangan.
draft-published = “{ $title }” ({ $id }) e’lon qilindi.
draft-under-embargo = { $moment } vaqtigacha uni faqat administratorlar ko‘radi.
draft-ask-title = Sarlavhani javob qilib yozing.
draft-ask-date = Sanani javob qilib yozing, masalan, 2025-03-04 yoki 2025-yil 4-mart; sana bo‘lmasa, defis qo‘ying.
draft-ask-language = Matbuot xabari qaysi tilda?
draft-ask-source = Asl nusxaning veb-manzilini javob qilib yozing; u bo‘lmasa, defis qo‘ying.
draft-ask-visit = Tashrifning nomini javob qilib yozing; u bo‘lmasa, defis qo‘ying.
draft-ask-audience = Xabarni ko‘ra oladigan auditoriyani javob qilib yozing; bir nechta bo‘lsa, vergul bilan ajrating. Hozir borlari:
draft-ask-embargo = Xabarni qaysi vaqtdan boshlab ko‘rish mumkinligini javob qilib yozing, masalan, 2025-03-04 14:30 (vaqt mintaqasi: { $zone }); embargo bo‘lmasa, defis qo‘ying.
draft-bad-title = Bu sarlavha bo‘la olmaydi: u bo‘sh yoki juda uzun. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.
draft-bad-date = Bu sanani tushunmadim. Uni 2025-03-04 yoki 2025-yil 4-mart kabi yozing. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.
draft-bad-language = Bu tilni bilmayman. O‘zgartirish tugmasini bosib, tillardan birini tanlang.
draft-bad-source = Bu veb-manzil emas: u https:// yoki http:// bilan boshlanadi. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.
draft-bad-visit = Bu tashrifning nomi bo‘la olmaydi: u bo‘sh yoki juda uzun. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.
draft-bad-audience = Bunday auditoriya yo‘q. /audience borlarini ko‘rsatadi va yangilarini yaratadi. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.
draft-bad-embargo = Bu vaqtni tushunmadim. Uni 2025-03-04 14:30 kabi yozing. O‘zgartirish tugmasini bosib, qaytadan urinib ko‘ring.

# The index.
index-begun = Indeks qayta tuzilmoqda. Yangisi tayyor bo‘lguncha eskisi javob beradi.
index-stop = To‘xtatish
index-stage-1 = fayllar o‘qilmoqda: { $total } tadan { $done } tasi
index-stage-2 = matbuot xabarlari o‘qilmoqda: { $total } tadan { $done } tasi
index-stage-3 = matnlarning ma’nosi hisoblanmoqda: { $total } tadan { $done } tasi
index-stage-4 = yozilmoqda
index-stage-5 = tekshirilmoqda
index-left = taxminan { $seconds } soniya qoldi
index-done = { $seconds } soniyada tayyor bo‘ldi. Endi indeksning { $number }-avlodi javob beradi: { $briefings } ta matbuot xabari, { $paragraphs } ta xatboshi, { $embedded } ta yangi matn.
index-same = Hech narsa o‘zgarmagan: avvalgidek indeksning { $number }-avlodi javob beradi, unda { $briefings } ta matbuot xabari va { $paragraphs } ta xatboshi bor.
index-nothing = Indeks tuzish uchun matbuot xabarlari yo‘q. Birini fayl qilib yuboring.
index-cancelled = To‘xtatildi. Indeks avvalgidek qoldi.
index-failed = Indeks qayta tuzilmadi; avvalgidek eskisi javob beradi. { $reason }
index-stopping = To‘xtatilmoqda …
index-not-running = Hozir hech narsa qayta tuzilmayapti.
index-more = … va yana { $count } ta
taken-new = yangi
taken-edition = yangi tahrir
taken-details = ma’lumotlari o‘zgargan

# Removing, restoring, going back.
remove-ask = { $count ->
        [1] Bu matbuot xabari qaytarib olinsinmi? Shu zahotiyoq undan hech kimga javob berilmaydigan bo‘ladi; keyin uni tiklash mumkin.
       *[other] Qaysi matbuot xabari qaytarib olinsin? Shu zahotiyoq undan hech kimga javob berilmaydigan bo‘ladi; keyin uni tiklash mumkin.
    }
remove-none = Qaytarib olish mumkin bo‘lgan bunday matbuot xabari yo‘q. Borlarini /briefings ko‘rsatadi.
remove-gone = “{ $title }” allaqachon qaytarib olingan.
removed = Qaytarib olindi: “{ $title }”. Uni /restore tiklaydi.
restore-ask = { $count ->
        [1] Bu matbuot xabari tiklansinmi? Shu zahotiyoq undan yana javob beriladi.
       *[other] Qaysi matbuot xabari tiklansin? Shu zahotiyoq undan yana javob beriladi.
    }
restore-none = Qaytarib olingan bunday matbuot xabari yo‘q.
restore-gone = “{ $title }” qaytarib olinmagan.
restored = Tiklandi: “{ $title }”.
rollback-ask = Indeksning { $now }-avlodidan { $number }-avlodiga (yaratilgan vaqti: { $made }) qaytilsinmi? Nima o‘zgaradi:
rollback-do = Orqaga qaytish
rollback-none = Qaytish mumkin bo‘lgan oldingi avlod yo‘q.
rollback-failed = Bajarilmadi. { $reason }
rollback-late = Bu orada boshqa avlod javob bera boshladi. Hech narsa qilinmadi; /rollback buyrug‘ini qaytadan yuboring.
rollback-done = Yana indeksning { $number }-avlodi javob beradi. Saqlangan hamma narsadan yangi avlodni /reindex tuzadi.
rollback-gone = − “{ $title }”: undan endi javob berilmaydi
rollback-back = + “{ $title }”: undan yana javob beriladi
rollback-edition = ~ “{ $title }”: { $now }-tahrir o‘rniga { $before }-tahrir
rollback-same = ikkisida ham matbuot xabarlari va tahrirlar bir xil.

# Status.
status-serving = Indeksning { $number }-avlodi ({ $made }) javob bermoqda: { $briefings } ta matbuot xabari, { $paragraphs } ta xatboshi, { $model } modeli.
status-no-index = Indeks yo‘q. Uni /reindex tuzadi.
status-up-to-date = Unda e’lon qilinganlarning hammasi bor.
status-behind = U hozir e’lon qilinganlarga mos emas: uni /reindex yangilaydi.
status-stored = Saqlangan: { $briefings } ta matbuot xabari ({ $withdrawn } tasi qaytarib olingan), { $editions } ta tahrir.
status-queue = Kutmoqda: { $waiting } ta xabar, { $drafts } ta qoralama.
status-outbox = Yuborish navbati: { $pending } tasi kutmoqda, { $failed } tasi yuborilmadi, { $uncertain } tasi noaniq.
status-machine = Xotira: eng ko‘pi { $memory } MB; ma’lumotlar: { $data } MB; diskda { $free } MB bo‘sh joy bor.
status-audit = Amallar jurnali: { $entries } ta yozuv.
status-damage = Shikastlanish: { $reason }
status-errors = So‘nggi ogohlantirishlar va xatolar:
status-no-errors = Ishga tushgandan beri ogohlantirish ham, xato ham yo‘q.

# Administrators and audiences.
role-owner = egasi
role-editor = muharrir
role-owner-settings = egasi, sozlamalarga ko‘ra
admins-title = Administratorlar:
admins-how = Kishining xabariga /admins add, /admins add owner yoki /admins remove deb javob bering yoki buyruqdan keyin uning identifikatorini yozing. Muharrirlar e’lon qiladi, tuzatadi va qaytarib oladi; egalar bundan tashqari boshqalarni tayinlay oladi va ma’lumotlarni eksport qila oladi.
admins-who = Kimni nazarda tutyapsiz? O‘sha kishining xabariga javob bering yoki uning raqamli identifikatorini yozing. Guruh yoki kanal nomidan yozadigan yoxud yo‘naltirilgan xabarlarda o‘zini yashiradigan kishini tanib bo‘lmaydi.
admins-by-settings = { $person } dastur sozlamalariga ko‘ra bot egasi (VERBALE_ADMINS), buni faqat o‘sha yerda o‘zgartirish mumkin.
admins-added-owner = { $person } ({ $id }) endi bot egalaridan biri.
admins-added-editor = { $person } ({ $id }) endi muharrir.
admins-removed = { $person } ({ $id }) endi administrator emas.
admins-not = { $person } ({ $id }) administrator emas.
audience-title = Auditoriyalar va ularning a’zolari; “public” auditoriyasiga hamma kiradi:
audience-none = Auditoriyalar yo‘q: har bir matbuot xabarini hamma ko‘radi.
audience-how = /audience make NOM, /audience drop NOM. Guruhda /audience add NOM yozilsa, guruh NOM uchun mo‘ljallangan xabarlarni ko‘radi; kishining xabariga shunday javob yozilsa yoki oxiriga identifikator qo‘shilsa ham shunday bo‘ladi; buni /audience remove NOM bekor qiladi.
audience-who = Kimni nazarda tutyapsiz? Buni guruhda yozing, o‘sha kishining xabariga javob bering yoki oxiriga identifikator qo‘shing.
audience-make-done = Endi “{ $audience }” auditoriyasi bor.
audience-make-same = “{ $audience }” auditoriyasi allaqachon bor.
audience-drop-done = “{ $audience }” auditoriyasi o‘chirildi.
audience-drop-same = “{ $audience }” auditoriyasi yo‘q.
audience-add-done = { $member } endi “{ $audience }” auditoriyasiga kiradi.
audience-add-same = { $member } allaqachon “{ $audience }” auditoriyasiga kiradi.
audience-remove-done = { $member } endi “{ $audience }” auditoriyasiga kirmaydi.
audience-remove-same = { $member } “{ $audience }” auditoriyasiga kirmaydi.

# Corrections of what was said.
correct-changed = “{ $title }” o‘zgardi. { $chats } ta chatdagi { $messages } ta xabarimda undan endi boshqacha bo‘lgan parcha keltirilgan yoki u e’lon qilingan. Nima qilay?
correct-withdrawn = “{ $title }” qaytarib olindi. { $chats } ta chatdagi { $messages } ta xabarimda undan iqtibos keltirilgan. Nima qilay?
correct-back = “{ $title }” yana kuchda. Uning qaytarib olingani { $chats } ta chatdagi { $messages } ta xabarimda aytilgan. Nima qilay?
correct-edit = Xabarlarga belgi qo‘yish
correct-update = Xabarlarni yangilash
correct-reply = Ularga javob yozish
correct-leave = Ularga tegmaslik
correct-left = Xabarlar o‘zgarishsiz qoladi.
correct-done-already = Bu yerda tuzatadigan narsa qolmagan.
correct-running = Tuzatilmoqda: { $total } tadan { $done } tasi …
correct-ended = Tuzatildi: { $sent }. Yetib bormadi: { $failed }. Noaniq: { $uncertain }.
correction-reply = Tuzatish: bu xabarda keltirilgan matn o‘shandan beri o‘zgardi.
withdrawal-reply = Bu xabarda iqtibos keltirilgan matbuot xabari qaytarib olindi.
corrected-on = Tuzatildi: { $date }. Endi bu parcha quyidagicha:
corrected-gone = Tuzatildi: { $date }. Amaldagi tahrirda bu parcha endi yo‘q.
corrected-unseen = Tuzatildi: { $date }.
corrected-elsewhere = Matbuot xabari tuzatildi: { $date }. Bu yerda keltirilgan iqtibos o‘zgarmagan.
withdrawn-on = Qaytarib olindi: { $date }.
back-on = Qaytarib olingan matbuot xabari yana kuchda: { $date }.
diff-how = /diff va matbuot xabarining identifikatorini, istasangiz, ikki tahrirning raqamini ham yozing: /diff visit-to-dushanbe 1 3
diff-one = “{ $title }” xabarining faqat bitta tahriri bor.
diff-title = “{ $title }”
    { $old }-tahrir ({ $old_date }): { $old_said } marta iqtibos keltirilgan; { $new }-tahrir ({ $new_date }): { $new_said } marta iqtibos keltirilgan.
diff-same = Matnlar bir xil.
diff-paragraph = ¶ { $number }, { $edition }-tahrir:

# Feeds.
feeds-title = Yangi matbuot xabarlari shu yerlarda kuzatiladi:
feeds-none = Yangi matbuot xabarlari hech qayerda kuzatilmayapti.
feeds-how = /feeds add va RSS yoki Atom lentasining manzilini yozing: har bir yangi yozuv e’lon qilinishidan oldin sizga ko‘rsatiladi; manzildan keyin publish so‘zi bo‘lsa, u darhol e’lon qilinadi. /feeds remove va raqam kuzatuvni to‘xtatadi; /feeds check hozirning o‘zida tekshiradi. Jildlar buyruqlar satrida qo‘shiladi.
feeds-rule-ask = avval so‘raydi
feeds-rule-publish = darhol e’lon qiladi
feeds-added-ask = Bundan buyon kuzatiladi: { $address }. Yangi yozuvlar avval sizga ko‘rsatiladi; hozir borlari ko‘rsatilmaydi.
feeds-added-publish = Bundan buyon kuzatiladi: { $address }. Yangi yozuvlar darhol e’lon qilinadi; hozir borlari e’lon qilinmaydi.
feeds-removed = Endi kuzatilmaydi: { $address }
feeds-unknown = Bunday raqamli lenta yo‘q. Borlarini /feeds ko‘rsatadi.
feeds-checking = Hozir tekshiraman. Yangi narsa bo‘lsa, shu yerda chiqadi.
command-feeds = Yangi matbuot xabarlari qayerda kuzatiladi

# Commands in the menu of administrators.
command-add = Matbuot xabarini qo‘shish
command-edit = Matbuot xabari ma’lumotlarini o‘zgartirish
command-reindex = Indeksni qayta tuzish
command-status = Bot qanday ishlayapti
command-rollback = Oldingi indeksga qaytish
command-remove = Matbuot xabarini qaytarib olish
command-restore = Matbuot xabarini tiklash
command-diff = Ikki tahrirni solishtirish
command-audience = Kim nimani ko‘ra oladi
command-admins = Botni kimlar boshqaradi

# Reports.
report-how = /{ $command } deb yozing; muddat 30 kundan boshqa bo‘lsa, kunlar sonini 1 dan 365 gacha qo‘shing, masalan: /{ $command } 90.
stats-none = { $first } – { $last } oralig‘ida hech narsa so‘ralmagan.
stats-period = { $first } – { $last } oralig‘ida (kunlar UTC bo‘yicha):
stats-asked = { $asked } ta savol
stats-answered = • javob berildi: { $answered } ({ $percent } %)
stats-near = • yaqini ko‘rsatildi: { $near }
stats-not-found = • topilmadi: { $missing }
stats-verdicts = 👍 { $good } · 👎 { $bad }
chart-days = Kunlik savollar
chart-weeks = Haftalik savollar
chart-answered = javob berildi
chart-near = yaqini ko‘rsatildi
chart-not-found = topilmadi
chart-verdicts-days = Kunlik baholar
chart-verdicts-weeks = Haftalik baholar
chart-good = yaxshi
chart-bad = yomon
unanswered-none = { $first } – { $last } oralig‘ida birorta ham savol javobsiz qolmagan.
unanswered-title = { $first } – { $last } oralig‘ida javobsiz qolganlari: { $count } ta savol. Bir narsani so‘raganlari birga turadi.
unanswered-newest = { $first } – { $last } oralig‘ida javobsiz qolgan eng yangi { $count } ta savol. Bir narsani so‘raganlari birga turadi.
unanswered-group = { $count } marta so‘ralgan
unanswered-group-near = { $count } marta so‘ralgan, { $near } marta yaqini ko‘rsatilgan
export-done = Aytilgan, so‘ralgan, baholangan va qilingan hamma narsa CSV fayllarida. Ularda odamlar va chatlarning identifikatorlari hamda so‘ralgan savollar bor: ularni ma’lumotlar bazasi kabi ehtiyot qilib saqlang.
export-too-large = Eksport fayli Telegram uchun juda katta: Telegram ko‘pi bilan { $megabytes } MB qabul qiladi. Bot ishlayotgan kompyuterda verbale export buyrug‘i uni jildga yozadi.
command-stats = Qancha savol berilgan va javob olingan
command-unanswered = Nimaga javob topilmagan
command-export = Hammasi CSV fayllarida

# Announcements: for whom they are made, and for whom they are.
announce-which = Qaysi matbuot xabari obunachilarga yuborilsin? Birini bosing yoki /announce va uning identifikatorini yozing.
announce-unknown = Bunday matbuot xabari yo‘q. So‘nggilarini identifikatorsiz yozilgan /announce ko‘rsatadi.
announce-not-indexed = Bu matbuot xabari hali indeksda yo‘q. Indeksni /reindex bilan qayta tuzing, keyin xabarni yuboring.
announce-public = hamma
announce-preview = Yuqoridagi post aynan shunday ko‘rinadi. Uni kim ko‘ra oladi: { $audience }. U darhol { $chats } ta chatga yuboriladi va { $digests } ta kunlik to‘plamga kiradi.
announce-send = Hozir yuborish
announce-schedule = Rejalashtirish
announce-sentences = Gaplar
announce-how-many = Bittadan beshtagacha gap tanlash mumkin.
announce-ask-moment = Yuborish vaqtini javob qilib yozing, masalan, 2025-03-04 14:30 (vaqt mintaqasi: { $zone }).
announce-bad-moment = Bu vaqtni tushunmadim. Uni 2025-03-04 14:30 kabi yozing. “Rejalashtirish” tugmasini bosib, qaytadan urinib ko‘ring.
announce-past = Bu vaqt o‘tib ketgan. “Rejalashtirish” tugmasini bosib, qaytadan urinib ko‘ring.
announce-scheduled = Rejalashtirildi: { $moment }. Dastur ungacha qayta ishga tushirilsa ham, e’lon yuboriladi.
announce-unschedule = Hozircha yubormaslik
announce-gone = Bu e’lon bo‘yicha qaror allaqachon qabul qilingan.
announce-not-sent = Rejalashtirilgan { $briefing } e’loni yuborilmadi. { $reason }
announce-changed = Matbuot xabari shundan beri o‘zgartirildi yoki qaytarib olindi. Uni qaytadan e’lon qiling: /announce
announce-embargo = Matbuot xabariga embargo qo‘yilgan: e’lonni keyinroq vaqtga rejalashtiring.
announce-before-embargo = Matbuot xabari shu vaqtgacha embargoda: { $moment }. Keyinroq vaqtni tanlash uchun “{ announce-schedule }” tugmasini bosing.
announce-by-itself = “{ $title }” o‘z-o‘zidan e’lon qilinmoqda.
news-ask = Shu haqda so‘rash
news-full-text = To‘liq matn
news-unsubscribe = Obunani bekor qilish
news-digest-title = Kun yangiliklari: { $count } ta matbuot xabari
news-recalled-post = Bu e’lon qaytarib olindi.
news-announcement-running = Yuborilmoqda: { $total } tadan { $sent } tasi …
news-announcement-paused = To‘xtatib turilibdi: { $total } tadan { $sent } tasi yuborildi.
news-announcement-stopped = To‘xtatildi: { $total } tadan { $sent } tasi yuborildi. Yetib bormadi: { $failed }. Noaniq: { $uncertain }.
news-announcement-done = Yuborildi: { $total } tadan { $sent } tasi. Yetib bormadi: { $failed }. Yetib borgani noaniq: { $uncertain }.
news-recall-running = Qaytarib olinmoqda: { $total } tadan { $sent } tasi …
news-recall-paused = Qaytarib olish to‘xtatib turilibdi: { $total } tadan { $sent } tasi qaytarib olindi.
news-recall-stopped = Qaytarib olish to‘xtatildi: { $total } tadan { $sent } tasi qaytarib olindi. Qaytarib bo‘lmadi: { $failed }.
news-recall-done = Qaytarib olindi: { $total } tadan { $sent } tasi. Qaytarib bo‘lmadi: { $failed }.
news-pause = Pauza
news-resume = Davom ettirish
news-stop = To‘xtatish
news-uncertain-again = Noaniqlarini qayta yuborish
news-recall = Qaytarib olish
news-digest-more = Yana { $count } ta: /latest
news-problem = • { $reason } – { $count }: { $chats }
news-why-blocked = botni bloklagan yoki endi yo‘q
news-why-gone = bot endi chatda yo‘q
news-why-no-right = botga u yerda yozish mumkin emas
news-why-no-topic = mavzu yopilgan yoki o‘chirilgan
news-why-changed = matbuot xabari shu orada o‘zgartirildi yoki qaytarib olindi
news-why-not-wanted = shu orada obuna bekor qilindi
news-why-not-seen = matbuot xabarini endi ko‘ra olmaydi
news-why-not-known = u yerda nima aytilgani endi ma’lum emas
news-why-empty = u yerda aytadigan narsa yo‘q
news-why-killed = noaniq: yuborilayotganda dastur uzildi
news-why-unanswered = noaniq: Telegram javob bermadi
news-why-broken = dastur xatosi; jurnalga qarang
news-lost-gone = Men endi “{ $chat }”da yo‘qman, shuning uchun u yerda yangi matbuot xabarlari e’lon qilinmaydi. Kerak bo‘lsa, meni qo‘shib, qayta obuna bo‘ling.
news-lost-no-right = “{ $chat }”da matbuot xabarini e’lon qila olmadim: menga u yerda yozish mumkin emas. Menga huquq bering yoki obunani bekor qiling.
news-lost-no-topic = “{ $chat }”da matbuot xabarini e’lon qila olmadim: mavzu yopilgan yoki o‘chirilgan. Uni qayta oching yoki guruhning boshqa joyida /subscribe deb yozing.
announce-told = Bu tahrir barcha obunachilarga e’lon qilingan.
news-about = “{ $title }”
news-uncertain-hint = Qayta yuborishdan oldin noaniq chatlarni ko‘ring: e’lon yetib borgan joyda u ikki marta turadi.
news-digest-running = Kundalik dayjest: { $sent }/{ $total } …
news-digest-done = Kundalik dayjest: { $total } chatdan { $sent } tasiga yuborildi. Yetib bormadi: { $failed }. Yetib borgani noaniq: { $uncertain }.
command-announce = Matbuot xabarini obunachilarga yuborish
