"""A DOCX document: its paragraphs and the rows of its tables as they stand on the page."""

import posixpath
import re

from verbale.canonical import canonical_line
from verbale.intake.document import Content, RefusedDocument
from verbale.intake.docx_body import Block, Body
from verbale.intake.office_package import OfficePackage
from verbale.intake.titles import LONGEST_TITLE_CHARACTERS, sensible_title
from verbale.intake.xml_events import read_xml

_SAVE_AS_TEXT = "Save its text alone as a .txt file, or paste the text with /add."
_RELATIONSHIPS, _STYLES, _PROPERTIES = "_rels/.rels", "styles.xml", "docProps/core.xml"
_MAIN_PART = re.compile(r"/officeDocument$")
_OTHER_KINDS = (
    ("xl/", "it is a spreadsheet, not a text document"),
    ("ppt/", "it is a presentation, not a text document"),
    ("content.xml", "it is an OpenDocument file, not a .docx"),
)
_TITLE_STYLE, _FIRST_HEADING_STYLE, _HEADING_STYLE = "title", "heading 1", "heading "


def read_docx(file_name: str, data: bytes) -> Content:
    """The paragraphs and table rows of a DOCX document, in their order, without headers, footers and notes.

    Tracked insertions are in the text, deletions are not. The title is the paragraph in the style of titles, or the
    heading above everything else, or the title in the document's properties if it makes sense, or the first heading of
    the first level.

    Raises:
        RefusedDocument: It is damaged, of another kind, or made to harm.
    """
    with OfficePackage(file_name, data) as package:
        main = _main_part(file_name, package)
        body = Body(_style_names(file_name, package, main))
        read_xml(file_name, package.part(main), body, _SAVE_AS_TEXT)
        property_title = _property_title(file_name, package)
    number, title = _title(body.blocks, property_title)
    texts = [canonical_line(block.text) for at, block in enumerate(body.blocks) if at != number]
    return Content(
        paragraphs=tuple(text for text in texts if text and (title is None or text.casefold() != title.casefold())),
        title=title,
    )


def _title(blocks: list[Block], property_title: str | None) -> tuple[int | None, str | None]:
    """The number of the block that is the title, if one is, and the title."""
    styled = _first(blocks, _TITLE_STYLE)
    if styled is None and blocks and blocks[0].style.startswith(_HEADING_STYLE):
        styled = 0
    if styled is None and property_title:
        return None, property_title
    number = styled if styled is not None else _first(blocks, _FIRST_HEADING_STYLE)
    title = canonical_line(blocks[number].text) if number is not None else ""
    return (number, title) if 0 < len(title) <= LONGEST_TITLE_CHARACTERS else (None, property_title)


def _first(blocks: list[Block], style: str) -> int | None:
    return next((number for number, block in enumerate(blocks) if block.style == style), None)


def _main_part(file_name: str, package: OfficePackage) -> str:
    """The name of the part that holds the text."""
    found = _MainPart()
    if package.has(_RELATIONSHIPS):
        read_xml(file_name, package.part(_RELATIONSHIPS), found, _SAVE_AS_TEXT)
    for start, reason in _OTHER_KINDS:
        if package.names_begin_with(start) and not package.names_begin_with("word/"):
            raise RefusedDocument(file_name, reason, "Save it as .docx, or its text alone as a .txt file.")
    if found.name is None or not package.has(found.name):
        raise RefusedDocument(file_name, "it is a zip archive, but no text document is in it", _SAVE_AS_TEXT)
    return found.name


class _MainPart:
    """Finds the target of the relationship to the main part, which Word does not always call word/document.xml."""

    def __init__(self) -> None:
        self.name: str | None = None

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        if self.name is None and _MAIN_PART.search(attributes.get("Type", "")):
            self.name = posixpath.normpath(attributes.get("Target", "")).lstrip("/")

    def end(self, tag: str) -> None:
        """Nothing ends that matters."""

    def data(self, text: str) -> None:
        """Relationships hold no text."""


def _style_names(file_name: str, package: OfficePackage, main: str) -> dict[str, str]:
    """The names of the styles, in lower case, by their ids: ids are translated, the names of built-in styles not."""
    styles = _Styles()
    part = posixpath.join(posixpath.dirname(main), _STYLES)
    if package.has(part):
        read_xml(file_name, package.part(part), styles, _SAVE_AS_TEXT)
    return styles.names


class _Styles:
    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._id = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, values = tag.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "style":
            self._id = values.get("styleId", "")
        elif name == "name" and self._id:
            self.names[self._id] = values.get("val", "").lower()

    def end(self, tag: str) -> None:
        if tag.endswith("}style"):
            self._id = ""

    def data(self, text: str) -> None:
        """Styles hold no text."""


def _property_title(file_name: str, package: OfficePackage) -> str | None:
    properties = _Properties()
    if package.has(_PROPERTIES):
        read_xml(file_name, package.part(_PROPERTIES), properties, _SAVE_AS_TEXT)
    return sensible_title("".join(properties.title))


class _Properties:
    def __init__(self) -> None:
        self.title: list[str] = []
        self._is_title = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._is_title = tag.endswith("}title")

    def end(self, _tag: str) -> None:
        self._is_title = False

    def data(self, text: str) -> None:
        if self._is_title:
            self.title.append(text)
