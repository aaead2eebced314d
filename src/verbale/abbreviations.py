"""Abbreviations of the five languages, by what they say about the full stop after them.

All are in lower case, without the last full stop, with ' for every apostrophe. What is missing here is taken for an
ordinary word, after which a full stop and a capital letter begin a new sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Abbreviations:
    """Abbreviations of one language and the words that tell where one of them was the end of a sentence."""

    never_last: frozenset[str]
    """Something always follows: a name, a number or an explanation (Mr., ул., т.е.)."""
    before_number: frozenset[str]
    """They number something if a figure follows, and are ordinary words otherwise (No. 5, but "No. We agree.")."""
    seldom_last: frozenset[str]
    """Names usually follow (U.S. Secretary): last only before one of ``starters``."""
    may_be_last: frozenset[str]
    """Units, sums and "and so on": last when a capital letter follows."""
    after_number: frozenset[str]
    """May be last after a number (2024 г., 5 м.), never elsewhere (г. Астана)."""
    dates: frozenset[str]
    """Those that end a date: "In 2024" at the beginning of a sentence is not all of it."""
    months: frozenset[str]
    """Shortened months: a number after them belongs to the date."""
    starters: frozenset[str]
    """Words that, with a capital letter, begin sentences and are no names."""


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LATIN_TITLES = " mr mrs ms dr"
# Written in Kazakh, Tajik and Uzbek Cyrillic texts as in Russian ones.
_CYRILLIC_MAY_BE_LAST = "тыс млн млрд трлн долл руб коп т.д т.п др км га кг куб чел мин сек мес"
_CYRILLIC_NEVER_LAST = (
    "проф акад доц им ул пр-т просп д-р г-н г-жа г-жи ст пп табл рис гл разд прил см ср напр стр чл.-корр"
    + _LATIN_TITLES
)

ABBREVIATIONS: Mapping[str, Abbreviations] = {
    "en": Abbreviations(
        never_last=_set(
            """
            mr mrs ms dr prof gen lt col maj capt sgt cmdr adm amb gov sen rep hon rev st messrs h.e e.g i.e vs viz cf
            ca approx vol vols pp nos op
            """
        ),
        before_number=_set("no art arts fig para p sec ch par"),
        seldom_last=_set("u.s u.n u.k u.a.e u.s.a e.u d.c a.m p.m inc ltd co corp jr sr ph.d b.a m.a plc dept univ"),
        may_be_last=_set("etc al bn mn tn km kg ft hrs min sq"),
        after_number=frozenset(),
        dates=_set("jan feb mar apr jun jul aug sept sep oct nov dec"),
        months=_set("jan feb mar apr jun jul aug sept sep oct nov dec"),
        starters=_set(
            """
            the a an in on at it he she they this these those we but and however as for after before during when while
            according there also both our his her their its what who how if to by with from meanwhile earlier later no
            yes such all each another since
            """
        ),
    ),
    "ru": Abbreviations(
        never_last=_set(
            _CYRILLIC_NEVER_LAST
            + """
            т.е т.к т.н и.о пл наб пер бул д кв оз р о с п ч пос дер св ген полк ред сост зам пом нач рук абз подп вып
            обл р-н каб тел м-р имп
            """
        ),
        before_number=frozenset(),
        seldom_last=frozenset(),
        may_be_last=_set(_CYRILLIC_MAY_BE_LAST + " проч пр н.э т.ч с.г экз ед"),
        after_number=_set("г гг в вв т м ч"),
        dates=_set("г гг янв февр фев апр авг сент сен окт нояб ноя дек"),
        months=_set("янв февр фев апр авг сент сен окт нояб ноя дек"),
        starters=_set(
            """
            в во на об о по это эта этот эти он она они мы но и а как при после до для за из к с со так также кроме
            однако ранее затем сегодня завтра вчера стороны что кто где если по-прежнему того тем его её их там здесь
            участники переговоры визит решений позже напомним между такой такие документ
            """
        ),
    ),
    "kk": Abbreviations(
        never_last=_set(_CYRILLIC_NEVER_LAST + " көш мыс қараңыз төл бет"),
        before_number=frozenset(),
        seldom_last=_set("қ обл ауд а ат"),
        may_be_last=_set(_CYRILLIC_MAY_BE_LAST + " мың т.б т.с.с т.с б.з б.з.б б.з.д сағ т"),
        after_number=_set("ж жж ғ ғғ м г б"),
        dates=_set("ж жж г қаң ақп нау сәу мам мау шіл там қыр қаз қар жел"),
        months=_set("қаң ақп нау сәу мам мау шіл там қыр қаз қар жел"),
        starters=_set(
            """
            бұл ол олар осы сол біз біздің тараптар сондай-ақ сонымен соның бірақ алайда кейін кездесу кездесуде оның
            олардың осыдан мұнда бүгін ертең кеше сондықтан ал және бұдан содан келіссөздер құжат
            """
        ),
    ),
    "uz": Abbreviations(
        never_last=_set(_CYRILLIC_NEVER_LAST + " prof akad dots mas ko'ch kv dr кўч"),
        before_number=frozenset(),
        seldom_last=_set("sh v t r tum vil ш в т р"),
        may_be_last=_set("mln mlrd trln doll dol h.k km ga kg min ҳ.к дол минг " + _CYRILLIC_MAY_BE_LAST),
        after_number=_set("y yy m b й йй м б q"),
        dates=_set("y yy й йй yan yanv fev apr avg sen sent okt noy dek янв фев апр авг сен окт ноя дек"),
        months=_set("yan yanv fev apr avg sen sent okt noy dek янв фев апр авг сен окт ноя дек"),
        starters=_set(
            """
            bu u ular shu biz bizning tomonlar shuningdek unda mazkur ammo lekin biroq keyin uning ularning bugun ertaga
            kecha va o'tgan muzokaralar hujjat uchrashuv uchrashuvda so'ng shundan
            бу у улар шу биз бизнинг томонлар шунингдек унда мазкур аммо лекин бироқ кейин унинг уларнинг бугун эртага
            кеча ўтган музокаралар ҳужжат учрашув учрашувда сўнг
            """
        ),
    ),
    "tg": Abbreviations(
        never_last=_set(_CYRILLIC_NEVER_LAST + " ш н в ҷ к дотс ниг мас саҳ қ"),
        before_number=frozenset(),
        seldom_last=frozenset(),
        may_be_last=_set(_CYRILLIC_MAY_BE_LAST + " ҳаз дол сом ҳ.к ғ д дақ"),
        after_number=_set("с м б г"),
        dates=_set("с г янв фев апр авг сен сент окт ноя дек"),
        months=_set("янв фев апр авг сен сент окт ноя дек"),
        starters=_set(
            """
            ин он онҳо дар ӯ мо бо ба аз инчунин ҳамчунин ҳамзамон вале аммо баъд сипас ҷонибҳо тарафҳо имрӯз фардо
            дирӯз барои мулоқот гуфтушунид вай инҳо чунин пас зимни тибқи мавсуф ҳарду
            """
        ),
    ),
}

INITIAL_DIGRAPHS = _set("sh ch zh kh yu ya yo ts dj дж ғ' g' o'")
"""Initials of two letters: Sh. Mirziyoyev, Oʻ. Hoshimov."""

SPEECH_VERBS = _set(
    """
    said says asked added noted stressed told replied answered declared remarked concluded emphasized emphasised
    explained wrote stated exclaimed continued recalled underlined
    """
)
"""English verbs that tie a quotation to the name before them: "Is it open?" Nurtleu asked."""

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "январ", "феврал", "март", "апрел", "май", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
    "декабр", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан", "yanvar", "fevral", "mart", "aprel", "iyun", "iyul", "avgust", "sent", "okt", "noyabr", "dekabr",
)  # fmt: skip
"""Beginnings of the months' names in all five languages, in lower case."""
