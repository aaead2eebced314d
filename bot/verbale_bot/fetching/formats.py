"""Formats: of what kind a document is that a site gave, and what its file is called."""

import codecs
import re
from pathlib import PurePosixPath

from slugify import slugify
from yarl import URL

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAIN = "text/plain"
_SUFFIX_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    PLAIN: ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    DOCX: ".docx",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
ACCEPT = ", ".join(_SUFFIX_OF_TYPE) + ", */*;q=0.1"
"""The types that are asked for; sites that know none of a document give it all the same."""
_TYPES_THAT_SAY_NOTHING = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/zip"}
)
_SUFFIX_OF_PATH = {
    ".html": ".html",
    ".htm": ".html",
    ".xhtml": ".html",
    ".txt": ".txt",
    ".md": ".md",
    ".markdown": ".md",
    ".pdf": ".pdf",
    ".docx": ".docx",
    ".xml": ".xml",
    ".rss": ".xml",
    ".atom": ".xml",
}
_SUFFIXES_OF_PROGRAMS = frozenset({".asp", ".aspx", ".jsp", ".php", ".shtml"})
_TEXT_SUFFIXES = frozenset({".html", ".txt", ".md", ".xml"})
_START_BYTES = 1024
_LONGEST_NAME_CHARACTERS = 80
# Segments that many addresses end with: the host has to tell them apart.
_SAY_NOTHING = frozenset({"", "index", "default", "home", "feed", "rss", "atom", "download", "view", "article"})
_LEGACY_CHARSET = re.compile(r"cp125[0-8]|cp866|iso8859-([1-9]|1[0-6])|koi8-[rtu]|kz1048|ptcp154|mac-cyrillic")
"""Python's names of the encodings of pages in Latin and Cyrillic letters before UTF-8."""


class UnknownFormat(Exception):
    """A document of a kind that is not read."""


def suffix_from_headers(content_type: str, url: URL) -> str | None:
    """The suffix of a document's format, by its type and then its address; None where its bytes have to tell.

    ``content_type`` is in lower case, without parameters.

    Raises:
        UnknownFormat: the type is of a format that is not read.
    """
    by_path = _SUFFIX_OF_PATH.get(PurePosixPath(url.name).suffix.lower())
    if content_type in _TYPES_THAT_SAY_NOTHING:
        return by_path
    if content_type == PLAIN and by_path in _TEXT_SUFFIXES:
        return by_path  # many servers know no type for Markdown and feeds
    suffix = _SUFFIX_OF_TYPE.get(content_type)
    if suffix is None:
        raise UnknownFormat(content_type)
    return suffix


def suffix_from_bytes(data: bytes) -> str:
    """The suffix of a document's format, by how it begins.

    Raises:
        UnknownFormat: it begins like nothing that is read.
    """
    start = data[:_START_BYTES].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(b"%pdf-"):
        return ".pdf"
    if start.startswith(b"pk\x03\x04") and b"word/document.xml" in data:
        return ".docx"
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return ".html"
    if start.startswith(b"<") and any(root in start for root in (b"<rss", b"<feed", b"<rdf:rdf")):
        return ".xml"
    raise UnknownFormat


def file_name(url: URL, suffix: str) -> str:
    """A name of letters a-z, figures and hyphens: the path's last segment, after the host where it says too little."""
    own_suffix = PurePosixPath(url.name).suffix
    is_format = own_suffix.lower() in _SUFFIX_OF_PATH or own_suffix.lower() in _SUFFIXES_OF_PROGRAMS
    segment = url.name.removesuffix(own_suffix) if is_format else url.name
    stem = slugify(segment, max_length=_LONGEST_NAME_CHARACTERS)
    if stem in _SAY_NOTHING or not re.search("[a-z]", stem):
        stem = slugify(f"{url.host or ''} {segment}", max_length=_LONGEST_NAME_CHARACTERS)
    return (stem or "page") + suffix


def in_utf8(data: bytes, suffix: str, charset: str | None) -> bytes:
    """A text whose encoding the site told beside it, in UTF-8: nothing in the bytes may tell it.

    Valid UTF-8 stays as it is, whatever was told, and so does what is not in the encoding that was told. Feeds tell
    their own.
    """
    if charset is None or suffix not in _TEXT_SUFFIXES - {".xml"}:
        return data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf8(data):
        return data
    try:
        name = codecs.lookup(charset).name
        return data.decode(name).encode() if _LEGACY_CHARSET.fullmatch(name) else data
    except (LookupError, ValueError):
        return data  # the reader says what is wrong with it


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
