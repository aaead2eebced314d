"""Sentences: spans within a paragraph, the smallest unit that is quoted.

Every full stop, question mark, exclamation mark or ellipsis before a blank is a place where a sentence may end; each is
judged by what stands before it (an abbreviation, an initial, a number), what comes after it (a capital letter, a
small one, a dash) and the quotation marks or brackets around it. A quotation that is part of a sentence is never cut:
its words stay with whoever said them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbale.abbreviations import ABBREVIATIONS, INITIAL_DIGRAPHS, MONTHS, SPEECH_VERBS, Abbreviations
from verbale.enclosures import Enclosure, enclosures
from verbale.span import Span

# A closing mark may stand after a blank: so French and careless typists write.
_END = re.compile(r"""([.!?…]{1,16})(["»”“’')\]]{1,4}|\s[»”]|)(?=\s)""")
_QUOTATION_MARKS = "\"»”“’'"
_OPENING = " \"«“„‘'’([*_"
_DASHES = "—–-−"
_APOSTROPHES = re.compile("[ʻʼ‘’`´′ʹ]")
_NUMBER = re.compile(r"(?:\d[\d.,/:–-]*|[IVXLC]+)$")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]+|[A-Za-zА-Яа-я])$")
_DAY_OF_MONTH = re.compile(rf"\d{{1,2}}[\s-](?:{'|'.join(MONTHS)})")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
# As long as the longest beginning of a sentence that is only a date.
_LOOK_BEHIND = 40
_LOOK_AHEAD = 80
_WORDS_OF_A_DATE = 4
_WORDS_OF_A_SPEAKER = 7
# A text with brackets nested deeper than this is no text; judging all of them would take quadratic time.
_ENCLOSURES_JUDGED = 8
# "dedi u. 40 kishi": he and she are the only words of one letter that end sentences.
_PRONOUNS_OF_ONE_LETTER = frozenset("uуӯ")


@dataclass(frozen=True)
class _Place:
    """A place where a sentence may end: the marks, and as much of the text around them as the judgement needs.

    ``before`` ends where the marks begin; ``is_all_before`` tells that it is the whole sentence so far. ``closing`` are
    the quotation marks and brackets after the marks, ``following`` is what stands after the blanks.
    """

    before: str
    is_all_before: bool
    marks: str
    closing: str
    following: str

    @property
    def closes_quotation(self) -> bool:
        return any(mark in _QUOTATION_MARKS for mark in self.closing)

    @property
    def first_word(self) -> str:
        """The first word after the place, if no number or sign stands before it."""
        found = _FIRST_WORD.match(_with_plain_apostrophes(self.following.lstrip(_OPENING + _DASHES)))
        return found[0] if found else ""

    def starter_follows(self, known: Abbreviations) -> bool:
        """Whether a word that begins sentences follows. О is a preposition, but О. is an initial."""
        word = self.first_word
        rest = self.following.lstrip(_OPENING + _DASHES)[len(word) :]
        return word.lower() in known.starters and not rest.startswith(".")


def sentence_spans(paragraph: str, language: str) -> tuple[Span, ...]:
    """Spans of the sentences of ``paragraph`` in code points: in order, without blanks at their ends, none overlapping.

    ``language`` is one of the five codes; it decides about abbreviations only. Together the spans hold every character
    of the paragraph that is not a blank.
    """
    known = ABBREVIATIONS[language]
    start = _skip_blanks(paragraph, 0)
    spans = []
    for match, around in _ends_with_enclosures(paragraph, enclosures(paragraph)):
        if match.start() <= start or any(_is_part_of_sentence(paragraph, one, start) for one in around):
            continue
        before_start = max(start, match.start() - _LOOK_BEHIND)
        following = paragraph[match.end() : match.end() + _LOOK_AHEAD].strip()
        before = paragraph[before_start : match.start()]
        if _ends_sentence(_Place(before, before_start == start, match[1], match[2], following), known):
            spans.append(Span(start, match.end()))
            start = _skip_blanks(paragraph, match.end())
    end = len(paragraph.rstrip())
    if start < end:
        spans.append(Span(start, end))
    return tuple(spans)


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _with_plain_apostrophes(text: str) -> str:
    return _APOSTROPHES.sub("'", text)


def _ends_with_enclosures(
    text: str, enclosed: Sequence[Enclosure]
) -> Iterator[tuple[re.Match[str], Sequence[Enclosure]]]:
    """Each place where a sentence may end, with the quotations and brackets it lies in, outermost first."""
    following = 0
    around: list[Enclosure] = []
    for match in _END.finditer(text):
        while following < len(enclosed) and enclosed[following].opening < match.start():
            if len(around) < _ENCLOSURES_JUDGED:
                around.append(enclosed[following])
            following += 1
        # A quotation that is closed by the marks themselves is over.
        around = [enclosure for enclosure in around if enclosure.closing >= match.end()]
        yield match, around


