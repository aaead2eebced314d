from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from library import Library
from verbale.answer import Citation, Outcome
from verbale.language import Language
from verbale.quote import Quote
from verbale.store import subscriptions
from verbale.store.chats import ChatSettings, read_chat, set_introduced, set_language, set_scope
from verbale.store.inbox import Inbox
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
    said_for,
    said_in,
)
from verbale.store.personal_data import Deleted, delete_person, empty_old, forget_conversation, migrate_chat
from verbale.store.schema import answers, chats, ledger, verdicts
from verbale.store.subscriptions import ChatKind, Subscription
from verbale.store.verdicts import Verdict, give, tally, verdict_of

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
AMINA, BEK = 42, 43
GROUP, SUPERGROUP = -500, -1_001_234_567_890
QUOTE = Quote("arrival", 1, 187, 247)
GOOD = Verdict(is_good=True, reason=None)
BAD = Verdict(is_good=False, reason="wrong")


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def asked(
    connection: Connection,
    answer_id: int,
    chat_id: int,
    user_id: int | None,
    follows: int | None = None,
) -> KeptAnswer:
    """Keep an answer to the message 100 + ``answer_id``, asked ``answer_id`` minutes after noon."""
    made = KeptAnswer(
        id=answer_id,
        chat_id=chat_id,
        thread_id=None,
        question_message_id=100 + answer_id,
        user_id=user_id,
        question=f"Когда откроют мост № {answer_id}?",
        language=Language.RUSSIAN,
        outcome=Outcome.ANSWERED,
        reason=None,
        confidence=0.5,
        citations=(Citation(QUOTE),),
        scope="bridge",
        follows=follows,
        asked_at=NOW + timedelta(minutes=answer_id),
    )
    keep_answer(connection, made)
    return made


def said(connection: Connection, answer: KeptAnswer) -> Said:
    """Record the message 1000 + the answer's id, in the answer's chat."""
    made = Said(
        bot_id=7,
        update_id=answer.id,
        part=0,
        kind="answer",
        chat_id=answer.chat_id,
        thread_id=None,
        message_id=1000 + answer.id,
        inline_message_id=None,
        answer_id=answer.id,
        first=0,
        quotes=(QUOTE,),
        sent_at=answer.asked_at,
    )
    record(connection, made)
    return made


def forgotten(answer: KeptAnswer) -> KeptAnswer:
    return replace(answer, question=None, user_id=None, follows=None)


def test_a_forgotten_conversation_keeps_its_citations_and_nothing_of_the_person(connection: Connection) -> None:
    first = asked(connection, 1, GROUP, AMINA)
    second = asked(connection, 2, GROUP, AMINA, follows=1)
    message = said(connection, second)
    assert forget_conversation(connection, GROUP, AMINA) == 2
    assert read_answer(connection, 1) == forgotten(first)
    assert read_answer(connection, 2) == forgotten(second)
    assert messages_of(connection, 2) == [message]
    assert answer_to(connection, GROUP, 102) == forgotten(second)
    assert latest_answer(connection, GROUP, None, None, NOW) is None
    assert conversation(connection, 2, most=10) == []
    assert forget_conversation(connection, GROUP, AMINA) == 0


def test_forgetting_is_of_one_person_in_one_chat(connection: Connection) -> None:
    asked(connection, 1, GROUP, AMINA)
    elsewhere = asked(connection, 2, AMINA, AMINA)
    of_another = asked(connection, 3, GROUP, BEK, follows=1)
    assert forget_conversation(connection, GROUP, AMINA) == 1
    assert read_answer(connection, 2) == elsewhere
    assert read_answer(connection, 3) == of_another
    assert conversation(connection, 3, most=10) == [of_another]


def test_a_whole_chat_is_forgotten_with_those_who_asked_without_a_name(connection: Connection) -> None:
    made = [asked(connection, 1, GROUP, AMINA), asked(connection, 2, GROUP, BEK), asked(connection, 3, GROUP, None)]
    elsewhere = asked(connection, 4, SUPERGROUP, AMINA)
    assert forget_conversation(connection, GROUP, None) == 3
    assert [read_answer(connection, one.id) for one in made] == [forgotten(one) for one in made]
    assert read_answer(connection, 4) == elsewhere


def test_forgetting_counts_only_what_had_a_question_but_empties_the_rest_too(connection: Connection) -> None:
    asked(connection, 1, GROUP, AMINA)
    half = replace(asked(connection, 2, GROUP, AMINA, follows=1), question=None)
    keep_again(connection, half)
    assert forget_conversation(connection, GROUP, AMINA) == 1
    assert read_answer(connection, 2) == forgotten(half)


