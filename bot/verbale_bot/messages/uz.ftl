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
