from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from library import Library
from verbale.answer import Citation, Outcome, Reason
from verbale.language import Language
from verbale.quote import Quote
from verbale.speech.speakers import SpeechKind
from verbale.store.database import open_database
from verbale.store.ledger import (
    KeptAnswer,
    Said,
    answer_to,
    conversation,
    keep_again,
    keep_answer,
    latest_answer,
    messages_of,
    read_answer,
    record,
    record_once,
    rewrite,
    said_for,
    said_in,
)
from verbale.store.schema import answers, ledger

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
GROUP = -1_001_234_567_890
TRADE = Quote("arrival", 1, 187, 247)
MINISTER = Quote("arrival", 1, 130, 165)
TRADE_AGAIN = Quote("визит-душанбе", 3, 0, 61)

ANSWER = KeptAnswer(
    id=1,
    chat_id=GROUP,
    thread_id=None,
    question_message_id=500,
    user_id=42,
    question="Қанча локомотив? 🚂 «дар соли 2025»",
    language=Language.UZBEK,
    outcome=Outcome.ANSWERED,
    reason=None,
    confidence=0.8125,
    citations=(
        Citation(TRADE, SpeechKind.REPORTED, MINISTER, (TRADE_AGAIN, TRADE)),
        Citation(TRADE_AGAIN, SpeechKind.DIRECT),
        Citation(MINISTER),
    ),
    scope="Dushanbe 2025",
    follows=None,
    asked_at=NOW,
)
SAID = Said(
    bot_id=7,
    update_id=900,
    part=0,
    kind="answer",
    chat_id=GROUP,
    thread_id=3,
    message_id=501,
    inline_message_id=None,
    answer_id=1,
    first=0,
    quotes=(TRADE, TRADE_AGAIN),
    sent_at=NOW,
)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def asked(connection: Connection, answer_id: int, *, minutes: int = 0, follows: int | None = None) -> KeptAnswer:
    """Keep an answer asked ``minutes`` after noon."""
    made = replace(ANSWER, id=answer_id, follows=follows, asked_at=NOW + timedelta(minutes=minutes))
    keep_answer(connection, made)
    return made


def test_an_answer_comes_back_as_it_was_kept(connection: Connection) -> None:
    keep_answer(connection, ANSWER)
    assert read_answer(connection, 1) == ANSWER
    assert read_answer(connection, 2) is None


def test_an_answer_without_anything_that_may_be_missing_comes_back_too(connection: Connection) -> None:
    bare = replace(
        ANSWER,
        question_message_id=None,
        user_id=None,
        question=None,
        outcome=Outcome.NOT_SAID,
        reason=Reason.NOT_SAID,
        confidence=0.0,
        citations=(),
        scope=None,
    )
    keep_answer(connection, bare)
    assert read_answer(connection, 1) == bare


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_kept_by_its_name(connection: Connection, reason: Reason) -> None:
    keep_answer(connection, replace(ANSWER, reason=reason, outcome=Outcome.NEAR))
    assert connection.scalar(select(answers.c.reason)) == reason.name
    kept = read_answer(connection, 1)
    assert kept is not None
    assert kept.reason is reason


def test_the_names_that_stand_in_databases_are_still_known() -> None:
    """Renaming one of these makes answers unreadable that were kept before."""
    assert {reason.name for reason in Reason} >= {
        "NEAR", "NOT_SAID", "NO_BRIEFINGS", "NO_QUESTION", "GREETING", "THANKS", "FAREWELL", "ABOUT_BOT",
        "ACKNOWLEDGED", "TEST",
    }  # fmt: skip
    assert {outcome.value for outcome in Outcome} >= {"answered", "near", "not_said", "no_question"}
    assert {kind.value for kind in SpeechKind} >= {"direct", "reported"}


def test_citations_are_kept_as_places_by_name(connection: Connection) -> None:
    keep_answer(connection, replace(ANSWER, citations=ANSWER.citations[1:2]))
    place = {"briefing": "визит-душанбе", "edition": 3, "start": 0, "end": 61}
    assert connection.scalar(select(answers.c.citations)) == [
        {"quote": place, "speech": "direct", "speaker": None, "also": []}
    ]


def test_an_answer_replaces_the_one_with_its_id_and_no_other(connection: Connection) -> None:
    keep_answer(connection, ANSWER)
    keep_answer(connection, replace(ANSWER, id=2))
    edited = replace(ANSWER, question="And in 2026?", citations=(), outcome=Outcome.NOT_SAID, reason=Reason.NOT_SAID)
    keep_again(connection, edited)
    assert read_answer(connection, 1) == edited
    assert read_answer(connection, 2) == replace(ANSWER, id=2)
    assert connection.scalar(select(func.count()).select_from(answers)) == 2


