"""Telegram counts text in UTF-16 code units; Python counts code points."""

ENCODING = "utf-16-le"
# Lone surrogates must survive the trip so that a check can find and refuse them.
ERRORS = "surrogatepass"
HIGH_SURROGATES = range(0xD800, 0xDC00)
LOW_SURROGATES = range(0xDC00, 0xE000)


def utf16_length(text: str) -> int:
    """Length of ``text`` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode(ENCODING, ERRORS)) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of ``text`` from ``offset``, ``length`` long, both in UTF-16 code units."""
    if text.isascii():
        return text[offset : offset + length]
    return text.encode(ENCODING, ERRORS)[2 * offset : 2 * (offset + length)].decode(ENCODING, ERRORS)


def splits_surrogate_pair(text: str, position: int) -> bool:
    """Whether a cut before code unit ``position`` would tear one character in two."""
    if text.isascii() or position <= 0:
        return False
    units = text.encode(ENCODING, ERRORS)
    if 2 * position >= len(units):
        return False
    before = int.from_bytes(units[2 * position - 2 : 2 * position], "little")
    after = int.from_bytes(units[2 * position : 2 * position + 2], "little")
    return before in HIGH_SURROGATES and after in LOW_SURROGATES


def has_lone_surrogate(text: str) -> bool:
    """Whether ``text`` holds half a character, which no UTF-8 can carry."""
    return any("\ud800" <= character <= "\udfff" for character in text)
