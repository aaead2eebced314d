import io
import zipfile

import pytest
from yarl import URL

from verbale_bot.fetching.formats import DOCX, UnknownFormat, file_name, in_utf8, suffix_from_bytes, suffix_from_headers

PAGE = URL("https://press.example/talks")


@pytest.mark.parametrize(
    ("content_type", "suffix"),
    [
        ("text/html", ".html"),
        ("application/xhtml+xml", ".html"),
        ("text/plain", ".txt"),
        ("text/markdown", ".md"),
        ("application/pdf", ".pdf"),
        (DOCX, ".docx"),
        ("application/rss+xml", ".xml"),
        ("application/atom+xml", ".xml"),
        ("application/xml", ".xml"),
        ("text/xml", ".xml"),
        ("application/octet-stream", None),
        ("application/zip", None),
        ("", None),
    ],
)
def test_the_type_tells_the_format(content_type: str, suffix: str | None) -> None:
    assert suffix_from_headers(content_type, PAGE) == suffix


@pytest.mark.parametrize(
    ("content_type", "address", "suffix"),
    [
        ("application/octet-stream", "https://press.example/talks.PDF?id=1", ".pdf"),
        ("application/octet-stream", "https://press.example/talks.docx", ".docx"),
        ("application/zip", "https://press.example/talks.docx", ".docx"),
        ("application/octet-stream", "https://press.example/talks.exe", None),
        ("text/plain", "https://press.example/talks.md", ".md"),
        ("text/plain", "https://press.example/news.rss", ".xml"),
        ("text/plain", "https://press.example/talks.pdf", ".txt"),
        ("text/html", "https://press.example/talks.pdf", ".html"),
    ],
)
def test_the_address_tells_the_format_where_the_type_does_not(
    content_type: str, address: str, suffix: str | None
) -> None:
    assert suffix_from_headers(content_type, URL(address)) == suffix


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "video/mp4", "application/msword", "x"])
def test_other_types_are_not_read_whatever_the_address_says(content_type: str) -> None:
    with pytest.raises(UnknownFormat):
        suffix_from_headers(content_type, URL("https://press.example/talks.html"))


def _archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<w:document/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"%PDF-1.7\n", ".pdf"),
        (_archive("word/document.xml"), ".docx"),
        (b"\xef\xbb\xbf\n <!DOCTYPE HTML><title>x</title>", ".html"),
        (b"<html lang=kk>", ".html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html>', ".html"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', ".xml"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', ".xml"),
    ],
)
def test_the_first_bytes_tell_the_format(data: bytes, suffix: str) -> None:
    assert suffix_from_bytes(data) == suffix


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90", _archive("xl/workbook.xml"), b"\x89PNG", b"Talks about <rss", b"<?xml?><svg>"]
)
def test_other_bytes_are_of_no_format_that_is_read(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        suffix_from_bytes(data)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://press.example/2025/Talks%20in%20Dushanbe.aspx?id=4", "talks-in-dushanbe.html"),
        ("https://press.example/visit-05.03.2025", "visit-05-03-2025.html"),
        ("https://press.example/визит-в-душанбе", "vizit-v-dushanbe.html"),
        ("https://press.example/", "press-example.html"),
        ("https://press.example/news/", "press-example.html"),
        ("https://press.example/index.php", "press-example-index.html"),
        ("https://press.example/news/1234", "press-example-1234.html"),
        ("https://президент.рф/2025", "prezident-rf-2025.html"),
        ("https://press.example/..%2F..%2Fetc%2Fpasswd", "etc-passwd.html"),
        ("https://press.example/%00%0A", "press-example.html"),
        ("https://press.example/" + "a" * 500, "a" * 80 + ".html"),
        ("https://_/", "page.html"),
    ],
)
def test_a_name_is_made_of_the_last_segment_and_of_the_host_where_that_says_too_little(address: str, name: str) -> None:
    assert file_name(URL(address), ".html") == name


RUSSIAN = "Переговоры прошли в Душанбе.".encode("cp1251")


def test_a_page_in_an_encoding_that_only_the_site_tells_becomes_utf8() -> None:
    assert in_utf8(RUSSIAN, ".html", "windows-1251") == "Переговоры прошли в Душанбе.".encode()


@pytest.mark.parametrize(
    ("data", "suffix", "charset"),
    [
        (RUSSIAN, ".html", None),
        (RUSSIAN, ".xml", "windows-1251"),
        (RUSSIAN, ".pdf", "windows-1251"),
        (RUSSIAN, ".html", "no-such-encoding"),
        (RUSSIAN, ".html", "utf-8"),
        (RUSSIAN, ".html", "unicode_escape"),
        (b"\x98 is nothing in it", ".html", "windows-1251"),
        ("Переговоры".encode(), ".html", "windows-1251"),
        ("Переговоры".encode("utf-16"), ".txt", "windows-1251"),
    ],
)
def test_other_bytes_stay_as_they_came(data: bytes, suffix: str, charset: str | None) -> None:
    assert in_utf8(data, suffix, charset) == data
