"""Question words of the five languages and the nouns that say what is asked for, in lower case."""

from collections.abc import Mapping
from dataclasses import dataclass

from verbale.asking.words import word_set


@dataclass(frozen=True)
class QuestionWords:
    """The question words of one language."""

    phrases: Mapping[str, str]
    """Question words, of up to three words each, and the kind of answer they ask for; "which" asks by its noun."""
    nouns: tuple[tuple[str, str], ...]
    """Beginnings of nouns that decide the kind after "which"."""
    plurals: tuple[str, ...]
    """Endings of plural nouns: after "which" they ask for a list."""
    definitions: tuple[str, ...]
    """How questions end, or begin, that ask what something is."""
    particles: frozenset[str]
    """Words that make a question of a statement."""
    verbs: tuple[str, ...]
    """Endings of verbs in questions without a question word: of the first word in Russian, else of the last one."""
    requests: frozenset[str]
    """First words that ask for a list."""


def _by_kind(listed: str) -> dict[str, str]:
    """Phrases by kind from lines like "person: who | whom"."""
    found = {}
    for line in listed.strip().splitlines():
        kind, _, phrases = line.strip().partition(": ")
        for phrase in phrases.split("|"):
            found[phrase.strip()] = kind
    return found


_PLACES_EN = "city country place town state region province location continent capital venue river island village"
_ENGLISH_NOUNS = {
    "place": word_set(_PLACES_EN + " area county district nation airport"),
    "date": word_set("year date day month century decade time era weekday period"),
    "number": word_set(
        """
        percentage percent number amount share proportion price sum size volume population distance age height length
        temperature cost value rate total fraction score figure quantity turnover budget salary weight depth width
        density speed gdp capacity
        """
    ),
    "person": word_set(
        """
        person minister president king queen leader ambassador official politician author scientist player actor singer
        general emperor deputy man woman chairman director writer artist mathematician philosopher secretary governor
        pope duke duchess monk saint composer
        """
    ),
    "reason": word_set("reason purpose cause goal aim"),
}

ENGLISH_NOUNS: Mapping[str, str] = {noun: kind for kind, nouns in _ENGLISH_NOUNS.items() for noun in nouns}
"""What is asked for by "what" and "which" with these nouns."""

ENGLISH_AUXILIARIES = word_set(
    """
    is are was were do does did has have had can could will would should may might must am isn't aren't wasn't weren't
    don't doesn't didn't hasn't haven't won't can't couldn't wouldn't shall
    """
)
ENGLISH_WH = word_set(
    "who whom whose who's where when why how what what's which where's when's how's wheres whats whos"
)
ENGLISH_SIMPLE = _by_kind(
    """
    person: who|whom|whose|whos
    place: where|wheres
    date: when
    reason: why
    """
)
"""Question words that need no other word to be understood."""
ENGLISH_MEASURES = word_set(
    """
    many much long far old often tall large big high deep fast heavy few wide late soon frequently quickly young small
    strong great expensive thick short
    """
)
ENGLISH_FILLERS = word_set(
    """
    in on at to for from with by of about during until since and so but then tell me please say explain do you know
    also exactly under into through after before or over against between among around near along as well ok just
    could can would within upon
    """
)
ENGLISH_PARTICIPLES = word_set("said made done known used found given held built seen shown taken meant sent left")
ENGLISH_LISTING = word_set("list name enumerate")
ENGLISH_LINKS = word_set("is are was were 's")

