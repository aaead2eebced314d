"""What a file is by its first bytes, so that one whose name says something else is refused as what it is."""

from verbale.intake.document import RefusedDocument

_PDF, _ZIP, _OLE, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
# Readers of PDF accept a little before its mark; ISO 32000 does not.
_PDF_MARK_WITHIN = 1024
_PAGE_WITHIN = 1024
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
# Names of the streams inside the old Office container, which are UTF-16 there.
_OLE_KINDS = (
    ("EncryptedPackage", "an Office document that is encrypted with a password", "Save it without a password."),
    ("WordDocument", "an old Word document (.doc)", "Open it in a word processor and save it as .docx."),
    ("Workbook", "an old spreadsheet (.xls)", "Save its text alone as a .txt file."),
    ("PowerPoint Document", "an old presentation (.ppt)", "Save its text alone as a .txt file."),
)
_AN_OLD_FILE = ("an old Office document", "Save its text alone as a .txt file.")
_RENAME = "Give it the name that it should have, or save its text alone as a .txt file."


def refuse_other_kind(file_name: str, suffix: str, data: bytes) -> None:
    """Refuse a file that is not what the ``suffix`` of its name (in lower case) says.

    Texts and web pages have no mark of their own: they are refused only where they begin with another's.

    Raises:
        RefusedDocument: The file is of another kind, which is named.
    """
    is_pdf, is_zip = data.startswith(_PDF), data.startswith(_ZIP)
    if data.startswith(_OLE):
        raise _refusal(file_name, *_ole_kind(data))
    if suffix == ".pdf":
        if _PDF not in data[:_PDF_MARK_WITHIN]:
            raise _refusal(file_name, f"{_kind(data)}, not a PDF document", _RENAME)
    elif is_pdf:
        raise _refusal(file_name, f"a PDF document, not what {suffix} says", _RENAME)
    elif suffix == ".docx":
        if not is_zip:
            raise _refusal(file_name, f"{_kind(data)}, not a .docx document", _RENAME)
    elif is_zip:
        raise _refusal(file_name, f"an Office document or another zip archive, not what {suffix} says", _RENAME)


def _refusal(file_name: str, what: str, remedy: str) -> RefusedDocument:
    return RefusedDocument(file_name, f"it is {what}", remedy)


def _ole_kind(data: bytes) -> tuple[str, str]:
    for stream, what, remedy in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return what, remedy
    return _AN_OLD_FILE


def _kind(data: bytes) -> str:
    if data.startswith(_ZIP):
        return "an Office document or another zip archive"
    if data.startswith(_RTF):
        return "a rich text document (.rtf)"
    if data.startswith(_PICTURES):
        return "a picture"
    start = data[:_PAGE_WITHIN].lower()
    if any(mark in start for mark in _PAGE_MARKS):
        return "a web page"
    return "something else"
