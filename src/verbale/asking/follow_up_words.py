"""Words by which a follow-up question is known in the five languages, in lower case with plain apostrophes."""

from collections.abc import Mapping
from dataclasses import dataclass

from verbale.asking.answer_kind_words import ENGLISH_AUXILIARIES, ENGLISH_WH, WORDS
from verbale.asking.words import word_set, words_of
from verbale.language import Language
from verbale.language_words import FREQUENT_WORDS


@dataclass(frozen=True)
class Pointers:
    """The words of one language that stand for something said before; a pointer may have two words."""

    persons: frozenset[str]
    """Stand for people only: a name of the last answer may be meant."""
    places: frozenset[str]
    """Stand for a place."""
    things: frozenset[str]
    """Stand for people or things alike."""


POINTERS: Mapping[str, Pointers] = {
    "en": Pointers(
        persons=word_set("he she him her his hers himself herself"),
        places=frozenset(["there"]),
        things=word_set("it its they them their theirs this that these those itself themselves one ones"),
    ),
    "ru": Pointers(
        persons=word_set("он она его её ее ему ей им нём нем ней него неё нее нему ним"),
        places=word_set("там туда оттуда"),
        things=word_set(
            """
            оно они их ими них ними это этого этому этим этом этот эта эту этой эти этих этими тот ту того тому тем том
            те тех теми тогда такой такая такие таких такое
            """
        ),
    ),
    "kk": Pointers(
        persons=frozenset(),
        places=word_set("онда сонда мұнда ондағы сондағы мұндағы осында сонау"),
        things=word_set(
            """
            ол оның оған оны одан онымен олар олардың оларға оларды олардан олармен бұл бұның бұған мұны мұның бұлар
            осы осының осыны осыған сол соның соны соған солар сондай мұндай сонымен бул онын оган олардын
            """
        ),
    ),
    "uz": Pointers(
        persons=frozenset(),
        places=frozenset(
            ["u yerda", "o'sha yerda", "bu yerda", "shu yerda", "u yerga", "o'sha yerga", "u yerdan", "unda", "у ерда",
             "ўша ерда", "бу ерда", "шу ерда", "у ерга", "ўша ерга", "унда"]
        ),
        things=word_set(
            """
            u uning unga uni undan ular ularning ularga ularni ulardan bu buning bunga buni bundan bular shu shuning
            shunga shuni o'sha o'shanda mazkur ushbu bunday shunday у унинг унга уни ундан улар уларнинг уларга уларни
            улардан бу бунинг бунга буни бундан булар шу шунинг шунга шуни ўша ўшанда мазкур ушбу бундай шундай
            """
        ),
    ),
    "tg": Pointers(
        persons=word_set("ӯ вай ӯро вайро"),
        places=frozenset(["он ҷо", "ин ҷо", "онҷо", "инҷо", "он чо", "ин чо"]),
        things=word_set("онҳо онҳоро инҳо инҳоро ин он инро онро ҳамин ҳамон чунин ишон эшон он вақт"),
    ),
}  # fmt: skip

OPENERS = (
    "and", "and what about", "and how about", "what about", "how about", "but", "but what about", "also", "or", "then",
    "so", "and then", "and also", "ok and", "same for", "the same for", "and for",
    "а", "и", "но", "или", "а что", "а как", "как насчет", "как насчёт", "а как насчет", "а как насчёт", "а что насчет",
    "а что насчёт",
    "что насчет", "что насчёт", "что касается", "а если", "а вот", "ну а", "тогда", "а также", "а тогда",
    "а что касается", "а про", "а что про", "а что с",
    "ал", "ал енді", "ал сонда", "және", "сосын", "енді", "сонда", "ал бірақ", "бірақ",
    "va", "xo'sh", "lekin", "ammo", "ya'ni",
    "ва", "хўш", "лекин", "аммо", "вале", "пас", "ва пас", "ва боз", "ҳамчунин",
    "ва чӣ", "хуб", "хайр",
)  # fmt: skip
"""How a question begins that goes on from the one before."""

ELLIPTIC = frozenset(
    [
        "and what about", "and how about", "what about", "how about", "but what about", "same for", "the same for",
        "and for", "как насчет", "как насчёт", "а как насчет", "а как насчёт", "а что насчет", "а что насчёт",
        "что насчет", "что насчёт", "что касается", "а что касается", "а если", "а про", "а что про", "а что с",
    ]
)  # fmt: skip
"""Those among them after which only what is new is named, although a question word stands in them."""