_RU_NOUNS = (
    ("год", "date"), ("месяц", "date"), ("числ", "date"), ("день", "date"), ("дат", "date"), ("век", "date"),
    ("дня", "date"), ("врем", "date"), ("период", "date"),
    ("город", "place"), ("стран", "place"), ("мест", "place"), ("регион", "place"), ("област", "place"),
    ("столиц", "place"), ("район", "place"), ("провинц", "place"), ("континент", "place"),
    ("процент", "number"), ("дол", "number"), ("сумм", "number"), ("объем", "number"), ("объём", "number"),
    ("численност", "number"), ("населени", "number"), ("стоимост", "number"), ("размер", "number"),
    ("количеств", "number"), ("цен", "number"), ("товарооборот", "number"), ("длин", "number"), ("возраст", "number"),
    ("вес", "number"), ("площад", "number"), ("срок", "number"), ("бюджет", "number"), ("температур", "number"),
    ("расстояни", "number"), ("высот", "number"),
    ("причин", "reason"), ("цел", "reason"),
    ("министр", "person"), ("президент", "person"), ("человек", "person"), ("посол", "person"), ("игрок", "person"),
    ("лидер", "person"), ("чиновник", "person"), ("король", "person"), ("учен", "person"),
)  # fmt: skip
_KK_NOUNS = (
    ("жыл", "date"), ("күн", "date"), ("ай", "date"), ("уақыт", "date"), ("ғасыр", "date"), ("мерзім", "date"),
    ("қала", "place"), ("ел", "place"), ("жер", "place"), ("өңір", "place"), ("облыс", "place"), ("мемлекет", "place"),
    ("аймақ", "place"), ("пайыз", "number"), ("көлем", "number"), ("сома", "number"), ("мөлшер", "number"),
    ("баға", "number"), ("сан", "number"), ("үлес", "number"), ("құн", "number"), ("айналым", "number"),
    ("себеп", "reason"), ("мақсат", "reason"), ("министр", "person"), ("президент", "person"), ("адам", "person"),
    ("елші", "person"),
)  # fmt: skip
_UZ_NOUNS = (
    ("yil", "date"), ("kun", "date"), ("oy", "date"), ("sana", "date"), ("vaqt", "date"), ("asr", "date"),
    ("shahar", "place"), ("davlat", "place"), ("mamlakat", "place"), ("joy", "place"), ("viloyat", "place"),
    ("hudud", "place"), ("foiz", "number"), ("hajm", "number"), ("miqdor", "number"), ("narx", "number"),
    ("summa", "number"), ("ulush", "number"), ("qiymat", "number"), ("son", "number"), ("sabab", "reason"),
    ("maqsad", "reason"), ("vazir", "person"), ("prezident", "person"), ("odam", "person"), ("elchi", "person"),
    ("йил", "date"), ("кун", "date"), ("ой", "date"), ("сана", "date"), ("вақт", "date"), ("шаҳар", "place"),
    ("давлат", "place"), ("мамлакат", "place"), ("жой", "place"), ("вилоят", "place"), ("ҳудуд", "place"),
    ("фоиз", "number"), ("ҳажм", "number"), ("миқдор", "number"), ("нарх", "number"), ("сумма", "number"),
    ("улуш", "number"), ("қиймат", "number"), ("сабаб", "reason"), ("мақсад", "reason"), ("вазир", "person"),
    ("президент", "person"), ("одам", "person"), ("элчи", "person"),
)  # fmt: skip
_TG_NOUNS = (
    ("сол", "date"), ("рӯз", "date"), ("моҳ", "date"), ("сана", "date"), ("вақт", "date"), ("аср", "date"),
    ("шаҳр", "place"), ("кишвар", "place"), ("давлат", "place"), ("мамлакат", "place"), ("ҷо", "place"),
    ("вилоят", "place"), ("минтақа", "place"), ("фоиз", "number"), ("дарсад", "number"), ("ҳаҷм", "number"),
    ("маблағ", "number"), ("миқдор", "number"), ("нарх", "number"), ("теъдод", "number"), ("шумора", "number"),
    ("сабаб", "reason"), ("мақсад", "reason"), ("вазир", "person"), ("президент", "person"), ("шахс", "person"),
    ("сафир", "person"),
)  # fmt: skip

