"""Takes down what the Bot API server saw as screens."""

from datetime import UTC, datetime

from scripts.transcripts.picture import Bubble, Label, Offered, Replied, Screen

from botapi.model import Message, Topic
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import InlineQuery


def private_screen(server: BotApiServer, person: Person) -> Screen:
    """The chat of a person with the bot, as the person sees it."""
    return Screen(server.state.bot.first_name, "bot", _bubbles(server, person, person, None))


def room_screen(server: BotApiServer, room: Room, viewer: Person, topic: Topic | None = None) -> Screen:
    """A room, or one topic of it, as ``viewer`` sees it."""
    count = len(room.chat.members)
    members = f"{count} member" if count == 1 else f"{count} members"
    title, subtitle = room.chat.title or "", members
    if topic is not None:
        title, subtitle = topic.name, f"Topic in {title} · {members}"
    return Screen(title, subtitle, _bubbles(server, room, viewer, topic), shows_names=True)


def offered_in(query: InlineQuery, count: int) -> tuple[Offered, ...]:
    """The first results of an inline query, the very first one chosen."""
    return tuple(
        Offered(result["title"], result.get("description", ""), chosen=place == 0)
        for place, result in enumerate(query.results[:count])
    )


def _bubbles(server: BotApiServer, chat: Room | Person, viewer: Person, topic: Topic | None) -> tuple[Bubble, ...]:
    pressed = frozenset(
        (line["message_id"], line["text"]) for line in server.transcript(chat) if line["kind"] == "press"
    )
    # The line that opened a topic is a message too, and what is written in the topic "answers" it.
    messages = {message.message_id: message for message in server.messages(chat) if not message.service}
    thread = None if topic is None else topic.thread_id
    return tuple(
        _bubble(server, message, viewer, messages.get(message.reply_to or 0), pressed)
        for message in messages.values()
        if thread is None or message.thread_id == thread
    )


def _bubble(
    server: BotApiServer,
    message: Message,
    viewer: Person,
    replied: Message | None,
    pressed: frozenset[tuple[int, str]],
) -> Bubble:
    rows: dict[int, list[Label]] = {}
    for button in message.buttons:
        is_pressed = (message.message_id, button.text) in pressed
        rows.setdefault(button.row, []).append(Label(button.text, button.url is not None, is_pressed))
    return Bubble(
        who=server.state.name_of(message),
        text=message.text,
        time=f"{datetime.fromtimestamp(message.date, UTC):%H:%M}",
        own=message.sender_id == viewer.id,
        entities=(*message.entities, *message.detected),
        rows=tuple(map(tuple, rows.values())),
        replied=None if replied is None else Replied(server.state.name_of(replied), message.quote or replied.text),
        via=server.world.bot_mention if message.via_bot else None,
    )
