"""The conversations: people talk, the bot answers."""

from dataclasses import dataclass, replace

from scripts.transcripts.picture import Picture
from scripts.transcripts.recording import offered_in, private_screen, room_screen

from botapi.clock import SimulatedClock
from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef

READING_SECONDS = 40.0
"""Passes on the server's clock between two things that people do."""
OFFERS_SHOWN = 4
FOLLOW_UP = "And when will the experts meet?"


@dataclass(frozen=True)
class Stage:
    """The server with the bot behind it, and its clock."""

    server: BotApiServer
    clock: SimulatedClock

    def asks(self, who: Person, text: str, *, chat: ChatRef | None = None, reply_to: Message | None = None) -> Message:
        """Somebody writes what the bot answers; return the answer."""
        place = who if chat is None else chat
        return self.answer_to(who.sends(place, text, reply_to=reply_to), place)

    def answer_to(self, message: Message, chat: ChatRef) -> Message:
        """The bot's answer to a message that was sent."""
        answer = self.server.wait_for_message(chat, after=message)
        self.passes()
        return answer

    def presses(self, who: Person, message: Message, label: str) -> Message:
        """Somebody presses a button that brings a new message; return that."""
        query = who.presses(message, label)
        self.server.wait_for_answer(query)
        return self.answer_to(message, who)

    def passes(self) -> None:
        """People read."""
        self.clock.advance(READING_SECONDS)


def all_pictures(stage: Stage) -> tuple[Picture, ...]:
    """Every conversation, played one after the other."""
    return (
        private_in_english(stage),
        private_in_kazakh(stage),
        group_with_topics(stage),
        inline(stage),
        verification(stage),
        not_said(stage),
    )


def private_in_english(stage: Stage) -> Picture:
    """The greeting, a question, one that follows from it, and the context of what was quoted."""
    dana = stage.server.world.user(1001, "Dana")
    stage.answer_to(dana.starts(), dana)
    stage.asks(dana, "Did they agree on the price of gas?")
    answer = stage.asks(dana, FOLLOW_UP)
    stage.presses(dana, answer, "Context")
    whole = private_screen(stage.server, dana)
    last = 1 + next(place for place, bubble in enumerate(whole.bubbles) if bubble.text == FOLLOW_UP)
    parts = (whole.bubbles[:last], whole.bubbles[last:])
    return Picture("private", tuple(replace(whole, bubbles=part) for part in parts))


def private_in_kazakh(stage: Stage) -> Picture:
    """The asker's language around quotations that stay in the originals'."""
    aruzhan = stage.server.world.user(1002, "Аружан", language_code="kk", started=True)
    stage.asks(aruzhan, "Келесі форум қайда өтеді?")
    stage.asks(aruzhan, "Өлшеу бекеті жобасының құны қанша?")
    return Picture("kazakh", (private_screen(stage.server, aruzhan),), language="kk")


def group_with_topics(stage: Stage) -> Picture:
    """Talk that is not for the bot, and a mention that is."""
    world = stage.server.world
    world.bot.can_read_all_group_messages = True  # it hears the talk, and is silent about it all the same
    timur, malika, laylo = world.user(1011, "Timur"), world.user(1012, "Malika"), world.user(1013, "Laylo")
    room = world.supergroup("Press pool", timur, malika, laylo, forum=True)
    topic = room.opens_topic("Transport and border", timur)
    for who, text in (
        (malika, "Is the bus to Samarkand at seven?"),
        (laylo, "Half past seven, in front of the hotel."),
        (timur, "Does anybody know where my charger is?"),
    ):
        who.sends(room, text, thread=topic)
        stage.passes()
    stage.server.wait_until_confirmed()
    asked = malika.sends(
        room,
        f"My editor wants a figure before six. {world.bot_mention} how long does a lorry wait at the border now?",
        thread=topic,
    )
    stage.answer_to(asked, room)
    timur.sends(room, "Eleven hours! Thank you.", thread=topic)
    stage.server.wait_until_confirmed()
    return Picture("group", (room_screen(stage.server, room, laylo, topic),))


def inline(stage: Stage) -> Picture:
    """The list while somebody types in a chat where the bot is not, and the quotation that was chosen."""
    world = stage.server.world
    farida, oleg = world.user(1021, "Farida"), world.user(1022, "Oleg")
    room = world.group("Evening edition", farida, oleg, with_bot=False)
    oleg.sends(room, "What did they say about container trains?")
    stage.passes()
    typed = "container trains"
    query = farida.asks_inline(typed, chat_type="group")
    stage.server.wait_for_answer(query)
    before = replace(
        room_screen(stage.server, room, farida),
        typed=f"{world.bot_mention} {typed}",
        offered=offered_in(query, OFFERS_SHOWN),
    )
    farida.chooses_inline(query, 0, chat=room)
    return Picture("inline", (before, room_screen(stage.server, room, farida)))


def verification(stage: Stage) -> Picture:
    """A quotation with a wrong figure is found out, and the right one is confirmed."""
    world = stage.server.world
    sanjar, lola = world.user(1031, "Sanjar"), world.user(1032, "Lola")
    room: Room = world.supergroup("News desk", sanjar, lola)
    sentence = "By the evening the companies had signed 27 contracts worth {}."
    for figure in ("$450mn", "$420mn"):
        draft = sanjar.sends(room, sentence.format(figure))
        stage.passes()
        stage.asks(lola, "/verify", chat=room, reply_to=draft)
    return Picture("verify", (room_screen(stage.server, room, lola),))


def not_said(stage: Stage) -> Picture:
    """What the briefings do not say, and what they do not say exactly."""
    igor = stage.server.world.user(1041, "Igor", started=True)
    stage.asks(igor, "Who won the football match?")
    stage.asks(igor, "When is the Termez terminal to open?")
    return Picture("not-said", (private_screen(stage.server, igor),))
