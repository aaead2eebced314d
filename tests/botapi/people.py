"""People: what they do in Telegram, as one-line calls of a test."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from botapi.arrivals import arrive, push_my_chat_member
from botapi.entities import Entity
from botapi.formatted import detected
from botapi.model import Button, Member, Message, Topic
from botapi.sharing import Sharing
from botapi.state import CallbackQuery, ChatRef, InlineQuery
from botapi.wire import chat_json, message_json, user_json


class Person(Sharing):
    """Somebody with Telegram; as a chat, the private chat with the bot."""

    def starts(self, payload: str = "") -> Message:
        """Press Start in the private chat, perhaps through a deep link."""
        return self.asks(f"/start {payload}".strip())

    def asks(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Write to the bot in private."""
        return self.sends(self, text, reply_to=reply_to)

    def sends(
        self,
        chat: ChatRef,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        entities: tuple[Entity, ...] = (),
        thread: Topic | int | None = None,
        anonymous: bool = False,
        as_channel: ChatRef | None = None,
    ) -> Message:
        """Write into a chat; commands, mentions and links are found as Telegram finds them.

        Args:
            chat: a group, a supergroup, a channel that they run, or themselves for the private chat.
            text: what they write.
            reply_to: the message that they answer.
            quote: the part of it that they chose to quote.
            entities: formatting of their own (UTF-16 units).
            thread: a topic of a forum; none is the General topic.
            anonymous: speak as the group; only for its anonymous administrators.
            as_channel: speak as a channel.
        """
        with self._state.changed:
            place = self._enter(chat)
            message = self._state.new_message(place, sender_id=self.id, text=text, entities=entities)
            message.detected = detected(text, entities)
            self._disguise(place, message, anonymous=anonymous, as_channel=as_channel)
            self._thread(place, message, reply_to, thread)
            if quote is not None and reply_to is not None:
                message.quote, message.quote_position = quote, reply_to.text.index(quote)
            if self.account.is_bot:
                place.last_bot_id = self.id
            arrive(self._state, place, message)
            return message

    def edits(self, message: Message, text: str, *, entities: tuple[Entity, ...] = ()) -> Message:
        """Change what they wrote."""
        with self._state.changed:
            message.text, message.entities, message.detected = text, entities, detected(text, entities)
            message.versions.append(text)
            message.edit_date = self._state.clock.now()
            arrive(self._state, self._state.chats[message.chat_id], message, edited=True)
            return message

    def deletes(self, message: Message) -> None:
        """Take a message away; bots are not told."""
        with self._state.changed:
            message.deleted = True
            self._state.record("delete", message, who=self.account.first_name)

    def presses(self, message: Message, label: str | Button) -> CallbackQuery:
        """Press a button of the kind that calls the bot back; found by its text or a part of it."""
        with self._state.changed:
            button = label if isinstance(label, Button) else message.button(label)
            if button.callback_data is None:
                raise ValueError(f"button {button.text!r} does not call back: use opens()")
            return self.sends_callback(message, button.callback_data, shown=button.text)

    def sends_callback(self, message: Message, data: str, *, shown: str = "") -> CallbackQuery:
        """Send callback data as a client would: also old data, and forged."""
        state = self._state
        with state.changed:
            query = CallbackQuery(f"{state.number() + 4_000_000_000}", self.id, data, message, state.clock.now())
            state.callbacks[query.id] = query
            payload: dict[str, Any] = {
                "id": query.id,
                "from": user_json(self.account),
                "chat_instance": str(-message.chat_id * 7919),
                "data": data,
            }
            if message.inline_message_id is not None:
                payload["inline_message_id"] = message.inline_message_id
            elif message.deleted:
                chat = chat_json(state, state.chats[message.chat_id])
                payload["message"] = {"chat": chat, "message_id": message.message_id, "date": 0}
            else:
                payload["message"] = message_json(state, message)
            state.updates.push("callback_query", payload)
            state.record("press", message, who=self.account.first_name, text=shown or data)
            return query

    def opens(self, message: Message, label: str) -> str:
        """Press a button with a URL; a deep link into the bot is followed. Return the URL."""
        button = message.button(label)
        if button.url is None:
            raise ValueError(f"button {button.text!r} has no URL: use presses()")
        self.follows(button.url)
        return button.url

    def follows(self, url: str) -> Message | None:
        """Open a link; t.me/<bot>?start=... sends /start in private, anything else does nothing here."""
        parts = urlsplit(url)
        ours = parts.hostname in {"t.me", "telegram.me"} and parts.path.strip("/") == self._state.bot.username
        payload = parse_qs(parts.query).get("start")
        return self.starts(payload[0]) if ours and payload else None

    def asks_inline(self, query: str, *, offset: str = "", chat_type: str = "private") -> InlineQuery:
        """Type @bot and some words in any chat."""
        state = self._state
        with state.changed:
            asked = InlineQuery(f"{state.number() + 5_000_000_000}", self.id, query, state.clock.now())
            state.inline_queries[asked.id] = asked
            payload = {
                "id": asked.id,
                "from": user_json(self.account),
                "query": query,
                "offset": offset,
                "chat_type": chat_type,
            }
            state.updates.push("inline_query", payload)
            return asked

    def chooses_inline(self, query: InlineQuery, choice: int | str = 0, *, chat: ChatRef | None = None) -> Message:
        """Tap a result (by number or id): its message goes into a chat under their name, via the bot."""
        state = self._state
        with state.changed:
            results = {result["id"]: result for result in query.results}
            result = query.results[choice] if isinstance(choice, int) else results[choice]
            content = result["input_message_content"]
            place = self._enter(self if chat is None else chat)
            entities = tuple(Entity.from_json(entity) for entity in content.get("entities", []))
            message = state.new_message(place, sender_id=self.id, text=content["message_text"], entities=entities)
            message.detected = detected(message.text, entities)
            message.via_bot = True
            message.markup = result.get("reply_markup")
            payload = {"result_id": result["id"], "from": user_json(self.account), "query": query.query}
            if message.buttons:
                # Without a keyboard the bot has nothing to edit the message by.
                message.inline_message_id = f"AQAAAINLINE{state.number():06d}"
                state.inline_messages[message.inline_message_id] = message
                payload["inline_message_id"] = message.inline_message_id
            if state.profile.inline_feedback:
                state.updates.push("chosen_inline_result", payload)
            arrive(state, place, message)
            return message

    def reacts(self, message: Message, emoji: str | None) -> None:
        """Put an emoji under a message, or take it away; the bot sees it only where it is administrator."""
        state = self._state
        with state.changed:
            chat = state.chats[message.chat_id]
            payload = {
                "chat": chat_json(state, chat),
                "message_id": message.message_id,
                "user": user_json(self.account),
                "date": int(state.clock.now()),
                "old_reaction": [],
                "new_reaction": [] if emoji is None else [{"type": "emoji", "emoji": emoji}],
            }
            member = state.bot_member(chat)
            if chat.type == "private" or (member is not None and member.is_admin):
                state.updates.push("message_reaction", payload)
            state.record("reaction", message, who=self.account.first_name, text=emoji or "")

    def blocks_bot(self) -> None:
        """Stop the bot in the private chat."""
        self._change_block(blocked=True)

    def unblocks_bot(self) -> None:
        """Take it back."""
        self._change_block(blocked=False)

    def _change_block(self, *, blocked: bool) -> None:
        with self._state.changed:
            self.account.blocked = blocked
            member = Member(self._state.bot.id)
            kicked = replace(member, status="kicked")
            old, new = (member, kicked) if blocked else (kicked, member)
            push_my_chat_member(self._state, self._state.chats[self.id], self.id, old, new)

    def deactivates(self) -> None:
        """Delete their account."""
        with self._state.changed:
            self.account.deactivated = True
