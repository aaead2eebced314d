start = Men diplomatik tashriflar haqidagi savollarga matbuot xabarlaridan so‘zma-so‘z iqtiboslar bilan javob beraman. Har bir iqtibosning manbasi ko‘rsatiladi; o‘zimdan bir so‘z ham qo‘shmayman.

    Shunchaki so‘rang: o‘zbekcha, ruscha, inglizcha, qozoqcha yoki tojikcha. Iqtiboslar asl nusxa tilida qoladi.
start-examples = Masalan:
start-empty = Hozircha xabarlar yo‘q.
example-question = “{ $title }” haqida nima deyilgan?
help = Savolingizni odamga bergandek yozing: kim qatnashdi, qachon, qancha, nima haqida kelishildi. Avval eng mos iqtiboslar beriladi, har birida xabar, uning sanasi va xatboshi raqami ko‘rsatiladi. Sarlavha manbani aynan o‘sha joyidan ochadi.

    Agar xabarlarda bu aytilmagan bo‘lsa, shuni aytaman.

    /start – bu nima, misollar bilan
    /help – shu ma’lumot
    /about – iqtiboslar qanday olinadi
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
