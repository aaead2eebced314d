"""The main part of a DOCX document: which of its characters are read, and where paragraphs and rows end.

The format is ECMA-376, part 1, section 17. Everything is told by the names of elements; both namespaces of the format,
the transitional and the strict one, have the same names.
"""

from dataclasses import dataclass, field

_NAMESPACES = frozenset(
    (
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "{http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006"
# What was deleted or moved away, what floats beside the text, what is read above it, and the marks of comments.
_UNREAD = frozenset(("del", "moveFrom", "txbxContent", "rt", "annotationRef", "sectPr", "pPrChange", "rPrChange"))
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_OFF = frozenset(("0", "false", "off"))
_BETWEEN_CELLS = " | "


@dataclass(frozen=True)
class Block:
    """A paragraph or a row of a table; ``style`` is the name of a paragraph's style in lower case, or empty."""

    text: str
    style: str = ""


@dataclass
class _Row:
    """A row of a table: the paragraphs of each cell."""

    cells: list[list[Block]] = field(default_factory=list)


class Body:
    """Gathers the blocks of a document from the events of its XML."""

    def __init__(self, style_names: dict[str, str]) -> None:
        self.blocks: list[Block] = []
        self._style_names = style_names
        self._rows: list[_Row] = []
        self._pieces: list[str] = []
        self._style = ""
        self._unread_depth = 0
        self._open: list[str] = []
        self._is_hidden = self._is_text = self._goes_on = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._unread_depth:
            self._unread_depth += 1
            return
        name = _name(tag)
        if name in _UNREAD or name == "Fallback":
            # In the properties of a paragraph it means its end, in those of a row the row, whose words are marked too.
            self._goes_on |= name == "del" and self._open[-2:] == ["pPr", "rPr"]
            self._unread_depth = 1
            return
        self._open.append(name)
        value = next((value for key, value in attributes.items() if key.endswith("}val")), "")
        if name == "t":
            self._is_text = not self._is_hidden
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish" and self._open[-3:-1] == ["r", "rPr"]:
            self._is_hidden = value not in _OFF
        elif name == "pStyle":
            self._style = self._style_names.get(value, "")
        elif name in _SIGNS and self._open[-2:-1] == ["r"] and not self._is_hidden:
            self._pieces.append(_SIGNS[name])
        elif name == "tr":
            self._rows.append(_Row())
        elif name == "tc" and self._rows:
            self._rows[-1].cells.append([])

    def data(self, text: str) -> None:
        """Characters between tags."""
        if self._is_text and not self._unread_depth:
            self._pieces.append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._unread_depth:
            self._unread_depth -= 1
            return
        name = self._open.pop()
        if name == "t":
            self._is_text = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tr":
            self._end_row(self._rows.pop())

    def _end_paragraph(self) -> None:
        if self._goes_on:
            self._goes_on = False  # its end was deleted: the next paragraph is the rest of this one
            return
        text, style = "".join(self._pieces), self._style
        self._pieces, self._style = [], ""
        if text.strip():
            self._add(Block(text, style))

    def _add(self, block: Block) -> None:
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1].append(block)
        else:
            self.blocks.append(block)

    def _end_row(self, row: _Row) -> None:
        """A row is one block, unless only one of its cells holds anything: such tables frame a text."""
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1:
            for block in filled[0]:
                self._add(block)
        elif filled:
            cells = (" ".join(block.text.strip() for block in cell) for cell in row.cells)
            self._add(Block(_BETWEEN_CELLS.join(cells)))


def _name(tag: str) -> str:
    """The name of an element of the format; others have names that mean nothing here."""
    namespace, _, name = tag.rpartition("}")
    if namespace in _NAMESPACES:
        return name
    return name if namespace == _COMPATIBILITY and name == "Fallback" else ""
