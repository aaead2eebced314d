"""DOCX documents: their paragraphs and rows, and the packages that are refused."""

import io
import struct
import zipfile

import pytest

from made_documents import WORD, docx, zipped
from verbale.intake.document import Content, RefusedDocument
from verbale.intake.docx import read_docx
from verbale.intake.office_package import OfficePackage


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def read(body: str, properties: str = "", styles: str = "") -> Content:
    return read_docx("a.docx", docx(body, properties=properties, styles=styles))


STYLES = """<w:style w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:styleId="1"><w:name w:val="heading 1"/>
</w:style><w:style w:styleId="2"><w:name w:val="Heading 2"/></w:style>"""


def test_paragraphs_in_their_order() -> None:
    """Headers are in parts of their own, which are not read; empty paragraphs are none."""
    content = read(p("Министры встретились.") + "<w:p/>" + p(" ") + p("Қазақстан мен Тәжікстан."))
    assert content == Content(("Министры встретились.", "Қазақстан мен Тәжікстан."))


def test_rows_of_a_table_are_paragraphs() -> None:
    """Between the paragraphs around it; a table of one cell only frames a text."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = (
        "<w:tbl>"
        + row.format(p("Country"), p("Trade"))
        + row.format(p("Tajikistan") + p("(north)"), p("1.3"))
        + "</w:tbl>"
    )
    framed = "<w:tbl><w:tr><w:tc>" + p("First.") + p("Second.") + "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    content = read(p("Before.") + table + framed + p("After."))
    assert content.paragraphs == (
        "Before.",
        "Country | Trade",
        "Tajikistan (north) | 1.3",
        "First.",
        "Second.",
        "After.",
    )


def test_tables_within_cells() -> None:
    """The table inside is part of its cell."""
    inner = "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>"
    body = "<w:tbl><w:tr><w:tc>" + inner + "<w:p/></w:tc><w:tc>" + p("c") + "</w:tc></w:tr></w:tbl>"
    assert read(body).paragraphs == ("a | b | c",)


def test_what_is_read_within_a_paragraph() -> None:
    """Links, insertions, fields and content controls have text; breaks and tabs are blanks; runs are not divided."""
    body = """<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>
    <w:r><w:t xml:space="preserve">The mini</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sters</w:t><w:br/><w:t>met</w:t>
    <w:tab/><w:t xml:space="preserve">in </w:t></w:r><w:hyperlink><w:r><w:t>Khujand</w:t></w:r></w:hyperlink>
    <w:ins w:id="1"><w:r><w:t xml:space="preserve"> and signed</w:t></w:r></w:ins>
    <w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> a non</w:t><w:noBreakHyphen/><w:t>paper</w:t></w:r></w:sdtContent></w:sdt>
    <w:fldSimple w:instr="DATE"><w:r><w:t xml:space="preserve"> on Friday</w:t></w:r></w:fldSimple><w:r><w:t>.</w:t></w:r></w:p>"""
    assert read(body).paragraphs == ("The ministers met in Khujand and signed a non-paper on Friday.",)


def test_what_is_not_read_within_a_paragraph() -> None:
    """Deletions, moved text in its old place, hidden text, instructions of fields, text boxes and notes' marks."""
    box = f"<w:pict><w:txbxContent>{p('Box.')}</w:txbxContent></w:pict>"
    body = f"""<w:p><w:r><w:t>The ministers</w:t></w:r><w:del w:id="1"><w:r><w:delText>Deleted</w:delText></w:r></w:del>
    <w:del w:id="2"><w:r><w:t>Deleted</w:t></w:r></w:del><w:moveFrom w:id="3"><w:r><w:t>Moved</w:t></w:r></w:moveFrom>
    <w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> met</w:t></w:r>
    <w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:r>{box}</w:r><w:r><w:footnoteReference w:id="2"/></w:r>
    <mc:AlternateContent><mc:Choice><w:r>{box}</w:r></mc:Choice><mc:Fallback><w:r><w:t>Fallback</w:t></w:r></mc:Fallback>
    </mc:AlternateContent><w:r><w:t>.</w:t></w:r></w:p>"""
    assert read(body).paragraphs == ("The ministers met.",)


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    """The next one is the rest of it."""
    first = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The ministers </w:t></w:r></w:p>'
    assert read(first + p("met.")).paragraphs == ("The ministers met.",)


def test_the_strict_namespace_is_read() -> None:
    """Documents saved as Strict Open XML have the same elements under another name."""
    part = docx(p("The ministers met."))
    with zipfile.ZipFile(io.BytesIO(part)) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    strict = content["word/document.xml"].replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    relationships = content["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
    )
    data = zipped({**content, "word/document.xml": strict, "_rels/.rels": relationships})
    assert read_docx("a.docx", data).paragraphs == ("The ministers met.",)