WORDS: Mapping[str, QuestionWords] = {
    "ru": QuestionWords(
        phrases=_by_kind(
            """
            person: кто|кого|кому|кем|о ком|с кем|ком|чей|чья|чье|чьё|чьи|чьей|чьих|чьим|чьего
            person: как зовут|как звали
            place: где|куда|откуда|докуда
            date: когда|с каких пор|до каких пор|который час
            number: сколько|скольких|скольким|сколькими|насколько|как долго|как часто|как далеко|как быстро
            reason: почему|зачем|отчего|по какой причине|из за чего|с какой целью|в связи с|ради чего|в чем причина
            definition: что такое|что значит|что означает|что это такое|что это|что представляет собой
            thing: что|чем|чего|чему|о чем|о чём|чём|как называется|как назывался|как называлась|как называют|как назвал
            manner: как|каким образом|каким способом|каким путем
            list: какие|каких|какими
            which: какой|какая|какое|какого|какому|каком|каким|какую|каков|какова|каково|каковы
            """
        ),
        nouns=_RU_NOUNS,
        plurals=(),
        definitions=(),
        particles=frozenset(["ли", "неужели", "разве"]),
        verbs=(
            "есть",
            "был",
            "была",
            "было",
            "были",
            "будет",
            "будут",
            "может",
            "могут",
            "можно",
            "верно",
            "правда",
            "лся",
            "лась",
            "лось",
            "лись",
            "ется",
            "ются",
            "ится",
            "ятся",
            "ает",
            "ают",
            "яет",
            "яют",
            "ует",
            "уют",
            "ил",
            "или",
            "ала",
            "али",
            "ала",
            "ел",
            "ели",
            "нял",
            "няли",
            "дил",
            "дили",
        ),
        requests=frozenset(["назовите", "перечислите", "назови", "перечисли"]),
    ),
    "kk": QuestionWords(
        phrases=_by_kind(
            """
            person: кім|кімді|кімге|кімнің|кіммен|кімнен|кімдер|кімдермен|кімдердің|кімдерді|ким|кимге|кимнин|киммен
            place: қайда|қайдан|кайда|кайдан|қай жерде|қай жерден|қай жерге
            date: қашан|қашаннан|кашан
            number: қанша|канша|неше|қаншаға|қаншадан|қаншаны|нешеу|қаншалықты|қаншасы|нешесі|неше пайыз
            reason: неге|неліктен|не үшін|не себепті|не себептен|қандай себеппен|не мақсатпен
            manner: қалай|калай|қайтіп|қалайша
            thing: не|нені|неден|неде|немен|неменің|ненің|нелер
            list: қайсылар
            which: қандай|қай|қайсы|кандай|кай|нешінші
            """
        ),
        nouns=_KK_NOUNS,
        plurals=("лар", "лер", "дар", "дер", "тар", "тер"),
        definitions=("деген не", "дегеніміз не", "деген немене", "бұл не", "деген сөз"),
        particles=word_set("ма ме ба бе па пе"),
        verbs=(),
        requests=frozenset(["атаңыз", "атаңызшы", "тізіңіз"]),
    ),
    "uz": QuestionWords(
        phrases=_by_kind(
            """
            person: kim|kimga|kimni|kimning|kimdan|kimlar|kimlarga|kimlarning|kimlarni|kim bilan
            person: ким|кимга|кимни|кимнинг|кимдан|кимлар|кимларнинг
            place: qayerda|qayerga|qayerdan|qaerda|qaerga|qaerdan|qayer|qani|қаерда|қаерга|қаердан|каерда|қаер
            date: qachon|qachondan|қачон|качон|qachongacha
            number: qancha|necha|nechta|qanchaga|qanchadan|nechtadan|qanchalik|nechtasi
            number: қанча|неча|нечта|канча|қанчага|қанчалик
            reason: nega|nima uchun|nima sababdan|nimaga|nima sababli
            reason: нега|нима учун|нима сабабдан|нимага|қандай сабабдан
            manner: qanday qilib|qanday tarzda|qanday yo'l bilan|қандай қилиб|қандай тарзда
            thing: nima|nimani|nimadan|nimada|nimalar|nimalarni|nimaning|нима|нимани|нималар|нимадан
            which: qaysi|qanday|qanaqa|nechanchi|қайси|қандай|қанақа|нечанчи|кандай
            """
        ),
        nouns=_UZ_NOUNS,
        plurals=("lar", "лар"),
        definitions=("nima", "nimadir", "nima o'zi", "degani nima", "bu nima", "нима", "дегани нима"),
        particles=frozenset(["nahotki", "наҳотки"]),
        verbs=(),
        requests=frozenset(["sanab"]),
    ),
    "tg": QuestionWords(
        phrases=_by_kind(
            """
            person: кӣ|кист|кистанд|киро|киҳо|аз ки|бо ки|ба ки|кадом шахс
            place: куҷо|куҷост|куҷоянд|дар куҷо|ба куҷо|аз куҷо|кучо
            date: кай|аз кай|то кай
            number: чанд|чандто|чанто|чӣ қадар|чи қадар|чандин|чандум
            reason: чаро|барои чӣ|барои чи|бо кадом сабаб|аз чӣ сабаб|бо чӣ мақсад|бо кадом мақсад|чиба
            manner: чигуна|чӣ гуна|чӣгуна|чӣ тавр|чӣ хел|чи хел|чи тавр|чи гуна|бо кадом роҳ
            thing: чӣ|чи|чиро|чиҳо|чӣро|чӣҳо
            list: кадомҳо|чӣ чизҳо
            which: кадом|кадоме|кадомаш
            """
        ),
        nouns=_TG_NOUNS,
        plurals=("ҳо", "ҳои", "ҳоро", "ён", "он", "онро"),
        definitions=("чист", "чӣ аст", "чи аст", "чӣ маъно дорад", "ин чист"),
        particles=frozenset(["оё", "магар"]),
        verbs=("ҳаст", "ҳастанд", "дорад", "доранд", "шуд", "шудааст", "аст"),
        requests=frozenset(["номбар"]),
    ),
}
