"""A text that is to be the next edition of a briefing, with details that it does not name itself."""

from dataclasses import replace

from verbale.briefing import PUBLIC, Briefing
from verbale.intake.document import Document


def inheriting(document: Document, known: Briefing) -> Document:
    """``document`` with the details of ``known`` where it names none of its own; the title is always its own.

    A document that names no audience would be for everybody: it stays for those whom the briefing is for.
    """
    return replace(
        document,
        date=document.date or known.date,
        source_url=document.source_url or known.source_url,
        visit=document.visit or known.visit,
        audience=known.audience if document.audience == (PUBLIC,) else document.audience,
        embargo_until=document.embargo_until or known.embargo_until,
    )
