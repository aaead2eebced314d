"""What a test sees of the server: calls, messages, the transcript, and waiting for them with a deadline."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from botapi.journal import Call, Violation
from botapi.model import Message
from botapi.state import CallbackQuery, ChatRef, InlineQuery, State, id_of
from botapi.updates import UpdateQueue

T = TypeVar("T")
TIMEOUT_SECONDS = 30.0
SHOWN_LINES = 12


class NothingHappenedError(AssertionError):
    """A deadline passed; the message says what was waited for and what happened instead."""


class Waiting:
    """The side of the server that looks and waits. Every method may be called from any thread.

    Waiting blocks its thread. A test whose bot runs on the same event loop awaits ``in_thread(server.wait_..., ...)``.
    """

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def violations(self) -> list[Violation]:
        """Calls that no correct client makes."""
        return self.state.journal.violations

    @property
    def updates(self) -> UpdateQueue:
        """The queue of updates; its log has the time of each delivery."""
        return self.state.updates

    def assert_valid(self, *, unanswered_allowed: bool = False) -> None:
        """Fail if any call was wrong, any pressed button was left turning, or the server itself broke."""
        with self.state.changed:
            problems = [*map(str, self.violations), *self.state.journal.crashes]
            if not unanswered_allowed:
                problems += [f"no answerCallbackQuery for {query.data!r}" for query in self.unanswered_callbacks()]
        if problems:
            raise AssertionError("the Bot API server saw:\n" + "\n".join(problems))

    def calls(self, method: str | None = None, *, chat: ChatRef | None = None) -> list[Call]:
        """Calls so far, oldest first."""
        with self.state.changed:
            wanted = None if chat is None else str(id_of(chat))
            return [
                call
                for call in self.state.journal.calls
                if method in {None, call.method} and (wanted is None or str(call.chat_id) == wanted)
            ]

    def messages(self, chat: ChatRef, *, deleted: bool = False) -> list[Message]:
        """Messages of a chat, oldest first."""
        with self.state.changed:
            found = self.state.chats[id_of(chat)].messages.values()
            return [message for message in found if deleted or not message.deleted]

    def bot_messages(self, chat: ChatRef, *, after: Message | None = None) -> list[Message]:
        """What the bot said in a chat, oldest first."""
        return [
            message
            for message in self.messages(chat)
            if message.by_bot and (after is None or message.message_id > after.message_id)
        ]

    def transcript(self, chat: ChatRef | None = None) -> list[dict[str, Any]]:
        """Everything that was said, edited, deleted and shown, in order, as plain values."""
        with self.state.changed:
            return [line.to_dict() for line in self.state.journal.lines if chat is None or line.chat_id == id_of(chat)]

    def unanswered_callbacks(self) -> list[CallbackQuery]:
        """Buttons that still turn: each press wants an answerCallbackQuery."""
        with self.state.changed:
            return [query for query in self.state.callbacks.values() if query.answer is None]

    def wait_for(self, find: Callable[[], T | None], *, what: str, timeout_seconds: float = TIMEOUT_SECONDS) -> T:
        """Wait until ``find`` returns something that is true and return it."""
        with self.state.changed:
            found = self.state.changed.wait_for(find, timeout_seconds)
            if not found:
                raise NothingHappenedError(self._what_happened(what, timeout_seconds))
            return found

    def wait_for_message(
        self,
        chat: ChatRef,
        *,
        after: Message | None = None,
        containing: str = "",
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> Message:
        """The first message of the bot in a chat, after another message and with some words if so wanted."""

        def find() -> Message | None:
            found = self.bot_messages(chat, after=after)
            return next((message for message in found if containing in message.text), None)

        what = f"a message in {id_of(chat)}" + (f" containing {containing!r}" if containing else "")
        return self.wait_for(find, what=what, timeout_seconds=timeout_seconds)

    def wait_for_messages(
        self, chat: ChatRef, count: int, *, after: Message | None = None, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> list[Message]:
        """At least so many messages of the bot."""

        def find() -> list[Message] | None:
            found = self.bot_messages(chat, after=after)
            return found if len(found) >= count else None

        return self.wait_for(find, what=f"{count} messages in {id_of(chat)}", timeout_seconds=timeout_seconds)

    def wait_for_edit(self, message: Message, *, edits: int = 1, timeout_seconds: float = TIMEOUT_SECONDS) -> Message:
        """The message, once the bot has changed it (so many times, by calls that succeeded)."""

        def find() -> Message | None:
            lines = self.state.journal.lines
            seen = sum(
                line.kind == "edit" and line.chat_id == message.chat_id and line.message_id == message.message_id
                for line in lines
            )
            return message if seen >= edits else None

        return self.wait_for(find, what=f"an edit of message {message.message_id}", timeout_seconds=timeout_seconds)

    def wait_for_answer(
        self, query: CallbackQuery | InlineQuery, *, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """The parameters of answerCallbackQuery or answerInlineQuery."""
        return self.wait_for(lambda: query.answer, what=f"an answer to {query.id}", timeout_seconds=timeout_seconds)

    def wait_for_call(self, method: str, *, count: int = 1, timeout_seconds: float = TIMEOUT_SECONDS) -> Call:
        """The last of so many finished calls of a method."""

        def find() -> Call | None:
            finished = self.state.journal.finished[method]
            return finished[count - 1] if len(finished) >= count else None

        return self.wait_for(find, what=f"{count} calls of {method}", timeout_seconds=timeout_seconds)

    def wait_until_confirmed(self, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Wait until the bot has taken and confirmed every update so far."""
        self.wait_for(
            lambda: not self.state.updates.pending, what="all updates confirmed", timeout_seconds=timeout_seconds
        )

    def _what_happened(self, what: str, timeout_seconds: float) -> str:
        lines = [f"waited {timeout_seconds} s for {what}; the last that was said:"]
        lines += [f"  {line.chat}: {line.who} [{line.kind}] {line.text}" for line in self.state.journal.lines][
            -SHOWN_LINES:
        ]
        lines += [f"  violation: {violation}" for violation in self.violations]
        failed = [call for call in self.state.journal.calls if call.status not in {None, 200}]
        lines += [f"  {call.method}: {call.status} {call.description}" for call in failed[-SHOWN_LINES:]]
        return "\n".join(lines)


async def in_thread(wait: Callable[..., T], *args: Any, **options: Any) -> T:
    """Wait without blocking the event loop that the bot under test runs on."""
    return await asyncio.to_thread(wait, *args, **options)