def test_ids_and_moments_keep_their_full_size(connection: Connection) -> None:
    there = timezone(timedelta(hours=5))
    big = replace(ANSWER, id=2**62, user_id=2**52 - 1, asked_at=datetime(2025, 3, 4, 17, 0, 0, 123456, tzinfo=there))
    keep_answer(connection, big)
    kept = read_answer(connection, 2**62)
    assert kept == big
    assert kept.asked_at.tzinfo is UTC


def test_the_newest_answer_to_a_message_is_found_in_its_chat_alone(connection: Connection) -> None:
    asked(connection, 1, minutes=5)
    asked(connection, 2, minutes=1)
    keep_answer(connection, replace(ANSWER, id=3, chat_id=42, asked_at=NOW + timedelta(minutes=9)))
    keep_answer(connection, replace(ANSWER, id=4, question_message_id=600, asked_at=NOW + timedelta(minutes=9)))
    found = answer_to(connection, GROUP, 500)
    assert found is not None
    assert found.id == 1
    assert answer_to(connection, GROUP, 501) is None


def test_of_answers_of_the_same_moment_the_higher_id_is_the_newest(connection: Connection) -> None:
    for answer_id in (5, 9, 7):
        asked(connection, answer_id)
    to_message = answer_to(connection, GROUP, 500)
    latest = latest_answer(connection, GROUP, None, 42, LONG_AGO)
    assert to_message is not None
    assert latest is not None
    assert (to_message.id, latest.id) == (9, 9)


def test_the_latest_answer_is_that_of_the_chat_the_thread_and_the_person(connection: Connection) -> None:
    def put(answer_id: int, chat_id: int, thread_id: int | None, user_id: int | None) -> None:
        at = NOW + timedelta(minutes=answer_id)
        there = replace(ANSWER, id=answer_id, chat_id=chat_id, thread_id=thread_id, user_id=user_id, asked_at=at)
        keep_answer(connection, there)

    def latest(chat_id: int, thread_id: int | None, user_id: int | None) -> int | None:
        found = latest_answer(connection, chat_id, thread_id, user_id, LONG_AGO)
        return None if found is None else found.id

    put(1, GROUP, None, 42)
    put(2, GROUP, None, 43)
    put(3, GROUP, 8, 42)
    put(4, GROUP, 8, None)
    put(5, 42, None, 42)
    assert latest(GROUP, None, 42) == 1
    assert latest(GROUP, None, None) == 2
    assert latest(GROUP, 8, 42) == 3
    assert latest(GROUP, 8, None) == 4
    assert latest(42, None, 42) == 5
    assert latest(GROUP, 9, None) is None
    assert latest(GROUP, 8, 43) is None


def test_the_latest_answer_is_not_older_than_asked_for_and_its_question_is_known(connection: Connection) -> None:
    asked(connection, 1, minutes=0)
    keep_answer(connection, replace(ANSWER, id=2, question=None, asked_at=NOW + timedelta(minutes=5)))
    found = latest_answer(connection, GROUP, None, 42, NOW)
    assert found is not None
    assert found.id == 1
    assert latest_answer(connection, GROUP, None, 42, NOW + timedelta(microseconds=1)) is None


def test_an_empty_question_is_a_question(connection: Connection) -> None:
    keep_answer(connection, replace(ANSWER, question=""))
    assert latest_answer(connection, GROUP, None, 42, NOW) == replace(ANSWER, question="")


def test_a_conversation_is_followed_back_and_told_from_its_beginning(connection: Connection) -> None:
    chain = [asked(connection, 1), asked(connection, 2, follows=1), asked(connection, 3, follows=2)]
    asked(connection, 4, follows=2)
    assert conversation(connection, 3, most=10) == chain
    assert conversation(connection, 3, most=3) == chain
    assert conversation(connection, 3, most=2) == chain[1:]
    assert conversation(connection, 3, most=0) == []
    assert conversation(connection, 1, most=10) == chain[:1]
    assert conversation(connection, 404, most=10) == []


def test_a_conversation_begins_after_what_was_emptied_or_deleted(connection: Connection) -> None:
    asked(connection, 1)
    keep_answer(connection, replace(ANSWER, id=2, question=None, follows=1))
    third = asked(connection, 3, follows=2)
    assert conversation(connection, 3, most=10) == [third]
    assert conversation(connection, 2, most=10) == []
    orphan = asked(connection, 5, follows=404)
    assert conversation(connection, 5, most=10) == [orphan]


@pytest.mark.parametrize("most", [3, 1000])
def test_a_conversation_that_runs_in_a_circle_ends(connection: Connection, most: int) -> None:
    asked(connection, 1, follows=3)
    asked(connection, 2, follows=1)
    asked(connection, 3, follows=2)
    asked(connection, 4, follows=4)
    assert [one.id for one in conversation(connection, 3, most)] == [1, 2, 3]
    assert [one.id for one in conversation(connection, 4, most)] == [4]


