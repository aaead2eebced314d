"""The buttons under messages."""

from collections.abc import Sequence

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from verbale.answer import Outcome
from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.language import Language
from verbale.store.ledger import KeptAnswer
from verbale_bot.messages import message
from verbale_bot.telegram.rendering import link_to, shortened
from verbale_bot.telegram.seal import Action, Seal, short_name

SHOWN = 3
"""How many quotes an answer shows, and how many more at a time."""
PAGE = 8
"""How many briefings a page of the list has."""
LONGEST_LABEL_UNITS = 60
ALL = "-"
"""Stands for no choice in a payload."""
NAMES_OF_LANGUAGES = {
    Language.ENGLISH: "English",
    Language.RUSSIAN: "Русский",
    Language.KAZAKH: "Қазақша",
    Language.UZBEK: "Oʻzbekcha",
    Language.TAJIK: "Тоҷикӣ",
}
"""In the language itself, which is what a person looks for in a list."""
REASONS = ("wrong", "incomplete", "outdated")
"""What may be wrong with an answer; the messages' names are made of them."""


def shown_from(answer: KeptAnswer, first: int) -> range:
    """The places of the citations that are shown together, from ``first`` on; of what is only near, one at first."""
    most = 1 if answer.outcome is Outcome.NEAR and first == 0 else SHOWN
    return range(first, min(first + most, len(answer.citations)))


