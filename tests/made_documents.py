"""Documents for tests: PDF pages on which every line stands where the test says, and DOCX packages of given XML."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""They have the Latin letters and ligatures and all Cyrillic ones."""
A4_POINTS = (595, 842)
LEADING_POINTS = 14

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Placed:
    """A line of text at a place of the page, in points from its lower left corner; ``degrees`` turn it to the left."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = REGULAR
    degrees: float = 0


def block(x: float, y: float, lines: Sequence[str], size: float = 11, leading: float = LEADING_POINTS) -> list[Placed]:
    """Lines one below the other, the first at height ``y``; a line that begins with blanks is indented by 20 points."""
    return [
        Placed(x + 20 * line.startswith(" "), y - leading * number, line.strip(), size)
        for number, line in enumerate(lines)
    ]


def pdf(*pages: Sequence[Placed], title: str = "", rotation: int = 0, password: str | None = None) -> bytes:
    """A PDF document with these pages, A4 upright unless ``rotation`` turns them."""
    for font in (REGULAR, BOLD):
        path = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{font}.ttf"
        pdfmetrics.registerFont(TTFont(font, path))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4_POINTS, invariant=1, encrypt=password)
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageRotation(rotation)
        for placed in page:
            canvas.saveState()
            canvas.translate(placed.x, placed.y)
            canvas.rotate(placed.degrees)
            canvas.setFont(placed.font, placed.size)
            canvas.drawString(0, 0, placed.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def pdf_of_objects(*objects: bytes) -> bytes:
    """A PDF document of these objects, numbered from 1; the first is the catalogue."""
    made, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return bytes(made) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def pdf_with_content(packed: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF document of one page, whose content unpacks from ``packed``."""
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(packed), filters, packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def packed_zeros(megabytes: int) -> bytes:
    """So many million zeros as a deflated stream, of which a thousandth is left; the end of the stream is missing."""
    packer = zlib.compressobj(9)
    megabyte = bytes(1_000_000)
    first, later = (packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + later * (megabytes - 1)


def docx(body: str, *, properties: str = "", styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX document: ``body`` is the XML in its body with the prefix ``w``; ``parts`` are added or replaced."""
    content = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            b'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>"
        ).encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'.encode(),
        "word/header1.xml": f'<w:hdr xmlns:w="{WORD}"><w:p><w:r><w:t>Header</w:t></w:r></w:p></w:hdr>'.encode(),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{properties}</dc:title></cp:coreProperties>'
        ).encode(),
        **(parts or {}),
    }
    return zipped(content)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """A zip archive of these entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return made.getvalue()
