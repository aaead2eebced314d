"""Which chats want new briefings to be announced to them, and how. What has ended is kept for a while, with the reason.

A subscription that ended and is made again begins anew: nothing that was chosen before comes back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from verbale.language import Language
from verbale.store.schema import subscriptions


class ChatKind(StrEnum):
    """What kind of chat is subscribed; supergroups are groups."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Subscription:
    """What a chat wants to be told.

    With neither ``visits`` (names) nor ``countries`` (ISO 3166 codes, "EU" and "UN" among them) that is everything,
    otherwise what is of one of the visits or names one of the countries. ``thread_id`` is the topic that announcements
    go to. ``title`` is what the chat was called then, and empty for a private one. ``language`` is None where the
    chat's own decides, and where it has none, what the bot has ``spoken`` with whoever subscribed. ``digest_hour``, 0
    to 23 in ``time_zone``, is None where each is announced at once. ``digested_at`` is until when the last digest told,
    None before the first. ``made_at`` is since when it tells as it does now, ``made_by`` the id of the person whom that
    may be asked. ``ended_because`` is for those who read the log.
    """

    chat_id: int
    kind: ChatKind
    thread_id: int | None
    title: str
    visits: tuple[str, ...]
    countries: tuple[str, ...]
    language: Language | None
    digest_hour: int | None
    time_zone: str
    digested_at: datetime | None
    made_by: int | None
    made_at: datetime
    ended_at: datetime | None = None
    ended_because: str | None = None
    spoken: Language | None = None

    @property
    def is_active(self) -> bool:
        """Whether anything is announced to the chat."""
        return self.ended_at is None


class Kept(Enum):
    """Stands for a value that stays as it is, where None is a value of its own."""

    KEPT = "kept"


KEPT = Kept.KEPT
OFFERED = "offered"
"""Why a subscription has ended that has not begun yet."""


def subscribe(connection: Connection, subscription: Subscription) -> bool:
    """Subscribe a chat; False where it is subscribed, which then stays as it is."""
    ended = subscriptions.c.chat_id == subscription.chat_id, subscriptions.c.ended_at.is_not(None)
    connection.execute(delete(subscriptions).where(*ended))
    if read(connection, subscription.chat_id) is not None:
        return False
    connection.execute(
        insert(subscriptions).values(
            chat_id=subscription.chat_id,
            kind=subscription.kind.value,
            thread_id=subscription.thread_id,
            title=subscription.title,
            visits=list(subscription.visits),
            countries=list(subscription.countries),
            language=_code(subscription.language),
            spoken=_code(subscription.spoken),
            digest_hour=subscription.digest_hour,
            time_zone=subscription.time_zone,
            digested_at=subscription.digested_at,
            made_by=subscription.made_by,
            made_at=subscription.made_at,
            ended_at=subscription.ended_at,
            ended_because=subscription.ended_because,
        )
    )
    return True


def offer(connection: Connection, subscription: Subscription) -> None:
    """Remember that a chat could be subscribed by whoever ``made_by`` is; one that has a subscription keeps it.

    An offer is kept as a subscription that ended before it began.
    """
    subscribed = subscribe(connection, subscription)
    if subscribed:
        end(connection, subscription.chat_id, subscription.made_at, OFFERED)


def offers_to(connection: Connection, user_id: int) -> list[Subscription]:
    """What was offered to a person and is neither subscribed nor withdrawn, by title."""
    theirs = subscriptions.c.made_by == user_id, subscriptions.c.ended_because == OFFERED
    query = select(subscriptions).where(*theirs, subscriptions.c.ended_at.is_not(None))
    return [_subscription(row) for row in connection.execute(query.order_by(subscriptions.c.title))]


def withdraw_offer(connection: Connection, chat_id: int) -> None:
    """Forget that a chat could be subscribed."""
    offered = subscriptions.c.chat_id == chat_id, subscriptions.c.ended_because == OFFERED
    connection.execute(delete(subscriptions).where(*offered))


def read(connection: Connection, chat_id: int) -> Subscription | None:
    """The subscription of a chat, also where it has ended; None where there is none."""
    row = connection.execute(select(subscriptions).where(subscriptions.c.chat_id == chat_id)).one_or_none()
    return None if row is None else _subscription(row)


def all_active(connection: Connection) -> Iterator[Subscription]:
    """All that have not ended, by the ids of their chats; read as they are asked for."""
    query = select(subscriptions).where(subscriptions.c.ended_at.is_(None)).order_by(subscriptions.c.chat_id)
    return (_subscription(row) for row in connection.execute(query))


def with_digests(connection: Connection) -> list[Subscription]:
    """Those of the active ones that are told of everything of a day together, by the ids of their chats."""
    query = select(subscriptions).where(subscriptions.c.ended_at.is_(None), subscriptions.c.digest_hour.is_not(None))
    return [_subscription(row) for row in connection.execute(query.order_by(subscriptions.c.chat_id))]


