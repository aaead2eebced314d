"""Proper names of a question or sentence, and one Latin spelling for the alphabets of all five languages."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from verbale.abbreviations import INITIAL_DIGRAPHS
from verbale.asking.words import word_set
from verbale.language_words import FREQUENT_WORDS
from verbale.span import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name and its spelling by ``romanised``, in which the five languages come near each other."""

    span: Span
    folded: str


# What a capital letter at the beginning of a sentence says nothing about, beside the frequent words: how questions and
# the sentences of press services begin.
_OPENERS = word_set(
    """
    but yet nor not just still once until what too never maybe perhaps like unlike without within inside outside near
    across along among between thus hence therefore moreover furthermore indeed instead nearly almost about around more
    less last next total under far as at by for from in of on so to with
    i name list give explain describe discuss compare find show mention according summarize summarise hello hi thanks
    please let okay ok yes no is are was were do does did can could will would has have had may might shall am
    today yesterday tomorrow later earlier meanwhile although however since while because despite here there some many
    most several two three four five six seven eight nine ten each both every another other such only even also then
    now minister ministers president trade talks both particular parties sides participants during following under over
    we our my your all any first second third new
    назовите перечислите скажите расскажите укажите опишите объясните привет здравствуйте спасибо пожалуйста кроме
    однако ранее сейчас здесь там такой такие министр президент стороны переговоры визит встреча глава участники вчера
    насколько правда действительно поэтому согласно сообщите дайте подскажите два три четыре пять первый новый наш мой
    ата атап айтыңыз айтыңызшы айт айтшы сәлем рахмет министр президент тараптар келіссөздер кездесу сапар бүгін кеше
    ертең сонымен сондай біз біздің мен сіз неше қайдан қайтіп
    ayting aytib bering salom rahmat iltimos vazir prezident tomonlar muzokaralar uchrashuv tashrif bugun kecha ertaga
    shuningdek biz bizning men siz mana
    айтинг салом раҳмат илтимос томонлар музокаралар бугун кеча эртага биз бизнинг мен сиз
    гӯед бигӯед лутфан раҳмат ташаккур вазир президент ҷонибҳо тарафҳо гуфтушунид мулоқот сафар имрӯз дирӯз фардо оё
    мо ман шумо ҳамчунин ҳамзамон инчунин номбар
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday
    """
)
_SMALL_WORDS = frozenset().union(*FREQUENT_WORDS.values()) | _OPENERS
_DAYS_AND_MONTHS = word_set(
    """
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday i
    """
)
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁЀ-ЏӘҒҚҢӨҰҮҺІЎҲҶҶӢӮҶĞŞÇİ"
_LETTER = r"[^\W\d_]"
_APOSTROPHE = "['ʻʼ‘’`]"
_PART = rf"[{_CAPITAL}](?:{_LETTER}|{_APOSTROPHE}(?={_LETTER}))*+"
_TOKEN = re.compile(rf"(?<![\w'ʻʼ‘’`-]){_PART}(?:[-‑]?[0-9]++(?:\+[0-9]++)?|\.?[-‑]{_PART})*+\.?")
_END_OF_SENTENCE = re.compile(r"""(?:^|[.!?…:;]|[\n•])["'«“„(\[\s—–-]*$""")
_LOOK_BEHIND = 12
_ANY_SMALL_LETTER = re.compile(r"[a-zа-яёәғқңөұүһіўҳҷӣӯ]")
_SHORT_TITLES = word_set("mr mrs ms dr prof gen")
_SHORTEST_ACRONYM = 2


def names_in(text: str) -> tuple[Name, ...]:
    """The runs of capitalised words and the acronyms of ``text`` in its order.

    A word that begins a sentence counts unless it is a frequent word of one of the languages or begins many sentences.
    A text without small letters has no names that could be told from its other words.
    """
    if not _ANY_SMALL_LETTER.search(text):
        return ()
    found: list[Name] = []
    start = end = -1
    for match in _TOKEN.finditer(text):
        word = match[0]
        is_initial = word.endswith(".") and _is_shortened(word[:-1].rpartition("-")[2])
        token_end = match.end() if is_initial or not word.endswith(".") else match.end() - 1
        gap = text[end : match.start()]
        if word == "I":
            continue
        if start >= 0 and (gap == " " or (gap == "" and text[end - 1] == ".")):
            end = token_end
        else:
            if start >= 0:
                found.append(_name(text, start, end))
            start = -1
            if not _is_only_a_beginning(text, match.start(), text[match.start() : token_end]):
                start, end = match.start(), token_end
        if token_end < match.end():  # a full stop ends the sentence and the name
            if start >= 0:
                found.append(_name(text, start, end))
            start = -1
    if start >= 0:
        found.append(_name(text, start, end))
    return tuple(found)