def test_nothing_of_a_deleted_person_is_left(connection: Connection) -> None:
    set_language(connection, AMINA, Language.TAJIK)
    private = asked(connection, 1, AMINA, AMINA)
    said(connection, private)
    in_group = asked(connection, 2, GROUP, AMINA, follows=3)
    of_another = asked(connection, 3, GROUP, BEK)
    group_messages = [said(connection, in_group), said(connection, of_another)]
    for answer_id in (1, 2, 3):
        give(connection, answer_id, AMINA, BAD, NOW)
    give(connection, 3, BEK, GOOD, NOW)
    assert delete_person(connection, AMINA) == Deleted(questions=2, verdicts=3, settings=True)
    assert read_chat(connection, AMINA) == ChatSettings()
    assert connection.scalar(select(func.count()).select_from(chats)) == 0
    assert read_answer(connection, 1) is None
    assert messages_of(connection, 1) == []
    assert read_answer(connection, 2) == forgotten(in_group)
    assert read_answer(connection, 3) == of_another
    assert [said_in(connection, GROUP, one.message_id or 0) for one in group_messages] == group_messages
    assert [tally(connection, answer_id) for answer_id in (1, 2, 3)] == [(0, 0), (0, 0), (1, 0)]
    for table in (answers, verdicts):
        assert connection.scalar(select(func.count()).where(table.c.user_id == AMINA)) == 0
    for table in (answers, ledger):
        assert connection.scalar(select(func.count()).where(table.c.chat_id == AMINA)) == 0


def test_verdicts_without_a_name_on_a_deleted_persons_private_answers_go_too(connection: Connection) -> None:
    asked(connection, 1, AMINA, AMINA)
    give(connection, 1, AMINA, GOOD, NOW)
    empty_old(connection, NOW + timedelta(days=1))
    assert delete_person(connection, AMINA) == Deleted(questions=0, verdicts=1, settings=False)
    assert connection.scalar(select(func.count()).select_from(verdicts)) == 0


def test_a_person_who_is_not_known_is_deleted_without_harm_to_others(connection: Connection) -> None:
    set_scope(connection, BEK, "bridge")
    private = asked(connection, 1, BEK, BEK)
    message = said(connection, private)
    give(connection, 1, BEK, GOOD, NOW)
    assert delete_person(connection, AMINA) == Deleted(questions=0, verdicts=0, settings=False)
    assert read_chat(connection, BEK) == ChatSettings(scope="bridge")
    assert read_answer(connection, 1) == private
    assert messages_of(connection, 1) == [message]
    assert verdict_of(connection, 1, BEK) == GOOD


def test_deleting_a_person_twice_finds_nothing_the_second_time(connection: Connection) -> None:
    asked(connection, 1, AMINA, AMINA)
    set_scope(connection, AMINA, None)
    assert delete_person(connection, AMINA) == Deleted(questions=1, verdicts=0, settings=True)
    assert delete_person(connection, AMINA) == Deleted(questions=0, verdicts=0, settings=False)


def test_updates_that_wait_are_not_deleted_with_a_person(connection: Connection) -> None:
    inbox = Inbox(bot_id=7)
    inbox.accept(connection, [(1, '{"message": {"from": {"id": 42}}}')], NOW)
    delete_person(connection, AMINA)
    assert [one.payload for one in inbox.waiting(connection)] == ['{"message": {"from": {"id": 42}}}']


def test_a_group_moves_with_its_settings_answers_and_record(connection: Connection) -> None:
    set_language(connection, GROUP, Language.KAZAKH)
    set_introduced(connection, GROUP, NOW)
    first, second = asked(connection, 1, GROUP, AMINA), asked(connection, 2, GROUP, AMINA, follows=1)
    message = said(connection, second)
    migrate_chat(connection, GROUP, SUPERGROUP)
    assert read_chat(connection, SUPERGROUP) == ChatSettings(Language.KAZAKH, None, NOW)
    assert connection.scalars(select(chats.c.id)).all() == [SUPERGROUP]
    moved = [replace(one, chat_id=SUPERGROUP, question_message_id=None) for one in (first, second)]
    assert conversation(connection, 2, most=10) == moved
    assert latest_answer(connection, SUPERGROUP, None, AMINA, NOW) == moved[1]
    assert latest_answer(connection, GROUP, None, AMINA, NOW) is None
    assert messages_of(connection, 2) == [replace(message, chat_id=SUPERGROUP, message_id=None)]
    assert said_for(connection, 7, 2) == {0: None}


def test_numbers_of_messages_in_the_old_group_are_not_taken_for_those_in_the_new(connection: Connection) -> None:
    said(connection, asked(connection, 1, GROUP, AMINA))
    migrate_chat(connection, GROUP, SUPERGROUP)
    assert said_in(connection, SUPERGROUP, 1001) is None
    assert said_in(connection, GROUP, 1001) is None
    assert answer_to(connection, SUPERGROUP, 101) is None


def test_what_was_chosen_in_the_new_group_wins_over_the_old(connection: Connection) -> None:
    set_language(connection, GROUP, Language.KAZAKH)
    set_scope(connection, GROUP, "bridge")
    set_introduced(connection, GROUP, NOW)
    set_language(connection, SUPERGROUP, Language.ENGLISH)
    set_scope(connection, SUPERGROUP, "")
    migrate_chat(connection, GROUP, SUPERGROUP)
    assert read_chat(connection, SUPERGROUP) == ChatSettings(Language.ENGLISH, "", NOW)
    assert read_chat(connection, GROUP) == ChatSettings()
    assert connection.scalars(select(chats.c.id)).all() == [SUPERGROUP]


