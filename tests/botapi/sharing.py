"""What people send besides words: documents, pictures, contacts, and messages of others."""

from typing import Protocol

from botapi.arrivals import arrive
from botapi.formatted import detected
from botapi.model import Account, Message, StoredFile
from botapi.presence import Presence
from botapi.state import ChatRef
from botapi.wire import contact_json, origin_json


class HasAccount(Protocol):
    """A person."""

    account: Account


class Sharing(Presence):
    """Somebody who sends things, to the bot in private or into a chat."""

    def sends_document(
        self,
        name: str,
        content: bytes,
        *,
        chat: ChatRef | None = None,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        reply_to: Message | None = None,
        declared_bytes: int | None = None,
    ) -> Message:
        """Send a file; ``declared_bytes`` is a size that it has not."""
        with self._state.changed:
            file = self._state.new_file("document", name, mime_type, content, declared_bytes=declared_bytes)
            return self._sends_file(file, chat, caption, reply_to)

    def sends_photo(
        self, content: bytes, *, chat: ChatRef | None = None, caption: str = "", reply_to: Message | None = None
    ) -> Message:
        """Send a picture as one that is shown: Telegram keeps no name and makes a JPEG of it."""
        with self._state.changed:
            return self._sends_file(self._state.new_file("photo", "", "image/jpeg", content), chat, caption, reply_to)

    def sends_contact(self, who: HasAccount, *, chat: ChatRef | None = None, on_telegram: bool = True) -> Message:
        """Share somebody's number, their own too; without ``on_telegram`` it is from an address book only."""
        with self._state.changed:
            place = self._enter(self if chat is None else chat)
            message = self._state.new_message(place, sender_id=self.id)
            message.contact = contact_json(who.account, on_telegram=on_telegram)
            arrive(self._state, place, message)
            return message

    def forwards(self, message: Message, chat: ChatRef | None = None, *, hidden: bool = False) -> Message:
        """Forward a message, to the bot in private or into a chat; ``hidden``: its author hides who they are."""
        state = self._state
        with state.changed:
            place = self._enter(self if chat is None else chat)
            copy = state.new_message(place, sender_id=self.id, text=message.text, entities=message.entities)
            copy.detected, copy.file, copy.contact = message.detected, message.file, message.contact
            copy.forward_origin = message.forward_origin or origin_json(state, message, hidden=hidden)
            arrive(state, place, copy)
            return copy

    def _sends_file(self, file: StoredFile, chat: ChatRef | None, caption: str, reply_to: Message | None) -> Message:
        place = self._enter(self if chat is None else chat)
        message = self._state.new_message(place, sender_id=self.id, text=caption)
        message.detected = detected(caption)
        message.file = file
        self._thread(place, message, reply_to, None)
        arrive(self._state, place, message)
        return message