CLOSING_PHRASES = (
    ("туралы", "ше"), ("haqida", "chi"), ("ҳақида", "чи"), ("ше",), ("chi",), ("чи",), ("чӣ",), ("чи", "тавр"),
    ("чӣ", "тавр"),
)  # fmt: skip
"""How such a question ends: «Ал Өзбекстанмен ше?», "Oʻzbekiston-chi?", «Бо Ӯзбекистон чӣ?»."""

ADDITIVES = word_set(
    """
    else other others another besides too again next later afterwards
    ещё еще другие других другой другое другая также тоже кроме дальше потом далее затем остальные
    тағы басқа басқалар басқалары тагы баска әрі қосымша кейін одан
    yana boshqa boshqalar tag'in keyin яна бошқа бошқалар кейин
    боз дигар дигарон дигарҳо баъд сипас
    """
)
"""Ask for more of the same, or for what came after it."""

THIN_WORDS = word_set(
    """
    say says said saying tell told telling happen happened happens happening attend attended attending participate
    participated participants present take took taken takes place part mean meant means explain explained elaborate
    detail details reason reasons purpose aim result results outcome outcomes outcome date time times day days year
    exactly precisely specifically concretely else other others another more further too again next later then
    first last same different really actually just please yes no ok okay thanks well like example examples important
    work works called call know give got get going go come came made make doing done did think long old big full
    list name names person people thing things way ways kind kinds type types
    """
)
"""English words that name no subject by themselves."""

THIN_STEMS = (
    "сказа", "говор", "произош", "происход", "присутств", "участв", "участник", "состоя", "прош", "подробн", "именно",
    "конкретн", "точн", "причин", "цел", "результат", "итог", "дат", "врем", "числ", "имен", "имя", "зовут", "назыв",
    "значит", "дальше", "потом", "заяви", "ответи", "случи", "будет", "был",
    "айт", "қатыс", "болды", "болған", "өтті", "өтеді", "өткен", "себеп", "мақсат", "нәтиже", "нақты", "толық", "толығ",
    "уақыт",
    "мәлімде", "жауап", "деді", "деп", "тағы", "басқа",
    "ayt", "qatnash", "ishtirok", "bo'l", "o'td", "o'tad", "o'tkaz", "sabab", "maqsad", "natija", "aniq", "batafsil",
    "vaqt", "javob", "dedi", "yana", "boshqa", "айтд", "айтг", "қатнаш", "иштирок", "бўлд", "бўлад", "бўлг", "ўтд",
    "ўтад", "ўтказ", "сабаб", "мақсад", "натижа", "аниқ", "батафсил", "вақт", "жавоб",
    "гуфт", "гӯй", "гӯед", "бигӯ", "гузашт", "баргузор", "мегузар", "ҳузур", "рӯй", "натиҷа", "маҳз", "муфассал",
    "ҷавоб", "изҳор", "шуд", "дигар", "боз",
)  # fmt: skip
"""How words of the other languages begin that name no subject by themselves."""

# These are among the frequent words because they tell a language, yet they are what is asked about.
_SUBJECTS = word_set(
    """
    vazir vaziri tashrif tashrifi uchrashuv uchrashdi hamkorlik davlat mamlakat so'm вазир вазири ташриф ташрифи
    учрашув ҳамкорлик давлат мамлакат сафар сафари мулоқот вохӯрӣ ҳамкорӣ кишвар давлати ҷумҳурии президенти маҷлис
    имзо кездеседі кездесу кездеседи
    """
)
_QUESTION_WORDS = frozenset(
    word for known in WORDS.values() for phrase in known.phrases for word in phrase.split()
) - word_set("час время зовут звали назвал название причине связи ради причина мақсатпен долго часто далеко быстро")
_POINTING = frozenset(
    word
    for pointers in POINTERS.values()
    for group in (pointers.persons, pointers.places, pointers.things)
    for phrase in group
    for word in phrase.split()
)

SMALL_WORDS = (
    (frozenset().union(*FREQUENT_WORDS.values()) - _SUBJECTS)
    | _QUESTION_WORDS
    | _POINTING
    | ENGLISH_AUXILIARIES
    | ENGLISH_WH
    | word_set(
        "i am we us our my mine your yours also both each per via within without over under up out off chi чи ше"
    )
    | word_set("yilda yilgi yildagi yilning йилда йилги йилнинг год года году годах жылы жылғы жылдың соли соле")
    | word_set("s t re ve ll d m чӣ оё ли ведь либо насчет насчёт касается haqda тўғрисида дойр")
)
"""Words of any of the languages that neither name a subject nor carry one over."""

