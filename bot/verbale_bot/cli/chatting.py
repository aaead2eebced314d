"""``verbale chat``: the conversation of the bot, in a terminal."""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping

from rich.console import Console

from verbale.answer import Answer, Citation, Question, Turn
from verbale.briefing import Viewer
from verbale.cited import cited
from verbale.language import Language
from verbale.quoted_text import quoted_parts
from verbale.settings import Settings
from verbale.verification import Since, Verified, verify
from verbale_bot.browsing import briefings_seen, headline, title_of_scope, visits_of
from verbale_bot.cli.opening import engine_of, opened
from verbale_bot.cli.terminal import print_answer, print_citations, print_line
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.finding import finding_in_words
from verbale_bot.introduction import about, greeting
from verbale_bot.messages import date_in_words, message
from verbale_bot.models import EncoderMaker

QUOTES = 3
KEPT = 9
"""So many citations are found for a question; /more shows those that were not shown at first."""
TURNS = 8
"""How much of the conversation a follow-up may refer to: questions and answers."""
EVERYBODY = Viewer()
PROMPT = "[bold cyan]›[/] "


def chat(settings: Settings, make_encoder: EncoderMaker) -> None:
    """Greet, and answer line by line."""
    with opened(settings, make_encoder) as program:
        conversation = Conversation(program, engine_of(program))
        conversation.hear("/start")
        for text in _lines():
            if text == "/quit":
                break
            conversation.hear(text)


def _lines() -> Iterator[str]:
    """What the person types; lines of a pipe are read without a prompt."""
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin if line.strip())
        return
    console = Console()
    while True:
        try:
            line = console.input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.strip():
            yield line.strip()


class Conversation:
    """What was said so far, and what was chosen; it ends with the process, and nothing of it is stored."""

    def __init__(self, program: Program, engine: Engine) -> None:
        self._program = program
        self._engine = engine
        self._language = Language(program.settings.default_language)
        self._scope: str | None = None
        self._turns: deque[Turn] = deque(maxlen=TURNS)
        self._last: Answer | None = None
        self._shown = 0
        self._commands: Mapping[str, Callable[[str], None]] = {
            "/start": self._start,
            "/help": lambda _: print_line(self._words("help")),
            "/about": lambda _: print_line(about(engine, EVERYBODY, self._language)),
            "/ask": self._ask,
            "/briefings": self._briefings,
            "/latest": self._latest,
            "/visit": self._visit,
            "/more": self._more,
            "/verify": self._verify,
            "/language": self._choose_language,
            "/forget": self._forget,
        }

    def hear(self, text: str) -> None:
        """Reply to a line."""
        name, _, rest = text.partition(" ")
        if not text.startswith("/"):
            self._ask(text)
        elif name.lower() in self._commands:
            self._commands[name.lower()](rest.strip())
        else:
            print_line(self._words("unknown-command"))

    def _words(self, name: str, **arguments: str | int) -> str:
        return message(name, self._language, **arguments)

    def _start(self, _rest: str) -> None:
        opening = greeting(self._program, self._engine, EVERYBODY, self._language)
        print_line("\n".join((opening.text, *opening.examples)) + "\n")

    def _ask(self, text: str) -> None:
        answer = self._engine.answerer.answer(Question(text, tuple(self._turns), self._scope), EVERYBODY, KEPT)
        citations = cited(answer.citations[:QUOTES], self._program.briefings.quotations)
        print_answer(answer, citations)
        self._last, self._shown = answer, len(citations) if answer.answered else min(1, len(citations))
        self._turns.append(Turn("user", text))
        self._turns.append(Turn("agent", " ".join(one.quotation.text for one in citations)))

    def _more(self, _rest: str) -> None:
        if self._last is None:
            print_line(self._words("nothing-to-continue"))
            return
        following = self._last.citations[self._shown : self._shown + QUOTES]
        self._shown += len(following)
        if following:
            print_citations(cited(following, self._program.briefings.quotations), Language(self._last.language))
        else:
            print_line(self._words("no-more"))

    def _briefings(self, _rest: str) -> None:
        seen = briefings_seen(self._program, self._engine, EVERYBODY)
        if not seen:
            print_line(self._words("no-briefings"))
        for one in seen:
            day = "" if one.date is None else f"{date_in_words(one.date, self._language)} · "
            print_line(f"{day}{one.title} ({one.id})")

    def _latest(self, _rest: str) -> None:
        seen = briefings_seen(self._program, self._engine, EVERYBODY, self._scope)
        if not seen:
            print_line(self._words("no-briefings"))
            return
        found = headline(self._engine, seen[0])
        print_line(found.briefing.title)
        print_citations(found.sentences, self._language)

    def _visit(self, rest: str) -> None:
        """Choose by a part of a visit's name, or by a briefing's id; alone, lift the choice and list what there is."""
        seen = briefings_seen(self._program, self._engine, EVERYBODY)
        names = visits_of(seen)
        named = [name for name in names if rest and rest.casefold() in name.casefold()]
        named += [one.id for one in seen if one.id == rest]
        if len(named) == 1:
            self._scope = named[0]
            print_line(self._words("visit-chosen", scope=title_of_scope(seen, named[0]) or named[0]))
            return
        self._scope = None
        print_line(self._words("visit-unknown") if rest else self._words("visit-cleared"))
        for name in names:
            print_line(f"/visit {name}")

    def _choose_language(self, rest: str) -> None:
        try:
            self._language = Language(rest)
        except ValueError:
            print_line(self._words("language-choose"))
            print_line(" · ".join(f"/language {one.value}" for one in Language))
            return
        print_line(self._words("language-chosen"))

    def _forget(self, _rest: str) -> None:
        count = sum(turn.speaker == "user" for turn in self._turns)
        self._turns.clear()
        print_line(self._words("forgotten", questions=count))

    def _verify(self, rest: str) -> None:
        parts = quoted_parts(rest)
        if not parts:
            print_line(self._words("verify-nothing"))
        briefings, now = self._engine.catalogue.briefings(), self._program.clock.now()
        for part in parts:
            editions = (
                (edition, is_current)
                for edition, is_current in self._program.briefings.each_edition()
                if EVERYBODY.may_see(briefings[edition.briefing], now, edition.number)
            )
            self._print_finding(verify(part, editions))

    def _print_finding(self, verified: Verified | None) -> None:
        if verified is None:
            print_line(self._words("verify-not"))
            return
        (one,) = cited([Citation(verified.quote)], self._program.briefings.quotations)
        print_line(finding_in_words(verified, one.quotation, self._language))
        print_citations((one,), self._language)
        if verified.since is Since.CHANGED:
            print_line(self._words("verify-changed", edition=one.quotation.briefing.current_edition))
            print_citations(cited(map(Citation, verified.now), self._program.briefings.quotations), self._language)
