"""What was asked and answered, and which messages said it: the way back from a message to its quotes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from verbale.answer import Citation, Outcome, Reason
from verbale.language import Language
from verbale.quote import Quote
from verbale.speech.speakers import SpeechKind
from verbale.store.schema import answers, ledger

ROWS_AT_ONCE = 1_000
_NEWEST_ANSWER = answers.c.asked_at.desc(), answers.c.id.desc()
# What every question needs is made once: making a statement takes several times as long as carrying it out.
_KEEP_ANSWER, _RECORD = insert(answers), insert(ledger)
_ANSWER = select(answers).where(answers.c.id == bindparam("answer_id"))
_LATEST_ANSWER = (
    select(answers)
    .where(
        answers.c.chat_id == bindparam("in_chat"),
        answers.c.thread_id.is_not_distinct_from(bindparam("in_thread")),
        answers.c.question.is_not(None),
        answers.c.asked_at >= bindparam("since"),
    )
    .order_by(*_NEWEST_ANSWER)
    .limit(1)
)
_LATEST_ANSWER_TO = _LATEST_ANSWER.where(answers.c.user_id == bindparam("to"))


@dataclass(frozen=True)
class KeptAnswer:
    """An answer, to whom and to what. It holds places only; no word of a briefing is kept here.

    ``language`` is the reader's. ``question`` and ``user_id`` are None once they were emptied. ``follows`` is the id of
    the answer that the question was a follow-up to.
    """

    id: int
    chat_id: int
    thread_id: int | None
    question_message_id: int | None
    user_id: int | None
    question: str | None
    language: Language
    outcome: Outcome
    reason: Reason | None
    confidence: float
    citations: tuple[Citation, ...]
    scope: str | None
    follows: int | None
    asked_at: datetime


@dataclass(frozen=True)
class Said:
    """A message that was sent on account of an update, as number ``part`` (from 0) of those.

    ``quotes`` are those that the message shows; ``first`` is the place of the first one among the answer's citations.
    """

    bot_id: int
    update_id: int
    part: int
    kind: str
    chat_id: int | None
    thread_id: int | None
    message_id: int | None
    inline_message_id: str | None
    answer_id: int | None
    first: int
    quotes: tuple[Quote, ...]
    sent_at: datetime


def keep_again(connection: Connection, answer: KeptAnswer) -> None:
    """Keep an answer, in place of the one with the same id if there is one."""
    connection.execute(delete(answers).where(answers.c.id == answer.id))
    keep_answer(connection, answer)


def keep_answer(connection: Connection, answer: KeptAnswer) -> None:
    """Keep an answer, of which nothing is kept yet."""
    values = {
        "id": answer.id,
        "chat_id": answer.chat_id,
        "thread_id": answer.thread_id,
        "question_message_id": answer.question_message_id,
        "user_id": answer.user_id,
        "question": answer.question,
        "language": answer.language.value,
        "outcome": answer.outcome.value,
        # The name: the value is a sentence, and may be put into better words.
        "reason": None if answer.reason is None else answer.reason.name,
        "confidence": answer.confidence,
        "citations": [citation_as_json(citation) for citation in answer.citations],
        "scope": answer.scope,
        "follows": answer.follows,
        "asked_at": answer.asked_at,
    }
    connection.execute(_KEEP_ANSWER, values)


def read_answer(connection: Connection, answer_id: int) -> KeptAnswer | None:
    """The answer with this id, or None."""
    row = connection.execute(_ANSWER, {"answer_id": answer_id}).one_or_none()
    return None if row is None else _answer(row)


def answer_to(
    connection: Connection, chat_id: int, question_message_id: int, other_than: int | None = None
) -> KeptAnswer | None:
    """The newest answer to a message of a chat, but for the one with the id ``other_than``; or None."""
    query = select(answers).where(answers.c.chat_id == chat_id, answers.c.question_message_id == question_message_id)
    if other_than is not None:
        query = query.where(answers.c.id != other_than)
    row = connection.execute(query.order_by(*_NEWEST_ANSWER).limit(1)).one_or_none()
    return None if row is None else _answer(row)


def latest_answer(
    connection: Connection, chat_id: int, thread_id: int | None, user_id: int | None, since: datetime
) -> KeptAnswer | None:
    """The newest answer in a chat and thread, asked at or after ``since``, whose question is still known; or None.

    ``thread_id`` None is the chat outside of its threads; ``user_id`` None is whoever asked.
    """
    wanted = {"in_chat": chat_id, "in_thread": thread_id, "since": since}
    if user_id is None:
        row = connection.execute(_LATEST_ANSWER, wanted).one_or_none()
    else:
        row = connection.execute(_LATEST_ANSWER_TO, wanted | {"to": user_id}).one_or_none()
    return None if row is None else _answer(row)


def conversation(connection: Connection, answer_id: int, most: int) -> list[KeptAnswer]:
    """The last answers of a conversation, ``most`` of them at most, up to and including ``answer_id``; oldest first.

    It begins after an answer whose question was emptied, and where following back comes round in a circle.
    """
    found: dict[int, KeptAnswer] = {}
    following: int | None = answer_id
    while following is not None and following not in found and len(found) < most:
        answer = read_answer(connection, following)
        if answer is None or answer.question is None:
            break
        found[following] = answer
        following = answer.follows
    return list(reversed(found.values()))


def record_once(connection: Connection, said: Said) -> None:
    """Record a message that was sent; what is recorded for the same bot, update and part already stays as it is."""
    same = ledger.c.bot_id == said.bot_id, ledger.c.update_id == said.update_id, ledger.c.part == said.part
    if connection.scalar(select(ledger.c.id).where(*same)) is None:
        record(connection, said)


def record(connection: Connection, said: Said) -> None:
    """Record a message that was sent, and of which nothing is recorded yet."""
    values = {
        "bot_id": said.bot_id,
        "update_id": said.update_id,
        "part": said.part,
        "kind": said.kind,
        "chat_id": said.chat_id,
        "thread_id": said.thread_id,
        "message_id": said.message_id,
        "inline_message_id": said.inline_message_id,
        "answer_id": said.answer_id,
        "first": said.first,
        "quotes": [_quote_as_json(quote) for quote in said.quotes],
        "sent_at": said.sent_at,
    }
    connection.execute(_RECORD, values)


def said_for(connection: Connection, bot_id: int, update_id: int) -> dict[int, int | None]:
    """The parts that were sent on account of an update, each with its message's id, ascending."""
    query = select(ledger.c.part, ledger.c.message_id).where(ledger.c.bot_id == bot_id, ledger.c.update_id == update_id)
    return {row.part: row.message_id for row in connection.execute(query.order_by(ledger.c.part))}


