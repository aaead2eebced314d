"""The words that attribute speech, by language, and those that do the same work in several languages."""

from collections.abc import Mapping

from verbale.speech.words import SpeechWords, word_set
from verbale.speech.words_en import ENGLISH
from verbale.speech.words_kk import KAZAKH
from verbale.speech.words_ru import RUSSIAN
from verbale.speech.words_tg import TAJIK
from verbale.speech.words_uz import UZBEK

SPEECH: Mapping[str, SpeechWords] = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH, "uz": UZBEK, "tg": TAJIK}
"""The words of each language, by its code."""

NAME_PARTICLES = word_set("al el bin ibn van von de der da аль эль ибн бин ван фон де")
"""Words in small letters inside a name."""

PREPOSITIONS = word_set(
    "with to of by from for at in on about against between and без у в во на по из до с со к от для о об при и"
    " за про ба бо аз дар барои ва"
)
"""Words after which a name is not the subject of its sentence."""

AND = word_set("and и және va ва")
RELATIVE = word_set("who which that который которая")

SUBORDINATING = word_set(
    "when that if after because while which whether what although though что когда если после хотя чтобы"
)
"""Words before the speaker of a clause that is not the main one: "when Mr Umarov said so, they left"."""

DEGREES = word_set("техн экон юрид ист филол полит мед физ хим мат наук")
"""Shortened words of a learned degree: «д-р техн. наук»."""

HEADS = word_set(
    "head chief глава главы главе главой руководитель руководителя басшысы rahbari раҳбари роҳбари сарвари"
)
"""Words for the first in a ministry: "the head of the Ministry of Energy" is the Minister of Energy."""

TITLES_OF_MEN = word_set("mr sir lord г-н господин мистер мырза janob жаноб ҷаноби оқои")
TITLES_OF_WOMEN = word_set("mrs ms miss lady madam г-жа госпожа миссис ханым xonim хоним хонум хонуми")

GENITIVE_PRONOUNS = word_set("оның uning унинг его её ее ней неё нее него нему ей")
"""Pronouns for one person in a case that no subject has."""