@pytest.mark.parametrize(
    ("body", "properties", "title", "paragraphs"),
    [
        (p("Talks", "a3") + p("Text."), "Property", "Talks", ("Text.",)),
        (p("Press service") + p("Talks", "a3") + p("Text."), "", "Talks", ("Press service", "Text.")),
        (p("Talks", "2") + p("Text.") + p("Water", "1"), "Property", "Talks", ("Text.", "Water")),
        (p("Text.") + p("Water", "1"), "Property", "Property", ("Text.", "Water")),
        (p("Text.") + p("Water", "1"), "Microsoft Word - a.docx", "Water", ("Text.",)),
        (p("Property") + p("Text."), "Property", "Property", ("Text.",)),
        (p("Text."), "Документ 1", None, ("Text.",)),
    ],
)
def test_the_title(body: str, properties: str, title: str | None, paragraphs: tuple[str, ...]) -> None:
    """Styled as one, or the heading above all else, or in the properties, or the first heading of the first level."""
    content = read(body, properties=properties, styles=STYLES)
    assert (content.title, content.paragraphs) == (title, paragraphs)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><b>&c;</b>"""
EXTERNAL = b'<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><b>&a;</b>'


def lying(data: bytes, name: bytes, declared: int) -> bytes:
    """The archive with another unpacked size of one entry in its directory."""
    made = bytearray(data)
    at = made.rindex(b"PK\x01\x02", 0, made.rindex(name))
    made[at + 24 : at + 28] = struct.pack("<I", declared)
    return bytes(made)


def encrypted(data: bytes) -> bytes:
    """The archive with the mark of encryption on its first entry."""
    made = bytearray(data)
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def two_of_a_name() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", b"<b/>")
    return made.getvalue()


def other_method() -> bytes:
    made = io.BytesIO(docx(p("A.")))
    with zipfile.ZipFile(made) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx("", parts={"word/document.xml": BOMB}), "its XML declares a document type (b)"),
        (docx("", parts={"word/document.xml": EXTERNAL}), "its XML declares a document type (b)"),
        (docx("", parts={"word/document.xml": BOMB.decode().encode("utf-16")}), "its XML declares a document type (b)"),
        (docx(p("A."), parts={"word/styles.xml": EXTERNAL}), "its XML declares a document type (b)"),
        (docx(p("A."), parts={"docProps/core.xml": EXTERNAL}), "its XML declares a document type (b)"),
        (docx(p("A."), parts={"_rels/.rels": EXTERNAL}), "its XML declares a document type (b)"),
        (docx("<w:p>"), "its XML is not well-formed (line 1)"),
        (docx("", parts={"word/document.xml": b"\x00\x00\x00"}), "its XML is not well-formed (line 1)"),
        (docx("<w:p>" * 400 + "</w:p>" * 400), "its XML is nested more than 300 deep"),
        (
            docx(p("A."), parts={f"word/{n}": b"" for n in range(2_000)}),
            "its archive has 2,006 entries, where 2,000 are",
        ),
        (docx(p("A."), parts={"a": bytes(60_000_000)}), "it unpacks to more than 50,000,000 bytes"),
        (docx(p("A."), parts={"a": bytes(2_000_000)}), "its archive unpacks to hundreds of times its size"),
        (lying(docx(p("A" * 5000)), b"word/document.xml", 100), "it is damaged: a part of its archive"),
        (encrypted(docx(p("A."))), "it is encrypted with a password"),
        (two_of_a_name(), "its archive has two entries of one name"),
        (other_method(), "its archive is packed in a way that office programs do not use"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "it is a spreadsheet, not a text document"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "it is a presentation, not a text document"),
        (zipped({"mimetype": b"", "content.xml": b"<a/>"}), "it is an OpenDocument file, not a .docx"),
        (zipped({"a.txt": b"text"}), "it is a zip archive, but no text document is in it"),
        (b"PK\x03\x04" + bytes(1000), "it is damaged: it cannot be read as a zip archive"),
        (docx(p("A."))[:-30], "it is damaged: it cannot be read as a zip archive"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    """With the reason in words and what to do about it."""
    with pytest.raises(RefusedDocument) as refused:
        read_docx("a.docx", data)
    assert refused.value.reason.startswith(reason)
    assert refused.value.remedy


def test_a_part_is_counted_as_it_comes() -> None:
    """What is unpacked in all is bounded, and not by what the archive says of itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", bytes(26_000_000))
    with OfficePackage("a.docx", made.getvalue()) as package:
        assert len(package.part("a")) == 26_000_000
        with pytest.raises(RefusedDocument, match="it unpacks to more than 50,000,000 bytes"):
            package.part("a")


def test_names_of_entries_lead_nowhere() -> None:
    """They are looked up in the archive and nowhere else."""
    with zipfile.ZipFile(io.BytesIO(docx(p("A.")))) as archive:
        links = archive.read("_rels/.rels")
    for target in (b"../../../etc/passwd", b"/etc/passwd", b"file:///etc/passwd"):
        data = docx(
            p("A."), parts={"_rels/.rels": links.replace(b"word/document.xml", target), "../../x": b"x", "/x": b"x"}
        )
        with pytest.raises(RefusedDocument, match="no text document is in it"):
            read_docx("a.docx", data)
