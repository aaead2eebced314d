"""Countries and cities that a text names, in any of the five languages and their inflections.

A word is looked up by its beginning: the longest known one whose rest is an ending of the language's nouns or
adjectives. Adjectives and peoples count for their country (Kazakh, таджикский, oʻzbek). Names that are also common
words need a capital letter, some of them also another place than the beginning of a sentence.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from verbale.asking.place_names import (
    ACRONYMS,
    ACRONYMS_IN_SMALL_LETTERS,
    CITIES,
    NAMES_OF_PEOPLE,
    NEED_CAPITAL,
    NO_PLACES,
    NOT_AT_START,
    OTHER_NAMES,
    PEOPLES,
    WORDS_BESIDE_PLACES,
)
from verbale.asking.words import placed_words, word_set, words_of
from verbale.language_words import FREQUENT_WORDS
from verbale.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A country by its ISO 3166 code ("EU" and "UN" among them), and the English name of the city, if one is named."""

    span: Span
    country: str
    city: str | None = None


@dataclass(frozen=True)
class _Entry:
    """One form of a place's name, found by its first word; ``rest`` are beginnings and endings of its other words."""

    country: str
    city: str | None
    first: str
    rest: tuple[tuple[tuple[str, frozenset[str]], ...], ...]
    needs_capital: bool
    is_acronym: bool = False


_ENDINGS = word_set(
    """
    's s
    да де та те дан ден тан тен нан нен ға ге қа ке ның нің дың дің тың тің ны ні ды ді ты ті мен бен пен дағы дегі
    тағы тегі лық лік дық дік тық тік лықтар ліктер дықтар діктер тықтар тіктер дар дер лар лер тар тер лардың лердің
    дардың тардың тердің ша ше на не нда нде ндағы ндегі ын ін ының інің лықтардың дықтардың
    га ка нинг ни лик ликлар даги ча гача лари лардан ларга ларнинг лик лиги
    ро у и иро иён ён ҳо ҳои ӣ ву ию он они онро
    а у ом е ы ов ам ами ах ем
    da ga dan ning ni lik liklar dagi cha gacha ka qa lar larning larga larni lari
    """
)
_ENDINGS_OR_NONE = _ENDINGS | {""}
# Without the short ones of Russian: ақша is money and ақшам the evening, not the USA.
_ENDINGS_OF_ACRONYM = frozenset(e for e in _ENDINGS if len(e) > 1) - word_set("ом ов ам ами ах ем ша ше") | {"", "s"}
_ENDINGS_OF_CUT = word_set("а я у ю е и ы ь й ой ей ем ом ою ею ью ям ам ями ами ях ах ов ев")
_ENDINGS_OF_ADJECTIVE = word_set("ий ый ого ому им ым ом ая ой ую ое ие ые их ых ими ыми ою и о")
_ADJECTIVES = ("ский", "цкий", "ской", "ская", "ский", "ный", "ная", "вая", "ное", "ные")
_SHORTEST_CUT = 4
_LONGEST_ENDING = 8
_REMEMBERED_WORDS = 20_000
_GAPS = frozenset([" ", "-", "‑", "–", " - ", " – ", "."])
_SENTENCE_MARKS = '.!?…:;"«“„»”(\n-–—'


