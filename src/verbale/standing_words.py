"""Beginnings of sentences that need what came before, in the five languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLAIN_APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’`´′ʹ", "'"))
"""For ``str.translate``: every apostrophe, and every letter that looks like one, becomes a plain one."""

_LATIN_TO_CYRILLIC = (
    ("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"), ("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("ye", "е"), ("ts", "ц"),
    *zip("abdefghijklmnopqrstuvxyz'", "абдефгҳижклмнопқрстувхйзъ", strict=True),
)  # fmt: skip


def in_both_scripts(listed: str) -> str:
    """Uzbek words in Latin letters, followed by the same words in Cyrillic ones, all separated by blanks.

    Blanks inside an expression are written as underscores. An e that begins a word is э in Cyrillic.
    """
    cyrillic = re.sub(r"(?<![a-z'])e", "э", listed)
    for latin, letter in _LATIN_TO_CYRILLIC:
        cyrillic = cyrillic.replace(latin, letter)
    return f"{listed} {cyrillic}"


def any_of(listed: str) -> str:
    """A group of a regular expression for the expressions in ``listed``, longer ones first; underscores are blanks."""
    # Spelt so that the group may itself be part of an expression in another list.
    expressions = sorted((expression.replace("_", r"\x20") for expression in listed.split()), key=len, reverse=True)
    return "(?:" + "|".join(expressions) + ")"


@dataclass(frozen=True)
class Beginnings:
    """Patterns for the beginning of a sentence of one language, after marks and numbers of lists."""

    needs: re.Pattern[str]
    """A pronoun, demonstrative or connective that points back."""
    stands: re.Pattern[str]
    """Looks like one of ``needs``, but points at nothing: "It is expected that …", "This week …", "This visit …"."""
    persons: re.Pattern[str]
    """Pronouns for persons: unmistakable even at the beginning of a paragraph."""
    later_pronoun: re.Pattern[str]
    """A pronoun that comes after a few words, none of them a name: "In 2024 it took three days"."""
    attribution: re.Pattern[str]
    """The beginning of a sentence that does nothing but attribute the quotation before it."""


def _beginnings(*, needs: str, stands: str, persons: str, subjects: str, attribution: str, leading: str) -> Beginnings:
    """Compile the lists of one language; ``leading`` are the words that may begin a phrase before a pronoun."""
    few_words = rf"{leading}(?: (?:\d[\d.,]{{0,8}}|(?![A-ZА-ЯЁҚҒҲҶӢӮӘҢӨҰҮІҺЎ])[^\W\d][\w'-]{{0,24}})){{0,5}},?"
    return Beginnings(
        # A stress mark goes on with the word.
        needs=re.compile(rf"{needs}(?![\w'\u0301-])", re.IGNORECASE),
        stands=re.compile(rf"{stands}(?![\w'])", re.IGNORECASE),
        persons=re.compile(rf"{persons}(?![\w'-])", re.IGNORECASE),
        later_pronoun=re.compile(rf"{few_words} (?P<pronoun>{any_of(subjects)}(?![\w'-]))"),
        attribution=re.compile(rf"{attribution}(?![\w'])", re.IGNORECASE),
    )


_EN_EVENTS = "visit visits talks meeting meetings trip forum summit negotiations conference dialogue"
_EN_IMPERSONAL = """
    important necessary essential vital crucial clear possible impossible likely unlikely expected reported noted
    noteworthy
    planned known believed agreed decided stressed emphasised emphasized recalled assumed estimated hoped said announced
    proposed worth obvious natural time intended established confirmed difficult easy too_early no_secret no_coincidence
    understood true also_important also_expected also_planned also_noted also_agreed also_decided also_reported
    particularly_important
    particularly_noted
