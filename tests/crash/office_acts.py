"""What an administrator does when the bot is killed, and what must have become of it once the bot has settled."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from botapi.faults import refusal
from botapi.model import Message
from botapi.people import Person
from crash.office_place import LOOK_SECONDS, MONTHS, PUBLISHED, Bridge, Place
from stored import rows

BY_EDITS, BY_REPLIES = "correct by edits", "correct by replies"
NOT_EDITABLE = 5
"""So many of the messages can no longer be edited when they are to be corrected."""
REPORT_SECONDS = 10.0
"""So long after the last correction the administrator is told at the latest."""
COUNTED = re.compile(r"– (\d+):")


class Act(Protocol):
    """Something that an administrator does.

    ``longest_seconds`` is about how long the bot is at it: it is killed within that time.
    """

    name: str
    longest_seconds: float

    def begin(self) -> None:
        """Do it; the bot runs."""
        ...

    def has_begun(self) -> bool:
        """Whether the bot, which was killed, has done something of it."""
        ...

    def problems(self) -> Iterator[str]:
        """What is not as it must be, once the bot has settled."""
        ...


class Publishing:
    """A draft's Publish is pressed."""

    name = "publish"
    longest_seconds = 2.5

    def __init__(self, place: Place) -> None:
        self._place = place
        self._briefing = Bridge(place.new_name(), place.chance.choice(MONTHS))
        self._card = place.adds(self._briefing)

    def begin(self) -> None:
        self._place.admin.presses(self._card, "Publish")

    def has_begun(self) -> bool:
        return bool(self._place.editions(self._briefing.id))

    def problems(self) -> Iterator[str]:
        place, briefing = self._place, self._briefing
        if place.editions(briefing.id) != [1] or place.acts(briefing.id) != ["published"]:
            yield f"{briefing.id} was published as {place.editions(briefing.id)}, {place.acts(briefing.id)}"
        if place.indexed().get(briefing.id) != 1:
            yield f"{briefing.id} is not in the index"
        said = [one for one in place.server.bot_messages(place.admin) if PUBLISHED in one.text]
        if not any(briefing.id in one.text for one in said):
            yield f"nobody was told that {briefing.id} was published"
        if place.ask(briefing.question).quotations[:1] != (briefing.fact,):
            yield f"{briefing.question} is not answered from what was published"


class Reindexing:
    """A file is new in the folder, and /reindex is sent."""

    name = "reindex"
    longest_seconds = 0.25

    def __init__(self, place: Place) -> None:
        self._place = place
        self._briefing = Bridge(place.new_name(), place.chance.choice(MONTHS))
        place.installation.write(f"{self._briefing.id}.txt", self._briefing.text)

    def begin(self) -> None:
        self._place.admin.asks("/reindex")

    def has_begun(self) -> bool:
        return bool(self._place.editions(self._briefing.id))

    def problems(self) -> Iterator[str]:
        place, briefing = self._place, self._briefing
        if place.editions(briefing.id) != [1] or place.acts(briefing.id) != ["published"]:
            yield f"{briefing.id} was taken in as {place.editions(briefing.id)}, {place.acts(briefing.id)}"
        current = dict(rows(place.installation, "SELECT id, current_edition FROM briefings"))
        if place.indexed() != current:
            yield f"the index is not of what is stored: {set(current.items()) ^ set(place.indexed().items())}"
        served = f"generation {place.manifests()[0].number}"
        if "reindexed" not in place.acts(served):
            yield f"the audit log does not know of {served}"
        if place.ask(briefing.question).quotations[:1] != (briefing.fact,):
            yield f"{briefing.question} is not answered from what was taken in"


class RollingBack:
    """/rollback is confirmed; what was published last is no longer answered from."""

    name = "rollback"
    longest_seconds = 0.04

    def __init__(self, place: Place) -> None:
        self._place = place
        self._briefing = Bridge(place.new_name(), place.chance.choice(MONTHS))
        place.publishes(self._briefing)
        asked = place.admin.asks("/rollback")
        self._question = place.server.wait_for_message(place.admin, after=asked, containing="Go back")
        self._now, self._before = (one.number for one in place.manifests()[:2])
        self._logged = Counter(place.acts(f"generation {self._before}"))

    def begin(self) -> None:
        self._place.admin.presses(self._question, "Go back")

    def has_begun(self) -> bool:
        return self._place.manifests()[0].number != self._now

    def problems(self) -> Iterator[str]:
        place = self._place
        if place.manifests()[0].number != self._before:
            yield f"generation {place.manifests()[0].number} serves, not {self._before}"
        subject = f"generation {self._before}"
        logged = Counter(place.acts(subject)) - self._logged
        if logged != Counter({"rolled back": 1}):
            yield f"the audit log says of {subject}: {dict(logged)}"
        if "answers again" not in self._question.text:
            yield f"the administrator was told: {self._question.text!r}"
        if self._briefing.fact in place.ask(self._briefing.question).quotations:
            yield f"{self._briefing.question} is still answered"


