"""What must have become of an announcement that was broken off by kills, once a process has brought it to its end."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from botapi.journal import Call
from botapi.model import Message
from crash.announcement_place import Announced, Subscriber
from stored import rows, texts
from verbale_bot.telegram.pace import ANNOUNCEMENTS

MOST_IN_HAND = 2 * ANNOUNCEMENTS
"""So many messages may be between their claim and their call, or between Telegram's answer and its note, at a time."""
NOTED = {"sent", "uncertain", "failed"}


@dataclass(frozen=True)
class AnnouncementKill:
    """What the bot was killed during, how far that was, and when (time.monotonic()).

    ``calls`` is how many calls Telegram had got since the preview when the process was gone.
    """

    kind: str
    stage: str
    sent_at: float
    gone_at: float
    calls: int


@dataclass(frozen=True)
class Row:
    """A row of the outbox."""

    id: int
    chat_id: int
    thread_id: int | None
    state: str
    reason: str | None
    message_id: int | None


class Aftermath:
    """What the outbox, the ledger and the chats say of an announcement now; ``kills`` is what came meanwhile."""

    def __init__(self, announced: Announced, kills: Sequence[AnnouncementKill]) -> None:
        self._announced, self._kills = announced, kills
        self._installation = announced.place.installation
        self._posts = announced.posts()
        self._deliveries = announced.deliveries("announcement")
        self._rows = self._read_rows(self._deliveries[0][0]) if self._deliveries else []

    @property
    def uncertain_by_kills(self) -> list[Row]:
        """The rows that are uncertain though no connection was broken on purpose."""
        lost = self._announced.trouble.lost
        return [row for row in self._rows if row.state == "uncertain" and row.chat_id not in lost]

    @property
    def recalled(self) -> int:
        """How many posts are no longer there."""
        return sum(post.deleted for posts in self._posts.values() for post in posts)

    def outcomes(self) -> Counter[str]:
        """How many posts there are, and how many rows stand how."""
        by_kills = {row.id for row in self.uncertain_by_kills}
        found = Counter({"posts": sum(map(len, self._posts.values()))})
        for row in self._rows:
            if row.state != "uncertain":
                found[row.state] += 1
                continue
            why = "by a kill" if row.id in by_kills else "by a broken connection"
            found[f"uncertain {why}, {'posted' if self._posts[row.chat_id] else 'not posted'}"] += 1
        return found

    def problems(self) -> Iterator[str]:
        """What is not as it must be, after an announcement."""
        if [state for _, state in self._deliveries] != ["done"]:
            yield f"the deliveries are {self._deliveries}"
            return
        chats = sorted(row.chat_id for row in self._rows)
        if chats != sorted(self._announced.chats):
            yield f"{len(chats)} rows are not one for each of the {len(self._announced.chats)} chats"
            return
        subscribers = {one.chat_id: one for one in self._announced.place.subscribers}
        for row in self._rows:
            yield from self._wrong_row(subscribers[row.chat_id], row, self._posts[row.chat_id])
        yield from self._wrong_posts()
        yield from self._wrong_ledger()
        yield from self._wrong_subscriptions()
        yield from self._too_uncertain()
        yield from self._wrong_report()

    def problems_of_recall(self) -> Iterator[str]:
        """What is not as it must be, after a recall of an announcement that was sent without a kill."""
        recalls = self._announced.deliveries("recall")
        if [state for _, state in recalls] != ["done"]:
            yield f"the recalls are {recalls}"
        known = {row.chat_id for row in self._rows if row.state == "sent"}
        for chat in sorted(known):
            if not all(post.deleted for post in self._posts[chat]):
                yield f"the post in {chat} was not recalled"
        kept = [post for chat, posts in self._posts.items() if chat not in known for post in posts]
        if any(post.deleted for post in kept):
            yield "a post was deleted that the bot does not know of"
        for delivery, _ in recalls:
            states = Counter(row.state for row in self._read_rows(delivery))
            if states != Counter({"sent": len(known)}):
                yield f"of {len(known)} posts the recall says {dict(states)}"
        ledger = self._ledger()
        quoting = [row.id for row in self._rows if row.state == "sent" and ledger[-row.id][2]]
        if quoting:
            yield f"the ledger says of {len(quoting)} recalled posts that they quote"
        told = self._announced.control.text
        if self._figures() != (len(known), len(known), 0) or not told.startswith("Recalled"):
            yield f"of the recall the administrator was told: {told!r}"

    def _wrong_row(self, one: Subscriber, row: Row, posts: list[Message]) -> Iterator[str]:
        trouble, where = self._announced.trouble, f"chat {row.chat_id} ({row.state}, {row.reason})"
        if len(posts) > 1:
            yield f"{where} got the post {len(posts)} times"
        if row.state not in NOTED:
            yield f"{where} was left"
        if row.state == "sent" and [post.message_id for post in posts] != [row.message_id]:
            yield f"{where} has {[post.message_id for post in posts]}, not {row.message_id}"
        if row.state != "sent" and row.message_id is not None:
            yield f"{where} names message {row.message_id}"
        if row.state == "failed" and (posts or not row.reason or row.chat_id not in trouble.blocked):
            yield f"{where} was posted {len(posts)} times, and is blocked: {row.chat_id in trouble.blocked}"
        if row.state == "sent" and row.chat_id in trouble.blocked | trouble.lost:
            yield f"{where} cannot be known to have arrived"
        if row.chat_id in trouble.lost_before | trouble.blocked and posts:
            yield f"{where} could not get the post"
        if any(post.thread_id != one.thread_id for post in posts) or row.thread_id != one.thread_id:
            yield f"{where} got the post in {[post.thread_id for post in posts]}, not in {one.thread_id}"

    def _wrong_posts(self) -> Iterator[str]:
        """Every post is what was previewed, and quotes word for word."""
        preview, stored = self._announced.post, texts(self._installation)
        for post in (post for posts in self._posts.values() for post in posts):
            if post.date < self._announced.due_at.timestamp():
                yield f"the post in {post.chat_id} came before its moment"
            if post.entities != preview.entities:
                yield f"the post in {post.chat_id} has other entities than the preview"
            if not post.quotations or not all(any(one in text for text in stored) for one in post.quotations):
                yield f"the post in {post.chat_id} quotes {post.quotations}"

    def _wrong_ledger(self) -> Iterator[str]:
        """What is said to be sent is in the ledger, with its quotes; what is not is not there."""
        stored = {
            (briefing, number): text
            for briefing, number, text in rows(self._installation, "SELECT briefing, number, text FROM editions")
        }
        ledger = self._ledger()
        for row in self._rows:
            entry = ledger.get(-row.id)
            if row.state != "sent":
                if entry is not None:
                    yield f"the ledger knows of a post in {row.chat_id}, which is {row.state}"
                continue
            if entry is None or entry[:2] != (row.chat_id, row.message_id):
                yield f"the ledger says of the post in {row.chat_id}: {entry}, not {row.message_id}"
                continue
            said = tuple(stored[one["briefing"], one["edition"]][one["start"] : one["end"]] for one in entry[2])
            if said != self._announced.post.quotations:
                yield f"the ledger says that the post in {row.chat_id} quotes {said}"

    def _wrong_subscriptions(self) -> Iterator[str]:
        """Whoever was found to have blocked the bot is no longer subscribed, and all others still are."""
        query = "SELECT chat_id FROM subscriptions WHERE ended_at IS NOT NULL"
        ended = {chat for (chat,) in rows(self._installation, query)}
        failed = {row.chat_id for row in self._rows if row.state == "failed"}
        if not failed <= ended <= self._announced.trouble.blocked:
            yield f"the subscriptions of {sorted(ended)} have ended, and {sorted(failed)} have blocked the bot"

    def _too_uncertain(self) -> Iterator[str]:
        """A kill leaves nobody in doubt but those whose message was at Telegram at that moment, or about to be."""
        at_telegram = {int(call.parameters["chat_id"]) for kill in self._kills for call in self._calls_at(kill)}
        others = [row.chat_id for row in self.uncertain_by_kills if row.chat_id not in at_telegram]
        if len(others) > MOST_IN_HAND * len(self._kills):
            yield f"{len(others)} chats are uncertain after {len(self._kills)} kills, and nothing was on its way there"

    def _calls_at(self, kill: AnnouncementKill) -> Iterator[Call]:
        """The posts that were at Telegram when the signal was sent, or on the line to it."""
        calls = self._announced.calls()
        later = takewhile(lambda call: call.method != "getMe", calls[kill.calls :])
        before = (call for call in calls[: kill.calls] if (call.finished_at or kill.gone_at) >= kill.sent_at)
        return (call for call in (*before, *later) if call.method == "sendMessage")

    def _wrong_report(self) -> Iterator[str]:
        """The message that controls the announcement says how it ended, and offers what can be done."""
        states, control = Counter(row.state for row in self._rows), self._announced.control
        figures = states["sent"], len(self._rows), states["failed"], states["uncertain"]
        if self._figures() != figures or not control.text.startswith("Sent to"):
            yield f"of {figures} (sent, all, failed, uncertain) the administrator was told: {control.text!r}"
        offered = {button.text for button in control.buttons}
        wanted = {"Recall"} if states["sent"] else set()
        wanted |= {"Send the uncertain again"} if states["uncertain"] else set()
        if offered != wanted:
            yield f"the administrator is offered {sorted(offered)}, not {sorted(wanted)}"

    def _figures(self) -> tuple[int, ...]:
        """The numbers of the report's first line."""
        return tuple(map(int, re.findall(r"\d+", self._announced.control.text.partition("\n")[0])))

    def _ledger(self) -> dict[int, tuple[int, int, list[dict[str, int]]]]:
        """Chat, message and quotes of each post in the ledger, by what stands for an update there."""
        query = (
            "SELECT update_id, chat_id, message_id, quotes FROM ledger WHERE update_id < 0 AND kind = 'announcement'"
        )
        found = rows(self._installation, query)
        return {update: (chat, message, json.loads(quotes)) for update, chat, message, quotes in found}

    def _read_rows(self, delivery: int) -> list[Row]:
        query = "SELECT id, chat_id, thread_id, state, reason, message_id FROM outbox WHERE delivery = ? ORDER BY id"
        return [Row(*row) for row in rows(self._installation, query, delivery)]