class Keyboards:
    """Makes keyboards for one chat and one language."""

    def __init__(self, seal: Seal, chat_id: int, language: Language) -> None:
        self._seal = seal
        self._chat_id = chat_id
        self._language = language

    def under_answer(self, answer: KeptAnswer, first: int, citations: Sequence[Cited]) -> InlineKeyboardMarkup | None:
        """Under ``citations``, those of ``shown_from(answer, first)`` that can be seen."""
        rows: list[list[InlineKeyboardButton]] = []
        if citations:
            place = _place_of(answer, first, citations[0])
            row = [self._button("button-context", Action.CONTEXT, answer.id, first, place, 0)]
            following = shown_from(answer, first).stop
            if following < len(answer.citations):
                row.insert(0, self._button("button-more", Action.MORE, answer.id, following))
            rows.append([*row, *self.source(citations[0])])
        if answer.scope is not None and answer.outcome is not Outcome.ANSWERED and first == 0:
            rows.append([self._button("button-everywhere", Action.EVERYWHERE, answer.id)])
        if citations and first == 0:
            rows += self.verdicts(answer, asks_why=False)
        return InlineKeyboardMarkup(rows) if rows else None

    def verdicts(self, answer: KeptAnswer, *, asks_why: bool) -> list[list[InlineKeyboardButton]]:
        """👍 and 👎, which may be changed; ``asks_why`` adds what may be wrong with an answer."""
        reasons = [
            [self._button(f"verdict-reason-{reason}", Action.REASON, answer.id, place)]
            for place, reason in enumerate(REASONS)
        ]
        row = [self._plain("👍", Action.GOOD, answer.id), self._plain("👎", Action.BAD, answer.id)]
        return [row, *(reasons if asks_why else [])]

    def under_context(self, answer: KeptAnswer, first: int, place: int, source: Cited) -> InlineKeyboardMarkup | None:
        """Under the context of citation ``place``: the others of ``shown_from(answer, first)``, and the source."""
        rows = []
        others = shown_from(answer, first)
        if len(others) > 1:
            rows.append(
                [
                    self._plain(
                        f"· {number + 1} ·" if number == place else f"{number + 1}",
                        Action.CONTEXT,
                        answer.id,
                        first,
                        number,
                        1,
                    )
                    for number in others
                ]
            )
        rows += [[button] for button in self.source(source)]
        return InlineKeyboardMarkup(rows) if rows else None

    def source(self, one: Cited) -> list[InlineKeyboardButton]:
        """The button that opens the source of a quotation at that very place, where there is an address to open."""
        return self._opens(link_to(one.quotation.briefing, one.quotation))

    def briefings(self, seen: Sequence[Briefing], offset: int) -> InlineKeyboardMarkup | None:
        """The page of briefings from ``offset`` on, each a button, and the ways to newer and older ones."""
        total = len(seen)
        rows = [[self._plain(_label(one), Action.BRIEFING, short_name(one.id))] for one in seen[offset : offset + PAGE]]
        ways = []
        if offset > 0:
            ways.append(self._button("button-newer", Action.PAGE, max(0, offset - PAGE)))
        if offset + PAGE < total:
            ways.append(self._button("button-older", Action.PAGE, offset + PAGE))
        rows += [ways] if ways else []
        return InlineKeyboardMarkup(rows) if rows else None

    def under_briefing(self, briefing: Briefing, source: Cited | None) -> InlineKeyboardMarkup:
        """Under a briefing's headline: ask about it alone, open it."""
        ask = self._button("button-ask-this", Action.ABOUT_BRIEFING, short_name(briefing.id))
        return InlineKeyboardMarkup([[ask, *self._opens(link_to(briefing, source.quotation if source else None))]])

    def visits(self, names: Sequence[str], scope: str | None) -> InlineKeyboardMarkup:
        """One button a visit, and one for all; what is chosen is marked."""
        rows = [
            [
                self._plain(
                    _marked(shortened(name, LONGEST_LABEL_UNITS), is_chosen=name == scope),
                    Action.VISIT,
                    short_name(name),
                )
            ]
            for name in names
        ]
        everything = _marked(message("visit-all", self._language), is_chosen=scope is None)
        return InlineKeyboardMarkup([*rows, [self._plain(everything, Action.VISIT, ALL)]])

    def languages(self, chosen: Language | None) -> InlineKeyboardMarkup:
        """One button a language, and one to leave it to the bot."""
        buttons = [
            self._plain(_marked(name, is_chosen=language is chosen), Action.LANGUAGE, language.value)
            for language, name in NAMES_OF_LANGUAGES.items()
        ]
        automatic = _marked(message("language-automatic", self._language), is_chosen=chosen is None)
        buttons.append(self._plain(automatic, Action.LANGUAGE, ALL))
        return InlineKeyboardMarkup([buttons[:3], buttons[3:]])

    def _opens(self, url: str | None) -> list[InlineKeyboardButton]:
        return [] if url is None else [InlineKeyboardButton(message("button-source", self._language), url=url)]

    def _button(self, name: str, action: Action, *fields: int | str) -> InlineKeyboardButton:
        return self._plain(message(name, self._language), action, *fields)

    def _plain(self, label: str, action: Action, *fields: int | str) -> InlineKeyboardButton:
        payload = self._seal.payload(self._chat_id, action, *fields)
        return InlineKeyboardButton(label, callback_data=payload)


def moved(seal: Seal, markup: InlineKeyboardMarkup, old_chat_id: int, new_chat_id: int) -> InlineKeyboardMarkup:
    """The same keyboard for the chat that the old one has become."""
    return InlineKeyboardMarkup(
        [
            [
                button
                if not isinstance(button.callback_data, str)
                else InlineKeyboardButton(
                    button.text, callback_data=seal.moved(button.callback_data, old_chat_id, new_chat_id)
                )
                for button in row
            ]
            for row in markup.inline_keyboard
        ]
    )


def prompt() -> ForceReply:
    """Opens the field for an answer; in groups for the one who is replied to alone."""
    return ForceReply(selective=True)


def _label(briefing: Briefing) -> str:
    day = "" if briefing.date is None else f"{briefing.date:%d.%m.%Y} · "
    return shortened(day + briefing.title, LONGEST_LABEL_UNITS)


def _marked(label: str, *, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label


def _place_of(answer: KeptAnswer, first: int, one: Cited) -> int:
    """The place among the answer's citations of the first that is shown: those before it may have been withdrawn."""
    places = shown_from(answer, first)
    return next((place for place in places if answer.citations[place].quote == one.quotation.quote), first)