def _is_part_of_sentence(text: str, enclosure: Enclosure, start: int) -> bool:
    """Whether a quotation (or bracket) belongs to a larger sentence, the one that starts at ``start``.

    It does if words stand before it, or if it goes on after it: with a comma, a dash, a small letter, a speaker.
    """
    if enclosure.opening < start:
        return False  # a sentence began inside it: it was found to stand alone before
    if enclosure.opening - start > _LOOK_BEHIND or text[start : enclosure.opening].strip(_OPENING + _DASHES):
        return True
    after = text[enclosure.closing + 1 : enclosure.closing + 1 + _LOOK_AHEAD]
    following = after.lstrip('.!?…"»”“)').strip()
    if not following:
        return False
    last = text[enclosure.closing - 1]
    if last not in '.!?…"»”“)' and after[0] not in ".!?…":
        return True
    return not _may_begin_sentence(following, after_quotation=True) or (last in "!?…" and _is_attribution(following))


def _ends_sentence(place: _Place, known: Abbreviations) -> bool:
    if not _may_begin_sentence(place.following, after_quotation=place.closes_quotation):
        return False
    if place.marks == "." and not place.closes_quotation and ")" not in place.closing:
        return _full_stop_ends_sentence(place, known)
    return not (place.closes_quotation and place.marks != "." and _is_attribution(place.following))


def _may_begin_sentence(following: str, *, after_quotation: bool) -> bool:
    """Whether a sentence may begin with ``following``: with a capital letter, a figure, a sign, but no small letter."""
    if following[:1] in _DASHES:
        if after_quotation:
            return False  # «…!» — Токаев: a speaker follows
        following = following[1:].lstrip()
    word = following.lstrip(_OPENING)
    if word[:1].islower():
        return word[1:2].isupper() and word[2:3].islower()  # names such as eGov or iPhone
    return bool(word) and word[0] not in ",;:…»”)"


def _is_attribution(following: str) -> bool:
    """Whether a name and a verb of saying follow: "Is it open?" Nurtleu asked."""
    for word in following.split()[:_WORDS_OF_A_SPEAKER]:
        if word.strip(".,:;") in SPEECH_VERBS:
            return True
        if not (word[0].isupper() or word in {"of", "the", "and"}):
            return False
    return False


def _full_stop_ends_sentence(place: _Place, known: Abbreviations) -> bool:
    tokens = place.before.split()
    token = tokens[-1].lstrip(_OPENING + _DASHES) if tokens else ""
    if place.is_all_before and len(tokens) == 1 and _LIST_NUMBER.match(token):
        return False  # "1." and "II." at the beginning number the sentence
    if len(token) == 1 and token.isupper():
        return place.starter_follows(known) and len(place.first_word) > 1
    previous = tokens[-2].strip(_OPENING) if len(tokens) > 1 else ""
    return _abbreviation_ends_sentence(place, known, token, previous)


def _abbreviation_ends_sentence(place: _Place, known: Abbreviations, token: str, previous: str) -> bool:
    """Judge a full stop after ``token``, which may be an abbreviation or an ordinary word; ``previous`` precedes it."""
    word = _with_plain_apostrophes(token.lower())
    spaced = previous.lower() + word  # «т. е.», «т. д.», «h. k.» are also written with blanks
    if previous.endswith(".") and spaced in known.may_be_last | known.never_last:
        word = spaced
    if word in known.may_be_last or word in known.months or (word in known.after_number and _NUMBER.search(previous)):
        return _unit_ends_sentence(place, known, word)
    if word in known.never_last or word in known.after_number:
        return False
    # Any letter may number or count something: б. 12, х. 5.
    is_letter = len(word) == 1 and word not in _PRONOUNS_OF_ONE_LETTER
    if place.following[0].isdigit() and (is_letter or word in known.before_number):
        return False
    if word in known.seldom_last:
        return place.starter_follows(known)
    if _is_initials(token):
        return place.starter_follows(known) and len(place.first_word) > 1
    return True


def _unit_ends_sentence(place: _Place, known: Abbreviations, word: str) -> bool:
    """Whether an abbreviation that ends some sentences ends this one, before a word that could begin another."""
    if place.starter_follows(known):
        return True
    if place.following[0].isdigit():
        # "Jan. 25" and "5 млрд. 300 млн." go on, "2024 г. 25 января …" begins anew.
        return word not in known.months and _DAY_OF_MONTH.match(place.following.lower()) is not None
    if word in known.dates and place.is_all_before and len(place.before.split()) <= _WORDS_OF_A_DATE:
        return False  # «В 2024 г. Казахстан …»: so far there is nothing but the date
    # «долл. США»: an abbreviated country belongs to the sum.
    return not (len(place.first_word) > 1 and place.first_word.isupper())


def _is_initials(token: str) -> bool:
    """Whether ``token`` ends with the letter, or the two letters, that stand for a name: К.-Ж, Sh, Oʻ."""
    last = _with_plain_apostrophes(re.split(r"[.\-]", token)[-1])
    return last[:1].isupper() and (len(last) == 1 or last.lower() in INITIAL_DIGRAPHS)
