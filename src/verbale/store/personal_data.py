"""What is kept about persons, and how it is emptied, deleted or moved.

An answer without its question and its asker names nobody. It stays, because buttons under messages lead to its
citations, and because a correction has to find the messages that quoted what was corrected.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from verbale.store.schema import answers, chats, ledger, subscriptions, verdicts


@dataclass(frozen=True)
class Deleted:
    """What was deleted of a person: how many questions and verdicts, and whether their chat had settings."""

    questions: int
    verdicts: int
    settings: bool


def forget_conversation(connection: Connection, chat_id: int, user_id: int | None) -> int:
    """Empty what a person (everybody, where ``user_id`` is None) asked in a chat; return how many questions there were.

    The citations stay. What was a follow-up no longer is, so that nothing said before is used again.
    """
    theirs = answers.c.chat_id == chat_id
    if user_id is not None:
        theirs &= answers.c.user_id == user_id
    return _empty_answers(connection, theirs)


def delete_person(connection: Connection, user_id: int) -> Deleted:
    """Delete all that is kept about a person.

    Their private chat with the bot goes with its settings, subscription, answers and record of messages; in other chats
    their questions are emptied. All their verdicts go, and those on the answers that go. Groups and channels that they
    subscribed stay so, and nobody knows by whom. Updates that wait stay.
    """
    private = answers.c.chat_id == user_id
    questions = _count_questions(connection, private)
    on_theirs = verdicts.c.answer_id.in_(select(answers.c.id).where(private))
    given = connection.execute(delete(verdicts).where(or_(verdicts.c.user_id == user_id, on_theirs))).rowcount
    connection.execute(delete(answers).where(private))
    connection.execute(delete(ledger).where(ledger.c.chat_id == user_id))
    questions += _empty_answers(connection, answers.c.user_id == user_id)
    settings = connection.execute(delete(chats).where(chats.c.id == user_id)).rowcount
    connection.execute(delete(subscriptions).where(subscriptions.c.chat_id == user_id))
    connection.execute(update(subscriptions).where(subscriptions.c.made_by == user_id).values(made_by=None))
    return Deleted(questions, given, settings > 0)


def migrate_chat(connection: Connection, old_id: int, new_id: int) -> None:
    """Move what belongs to a group to the supergroup that it became. Doing it again changes nothing.

    Of the settings, those that the new chat has already win. Answers and recorded messages are now the new chat's, but
    without the ids of their messages: messages are numbered anew there, and an old number would be another message. So
    conversations go on and buttons find their citations, and corrections go to the chat, but not as replies.
    """
    if old_id == new_id:
        return
    _move_settings(connection, old_id, new_id)
    connection.execute(
        update(answers).where(answers.c.chat_id == old_id).values(chat_id=new_id, question_message_id=None)
    )
    connection.execute(update(ledger).where(ledger.c.chat_id == old_id).values(chat_id=new_id, message_id=None))


def empty_old(connection: Connection, before: datetime) -> int:
    """Empty who asked what before ``before``, and who gave a verdict; return how many questions there were.

    The verdicts themselves stay, and count. Subscriptions that had ended by then go.
    """
    old = answers.c.asked_at < before
    questions = _count_questions(connection, old)
    known = or_(answers.c.question.is_not(None), answers.c.user_id.is_not(None))
    connection.execute(update(answers).where(old, known).values(question=None, user_id=None))
    given = verdicts.c.given_at < before, verdicts.c.user_id.is_not(None)
    connection.execute(update(verdicts).where(*given).values(user_id=None))
    connection.execute(delete(subscriptions).where(subscriptions.c.ended_at < before))
    return questions


def _count_questions(connection: Connection, which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(answers).where(which, answers.c.question.is_not(None))
    count: int = connection.execute(query).scalar_one()
    return count


def _empty_answers(connection: Connection, which: ColumnElement[bool]) -> int:
    questions = _count_questions(connection, which)
    connection.execute(update(answers).where(which).values(question=None, user_id=None, follows=None))
    return questions


def _move_settings(connection: Connection, old_id: int, new_id: int) -> None:
    old = connection.execute(select(chats).where(chats.c.id == old_id)).one_or_none()
    if old is None:
        return
    new = connection.execute(select(chats).where(chats.c.id == new_id)).one_or_none()
    if new is None:
        connection.execute(update(chats).where(chats.c.id == old_id).values(id=new_id))
        return
    kept = {
        "language": old.language if new.language is None else new.language,
        "scope": old.scope if new.scope is None else new.scope,
        "introduced_at": old.introduced_at if new.introduced_at is None else new.introduced_at,
    }
    connection.execute(update(chats).where(chats.c.id == new_id).values(kept))
    connection.execute(delete(chats).where(chats.c.id == old_id))
