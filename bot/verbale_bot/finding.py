"""What was found about a quoted text, in words."""

from verbale.language import Language
from verbale.quote import Quotation
from verbale.verification import Likeness, Since, Verified
from verbale_bot.messages import date_in_words, message


def finding_in_words(verified: Verified, quotation: Quotation, language: Language) -> str:
    """Whether it is verbatim or nearly, in which edition, and what the current one has there.

    ``quotation`` is that of ``verified.quote``. What is only nearest is announced as such.
    """
    if verified.likeness is Likeness.NEAREST:
        return f"{message('verify-not', language)} {message('verify-nearest', language)}"
    is_current = verified.since is Since.CURRENT
    if verified.is_exact:
        name = "verify-current" if is_current else "verify-superseded"
    else:
        name = "verify-typography" if is_current else "verify-superseded-typography"
    edition = quotation.edition
    day = date_in_words(edition.taken_in_at.date(), language)
    said = [message(name, language, edition=edition.number, date=day)]
    current = quotation.briefing.current_edition
    if verified.since is Since.UNCHANGED:
        said.append(message("verify-same-now", language, edition=current))
    elif verified.since is Since.GONE:
        said.append(message("verify-gone", language, edition=current))
    return " ".join(said)
