"""Buttons' payloads: what a press says, short, with a version and a signature.

A payload is ``1`` (the version), one letter for the action, its fields, and 64 bits of a keyed BLAKE2b over all of it
and the chat that it was made for: nobody can make one up, nor use one of another chat. Telegram allows 64 bytes.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr

VERSION = "1"
SEPARATOR = "."
SIGNATURE_BYTES = 8
SIGNATURE_CHARACTERS = 11
MOST_BYTES = 64
NAME_CHARACTERS = 12
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Action(StrEnum):
    """What a button does."""

    MORE = "m"
    CONTEXT = "c"
    GOOD = "g"
    BAD = "b"
    REASON = "r"
    EVERYWHERE = "e"
    PAGE = "p"
    BRIEFING = "f"
    ABOUT_BRIEFING = "a"
    VISIT = "v"
    LANGUAGE = "l"
    SUBSCRIBE = "s"
    SUBSCRIPTION = "t"
    SUBSCRIPTION_CHOICE = "n"
    PUBLISH = "P"
    EDIT_DRAFT = "E"
    DISCARD = "X"
    EDITION_OF = "N"
    DRAFT_FIELD = "F"
    DRAFT_LANGUAGE = "L"
    SHOW_DRAFT = "S"
    STOP_INDEXING = "I"
    ROLL_BACK = "R"
    REMOVE = "W"
    RESTORE = "Z"
    CORRECT = "C"
    NOTHING = "0"
    ANNOUNCE = "A"
    ANNOUNCE_SEND = "G"
    ANNOUNCE_SCHEDULE = "H"
    ANNOUNCE_SENTENCES = "J"
    ANNOUNCE_TICK = "K"
    ANNOUNCE_BACK = "B"
    ANNOUNCE_DISCARD = "D"
    ANNOUNCE_SHOW = "M"
    PAUSE = "U"
    RESUME = "V"
    STOP = "Q"
    UNCERTAIN_AGAIN = "Y"
    RECALL = "O"
    UNSUBSCRIBE = "u"


@dataclass(frozen=True)
class Pressed:
    """What a press says."""

    action: Action
    fields: tuple[str, ...]

    def number(self, place: int) -> int:
        """Field ``place``, a number."""
        return int(self.fields[place], len(DIGITS))


class Seal:
    """Makes and reads payloads; the key is derived from the bot's token, so that it is the same after a restart."""

    def __init__(self, token: SecretStr) -> None:
        self._key = hashlib.blake2b(token.get_secret_value().encode(), person=b"verbale: seal", digest_size=64).digest()

    def __repr__(self) -> str:
        """Nothing of the key."""
        return "Seal()"

    def payload(self, chat_id: int, action: Action, *fields: int | str) -> str:
        """Callback data for a button in ``chat_id``; text fields may not hold a full stop.

        Raises:
            ValueError: it is longer than Telegram allows.
        """
        parts = [in_base36(field) if isinstance(field, int) else field for field in fields]
        body = SEPARATOR.join([VERSION + action.value, *parts])
        data = f"{body}{SEPARATOR}{self._signature(chat_id, body)}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"a button's payload is longer than {MOST_BYTES} bytes")
        return data

    def read(self, chat_id: int, data: str) -> Pressed | None:
        """What a payload says; None where it was not made here, for this chat, in this version."""
        body, _, signature = data.rpartition(SEPARATOR)
        expected = self._signature(chat_id, body)
        # A client may send whatever it likes, also halves of characters, which have no UTF-8.
        if not hmac.compare_digest(signature.encode(errors="replace"), expected.encode()) or body[:1] != VERSION:
            return None
        head, *fields = body.split(SEPARATOR)
        return Pressed(Action(head[1:]), tuple(fields))

    def moved(self, data: str, old_chat_id: int, new_chat_id: int) -> str:
        """A payload of one chat, for the chat that it has become; what is none of ours stays as it is."""
        pressed = self.read(old_chat_id, data)
        return data if pressed is None else self.payload(new_chat_id, pressed.action, *pressed.fields)

    def start_payload(self, chat_id: int) -> str:
        """Names a group or channel (an id below 0) in a link that opens the bot: letters, digits, ``-`` and ``_``."""
        return in_base36(-chat_id) + self._encoded(f"start {chat_id}")

    def read_start(self, payload: str) -> int | None:
        """The chat that a link names; None where it was not made here."""
        try:
            chat_id = -int(payload[:-SIGNATURE_CHARACTERS], len(DIGITS))
        except ValueError:
            return None
        if chat_id >= 0:
            return None
        expected = self.start_payload(chat_id)
        return chat_id if hmac.compare_digest(payload.encode(errors="replace"), expected.encode()) else None

    def answer_id(self, bot_id: int, update_id: int) -> int:
        """The id of the answer to an update: 63 bits, the same whenever it is asked for."""
        return int.from_bytes(self._mac(f"answer {bot_id} {update_id}")) >> 1

    def _signature(self, chat_id: int, body: str) -> str:
        return self._encoded(f"{chat_id} {body}")

    def _encoded(self, text: str) -> str:
        """The signature of a text, in ``SIGNATURE_CHARACTERS`` characters."""
        return base64.urlsafe_b64encode(self._mac(text)).decode().rstrip("=")

    def _mac(self, text: str) -> bytes:
        """64 bits of keyed BLAKE2b, which unlike the module hmac keeps the interpreter's lock for so little."""
        return hashlib.blake2b(text.encode(errors="replace"), key=self._key, digest_size=SIGNATURE_BYTES).digest()


def short_name(name: str) -> str:
    """Stands for a briefing's id or a visit's name in a payload: 72 bits of its SHA-256."""
    digest = hashlib.sha256(name.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:NAME_CHARACTERS]


def in_base36(number: int) -> str:
    """A number that is not negative, in base 36."""
    digits = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits or DIGITS[0]
