"""One update and the replies to it: who asks, in which chat and language, and what was said already."""

import copy
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User

from verbale.briefing import PUBLIC, Viewer
from verbale.language import Language
from verbale.quote import Quote
from verbale.store.chats import ChatSettings, read_chat
from verbale.store.ledger import KeptAnswer, Said, keep_again, keep_answer, record, record_once, rewrite, said_for
from verbale.store.rights import Rights, Role, read_rights
from verbale_bot.messages import message as words
from verbale_bot.telegram.addressing import GROUPS, thread_of
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.keyboards import moved
from verbale_bot.telegram.seal import Action
from verbale_bot.telegram.sending import Outgoing

NOTE = "note"
"""Kind of a message that quotes nothing."""


@dataclass(frozen=True)
class Cites:
    """What a message quotes: of which answer, from which of its citations on, and the places."""

    kind: str
    quotes: tuple[Quote, ...]
    answer_id: int | None = None
    first: int = 0


NOTHING = Cites(NOTE, ())


@dataclass(frozen=True)
class Known:
    """What the database knows of a person, a chat, and the messages that were said for an update, by part."""

    person: ChatSettings
    chat: ChatSettings
    rights: Rights
    said: dict[int, int | None]


class Exchange:
    """An update being handled. After a restart the same update is handled again: what was said is not said twice."""

    def __init__(self, desk: Desk, update: Update, known: "Known", first_part: int = 0) -> None:
        self.desk = desk
        self.update = update
        self.user: User | None = update.effective_user
        self.chat_id = _chat_id(desk, update)
        self.chosen_language = known.chat.language or known.person.language
        self.telegram_language = _telegram_language(self.user)
        self.scope = known.chat.scope
        self.introduced_at = known.chat.introduced_at
        self.role = self._role(known.rights)
        self.viewer = self._viewer(known.rights)
        self.is_again = update.update_id in desk.again
        self._said = {**desk.receipts.found(update.update_id), **known.said}
        self._part = first_part

    @classmethod
    async def of(cls, desk: Desk, update: Update, first_part: int = 0) -> "Exchange":
        """Read what is known of the chat and the person."""
        user, chat_id = update.effective_user, _chat_id(desk, update)
        bot_id = desk.bot.id

        is_again = update.update_id in desk.again

        def read(connection: Connection) -> Known:
            person = ChatSettings() if user is None else read_chat(connection, user.id)
            of_chat = person if chat_id in {0, user and user.id} else read_chat(connection, chat_id)
            # What was said is looked for where something may have been: it costs as much as all the rest.
            said = said_for(connection, bot_id, update.update_id) if is_again else {}
            return Known(person, of_chat, read_rights(connection, None if user is None else user.id, chat_id), said)

        return cls(desk, update, await desk.state.read(read), first_part)

    def _role(self, rights: Rights) -> Role | None:
        """What the person may do as an administrator; nobody is one who speaks as a group or a channel."""
        message, user_id = self.update.effective_message, self.user_id
        is_press = self.update.callback_query is not None
        if user_id is None or (message is not None and message.sender_chat is not None and not is_press):
            return None
        return Role.OWNER if user_id in self.desk.owners else rights.role

    def _viewer(self, rights: Rights) -> Viewer:
        """Who reads the replies: a person, everybody in a group, or, with inline mode, anybody anywhere."""
        if self.chat_id == 0:
            return Viewer()
        is_private = self.chat_id == self.user_id
        return Viewer(rights.audiences | {PUBLIC}, is_editor=is_private and self.role is not None)

    @property
    def message(self) -> Message:
        """The message that the update brings, or whose button was pressed.

        Raises:
            LookupError: it brings none.
        """
        message = self.update.effective_message
        if message is None:
            raise LookupError(f"update {self.update.update_id} brings no message")
        return message

    @property
    def user_id(self) -> int | None:
        """The person's id; None for those who speak as a group or a channel."""
        return None if self.user is None or self.user.is_bot else self.user.id

    @property
    def is_moved(self) -> bool:
        """Whether the chat has become another one since the update was made."""
        chat = self.update.effective_chat
        return chat is not None and chat.id != self.chat_id

    @property
    def thread(self) -> int | None:
        """The topic, where there are topics."""
        message = self.update.effective_message
        return None if message is None or self.is_moved else thread_of(message)

    @property
    def is_group(self) -> bool:
        """Whether several people read the replies."""
        chat = self.update.effective_chat
        return chat is not None and chat.type in GROUPS and self.chat_id != self.user_id

    def in_private(self) -> "Exchange":
        """The same update, replied to in the person's private chat: what is for administrators is for no group.

        Raises:
            LookupError: no person stands behind the update.
        """
        if self.user_id is None:
            raise LookupError(f"update {self.update.update_id} comes from nobody")
        private = copy.copy(self)
        private.chat_id = self.user_id
        private.viewer = Viewer(is_editor=self.role is not None)
        return private

    @property
    def language(self) -> Language:
        """What to speak: the choice made here, else the person's, else Telegram's, else the default."""
        return self.language_for(self.desk.default_language)

    def language_for(self, of_question: Language) -> Language:
        """What to answer a question in, which is the last to decide."""
        return self.chosen_language or self.telegram_language or of_question

    def now(self) -> datetime:
        """The present moment."""
        return self.desk.clock.now()

    def words(self, name: str, **arguments: str | int) -> Formatted:
        """A message of the bot's own, in the reader's language."""
        return Formatted(words(name, self.language, **arguments))

    def button(self, label: str, action: Action, *fields: int | str) -> InlineKeyboardButton:
        """A button for this chat, with what it does sealed into it."""
        return InlineKeyboardButton(label, callback_data=self.desk.seal.payload(self.chat_id, action, *fields))

    @property
    def answer_id(self) -> int:
        """The id of the answer to this update."""
        return self.desk.seal.answer_id(self.desk.bot.id, self.update.update_id)

    async def say(
        self,
        content: Formatted,
        *,
        cites: Cites = NOTHING,
        markup: InlineKeyboardMarkup | ForceReply | None = None,
        reply_to: int | None = None,
        reply_quote: str | None = None,
        is_recorded: bool = True,
    ) -> int | None:
        """Send a message to the chat, unless it was sent before; return its id where that is known.

        What is not recorded leaves no trace of the chat in the database.

        Raises:
            NotSent: it cannot be delivered.
        """
        part, self._part = self._part, self._part + 1
        update_id = self.update.update_id
        if part in self._said:
            message_id = self._said[part]
        else:
            outgoing = Outgoing(self.chat_id, content, thread=self.thread, markup=markup)
            if not self.is_moved:  # messages are numbered anew where a group has become a supergroup
                outgoing = replace(outgoing, reply_to=reply_to, reply_quote=reply_quote)
            sent = await self.desk.sender.send(outgoing)
            message_id = sent.message_id
            self.desk.receipts.note(update_id, part, message_id)
            if sent.chat.id != outgoing.chat_id:
                await self._follow(outgoing, sent)
        if is_recorded:
            await self._record(part, cites, message_id)
        self.desk.receipts.stored(update_id, part)
        return message_id

    async def _follow(self, outgoing: Outgoing, sent: Message) -> None:
        """The chat has become another one meanwhile: everything goes there from now on, and buttons are made for it."""
        self.chat_id = sent.chat.id
        if isinstance(outgoing.markup, InlineKeyboardMarkup):
            markup = moved(self.desk.seal, outgoing.markup, outgoing.chat_id, sent.chat.id)
            await self.desk.sender.edit_markup(sent.chat.id, sent.message_id, markup)

    async def _record(self, part: int, cites: Cites, message_id: int | None) -> None:
        said = Said(
            bot_id=self.desk.bot.id,
            update_id=self.update.update_id,
            part=part,
            kind=cites.kind,
            chat_id=self.chat_id,
            thread_id=self.thread,
            message_id=message_id,
            inline_message_id=None,
            answer_id=cites.answer_id,
            first=cites.first,
            quotes=cites.quotes,
            sent_at=self.now(),
        )
        write = record_once if self.is_again else record
        await self.desk.state.write(lambda connection: write(connection, said))

    async def change(
        self,
        message_id: int,
        content: Formatted,
        *,
        cites: Cites = NOTHING,
        markup: InlineKeyboardMarkup | None = None,
    ) -> None:
        """Put another text into one of the bot's messages; doing it twice does no harm.

        Raises:
            NotSent: there is no such message any more.
        """
        await self.desk.sender.edit(self.chat_id, message_id, content, markup)
        await self.desk.state.write(
            lambda connection: rewrite(connection, self.chat_id, message_id, cites.answer_id, cites.first, cites.quotes)
        )

    async def may_change_settings(self) -> bool:
        """Whether the person may choose for the chat: in groups its administrators, asked for at this moment."""
        if not self.is_group:
            return True
        sender = self.message.sender_chat
        if self.update.callback_query is None and sender is not None:
            return sender.id == self.chat_id  # an administrator who speaks as the group
        if self.user_id is None:
            return False
        return await self.desk.sender.is_administrator(self.chat_id, self.user_id)

    async def tell(self, name: str, **arguments: str | int) -> None:
        """Say a message of the bot's own, as a reply where that tells what it is about."""
        await self.say(self.words(name, **arguments), reply_to=self.message.message_id)

    async def keep(self, answer: KeptAnswer) -> None:
        """Remember an answer before it is shown: its buttons may be pressed at once."""
        write = keep_again if self.is_again or answer.id != self.answer_id else keep_answer
        await self.desk.state.write(lambda connection: write(connection, answer))


def _chat_id(desk: Desk, update: Update) -> int:
    """The chat's id at this moment; 0 where the update is of no chat."""
    chat = update.effective_chat
    return 0 if chat is None else desk.moved.get(chat.id, chat.id)


def _telegram_language(user: User | None) -> Language | None:
    """The language that the person uses Telegram in, if the bot speaks it; Telegram's codes may name a region."""
    code = ((user.language_code if user else None) or "").split("-")[0].lower()
    return Language(code) if code in set(Language) else None