NOW = ("year", "week", "month", "morning", "году", "год", "недел", "месяц", "жылы", "жыл", "апта", "yil", "hafta",
       "йил", "ҳафта", "сол", "моҳ")  # fmt: skip
"""How the nouns begin that make "this" mean now instead of something said."""

REFER_BACK_WITHIN = word_set(
    """
    he she they his her hers its their theirs himself herself itself themselves one ones
    он она оно они его её ее их ол олар оның олардың u ular uning ularning у улар унинг уларнинг ӯ вай онҳо худаш
    """
)
"""Pointers that mean a name of the same question where one stands before them."""

JOINTS = word_set("and or if but when because и или если но когда және егер бірақ va yoki agar lekin ва ё агар вале")
"""What divides a question in two, so that a pointer of the second half may mean something of the first."""

VERB_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("",),
    "ru": ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ют", "ит", "ят", "ется", "ются", "ится"),
    "kk": ("ды", "ді", "ты", "ті", "ған", "ген", "қан", "кен", "йды", "йді", "мақ", "мек"),
    "uz": ("di", "dilar", "gan", "adi", "moqda", "ди", "дилар", "ган", "ади", "моқда"),
    "tg": ("д", "данд", "т", "танд", "аст", "анд"),
}
"""How verbs end: a question of a question word and a verb has left out whom it is about."""

_BEFORE_A_POINTER = word_set(
    "is was does did do will can about of in after before at on by to for from with like than during and"
)
_SHORTEST_WITH_CLAUSE = 5
_OPENERS = {tuple(opener.split()) for opener in OPENERS}
_LONGEST_OPENER = max(map(len, _OPENERS))


def opener_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The longest opener that ``words`` begin with."""
    for length in range(min(_LONGEST_OPENER, len(words)), 0, -1):
        if words[:length] in _OPENERS:
            return words[:length]
    return ()


def points_to(words: tuple[str, ...], before_names: int, language: Language) -> str:
    """What kind of thing from before a pronoun among ``words`` stands for; the first name is word ``before_names``."""
    pointers = POINTERS[language.value]
    joint = max((index for index, word in enumerate(words) if word in JOINTS), default=-1)
    has_antecedent = joint > 0 and not says_nothing(" ".join(words[:joint]))
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        previous = words[index - 1] if index else ""
        if f"{word} {following}" in pointers.places:
            return "place"
        is_within = (index > before_names and word in REFER_BACK_WITHIN) or (has_antecedent and index > joint)
        if is_within or following.startswith(NOW) or _is_no_pointer(word, previous, following, words, language):
            continue
        if word in pointers.places:
            return "place"
        if word in pointers.persons:
            return "person"
        if word in pointers.things or f"{word} {following}" in pointers.things:
            return "thing"
    return ""


def _is_no_pointer(word: str, previous: str, following: str, words: tuple[str, ...], language: Language) -> bool:
    """Whether ``word`` has another use here: "there is", "the man that", «то, что», «что это такое»."""
    if language is Language.RUSSIAN:
        asks_who = word.startswith("так") and previous in {"кто", "что"}
        return asks_who or (word.startswith("т") and following in {"что", "кто", "есть"})
    if language is not Language.ENGLISH:
        return False
    if word == "there":
        return "be" in {previous, following} or bool({previous, following} & {"is", "are", "was", "were", "will"})
    if word == "that":
        return bool(previous) and bool(following) and previous not in _BEFORE_A_POINTER
    if word in {"one", "ones"}:
        return bool(following) or not previous
    return word == "it" and following in {"true", "possible", "necessary"} and len(words) >= _SHORTEST_WITH_CLAUSE


def says_nothing(text: str) -> bool:
    """Whether no word of ``text`` names anything: "Yana", which begins a question, is no name."""
    return all(word in SMALL_WORDS or is_thin(word) for word in words_of(text))


def is_thin(word: str) -> bool:
    """Whether ``word`` names no subject by itself, though it is not a small word."""
    return word in THIN_WORDS or word in ADDITIVES or word.startswith(THIN_STEMS)
