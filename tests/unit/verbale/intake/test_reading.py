"""Files of every format as documents, and the files that are refused."""

import codecs
import datetime as dt

import pytest

from made_documents import block, docx, pdf
from verbale.canonical import canonical_text, paragraph_spans
from verbale.intake.document import Document, RefusedDocument
from verbale.intake.reading import briefing_id, read_document
from verbale.language import Language

ARTICLE = """Foreign Minister of Kazakhstan Arman Isenov held talks with his Tajik counterpart Daler Nazarov on Friday.
"Tajikistan is a neighbour without whom we cannot plan a single drop of water. We came to listen," the minister said.
Bilateral trade reached $1.3bn in 2023, which is 5.3% more than a year before, said Sh. M. Karimov of the agency.
The sides agreed to open two border posts by 1 May and to train 40 customs officers in Almaty.
Follow Silk Road Wire's official Instagram and Telegram pages for the news of the region.
Comments (0)
"""

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="{charset}"><title>{title} | Сайт</title>
<meta property="og:title" content="{title}">
<link rel="canonical" href="https://mfa.example/news/17">
<meta property="article:published_time" content="2024-01-25T10:00:00+05:00"></head>
<body><nav><a href="/">Главная</a><a href="/news">Новости</a></nav>
<article><h1>{title}</h1>
<p>Министры двух стран встретились в пятницу. Они <b>подписали</b> <a href="/m">меморандум</a> о торговле.</p>
<p>Товарооборот составил 1,3 млрд. долл. США, что на 5,3 % больше, чем годом ранее, сообщила пресс-служба.</p>
<p>Поделиться</p></article>
<footer>© 2024 МИД. Все права защищены.</footer></body></html>"""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def page(*, language: str = "ru", charset: str = "utf-8") -> str:
    return PAGE.format(language=language, charset=charset, title="Переговоры в Худжанде")


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in paragraph_spans(document.text)]


def test_an_article_as_an_administrator_drops_it_in() -> None:
    """One paragraph a line, no front matter, furniture at its end."""
    document = read_document("khujand.txt", ARTICLE.encode())
    assert paragraphs(document) == ARTICLE.splitlines()[:4]
    assert document.furniture == tuple(ARTICLE.splitlines()[4:])
    assert document.title == "Foreign Minister of Kazakhstan Arman Isenov held talks with his Tajik…"
    assert (document.language, document.audience) == (Language.ENGLISH, ("public",))
    assert (document.date, document.source_url, document.visit, document.embargo_until) == (None, None, None, None)
    assert canonical_text(document.text) == document.text


def test_front_matter_is_applied() -> None:
    """Above a plain text and above a Markdown text alike; the text's own heading is then part of the text."""
    front = "---\ntitle: Khujand talks\ndate: 2024-01-26\nlanguage: tg\naudience: press\n---\n"
    for name, heading in (("a.txt", "Visit to Khujand"), ("a.md", "# Visit to Khujand")):
        document = read_document(name, f"{front}\n{heading}\n\nThe ministers met.\n".encode())
        assert document.title == "Khujand talks"
        assert document.date == dt.date(2024, 1, 26)
        assert document.language is Language.TAJIK
        assert document.audience == ("press",)
        assert paragraphs(document) == ["Visit to Khujand", "The ministers met."]


def test_a_heading_that_is_the_title_is_no_paragraph() -> None:
    """Whether or not the front matter repeats it."""
    for front in ("", "---\ntitle: Visit to Khujand\n---\n"):
        document = read_document("a.md", f"{front}# Visit to Khujand\n\nThe ministers met.\n".encode())
        assert document.title == "Visit to Khujand"
        assert document.text == "The ministers met."


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The ministers met.", "The ministers met"),
        ("Will they meet?", "Will they meet?"),
        ("Г" * 200 + ".", "Г" * 79 + "…"),
        (
            "Министры иностранных дел Казахстана и Таджикистана обсудили в Худжанде торговлю, воду и дороги.",
            "Министры иностранных дел Казахстана и Таджикистана обсудили в Худжанде…",
        ),
    ],
)
def test_the_start_of_the_first_sentence_is_a_title(sentence: str, title: str) -> None:
    """At most 80 characters, cut after a word, without the full stop."""
    document = read_document("a.txt", f"{sentence} Then they signed.".encode())
    assert document.title == title
    assert len(document.title) <= 80


def test_a_web_page() -> None:
    """Title, date and canonical URL come from the metadata, the paragraphs from the article."""
    document = read_document("17.html", page().encode())
    assert document.title == "Переговоры в Худжанде"
    assert document.date == dt.date(2024, 1, 25)
    assert document.source_url == "https://mfa.example/news/17"
    assert document.language is Language.RUSSIAN
    assert paragraphs(document) == [
        "Министры двух стран встретились в пятницу. Они подписали меморандум о торговле.",
        "Товарооборот составил 1,3 млрд. долл. США, что на 5,3 % больше, чем годом ранее, сообщила пресс-служба.",
    ]
    assert document.furniture == ("Поделиться",)


@pytest.mark.parametrize(
    "data",
    [
        page(charset="windows-1251").encode("windows-1251"),
        page(charset="koi8-r").encode("koi8-r"),
        page(charset="windows-1251").encode(),
        codecs.BOM_UTF8 + page().encode(),
        page(charset="utf-16").encode("utf-16"),
        ('<?xml version="1.0" encoding="windows-1251"?>\n' + page().replace('<meta charset="utf-8">', "")).encode(
            "cp1251"
        ),
        page().replace('<meta charset="utf-8">', "").encode(),
    ],
    ids=["cp1251", "koi8-r", "declared cp1251 but UTF-8", "BOM", "UTF-16", "XML declaration", "undeclared UTF-8"],
)
def test_a_page_in_any_declared_encoding(data: bytes) -> None:
    """They are the same document; a page that is UTF-8 is read as such whatever it declares."""
    assert read_document("17.htm", data) == read_document("17.html", page().encode())