class Correcting:
    """A briefing that people were answered from has changed, and their messages are marked, or replied to.

    Some of those that are to be marked can no longer be edited: they are replied to instead.
    """

    def __init__(self, place: Place, *, by_edit: bool) -> None:
        self._place = place
        self.name = BY_EDITS if by_edit else BY_REPLIES
        # Replies are paced as announcements are, 25 a second.
        self.longest_seconds = 0.4 if by_edit else 1.2
        self._old = Bridge(place.new_name(), place.chance.choice(MONTHS))
        self._new = self._old.later()
        place.publishes(self._old)
        for person in place.people:
            person.asks(self._old.question)
        self._due = [self._answer_of(person) for person in place.people]
        self._replied_to = {person.id for person in place.people[0 if not by_edit else -NOT_EDITABLE :]}
        published = place.publishes(self._new)
        self._offer = place.server.wait_for_message(place.admin, after=published, containing=self._old.name)

    def _answer_of(self, person: Person) -> Message:
        return self._place.server.wait_for_message(person, containing=self._old.fact)

    def begin(self) -> None:
        if self.name == BY_EDITS:
            for chat_id in self._replied_to:
                fault = refusal(400, "Bad Request: message can't be edited")
                self._place.server.faults.add("editMessageText", fault, times=None, chat=chat_id)
        self._place.admin.presses(self._offer, "Mark" if self.name == BY_EDITS else "Reply")

    def has_begun(self) -> bool:
        return bool(self._rows())

    def outcomes(self) -> Counter[str]:
        """How many of the messages were marked, replied to, or may have been replied to."""
        states = self._rows()
        kinds = {"sent": "replied to", "uncertain": "uncertain"}
        return Counter(
            kinds.get(state, state) if chat in self._replied_to else "marked" for (chat, _), state in states.items()
        )

    def problems(self) -> Iterator[str]:
        self._place.server.faults.clear()
        states = self._rows()
        if set(states) != {(one.chat_id, one.message_id) for one in self._due}:
            yield f"{len(states)} messages were to be corrected, not {len(self._due)}"
        for message in self._due:
            state = states.get((message.chat_id, message.message_id), "not planned")
            wrong = self._wrong_reply if message.chat_id in self._replied_to else self._wrong_edit
            yield from wrong(message, state)
        uncertain = self.outcomes()["uncertain"]
        end = time.monotonic() + REPORT_SECONDS
        while not self._offer.text.startswith("Corrected: ") and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
        said = self._offer.text
        named = sum(map(int, COUNTED.findall(said)))  # a line has a reason, how many messages, and their chats
        if not said.startswith("Corrected: ") or named != uncertain:
            yield f"the administrator was told: {said!r}"

    def _wrong_edit(self, message: Message, state: str) -> Iterator[str]:
        shown = message.text.count(self._old.fact), message.text.count(self._new.fact)
        struck = [one.of(message.text) for one in message.entities if one.type == "strikethrough"]
        if (state, shown, struck) != ("sent", (1, 1), [self._old.fact]):
            yield f"message {message.message_id} ({state}) was corrected to {message.text!r}, {struck}"
        if len(message.versions) > len(("before", "after")):
            yield f"message {message.message_id} was changed {len(message.versions) - 1} times"

    def _wrong_reply(self, message: Message, state: str) -> Iterator[str]:
        said = self._place.server.bot_messages(message.chat_id)
        replies = [one for one in said if one.reply_to == message.message_id and self._new.fact in one.text]
        allowed = {"sent": {1}, "uncertain": {0, 1}}.get(state, set())
        if len(replies) not in allowed:
            yield f"message {message.message_id} ({state}) was replied to {len(replies)} times"

    def _rows(self) -> dict[tuple[int, int], str]:
        """How the rows of the delivery stand, by the message that each is about."""
        query = (
            "SELECT ledger.chat_id, ledger.message_id, outbox.state FROM outbox "
            "JOIN deliveries ON deliveries.id = outbox.delivery JOIN ledger ON ledger.id = outbox.ledger_id "
            "WHERE deliveries.briefing = ?"
        )
        return {(chat, message): state for chat, message, state in rows(self._place.installation, query, self._old.id)}


KINDS = (Publishing.name, Reindexing.name, RollingBack.name, BY_EDITS, BY_REPLIES)


def prepared(place: Place, kind: str) -> Act:
    """Everything that comes before an act of this kind; the bot runs."""
    if kind == Publishing.name:
        return Publishing(place)
    if kind == Reindexing.name:
        return Reindexing(place)
    if kind == RollingBack.name:
        return RollingBack(place)
    return Correcting(place, by_edit=kind == BY_EDITS)
