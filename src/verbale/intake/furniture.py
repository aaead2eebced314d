"""Page furniture: what a site puts around an article, and what must never be quoted as the briefing's words.

A paragraph is furniture only if all of it has the form of a button, a counter, an invitation to follow or a notice.
Nothing is decided by single words: ministers share experience, comment, open photo exhibitions and speak of social
networks. What an article itself might contain (a caption, a list of further reading) counts at the ends of the page
only. The forms are in furniture_forms.py.
"""

import re
from dataclasses import dataclass

from verbale.intake.furniture_forms import ANYWHERE, AT_THE_ENDS, AT_THE_START

_APOSTROPHES = re.compile("[ʻʼ‘’`´′]")
# No form is longer; a cookie notice is the longest of them.
_LONGEST_CHARACTERS = 400
_PARAGRAPHS_AT_THE_START = 4
_PARAGRAPHS_AT_THE_END = 10


@dataclass(frozen=True)
class Sorted:
    """The paragraphs of a page, sorted: the briefing's own, and the furniture, both in their order."""

    own: tuple[str, ...]
    furniture: tuple[str, ...]


def sort_out_furniture(paragraphs: tuple[str, ...]) -> Sorted:
    """Tell the page furniture from the briefing's own paragraphs, which are lines of canonical text."""
    flags = [_is_furniture(paragraph, number, len(paragraphs)) for number, paragraph in enumerate(paragraphs)]
    pairs = list(zip(paragraphs, flags, strict=True))
    return Sorted(
        own=tuple(paragraph for paragraph, is_furniture in pairs if not is_furniture),
        furniture=tuple(paragraph for paragraph, is_furniture in pairs if is_furniture),
    )


def _is_furniture(paragraph: str, number: int, count: int) -> bool:
    if len(paragraph) > _LONGEST_CHARACTERS:
        return False
    form = _APOSTROPHES.sub("'", paragraph.lower()).strip(" |·•►▶→←↑‹›»«*#-–—")
    if not form:
        return True  # a row of signs
    if any(pattern.fullmatch(form) for pattern in ANYWHERE):
        return True
    is_at_start = number < _PARAGRAPHS_AT_THE_START
    is_at_end = number >= count - _PARAGRAPHS_AT_THE_END
    if (is_at_start or is_at_end) and any(pattern.fullmatch(form) for pattern in AT_THE_ENDS):
        return True
    return is_at_start and any(pattern.fullmatch(form) for pattern in AT_THE_START)
