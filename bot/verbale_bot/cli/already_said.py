"""What was said already from a briefing that has changed since."""

from dataclasses import dataclass

from verbale.corrections import corrections_due
from verbale_bot.compose import Program


@dataclass(frozen=True)
class AlreadySaid:
    """How many messages do not fit a briefing any more, and in how many chats they are."""

    messages: int = 0
    chats: int = 0
    is_back: bool = False

    def in_words(self) -> str:
        """The number, and what is to be done."""
        messages = "1 message" if self.messages == 1 else f"{self.messages} messages"
        chats = "1 chat" if self.chats == 1 else f"{self.chats} chats"
        also = ", or told that it was withdrawn" if self.is_back else ""
        return (
            f"{messages} in {chats} quoted what has changed{also}. "
            "Send /reindex to the bot: it asks there what is to become of them."
        )


def already_said(program: Program, briefing: str) -> AlreadySaid:
    """What there is to correct of one briefing."""
    with program.database.reading() as connection:
        for due in corrections_due(connection, program.briefings):
            if due.briefing.id == briefing:
                return AlreadySaid(len(due.messages), due.chats, due.is_back)
    return AlreadySaid()
