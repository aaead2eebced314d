"""Bytes to characters: UTF-8, or what the file itself declares; never a guess."""

import codecs
import re

from verbale.intake.document import RefusedDocument

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tab, line feed, form feed, carriage return and escape occur in texts; the rest of the control characters do not.
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\x0b\f\r\x1b"))
_CONTROL_SHARE_OF_BINARY = 0.02
_SAVE_AS_UTF8 = "Open it in the program it was written in and save it as plain text in UTF-8."
# Where the HTML standard looks for the declaration, and twice as far, since pages in the wild do not keep to it.
_DECLARATION_BYTES = 2048
_DECLARATION = re.compile(
    rb"""(?i:<meta[^<>]{0,200}?charset|<\?xml[^<>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})"""
)


def decode(file_name: str, data: bytes) -> str:
    """The characters of a text file, which is UTF-8 unless a byte order mark says UTF-16 or UTF-32.

    Raises:
        RefusedDocument: The file is binary, or in an encoding that it does not declare.
    """
    marked = _decode_marked(file_name, data)
    if marked is not None:
        return marked
    _refuse_binary(file_name, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedDocument(file_name, f"it is not UTF-8 (line {line})", _SAVE_AS_UTF8) from error


def decode_page(file_name: str, data: bytes) -> str:
    """The characters of a web page, in the encoding of its byte order mark or declaration.

    A page that is valid UTF-8 is read as such whatever it declares: texts in other encodings hardly ever are, while
    pages that were converted and kept their old declaration are common.

    Raises:
        RefusedDocument: The page is binary, or does not keep to what it declares.
    """
    marked = _decode_marked(file_name, data)
    if marked is not None:
        return marked
    _refuse_binary(file_name, data)
    declaration = _DECLARATION.search(data, 0, _DECLARATION_BYTES)
    if declaration is None:
        return decode(file_name, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = declaration[1].decode("ascii", "replace")
    try:
        return data.decode(declared)
    except (LookupError, ValueError) as error:
        raise RefusedDocument(
            file_name, f"it declares the encoding {declared} but is not in it", _SAVE_AS_UTF8
        ) from error


def _decode_marked(file_name: str, data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                reason = (
                    f"it begins with the byte order mark of {encoding.removesuffix('-sig').upper()} but is not in it"
                )
                raise RefusedDocument(file_name, reason, _SAVE_AS_UTF8) from error
    return None


def _refuse_binary(file_name: str, data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if b"\0" in data or controls > _CONTROL_SHARE_OF_BINARY * len(data):
        raise RefusedDocument(file_name, "it is binary, not text", _SAVE_AS_UTF8)