"""
_EN_BEFORE_DEMONSTRATIVE = (
    "in on at for with to by after before during of under from among through despite besides since alongside"
)

_EN = _beginnings(
    needs=any_of(
        rf"""
        he she they it this that these those his her their its him them both such another the_latter the_former the_two
        the_same the_other the_others the_rest each_of_them neither the_said
        also however in_addition additionally at_the_same_time moreover furthermore besides but and or yet nor so thus
        therefore hence that_is_why as_a_result in_turn in_response in_return similarly likewise nevertheless
        nonetheless
        still, otherwise instead on_the_other_hand on_the_contrary on_the_same in_the_same then meanwhile in_particular
        for_example for_instance consequently accordingly afterwards subsequently later_on as_such as_well
        in_other_words
        according_to_(?:him|her|them|it) there (?:[a-z]+_){{1,2}}of_(?:them|these|those|which) in_this in_that
        {any_of(_EN_BEFORE_DEMONSTRATIVE)}_(?:this|that|these|those|it|them|him|her|which|such)
        """
    ),
    stands=any_of(
        rf"""
        (?:in_|on_|at_|by_|during_|for_|from_|since_|of_)?(?:this|these)_(?:very_)?(?:week|year|month|morning|afternoon|evening|time|summer|spring|autumn|fall|winter|weekend|century|decade|season|day_and_age|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days|years)
        (?:in_|during_|at_|on_|for_|before_|after_)?(?:this|these)_{any_of(_EN_EVENTS)}
        in_that_case, those_who those_present those_wishing both_(?:the_)?(?-i:[A-Z])\w*
        it_(?:is|was|has_been|will_be|would_be|remains|became|seems|appears)_(?:also_)?{any_of(_EN_IMPERSONAL)}
        it_(?:should|must|can|may|could|has_to)_(?:also_)?be_(?:noted|stressed|said|recalled|emphasi[sz]ed|added|assumed|expected|remembered)
        it_(?:seems|appears|turned_out|follows)_that it_took_place it_takes_two
        there_(?:is|are|was|were|has|have|had|will|would|should|can|could|may|might|must|remains?|exists?) still_(?!,)
        so_far yet_another
        """
    ),
    persons=any_of("he she they his her their according_to_(?:him|her|them)"),
    subjects="he she they it",
    leading=any_of(
        "In On At By From After During Since Until Before Earlier Later Today Yesterday Tomorrow Now There Here Finally"
    ),
    attribution=any_of(
        r"""
        (?:this|that|these|so|such)_(?:was|is|were|words)_[^.]{0,40}?(?:said|stated|announced|declared|reported|noted|assessment|opinion|view|words)
        (?:so|thus)_(?:said|spoke) (?:said|stated|added|noted|stressed|emphasi[sz]ed|declared|remarked)
        these_(?:words|are_the_words) with_these_words
        """
    ),
)

_RU_DEMONSTRATIVE = (
    "этом этой этих этого эту этот эти этому этим этими том той тех того то нём нем ней них него неё нее ним ними нему"
)
_RU_EVENTS = "визит[а-я]* встреч[а-я]* переговор[а-я]* поездк[а-я]* форум[а-я]* саммит[а-я]*"

_RU = _beginnings(
    needs=any_of(
        rf"""
        он она оно они его её ее их ему ей им ими этот эта эти это этого этой этих этому этим эту этими тот та те то
        такой такая
        такое такие такого последний последняя последние оба обе данный данная данное там туда тогда затем потом далее
        также так так, тоже кроме_того кроме_этого при_этом однако в_свою_очередь помимо_этого помимо_того вместе_с_тем
        в_то_же_время в_тот_же в_то_же в_те_же на_том_же более_того к_тому_же поэтому таким_образом но а и или зато
        причём
        причем тем_не_менее тем_временем между_тем в_частности например наряду_с_этим в_связи_с_этим в_результате
        в_итоге
        впоследствии напротив наоборот следовательно вследствие_этого именно_поэтому словом иными_словами
        с_другой_стороны
        остальные другие (?:[а-яё]+_){{1,3}}из_(?:них|этих) по_(?:его|её|ее|их)_(?:словам|мнению|данным|оценкам?)
        (?:в|на|по|о|об|при|для|к|с|со|после|до|среди|из|за|через|благодаря|несмотря_на|согласно)_{any_of(_RU_DEMONSTRATIVE)}
        """
    ),
    stands=any_of(
        rf"""
        (?:в_|на_|до_|с_|к_|за_)?(?:этом|этой|этим|этот|эту|этого|эти)_(?:год|году|года|неделе|неделю|недели|месяце|месяц|весной|летом|осенью|зимой|утром|вечером|раз|дни)
        (?:в_|на_|по_|к_|при_)?(?:этот|эта|эти|этой|этом|этого|этих|этому)_{any_of(_RU_EVENTS)}
        и_о\. а_также так_называем[а-я]+ то_есть то,_что тот,_кто те,_кто та,_кто это_правда,_что это_не_секрет
        """
    ),
    persons=any_of("он она они его её ее их по_(?:его|её|ее|их)_(?:словам|мнению)"),
    subjects="он она оно они",
    leading=any_of("В Во На По С После До Ранее Затем Позже Сегодня Вчера Завтра Здесь Теперь Сейчас Наконец"),
    attribution=any_of(
        """
        об_этом так_[а-я]+_(?:заявил|сказал|прокомментировал|ответил)
        так_(?:заявил|сказал|считает|прокомментировал|ответил)[аио]?
        такое_мнение такую_оценку с_таким_заявлением с_этими_словами эти_слова это_заявил[аи]? такими_словами
        (?:отметил|заявил|сказал|подчеркнул|сообщил|добавил)[аи]?
        """
    ),
)  # fmt: skip

_KK_EVENTS = "сапар кездесу келіссөз форум саммит іс-шара жиын"

_KK = _beginnings(
    needs=any_of(
        """
        ол олар бұл бұлар осы осылар сол солар оның олардың оған оларға оны оларды онда одан олардан онымен олармен
        мұның
        бұның мұны мұндай мұндағы осындай сондай ондай мұнда осында сонда бұдан мұнан осыдан содан соның соған осыған
        бұған
        осының аталмыш екеуі екеуі_де сондай-ақ сонымен сонымен_қатар сонымен_бірге бұдан_бөлек бұдан_басқа одан_бөлек
        оған_қоса
        бұған_қоса осыған_байланысты осылайша солайша сондықтан алайда бірақ дегенмен әйтсе_де әйткенмен ал және
        содан_кейін
        одан_кейін одан_әрі сөйтіп өз_кезегінде сол_себепті бұл_ретте мысалы атап_айтқанда нәтижесінде демек яғни
        соған_қарамастан
        керісінше сондағы осыдан_кейін аталған дәл_сол дәл_осы басқалары қалғандары тағы тағы_бір тағы_да
        """
    ),
    stands=any_of(
        rf"""
        (?:осы|бұл)_(?:жыл|апта|ай(?!т)|күз|көктем|жаз|қыс|күндер)\w*
        (?:осы|бұл|аталған)_{any_of(_KK_EVENTS)}\w* ал_(?:ғыс)\w*
        """
    ),
    persons=any_of("ол олар оның олардың"),
    subjects="ол олар",
    leading=any_of(r"\d{4} Бүгін Кеше Ертең Кейін Бұрын Қазір Сапар Кездесу Кездесуде Келіссөз"),
    attribution=any_of(
        """
        деп деді дейді (?:бұл|осы)_(?:туралы|жөнінде|жайында) осылай_деп осылай_деді осылай
        """
    ),
)  # fmt: skip

_UZ_EVENTS = in_both_scripts("tashrif uchrashuv muzokara forum sammit safar")

_UZ = _beginnings(
    needs=any_of(
        in_both_scripts(
            """
            u ular bu bular shu shular ushbu mazkur o'sha uning ularning unga ularga uni ularni unda ularda bunda
            shunda bunday
            shunday undan ulardan bundan shundan buning shuning bunga shunga buni shuni ikkalasi ikkovi shuningdek
            bundan_tashqari shu_bilan_birga shu_bilan_birgalikda shu_bois shu_sababli shuning_uchun biroq ammo lekin va
            o'z_navbatida jumladan xususan masalan natijada demak so'ng keyin shundan_so'ng undan_so'ng shundan_keyin
            qolaversa
            bu_borada aksincha zero chunki shu_munosabat_bilan binobarin shu_tariqa qolganlari yana yana_bir
            shunga_qaramay
            """
        )
    ),
    stands="(?:"
    + any_of(in_both_scripts("shu bu ushbu"))
    + " "
    + any_of(in_both_scripts("yil hafta oy bahor yoz kuz qish kunlar"))
    + r"\w*|"
    + any_of(in_both_scripts("bu shu ushbu mazkur"))
    + " "
    + any_of(_UZ_EVENTS)
    + r"\w*)",
    persons=any_of(in_both_scripts("u ular uning ularning")),
    subjects=in_both_scripts("u ular"),
    leading=r"(?:\d{4}|[Kk]echa|[Bb]ugun|[Ee]rtaga|[Kk]eyin|[Hh]ozir|[Tt]ashrif|[Uu]chrashuvda|Кеча|Бугун|Эртага|Кейин|Ташриф)",
    attribution=any_of(
        in_both_scripts(
            "deb dedi deydi deya deyiladi deyilgan bu_haqda bu_to'g'rida shu_haqda shunday_dedi shunday_deb"
            " shunday_deya"
        )
    ),
)

_TG_EVENTS = "сафар мулоқот вохӯрӣ вохӯри гуфтушунид форум ҳамоиш музокирот саммит"

_TG = _beginnings(
    needs=any_of(
        """
        ӯ у вай онҳо он ин инҳо онро инро ӯро вайро онҳоро чунин ҳамин мавсуф номбурда мазкур ҳарду ҳардуи ҳарду_ҷониб
        инчунин ҳамчунин ҳамзамон илова_бар_ин ғайр_аз_ин ба_ғайр_аз_ин бо_вуҷуди_ин аммо вале лекин ва пас баъдан
        сипас сонӣ
        аз_ҷумла масалан дар_натиҷа дар_навбати_худ зимнан бинобар_ин аз_ин_рӯ аз_ин_лиҳоз ҳамин_тавр ҳамин_тариқ
        дар_баробари_ин
        дар_айни_замон дар_айни_ҳол дар_ҳамин_ҳол дар_ҳамин_рӯз боқимонда дигарон баръакс чунки зеро
        ба_(?:гуфтаи|қавли|андешаи|ақидаи)_(?:ӯ|вай|онҳо) яке_аз_(?:онҳо|инҳо)
        (?:дар|аз|ба|бо|барои|пас_аз|баъд_аз|то|байни|баъди|тибқи)_(?:он|ин|онҳо|инҳо|ӯ|вай|ҳамин|ҳамон)
        """
    ),
    stands=any_of(
        rf"""
        (?:дар_)?(?:ин|ҳамин)_(?:ҳафта|сол|моҳ|баҳор|тобистон|тирамоҳ|зимистон|рӯзҳо)\w*
        (?:дар_)?(?:ин|он|чунин)_{any_of(_TG_EVENTS)}\w* аз_он_ҷо_ки ҳамин_аст
        """
    ),
    persons=any_of("ӯ у вай онҳо мавсуф номбурда ба_(?:гуфтаи|қавли|андешаи)_(?:ӯ|вай|онҳо)"),
    subjects="ӯ вай онҳо",
    leading=any_of(r"Дар Аз Ба Бо Пас Баъд Имрӯз Дирӯз Фардо Ҳоло Соли Қаблан Рӯзи Зимни"),
    attribution=any_of(
        """
        дар_(?:ин|ин_ҳамин)_бора(?:_инро)? инро чунин_(?:гуфт|изҳор) (?:гуфт|таъкид|изҳор|қайд|иброз|зикр)
        дар_ин_хусус бо_ин_суханон ин_суханонро
        """
    ),
)

BEGINNINGS: Mapping[str, Beginnings] = {"en": _EN, "ru": _RU, "kk": _KK, "uz": _UZ, "tg": _TG}