def test_the_words_count_more_than_the_declared_language() -> None:
    """Templates declare English on pages in any language."""
    assert read_document("17.html", page(language="en").encode()).language is Language.RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_a_declaration(encoding: str) -> None:
    """Windows editors write them."""
    assert read_document("a.txt", "Министры встретились.".encode(encoding)).text == "Министры встретились."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.md", b" \n\n\t", "it is empty"),
        ("a.txt", "\u200b\u00ad\n\n\ufeff".encode(), "it holds no paragraphs"),
        ("a.txt", b"Share\n\nComments (0)\n", "nothing is in it but page furniture"),
        ("a.md", b"# Only a title\n", "it holds no paragraphs"),
        ("a.md", b"---\ntitle: A\n---\n", "it holds no paragraphs"),
        ("a.txt", b"MZ\x00\x01\x02\x03", "it is binary"),
        ("a.txt", b"\x01\x02\x03\x04text", "it is binary"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "it is binary"),
        ("a.txt", "Первая строка.\nВторая.".encode("windows-1251"), "it is not UTF-8 (line 1)"),
        ("a.txt", "First.\nВторая.".encode("windows-1251"), "it is not UTF-8 (line 2)"),
        ("a.txt", codecs.BOM_UTF16_LE + b"a", "byte order mark of UTF-16 but is not in it"),
        ("a.html", "<html><body>Министры".encode("windows-1251"), "it is not UTF-8"),
        ("a.html", '<meta charset="nonsense">Министры'.encode("windows-1251"), "declares the encoding nonsense"),
        ("a.html", '<meta charset="rot13">Министры'.encode("windows-1251"), "declares the encoding rot13"),
        ("a.html", b"<html><body></body></html>", "no article is found"),
        ("a.doc", b"text", "its format is none of .txt, .md"),
        ("a.pdf", b"%PDF-1.7", "it is damaged"),
        ("a.pdf", b"<!DOCTYPE html><html><body>Text.</body></html>", "it is a web page, not a PDF document"),
        ("a.pdf", b"PK\x03\x04", "it is an Office document or another zip archive, not a PDF document"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "it is a picture, not a PDF document"),
        ("a.pdf", b"Some text.", "it is something else, not a PDF document"),
        ("a.docx", b"PK", "it is something else, not a .docx document"),
        ("a.docx", b"PK\x03\x04", "it is damaged"),
        ("a.docx", b"%PDF-1.7", "it is a PDF document, not what .docx says"),
        ("a.docx", b"{\\rtf1 text}", "it is a rich text document (.rtf), not a .docx document"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "it is an old Word document (.doc)"),
        ("a.docx", OLE + "Workbook".encode("utf-16-le"), "it is an old spreadsheet (.xls)"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "it is an Office document that is encrypted"),
        ("a.pdf", OLE, "it is an old Office document"),
        ("a.txt", b"%PDF-1.7", "it is a PDF document, not what .txt says"),
        ("a.md", b"PK\x03\x04", "it is an Office document or another zip archive, not what .md says"),
        ("a.html", b"%PDF-1.7", "it is a PDF document, not what .html says"),
        ("README", b"text", "its format is none of .txt, .md"),
        ("a.txt", b"a" * 101, "it is too large: 101 bytes, where 100 are accepted"),
    ],
)
def test_wrong_files_are_refused(name: str, data: bytes, reason: str) -> None:
    """With the name, the reason, and what to do about it."""
    with pytest.raises(RefusedDocument) as refused:
        read_document(name, data, largest_bytes=100)
    assert reason in refused.value.reason
    assert str(refused.value).startswith(f"{name}: ")
    assert refused.value.remedy


def test_a_pdf_and_a_docx_document_are_read() -> None:
    """Into the same document as the text in them would be, but for the title that they carry."""
    sentence = "Министры двух стран встретились в пятницу и подписали меморандум о торговле."
    made = {
        "a.pdf": pdf(block(72, 700, [sentence, "  Share"], leading=40), title="Переговоры"),
        "a.docx": docx(
            f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p><w:p><w:r><w:t>Share</w:t></w:r></w:p>",
            properties="Переговоры",
        ),
    }
    for name, data in made.items():
        assert read_document(name, data) == Document(
            text=sentence,
            title="Переговоры",
            date=None,
            language=Language.RUSSIAN,
            source_url=None,
            visit=None,
            audience=("public",),
            embargo_until=None,
            furniture=("Share",),
        )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Visit to Dushanbe (final).txt", "visit-to-dushanbe-final"),
        ("2024/Визит в Душанбе.md", "vizit-v-dushanbe"),
        ("Тоқаевтың сапары.txt", "tokaevtyn-sapary"),
        ("a.b.html", "a-b"),
        ("访问.txt", "fang-wen"),
    ],
)
def test_the_id_is_the_stem_as_a_slug(name: str, slug: str) -> None:
    """Cyrillic is transliterated, folders do not count."""
    assert briefing_id(name) == slug


def test_a_name_without_letters_has_no_id() -> None:
    """An empty id would be everybody's."""
    with pytest.raises(RefusedDocument, match="no letter or figure"):
        briefing_id("—!.txt")