def channels_of(connection: Connection, user_id: int) -> list[Subscription]:
    """The active subscriptions of channels that a person made, by title."""
    theirs = subscriptions.c.made_by == user_id, subscriptions.c.kind == ChatKind.CHANNEL.value
    query = select(subscriptions).where(*theirs, subscriptions.c.ended_at.is_(None))
    return [_subscription(row) for row in connection.execute(query.order_by(subscriptions.c.title))]


def count(connection: Connection) -> int:
    """How many chats are subscribed."""
    query = select(func.count()).select_from(subscriptions).where(subscriptions.c.ended_at.is_(None))
    counted: int = connection.execute(query).scalar_one()
    return counted


def change(
    connection: Connection,
    chat_id: int,
    *,
    visits: Sequence[str] | Kept = KEPT,
    countries: Sequence[str] | Kept = KEPT,
    language: Language | Kept | None = KEPT,
    time_zone: str | Kept = KEPT,
    thread_id: int | Kept | None = KEPT,
    title: str | Kept = KEPT,
    made_by: int | Kept | None = KEPT,
) -> bool:
    """Change what is given of an active subscription; False where there is none. For the hour, see ``set_digest``."""
    given: dict[str, object] = {
        "visits": visits if isinstance(visits, Kept) else list(visits),
        "countries": countries if isinstance(countries, Kept) else list(countries),
        "language": language if isinstance(language, Kept) else _code(language),
        "time_zone": time_zone,
        "thread_id": thread_id,
        "title": title,
        "made_by": made_by,
    }
    values = {name: value for name, value in given.items() if value is not KEPT}
    if not values:
        return _is_active(connection, chat_id)
    return connection.execute(update(subscriptions).where(*_active(chat_id)).values(values)).rowcount == 1


def set_digest(connection: Connection, chat_id: int, hour: int | None, now: datetime) -> bool:
    """Announce everything of a day together at an hour, or with None each at once; False where none is active.

    What came before the first digest was announced at once, so it tells from ``now`` on; and on a day that has had a
    digest there is no other.

    Raises:
        ValueError: the hour is none.
    """
    if hour is not None and not 0 <= hour <= 23:  # noqa: PLR2004  hours of a day
        raise ValueError(f"no hour of a day: {hour}")
    subscription = read(connection, chat_id)
    if subscription is None or not subscription.is_active:
        return False
    values: dict[str, object] = {"digest_hour": hour}
    if hour is not None and subscription.digest_hour is None:
        had_digests = subscription.digested_at is not None
        values |= {"digested_at": now} if had_digests else {"made_at": now}
    connection.execute(update(subscriptions).where(*_active(chat_id)).values(values))
    return True


def digested(connection: Connection, chat_id: int, now: datetime) -> None:
    """Remember that a digest told of all until ``now``."""
    connection.execute(update(subscriptions).where(*_active(chat_id)).values(digested_at=now))


def end(connection: Connection, chat_id: int, now: datetime, because: str) -> bool:
    """End a subscription, and keep the reason; False where none is active."""
    ended = update(subscriptions).where(*_active(chat_id)).values(ended_at=now, ended_because=because)
    return connection.execute(ended).rowcount == 1


def chat_moved(connection: Connection, old_id: int, new_id: int) -> None:
    """Give the subscription of a group to the supergroup that it became. Doing it again changes nothing.

    One that the supergroup itself has by now goes before it.
    """
    if old_id == new_id or read(connection, old_id) is None:
        return
    ended = subscriptions.c.chat_id == new_id, subscriptions.c.ended_at.is_not(None)
    connection.execute(delete(subscriptions).where(*ended))
    old = subscriptions.c.chat_id == old_id
    if read(connection, new_id) is None:
        connection.execute(update(subscriptions).where(old).values(chat_id=new_id))
    else:
        connection.execute(delete(subscriptions).where(old))


def _active(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return subscriptions.c.chat_id == chat_id, subscriptions.c.ended_at.is_(None)


def _is_active(connection: Connection, chat_id: int) -> bool:
    query = select(subscriptions.c.chat_id).where(*_active(chat_id))
    return connection.scalar(query) is not None


def _code(language: Language | None) -> str | None:
    return None if language is None else language.value


def _subscription(row: Row[tuple[object, ...]]) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        kind=ChatKind(row.kind),
        thread_id=row.thread_id,
        title=row.title,
        visits=tuple(row.visits),
        countries=tuple(row.countries),
        language=None if row.language is None else Language(row.language),
        digest_hour=row.digest_hour,
        time_zone=row.time_zone,
        digested_at=row.digested_at,
        made_by=row.made_by,
        made_at=row.made_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
        spoken=None if row.spoken is None else Language(row.spoken),
    )