def said_in(connection: Connection, chat_id: int, message_id: int) -> Said | None:
    """What a message of a chat says, or None where it is none of the bot's."""
    query = select(ledger).where(ledger.c.chat_id == chat_id, ledger.c.message_id == message_id)
    row = connection.execute(query.order_by(ledger.c.sent_at.desc(), ledger.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _said(row)


def messages_of(connection: Connection, answer_id: int) -> list[Said]:
    """The messages that show something of an answer, oldest first."""
    query = select(ledger).where(ledger.c.answer_id == answer_id).order_by(ledger.c.sent_at, ledger.c.id)
    return [_said(row) for row in connection.execute(query)]


def all_that_quotes(connection: Connection) -> Iterator[tuple[int, Said]]:
    """Every recorded message that quotes something, with its id in the ledger, oldest first; a portion at a time."""
    query = select(ledger).order_by(ledger.c.id).execution_options(yield_per=ROWS_AT_ONCE)
    for row in connection.execute(query):
        if row.quotes:
            yield row.id, _said(row)


def recorded(connection: Connection, ledger_id: int) -> Said | None:
    """The recorded message with this id in the ledger, or None."""
    row = connection.execute(select(ledger).where(ledger.c.id == ledger_id)).one_or_none()
    return None if row is None else _said(row)


def rewrite(
    connection: Connection, chat_id: int, message_id: int, answer_id: int | None, first: int, quotes: Iterable[Quote]
) -> None:
    """A message was edited, and shows these quotes of this answer from now on."""
    this = ledger.c.chat_id == chat_id, ledger.c.message_id == message_id
    shown = {"answer_id": answer_id, "first": first, "quotes": [_quote_as_json(quote) for quote in quotes]}
    connection.execute(update(ledger).where(*this).values(shown))


def _answer(row: Row[tuple[object, ...]]) -> KeptAnswer:
    return KeptAnswer(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        question_message_id=row.question_message_id,
        user_id=row.user_id,
        question=row.question,
        language=Language(row.language),
        outcome=Outcome(row.outcome),
        reason=None if row.reason is None else Reason[row.reason],
        confidence=row.confidence,
        citations=tuple(citation_of(one) for one in row.citations),
        scope=row.scope,
        follows=row.follows,
        asked_at=row.asked_at,
    )


def _said(row: Row[tuple[object, ...]]) -> Said:
    return Said(
        bot_id=row.bot_id,
        update_id=row.update_id,
        part=row.part,
        kind=row.kind,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        message_id=row.message_id,
        inline_message_id=row.inline_message_id,
        answer_id=row.answer_id,
        first=row.first,
        quotes=tuple(_quote(place) for place in row.quotes),
        sent_at=row.sent_at,
    )


def _quote_as_json(quote: Quote) -> dict[str, object]:
    return {"briefing": quote.briefing, "edition": quote.edition, "start": quote.start, "end": quote.end}


def _quote(place: Mapping[str, Any]) -> Quote:
    return Quote(place["briefing"], place["edition"], place["start"], place["end"])


def citation_as_json(citation: Citation) -> dict[str, object]:
    """A citation as it is kept: places only."""
    return {
        "quote": _quote_as_json(citation.quote),
        "speech": None if citation.speech is None else citation.speech.value,
        "speaker": None if citation.speaker is None else _quote_as_json(citation.speaker),
        "also": [_quote_as_json(quote) for quote in citation.also],
    }


def citation_of(kept: Mapping[str, Any]) -> Citation:
    """The citation that was kept."""
    return Citation(
        quote=_quote(kept["quote"]),
        speech=None if kept["speech"] is None else SpeechKind(kept["speech"]),
        speaker=None if kept["speaker"] is None else _quote(kept["speaker"]),
        also=tuple(_quote(place) for place in kept["also"]),
    )
