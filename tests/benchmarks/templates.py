"""Sentences with gaps, in the five languages: what the paragraphs and questions of a made library are put together from.

Each sentence has a gap that is filled differently every time, so that no two sentences are embedded as one.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Templates:
    """Sentences and questions of one language; a question has the gaps of the sentence at its place, or fewer."""

    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    titles: str


PEOPLE = (
    *("Aidar Bekov", "Malika Yusupova", "Rustam Nazarov", "Dilshod Karimov", "Gulnara Satpayeva", "Farrukh Saidov"),
    *("Zarina Rahimova", "Timur Ospanov", "Sherzod Aliev", "Saule Akhmetova", "Jasur Nematov", "Nigora Sharipova"),
)
# A question that nothing in the library answers, for each language.
UNANSWERED = {
    "en": "Who won the football match on Sunday evening?",
    "ru": "Кто выиграл футбольный матч в воскресенье вечером?",
    "kk": "Жексенбі күні кешкі футбол матчында кім жеңді?",
    "uz": "Yakshanba kuni kechqurungi futbol o‘yinida kim g‘olib bo‘ldi?",
    "tg": "Дар бозии футболи шоми якшанбе кӣ ғолиб омад?",
}

TEMPLATES = {
    "en": Templates(
        sentences=(
            "According to protocol No. {number}, the parties will invest ${money}mn in {subject} near {place} and "
            "create {count} permanent jobs there by the autumn of {year}.",
            "Minister {person} told the journalists in {place} that the work on {subject} had begun under order "
            "No. {number} and that {percent}% of it was already complete.",
            "In {year}, as report No. {number} says, {count} specialists took part in {subject}, which is {percent}% "
            "more than in the year before, when the programme was opened in {place}.",
            '"We have waited for {subject} for a long time, and contract No. {number} for ${money}mn is only the first '
            'step," said {person} after the talks in {place}.',
            "The working group headed by {person} will meet in {place} {count} times before {year} to prepare "
            "agreement No. {number} on {subject}.",
            "Under decision No. {number}, {count} companies from {place} received permits for {subject}, and the duty "
            "for them was lowered by {percent}%.",
        ),
        questions=(
            "How much will be invested in {subject} near {place} according to protocol No. {number}?",
            "What did minister {person} tell the journalists in {place} about order No. {number}?",
            "How many specialists took part in {subject} in {year}, as report No. {number} says?",
            "What did {person} say about {subject} and contract No. {number}?",
            "How many times will the group headed by {person} meet in {place} to prepare agreement No. {number}?",
            "How many companies from {place} received permits for {subject} under decision No. {number}?",
        ),
        subjects=(
            *("the water supply of border districts", "the new railway line", "the training of energy engineers"),
            *("the digital customs service", "the supply of wheat", "the exchange of teachers", "the logistics centre"),
        ),
        places=("Dushanbe", "Samarkand", "Shymkent", "Khujand", "Astana", "Bukhara", "Aktau"),
        titles="Talks on {subject} in {place}, part {number}",
    ),
    "ru": Templates(
        sentences=(
            "Согласно протоколу № {number} стороны вложат {money} млн долларов в такую область, как {subject} (город "
            "{place}), и создадут там {count} постоянных рабочих мест к осени {year} года.",
            "Министр {person} сообщил журналистам (город {place}), что {subject} развивается на основании приказа "
            "№ {number} и что {percent} % работ уже выполнено.",
            "В {year} году, как говорится в отчёте № {number}, в программе «{subject}» участвовали {count} "
            "специалистов, что на {percent} % больше, чем годом ранее (город {place}).",
            "«Мы долго ждали, и контракт № {number} на {money} млн долларов по теме «{subject}» — только первый шаг», "
            "— заявил {person} после переговоров (город {place}).",
            "Рабочая группа, которую возглавляет {person}, до {year} года соберётся {count} раз (город {place}) и "
            "подготовит соглашение № {number} по теме «{subject}».",
            "По решению № {number} разрешения по программе «{subject}» получили {count} предприятий (город {place}), "
            "а пошлина для них снижена на {percent} %.",
        ),
        questions=(
            "Сколько вложат в {subject} (город {place}) согласно протоколу № {number}?",
            "Что сообщил журналистам министр {person} о приказе № {number}?",
            "Сколько специалистов участвовали в программе «{subject}» в {year} году, как сказано в отчёте № {number}?",
            "Что заявил {person} о контракте № {number} по теме «{subject}»?",
            "Сколько раз соберётся рабочая группа, которую возглавляет {person}, для соглашения № {number}?",
            "Сколько предприятий получили разрешения по программе «{subject}» по решению № {number}?",
        ),
        subjects=(
            *("водоснабжение приграничных районов", "новая железнодорожная линия", "подготовка энергетиков"),
            *("цифровая таможня", "поставка пшеницы", "обмен преподавателями", "логистический центр"),
        ),
        places=("Душанбе", "Самарканд", "Шымкент", "Худжанд", "Астана", "Бухара", "Актау"),
        titles="Переговоры: {subject} ({place}), часть {number}",
    ),
    "kk": Templates(
        sentences=(
            "№ {number} хаттамаға сәйкес тараптар {subject} саласына {money} млн доллар салып, {year} жылдың күзіне "
            "дейін {place} қаласында {count} тұрақты жұмыс орнын ашады.",
            "Министр {person} {place} қаласында журналистерге {subject} бойынша жұмыс № {number} бұйрықпен "
            "басталғанын және оның {percent} пайызы аяқталғанын айтты.",
            "№ {number} есепте айтылғандай, {year} жылы {subject} бағдарламасына {place} қаласынан {count} маман "
            "қатысты, бұл алдыңғы жылдан {percent} пайызға көп.",
            "«Біз мұны ұзақ күттік, {money} млн долларлық № {number} келісімшарт {subject} үшін алғашқы қадам ғана», — "
            "деді {person} {place} қаласындағы келіссөздерден кейін.",
            "{person} басқаратын жұмыс тобы {subject} туралы № {number} келісімді дайындау үшін {year} жылға дейін "
            "{place} қаласында {count} рет жиналады.",
            "№ {number} шешім бойынша {place} қаласының {count} кәсіпорны {subject} үшін рұқсат алды, ал олар үшін баж "
            "{percent} пайызға төмендетілді.",
        ),
        questions=(
            "№ {number} хаттамаға сәйкес {subject} саласына қанша доллар салынады?",
            "Министр {person} {place} қаласында журналистерге № {number} бұйрық туралы не айтты?",
            "№ {number} есепте айтылғандай, {year} жылы {subject} бағдарламасына қанша маман қатысты?",
            "{person} {subject} және № {number} келісімшарт туралы не деді?",
            "{person} басқаратын топ № {number} келісім үшін {place} қаласында неше рет жиналады?",
            "№ {number} шешім бойынша {place} қаласының қанша кәсіпорны рұқсат алды?",
        ),
        subjects=(
            *("шекара аудандарын сумен қамту", "жаңа теміржол желісі", "энергетиктерді даярлау", "цифрлық кеден"),
            *("бидай жеткізу", "оқытушылар алмасу", "логистика орталығы"),
        ),
        places=("Душанбе", "Самарқанд", "Шымкент", "Хожент", "Астана", "Бұхара", "Ақтау"),
        titles="{place} қаласындағы келіссөздер: {subject}, {number}-бөлім",
    ),
    "uz": Templates(
        sentences=(
            "{number}-sonli bayonnomaga muvofiq tomonlar {subject} sohasiga {money} mln dollar kiritadi va {year}-yil "
            "kuzigacha {place} shahrida {count} ta doimiy ish o‘rni yaratadi.",
            "Vazir {person} {place} shahrida jurnalistlarga {subject} bo‘yicha ishlar {number}-sonli buyruq bilan "
            "boshlangani va ularning {percent} foizi bajarilganini aytdi.",
            "{number}-sonli hisobotda aytilishicha, {year}-yilda {subject} dasturida {place} shahridan {count} nafar "
            "mutaxassis qatnashdi, bu avvalgi yildan {percent} foiz ko‘p.",
            "“Biz buni uzoq kutdik, {money} mln dollarlik {number}-sonli shartnoma {subject} uchun faqat birinchi "
            "qadam”, — dedi {person} {place} shahridagi muzokaralardan keyin.",
            "{person} boshchiligidagi ishchi guruh {subject} to‘g‘risidagi {number}-sonli bitimni tayyorlash uchun "
            "{year}-yilgacha {place} shahrida {count} marta yig‘iladi.",
            "{number}-sonli qarorga ko‘ra, {place} shahridan {count} ta korxona {subject} uchun ruxsatnoma oldi, ular "
            "uchun boj {percent} foizga kamaytirildi.",
        ),
        questions=(
            "{number}-sonli bayonnomaga muvofiq {subject} sohasiga qancha mablag‘ kiritiladi?",
            "Vazir {person} jurnalistlarga {number}-sonli buyruq haqida nima dedi?",
            "{number}-sonli hisobotga ko‘ra, {year}-yilda {subject} dasturida qancha mutaxassis qatnashdi?",
            "{person} {subject} va {number}-sonli shartnoma haqida nima dedi?",
            "{person} boshchiligidagi guruh {number}-sonli bitim uchun {place} shahrida necha marta yig‘iladi?",
            "{number}-sonli qarorga ko‘ra, {place} shahridan qancha korxona ruxsatnoma oldi?",
        ),
        subjects=(
            *("chegara tumanlarini suv bilan ta’minlash", "yangi temir yo‘l liniyasi", "energetiklarni tayyorlash"),
            *("raqamli bojxona", "bug‘doy yetkazib berish", "o‘qituvchilar almashinuvi", "logistika markazi"),
        ),
        places=("Dushanba", "Samarqand", "Chimkent", "Xo‘jand", "Ostona", "Buxoro", "Aqtau"),
        titles="{place} shahridagi muzokaralar: {subject}, {number}-qism",
    ),
    "tg": Templates(
        sentences=(
            "Мувофиқи протоколи № {number} тарафҳо ба соҳаи {subject} {money} млн доллар сармоя мегузоранд ва то "
            "тирамоҳи соли {year} дар шаҳри {place} {count} ҷойи кори доимӣ таъсис медиҳанд.",
            "Вазир {person} дар шаҳри {place} ба рӯзноманигорон гуфт, ки корҳо оид ба {subject} бо фармони № {number} "
            "оғоз шуданд ва {percent} фоизи онҳо анҷом ёфтааст.",
            "Чунон ки дар ҳисоботи № {number} омадааст, соли {year} дар барномаи {subject} аз шаҳри {place} {count} "
            "мутахассис иштирок кард, ки аз соли пешин {percent} фоиз зиёд аст.",
            "«Мо инро дер интизор будем ва қарордоди № {number} ба маблағи {money} млн доллар барои {subject} танҳо "
            "қадами аввал аст», — гуфт {person} пас аз музокирот дар шаҳри {place}.",
            "Гурӯҳи корие, ки {person} роҳбарӣ мекунад, барои омода кардани созишномаи № {number} оид ба {subject} то "
            "соли {year} дар шаҳри {place} {count} бор ҷамъ меояд.",
            "Тибқи қарори № {number} аз шаҳри {place} {count} корхона барои {subject} иҷозат гирифт ва боҷ барои онҳо "
            "{percent} фоиз кам карда шуд.",
        ),
        questions=(
            "Мувофиқи протоколи № {number} ба соҳаи {subject} чӣ қадар сармоя мегузоранд?",
            "Вазир {person} ба рӯзноманигорон дар бораи фармони № {number} чӣ гуфт?",
            "Тибқи ҳисоботи № {number} соли {year} дар барномаи {subject} чанд мутахассис иштирок кард?",
            "{person} дар бораи {subject} ва қарордоди № {number} чӣ гуфт?",
            "Гурӯҳе, ки {person} роҳбарӣ мекунад, барои созишномаи № {number} чанд бор ҷамъ меояд?",
            "Тибқи қарори № {number} аз шаҳри {place} чанд корхона иҷозат гирифт?",
        ),
        subjects=(
            *("таъмини об дар ноҳияҳои наздисарҳадӣ", "роҳи нави оҳан", "омода кардани муҳандисони энергетика"),
            *("гумруки рақамӣ", "таъмини гандум", "мубодилаи омӯзгорон", "маркази логистикӣ"),
        ),
        places=("Душанбе", "Самарқанд", "Чимкент", "Хуҷанд", "Остона", "Бухоро", "Актау"),
        titles="Музокирот дар шаҳри {place}: {subject}, қисми {number}",
    ),
}