def test_moving_a_group_again_changes_nothing_that_came_since(connection: Connection) -> None:
    set_language(connection, GROUP, Language.KAZAKH)
    asked(connection, 1, GROUP, AMINA)
    migrate_chat(connection, GROUP, SUPERGROUP)
    set_language(connection, SUPERGROUP, Language.TAJIK)
    new = asked(connection, 2, SUPERGROUP, BEK)
    message = said(connection, new)
    migrate_chat(connection, GROUP, SUPERGROUP)
    assert read_chat(connection, SUPERGROUP) == ChatSettings(language=Language.TAJIK)
    assert answer_to(connection, SUPERGROUP, 102) == new
    assert said_in(connection, SUPERGROUP, 1002) == message


def test_a_group_without_anything_moves_and_one_that_moves_to_itself_stays(connection: Connection) -> None:
    migrate_chat(connection, GROUP, SUPERGROUP)
    assert connection.scalar(select(func.count()).select_from(chats)) == 0
    set_scope(connection, GROUP, "bridge")
    here = asked(connection, 1, GROUP, AMINA)
    message = said(connection, here)
    migrate_chat(connection, GROUP, GROUP)
    assert read_chat(connection, GROUP) == ChatSettings(scope="bridge")
    assert answer_to(connection, GROUP, 101) == here
    assert said_in(connection, GROUP, 1001) == message


def test_old_questions_lose_their_words_and_persons_and_newer_ones_do_not(connection: Connection) -> None:
    made = [asked(connection, n, GROUP, AMINA, follows=n - 1) for n in (1, 2, 3)]
    assert empty_old(connection, NOW + timedelta(minutes=3)) == 2
    emptied = [replace(one, question=None, user_id=None) for one in made[:2]]
    assert [read_answer(connection, n) for n in (1, 2, 3)] == [*emptied, made[2]]
    assert empty_old(connection, NOW + timedelta(minutes=3)) == 0


def test_an_old_answer_that_kept_its_person_alone_loses_it(connection: Connection) -> None:
    keep_again(connection, replace(asked(connection, 1, GROUP, AMINA), question=None))
    assert empty_old(connection, NOW + timedelta(days=1)) == 0
    assert connection.scalar(select(answers.c.user_id)) is None


def test_old_verdicts_count_without_their_persons(connection: Connection) -> None:
    give(connection, 1, AMINA, GOOD, NOW - timedelta(microseconds=1))
    give(connection, 1, BEK, BAD, NOW)
    assert empty_old(connection, NOW) == 0
    assert verdict_of(connection, 1, AMINA) is None
    assert verdict_of(connection, 1, BEK) == BAD
    assert tally(connection, 1) == (1, 1)


def test_a_failure_afterwards_undoes_a_deletion_altogether(library: Library) -> None:
    with library.database.writing() as connection:
        made = asked(connection, 1, AMINA, AMINA)
    with pytest.raises(RuntimeError, match="afterwards"), library.database.writing() as connection:
        assert delete_person(connection, AMINA).questions == 1
        raise RuntimeError("afterwards")
    with library.database.reading() as connection:
        assert read_answer(connection, 1) == made


def subscribed(connection: Connection, chat_id: int, kind: ChatKind, made_by: int) -> Subscription:
    made = Subscription(
        chat_id=chat_id,
        kind=kind,
        thread_id=None,
        title="" if kind is ChatKind.PRIVATE else "Press",
        visits=(),
        countries=(),
        language=None,
        digest_hour=None,
        time_zone="UTC",
        digested_at=None,
        made_by=made_by,
        made_at=NOW,
    )
    subscriptions.subscribe(connection, made)
    return made


def test_of_a_person_the_own_subscription_goes_and_of_others_who_made_them(connection: Connection) -> None:
    subscribed(connection, AMINA, ChatKind.PRIVATE, AMINA)
    group = subscribed(connection, GROUP, ChatKind.GROUP, AMINA)
    bek = subscribed(connection, BEK, ChatKind.PRIVATE, BEK)
    delete_person(connection, AMINA)
    assert list(subscriptions.all_active(connection)) == [replace(group, made_by=None), bek]
    assert subscriptions.read(connection, AMINA) is None


def test_subscriptions_that_ended_long_ago_go(connection: Connection) -> None:
    for chat_id, days in ((AMINA, 1), (BEK, 3)):
        subscribed(connection, chat_id, ChatKind.PRIVATE, chat_id)
        subscriptions.end(connection, chat_id, NOW + timedelta(days=days), "unsubscribed")
    group = subscribed(connection, GROUP, ChatKind.GROUP, AMINA)
    empty_old(connection, NOW + timedelta(days=2))
    assert subscriptions.read(connection, AMINA) is None
    kept = subscriptions.read(connection, BEK)
    assert kept is not None
    assert kept.ended_because == "unsubscribed"
    assert subscriptions.read(connection, GROUP) == group