def test_a_message_comes_back_as_it_was_recorded(connection: Connection) -> None:
    record(connection, SAID)
    assert said_in(connection, GROUP, 501) == SAID
    assert said_in(connection, GROUP, 502) is None
    assert said_in(connection, 42, 501) is None


def test_an_inline_message_is_recorded_without_a_chat(connection: Connection) -> None:
    inline = replace(
        SAID, chat_id=None, thread_id=None, message_id=None, inline_message_id="AgAAAP__-x", kind="inline", first=2
    )
    record(connection, inline)
    assert messages_of(connection, 1) == [inline]
    assert said_for(connection, 7, 900) == {0: None}


def test_what_is_recorded_already_stays_as_it_is(connection: Connection) -> None:
    record_once(connection, SAID)
    record_once(connection, replace(SAID, message_id=777, quotes=()))
    assert connection.scalar(select(func.count()).select_from(ledger)) == 1
    assert said_in(connection, GROUP, 501) == SAID
    assert said_in(connection, GROUP, 777) is None


def test_the_parts_of_a_reply_are_those_of_one_bot_and_one_update(connection: Connection) -> None:
    record(connection, replace(SAID, part=1, message_id=502))
    record(connection, SAID)
    record(connection, replace(SAID, part=2, message_id=None))
    record(connection, replace(SAID, update_id=901, message_id=503))
    record(connection, replace(SAID, bot_id=8, message_id=504))
    assert list(said_for(connection, 7, 900).items()) == [(0, 501), (1, 502), (2, None)]
    assert said_for(connection, 7, 902) == {}


def test_the_messages_of_an_answer_are_told_oldest_first(connection: Connection) -> None:
    late = replace(SAID, update_id=1, sent_at=NOW + timedelta(minutes=1), message_id=1)
    early = replace(SAID, update_id=2, sent_at=NOW - timedelta(minutes=1), message_id=2)
    same, later_recorded = replace(SAID, part=1, message_id=3), replace(SAID, part=0, message_id=4)
    other = replace(SAID, update_id=3, answer_id=2)
    for said in (late, early, same, later_recorded, other, replace(other, update_id=4, answer_id=None)):
        record(connection, said)
    assert messages_of(connection, 1) == [early, same, later_recorded, late]
    assert messages_of(connection, 404) == []


def test_an_edited_message_shows_its_new_quotes_and_others_keep_theirs(connection: Connection) -> None:
    record(connection, SAID)
    record(connection, replace(SAID, part=1, message_id=502))
    rewrite(connection, GROUP, 501, 77, 3, [MINISTER])
    rewrite(connection, GROUP, 404, 77, 3, [])
    rewrite(connection, 42, 502, 77, 3, [])
    assert said_in(connection, GROUP, 501) == replace(SAID, answer_id=77, first=3, quotes=(MINISTER,))
    assert said_in(connection, GROUP, 502) == replace(SAID, part=1, message_id=502)
    rewrite(connection, GROUP, 501, None, 0, iter(()))
    assert said_in(connection, GROUP, 501) == replace(SAID, answer_id=None, first=0, quotes=())


def test_a_message_can_only_be_kept_with_the_time_zone_of_its_moment(library: Library) -> None:
    with pytest.raises(Exception, match="without a time zone"), library.database.writing() as connection:
        record(connection, replace(SAID, sent_at=NOW.replace(tzinfo=None)))
    with library.database.reading() as connection:
        assert said_for(connection, 7, 900) == {}


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
quotes = st.builds(Quote, texts, st.integers(1, 2**31 - 1), st.integers(0, 2**31), st.integers(0, 2**31))
citations = st.builds(
    Citation,
    quotes,
    st.none() | st.sampled_from(SpeechKind),
    st.none() | quotes,
    st.lists(quotes, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(
    question=st.none() | texts,
    cited=st.lists(citations, max_size=4),
    confidence=st.floats(0, 1),
    language=st.sampled_from(Language),
)
def test_any_answer_comes_back_as_it_was_kept(
    question: str | None, cited: list[Citation], confidence: float, language: Language
) -> None:
    answer = replace(
        ANSWER, question=question, citations=tuple(cited), confidence=confidence, language=language, scope=question
    )
    said = replace(SAID, quotes=tuple(citation.quote for citation in cited))
    database = open_database("sqlite://")
    with database.writing() as connection:
        keep_answer(connection, answer)
        record(connection, said)
        assert read_answer(connection, answer.id) == answer
        assert said_in(connection, GROUP, 501) == said
    database.close()