def _beginnings(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The beginnings by which the inflected forms of ``word`` are known, with the endings that each of them takes."""
    plain = (word, _ENDINGS_OR_NONE)
    if word[0].isascii():
        return (plain,)
    if word.endswith(_ADJECTIVES):
        return (plain, (word[:-2], _ENDINGS_OF_ADJECTIVE))
    if len(word) >= _SHORTEST_CUT and word[-1] in "аяьйы":
        return (plain, (word[:-1], _ENDINGS_OF_CUT))
    return (plain,)


def _table() -> dict[str, list[tuple[frozenset[str], _Entry]]]:
    """The entries by the beginning of their first word."""
    table: dict[str, list[tuple[frozenset[str], _Entry]]] = {}

    def add(country: str, city: str | None, form: str) -> None:
        first, *others = form.replace("-", " ").split()
        rest = tuple(_beginnings(word) for word in others)
        entry = _Entry(
            country, city, first, rest, needs_capital=len(first) == 1 or form in NEED_CAPITAL or form in NOT_AT_START
        )
        for beginning, endings in _beginnings(first):
            table.setdefault(beginning, []).append((endings, entry))

    for line in files(__package__).joinpath("country_names.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, *names = line.split("\t")
            for name in {name.lower() for name in names if name}:
                add(country, None, name.replace("&", "and"))
    for country, city, forms in (*OTHER_NAMES, *PEOPLES, *CITIES):
        for form in forms:
            add(country, city or None, form)
    for name in NO_PLACES:
        add("", None, name)
    for acronym, country in ACRONYMS.items():
        entry = _Entry(country, None, acronym, (), needs_capital=False, is_acronym=True)
        table.setdefault(acronym, []).append((_ENDINGS_OF_ACRONYM, entry))
    return table


_TABLE = _table()
_THREE_LETTERS = frozenset(beginning[:3] for beginning in _TABLE)
_TWO_LETTERS = frozenset(beginning for beginning in _TABLE if len(beginning) <= 2)  # noqa: PLR2004  as its name says


def places_in(text: str) -> tuple[Place, ...]:
    """The countries and cities named in ``text``, in its order."""
    candidates = [
        index
        for index, word in enumerate(words_of(text))
        if (word[:3] in _THREE_LETTERS or word[:2] in _TWO_LETTERS) and _entries_of(word)
    ]
    if not candidates:
        return ()
    words = placed_words(text)
    found = []
    following = 0
    for index in candidates:
        if index < following:
            continue
        for entry in _entries_of(words[index][2]):
            last = _last_word(text, words, index, entry)
            if last is not None and _is_meant(text, words, index, entry):
                if entry.country:
                    found.append(Place(Span(words[index][0], words[last][1]), entry.country, entry.city))
                following = last + 1
                break
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _entries_of(word: str) -> tuple[_Entry, ...]:
    """The entries whose first word ``word`` can be, those of the longest beginning and of most words first."""
    word = word.replace("ё", "е") if word not in _TABLE else word
    found: list[_Entry] = []
    for length in range(len(word), max(1, len(word) - _LONGEST_ENDING - 1), -1) if len(word) > 1 else (1,):
        ending = word[length:]
        rows = [entry for endings, entry in _TABLE.get(word[:length], ()) if ending in endings]
        found.extend(sorted(rows, key=lambda entry: -len(entry.rest)))
    return tuple(sorted(found, key=lambda entry: -len(entry.rest)))


def _last_word(text: str, words: tuple[tuple[int, int, str], ...], index: int, entry: _Entry) -> int | None:
    """Number of the last word of the name that begins with word ``index``, or None if its other words do not follow."""
    for beginnings in entry.rest:
        previous_end = words[index][1]
        index += 1
        if index == len(words) or text[previous_end : words[index][0]] not in _GAPS:
            return None
        word = words[index][2].replace("ё", "е")
        if not any(word.startswith(stem) and word[len(stem) :] in endings for stem, endings in beginnings):
            return None
    return index


def _is_meant(text: str, words: tuple[tuple[int, int, str], ...], index: int, entry: _Entry) -> bool:
    """Whether the word is the place's name and not a common word or a person's name."""
    start = words[index][0]
    if entry.is_acronym and entry.first not in ACRONYMS_IN_SMALL_LETTERS:
        return text[start : start + len(entry.first)].isupper() and not _begins(text, start, entry)
    if entry.needs_capital and (not text[start].isupper() or _begins(text, start, entry)):
        return False
    return entry.first not in NAMES_OF_PEOPLE or not _is_in_name(text, words, index)


def _begins(text: str, start: int, entry: _Entry) -> bool:
    """Whether the name begins a sentence and could be the common word for that reason."""
    if entry.first not in NOT_AT_START:
        return False
    before = text[:start].rstrip()
    return not before or before[-1] in _SENTENCE_MARKS


def _is_in_name(text: str, words: tuple[tuple[int, int, str], ...], index: int) -> bool:
    """Whether the word is beside a capitalised one that is neither a small word, nor a title's, nor a place."""
    for left, right, beside in ((index - 1, index, index - 1), (index, index + 1, index + 1)):
        if left < 0 or right == len(words) or text[words[left][1] : words[right][0]] != " ":
            continue
        start, _, word = words[beside]
        is_small = word in FREQUENT_WORDS["en"] or word in WORDS_BESIDE_PLACES
        if text[start].isupper() and not is_small and not _entries_of(word):
            return True
    return False
