"""What the database knows of a message that is to be corrected."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from verbale.briefing import PUBLIC, Viewer
from verbale.corrections import Dealt, corrected_by, dealt_about
from verbale.language import Language
from verbale.store.delivery import Delivery, OutboxRow
from verbale.store.ledger import KeptAnswer, Said, answer_to, latest_answer, messages_of, read_answer, recorded
from verbale.store.rights import read_rights
from verbale_bot.telegram.announcing.sending_posts import language_of
from verbale_bot.telegram.answers import MORE
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.keyboards import shown_from

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Before:
    """What the database knows of a message that is to be corrected, and of its chat.

    ``is_first`` and ``is_last`` are about the messages that show these citations of the answer together.
    ``is_followed``: those that come after them were shown. ``is_answered_anew``: the question has a newer answer.
    ``reply_id``: the message that was sent to correct this one.
    """

    ledger_id: int
    said: Said
    answer: KeptAnswer | None
    language: Language
    viewer: Viewer
    dealt: dict[str, Dealt]
    is_first: bool
    is_last: bool
    is_followed: bool
    is_answered_anew: bool
    reply_id: int | None


def read_before(connection: Connection, desk: Desk, delivery: Delivery, row: OutboxRow) -> Before | None:
    """Read it; None where what was said is no longer known."""
    said = None if row.ledger_id is None else recorded(connection, row.ledger_id)
    if said is None or row.ledger_id is None:
        return None
    answer = None if said.answer_id is None else read_answer(connection, said.answer_id)
    beside = [] if answer is None else messages_of(connection, answer.id)
    together = [one for one in beside if (one.kind, one.first) == (said.kind, said.first)]
    following = None if answer is None else shown_from(answer, said.first).stop
    rights = read_rights(connection, row.chat_id, row.chat_id)
    is_editor = rights.role is not None or row.chat_id in desk.owners
    newest = None
    if answer is not None and answer.question_message_id is not None:
        newest = answer_to(connection, answer.chat_id, answer.question_message_id)
    return Before(
        ledger_id=row.ledger_id,
        said=said,
        answer=answer,
        language=_language(connection, said, answer) or desk.default_language,
        viewer=Viewer(rights.audiences | {PUBLIC}, is_editor=is_editor),
        dealt=dealt_about(connection, row.ledger_id, delivery.id),
        is_first=not together or together[0] == said,
        is_last=not together or together[-1] == said,
        is_followed=any(one.kind == MORE and one.first == following for one in beside),
        is_answered_anew=newest is not None and answer is not None and newest.id != answer.id,
        reply_id=corrected_by(connection, row.ledger_id),
    )


def _language(connection: Connection, said: Said, answer: KeptAnswer | None) -> Language | None:
    """The language that a message is in; of one that is no answer it is not kept, but the chat has a habit."""
    if answer is not None:
        return answer.language
    if said.chat_id is None:
        return None
    chosen = language_of(connection, said.chat_id)
    if chosen is not None:
        return chosen
    last = latest_answer(connection, said.chat_id, said.thread_id, None, LONG_AGO)
    return None if last is None else last.language
