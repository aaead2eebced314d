"""What Telegram makes of the name under which a file is uploaded."""

import unicodedata

# Telegram replaces them, and of letters beyond ASCII everything that is neither letter nor number.
REPLACED = frozenset("<>:\"/\\|?*&`'\x7f")
LONGEST_STEM = 60
LONGEST_ENDING = 20


def kept_name(name: str) -> str:
    """The name that a document gets in the chat.

    Telegram's reader of multipart bodies does not know of quoting: a semicolon ends the name, a percent sign is one.
    """
    name = name.partition(";")[0].rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    parts = (_kept(stem, LONGEST_STEM), _kept(ending, LONGEST_ENDING))
    return ".".join(part for part in parts if part) or "file"


def _kept(part: str, longest: int) -> str:
    letters = "".join(letter if _is_kept(letter) else " " for letter in part)
    return letters.lstrip(" .")[:longest].rstrip(" .")


def _is_kept(letter: str) -> bool:
    if letter < "\x80":
        return letter >= " " and letter not in REPLACED
    return unicodedata.category(letter)[0] == "L" or unicodedata.category(letter).startswith("N")
