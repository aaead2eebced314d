"""Titles that documents carry in their properties, which are often what a program or a template left there."""

import re

from verbale.canonical import canonical_line

LONGEST_TITLE_CHARACTERS = 300
# Of a title in Cyrillic whose bytes were read as Western European, all letters are of these.
_WESTERN_ACCENTED = re.compile("[À-ÿ]")
_MISREAD_SHARE = 0.5
_LEFT_BY_PROGRAMS = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*"
    r"|.*\.(?:docx?|docm|dotx?|rtf|odt|pdf|txt|tex|indd|pmd|qxd|html?|pptx?|xlsx?|pages|wpd|dvi|ps)"
    r"|(?:untitled|document|dokument|документ|без имени|без названия|слайд|slide|powerpoint presentation"
    r"|презентация powerpoint|title|название|заголовок|hujjat|құжат|ҳуҷҷат|файл|file|scan|doc|print)\W*\d*",
    re.IGNORECASE,
)


def sensible_title(title: str | None) -> str | None:
    """The title as a line if it can be that of a text: no name of a file or program, no misread letters."""
    line = canonical_line(title) if title else ""
    letters = sum(character.isalpha() for character in line)
    if not letters or len(line) > LONGEST_TITLE_CHARACTERS or _LEFT_BY_PROGRAMS.fullmatch(line):
        return None
    return None if len(_WESTERN_ACCENTED.findall(line)) > _MISREAD_SHARE * letters else line
