from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text, update

from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Citation, Outcome
from verbale.errors import Damaged
from verbale.language import Language
from verbale.quote import Quote
from verbale.speech.speakers import SpeechKind
from verbale.store.checking import CheckedRecords, check_records
from verbale.store.ledger import KeptAnswer, Said, keep_answer, record
from verbale.store.schema import answers, audit, ledger

NOW = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)
FIRST = Quote("arrival", 1, 0, 20)
SECOND = Quote("arrival", 2, 0, len(ARRIVAL))
"""As far as the text goes."""
COST = Quote("railway", 1, 10, 30)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    """Two briefings, one of them with two editions; two messages with three quotes, one without, and an answer."""
    library.add("arrival", ARRIVAL)
    library.add("arrival", ARRIVAL.replace("3 March", "4 March"))
    library.add("railway", RAILWAY, language="ru")
    with library.database.writing() as opened:
        for number, quotes in enumerate([(FIRST, SECOND), (COST,), ()], start=1):
            record(opened, _said(number, quotes))
        citations = (
            Citation(SECOND, SpeechKind.REPORTED, speaker=FIRST, also=(COST,)),
            Citation(COST),
        )
        keep_answer(opened, _answer(9, citations))
        yield opened


def _said(number: int, quotes: tuple[Quote, ...]) -> Said:
    return Said(
        bot_id=1,
        update_id=number,
        part=0,
        kind="answer",
        chat_id=5,
        thread_id=None,
        message_id=number,
        inline_message_id=None,
        answer_id=9,
        first=0,
        quotes=quotes,
        sent_at=NOW,
    )


def _answer(answer_id: int, citations: tuple[Citation, ...]) -> KeptAnswer:
    return KeptAnswer(
        id=answer_id,
        chat_id=5,
        thread_id=None,
        question_message_id=None,
        user_id=6,
        question="Who arrived?",
        language=Language.ENGLISH,
        outcome=Outcome.ANSWERED,
        reason=None,
        confidence=0.9,
        citations=citations,
        scope=None,
        follows=None,
        asked_at=NOW,
    )


def _place(quote: Quote, **changed: object) -> dict[str, object]:
    return {"briefing": quote.briefing, "edition": quote.edition, "start": quote.start, "end": quote.end} | changed


def test_what_was_said_and_can_still_be_quoted_is_counted(connection: Connection) -> None:
    last = connection.execute(text("SELECT sha256 FROM audit ORDER BY number DESC")).scalar()
    assert check_records(connection) == CheckedRecords(
        entries=4, last_sha256=str(last), messages=3, answers=1, quotes=3 + 4
    )


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        (
            _place(SECOND, end=len(ARRIVAL) + 1),
            f"quotes characters 0 to {len(ARRIVAL) + 1} of edition 2 of arrival, which has {len(ARRIVAL)}.",
        ),
        (_place(FIRST, start=20), "quotes characters 20 to 20 of edition 1 of arrival"),
        (_place(FIRST, start=-1), "quotes characters -1 to 20 of edition 1 of arrival"),
        (_place(FIRST, edition=3), "quotes edition 3 of arrival, which is not in the store."),
        (_place(FIRST, briefing="talks"), "quotes edition 1 of talks, which is not in the store."),
        ({"briefing": "arrival", "edition": 1, "start": 0}, "does not hold places of quotes."),
        (_place(FIRST, start="0"), "does not hold places of quotes."),
        ("arrival", "does not hold places of quotes."),
    ],
)
def test_a_quote_that_points_nowhere_is_named_with_its_message_or_answer(
    connection: Connection, place: Any, damage: str
) -> None:
    kept = [{"quote": _place(FIRST), "speech": None, "speaker": place, "also": []}]
    connection.execute(update(answers).values(citations=kept))
    with pytest.raises(Damaged) as of_answer:
        check_records(connection)
    assert str(of_answer.value).startswith("The kept answer 9 ")
    assert damage in str(of_answer.value)
    connection.execute(update(ledger).where(ledger.c.id == 2).values(quotes=[_place(COST), place]))
    with pytest.raises(Damaged) as of_message:
        check_records(connection)
    assert str(of_message.value).startswith("Message 2 of the ledger ")
    assert damage in str(of_message.value)


@pytest.mark.parametrize("where", ["speaker", "also", "quote"])
def test_every_part_of_a_citation_is_checked(connection: Connection, where: str) -> None:
    wrong = _place(COST, end=10_000)
    citation: dict[str, object] = {"quote": _place(COST), "speech": None, "speaker": None, "also": []}
    citation[where] = [wrong] if where == "also" else wrong
    connection.execute(update(answers).values(citations=[citation]))
    with pytest.raises(Damaged, match="kept answer 9 quotes characters 10 to 10000 of edition 1 of railway"):
        check_records(connection)


def test_what_is_no_json_is_damage(connection: Connection) -> None:
    connection.execute(text("UPDATE ledger SET quotes = '[{' WHERE id = 3"))
    with pytest.raises(Damaged, match="of the ledger does not hold JSON"):
        check_records(connection)


def test_an_altered_entry_of_the_audit_log_is_damage(connection: Connection) -> None:
    connection.execute(update(audit).where(audit.c.number == 3).values(subject="railway"))
    with pytest.raises(Damaged, match=r"Entry 3 of the audit log \(corrected\) is not what was written"):
        check_records(connection)


def test_characters_are_counted_as_python_counts_them(library: Library) -> None:
    """Outside of the basic plane, in scripts of several bytes, and with marks that stand alone."""
    words = "Түймедағы 🇰🇿 🗞 о́блако қазақша"
    library.add("flags", words, language="kk")
    with library.database.writing() as connection:
        stored = library.briefings.editions([("flags", 1)])["flags", 1].text
        record(connection, _said(1, (Quote("flags", 1, 0, len(stored)),)))
        assert check_records(connection).quotes == 1
        record(connection, _said(2, (Quote("flags", 1, 0, len(stored) + 1),)))
        with pytest.raises(Damaged, match="Message 2 of the ledger"):
            check_records(connection)