def _name(text: str, start: int, end: int) -> Name:
    span = Span(start, end)
    return Name(span, romanised(span.of(text)))


def _is_shortened(word: str) -> bool:
    """Whether a full stop after ``word`` belongs to it: an initial or a title."""
    return len(word) == 1 or word.lower() in INITIAL_DIGRAPHS or word.lower() in _SHORT_TITLES


def _is_only_a_beginning(text: str, start: int, word: str) -> bool:
    """Whether ``word`` has its capital letter because it begins the sentence, or always, as the months do."""
    lower = word.lower()
    if len(word) >= _SHORTEST_ACRONYM and word.isupper():
        return False
    if lower in _DAYS_AND_MONTHS:
        return True
    if lower not in _SMALL_WORDS:
        return False
    return _END_OF_SENTENCE.search(text[max(0, start - _LOOK_BEHIND) : start]) is not None


_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "io", "ж": "j", "җ": "j",
    "з": "z", "и": "i", "й": "i", "ӣ": "i", "і": "i", "ї": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n",
    "ң": "n", "о": "o", "ө": "o", "ў": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u",
    "ӯ": "u", "ф": "f", "х": "h", "һ": "h", "ҳ": "h", "ц": "s", "ч": "ch", "ҷ": "j", "ш": "sh", "щ": "sh", "ъ": "",
    "ы": "i", "ь": "", "э": "e", "є": "e", "ю": "iu", "я": "ia", "ґ": "g", "ј": "j",
}  # fmt: skip
_APOSTROPHE_SIGNS = "'ʻʼ‘’`´′ˈ"
_LATIN_DIACRITICS = range(0xC0, 0x250)
# Chosen on 68 names as they stand in the five languages, by the overlap of their 4-grams. The Kazakh ш stands for the ч
# of its neighbours and the Uzbek and Tajik о for the a of the others (Shymkent and Chimkent, Tashkent and Toshkent), so
# that each of these pairs becomes one letter.
_SPELLINGS = (
    ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("ts", "s"), ("ch", "sh"), ("c", "k"),
    ("ex", "eks"), ("x", "h"), ("ss", "s"), ("ll", "l"), ("mm", "m"), ("nn", "n"), ("tt", "t"), ("ii", "i"),
    ("rr", "r"), ("pp", "p"), ("ff", "f"), ("dd", "d"), ("kk", "k"), ("ie", "e"),
)  # fmt: skip


def _letters() -> dict[int, str | int]:
    """What stands for each letter, as ``str.translate`` takes it."""
    table: dict[int, str | int] = {}
    for code in _LATIN_DIACRITICS:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        if plain.isascii() and plain.isalpha():
            table[code] = plain
    table |= {ord(letter): latin.replace("o", "a") for letter, latin in _CYRILLIC.items()}
    table |= {ord(sign): "" for sign in _APOSTROPHE_SIGNS}
    table |= {ord(letter): latin for letter, latin in {"q": "k", "w": "v", "y": "i", "o": "a", "ı": "i"}.items()}
    return {code: ord(latin) if isinstance(latin, str) and len(latin) == 1 else latin for code, latin in table.items()}


_TABLE = _letters()
ROMANISED_KEPT = 8192
"""Texts whose spelling is kept: the same sentences are compared with one question after the other."""


@lru_cache(maxsize=ROMANISED_KEPT)
def romanised(text: str) -> str:
    """``text`` in one Latin spelling for all five alphabets, to be compared and never to be shown.

    A name comes near its forms in the other languages (Тоқаев, Toqayev and Tokayev are "takaev"). Offsets are not kept.
    """
    spelt = text.lower().translate(_TABLE)
    for written, folded in _SPELLINGS:
        spelt = spelt.replace(written, folded)
    return spelt
