"""What may not be seen, or not yet, does not exist for those who ask: by hundreds of questions, and to the second."""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from benchmarks.templates import PEOPLE, TEMPLATES, UNANSWERED
from fakes import FixedClock, TrigramEncoder
from library import ARRIVAL, Library
from verbale.answer import Question
from verbale.briefing import PUBLIC, Viewer
from verbale.cited import answer_as_json, cited
from verbale.language import Language
from verbale.settings import Settings
from verbale.store import publishing
from verbale.verification import verify
from verbale_bot.browsing import briefings_seen, headline, title_of_scope, visits_of
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import Engine
from verbale_bot.introduction import about, greeting
from verbale_bot.service import Service

QUESTIONS = 500
SEARCHES = 100
CANARY = "quokka"
EVERYBODY = Viewer()
EDITOR = Viewer(is_editor=True)
EMBASSY = Viewer(frozenset({PUBLIC, "embassy"}))
ENDS = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
SECRET = "The quokka tunnel under the Anzob pass would reopen the road in April, said the minister of quokka affairs."
ROAD = Question("When will the road over the Anzob pass reopen?")


class _Made:
    """Articles that are put together from sentences with gaps, and questions about them, the same every time."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.questions: list[str] = []

    def article(self, language: str, canary: str = "") -> str:
        return "\n\n".join(
            " ".join([self._sentence(language), canary, self._sentence(language)]).replace("  ", " ") for _ in range(4)
        )

    def _sentence(self, language: str) -> str:
        chance, of = self._chance, TEMPLATES[language]
        place = chance.randrange(len(of.sentences))
        gaps = {
            "number": chance.randint(100, 999),
            "money": chance.randint(1, 900),
            "count": chance.randint(2, 90),
            "percent": chance.randint(2, 90),
            "year": chance.randint(2020, 2030),
            "person": chance.choice(PEOPLE),
            "subject": chance.choice(of.subjects),
            "place": chance.choice(of.places),
        }
        self.questions.append(of.questions[place].format(**gaps))
        return of.sentences[place].format(**gaps)


def _public(library: Library, made: _Made) -> None:
    for language in TEMPLATES:
        for number in range(2):
            library.add(f"{language}-{number}", made.article(language), language=language, visit=f"Visit {number}")


def _hidden(library: Library, made: _Made) -> None:
    """Restricted, under embargo and withdrawn, before, between and after what is public, in the order of their ids."""
    for place, name in enumerate(("aa", "mm", "zz")):
        for language in TEMPLATES:
            briefing, visit = f"{name}-{language}", f"Visit {place}"
            text = made.article(language, f"The {CANARY} knows protocol No. {place}.")
            title = f"{CANARY} {language}"
            if name == "aa":
                library.add(briefing, text, title=title, language=language, visit=visit, audience=("embassy",))
            elif name == "mm":
                library.add(briefing, text, title=title, language=language, visit=visit, embargo_until=ENDS)
            else:
                library.add(briefing, text, title=title, language=language, visit=visit)
    library.build()
    with library.database.writing() as connection:
        for language in TEMPLATES:
            publishing.withdraw(connection, f"zz-{language}", library.clock.now(), "test")


def _asked(library: Library, questions: Iterable[str], viewer: Viewer) -> list[str]:
    """Each answer as ``verbale ask --json`` writes it, with all digits of its confidence, and some searches."""
    answerer = library.answerer(answered=0.5, near=0.3)
    found = []
    for number, text in enumerate(questions):
        answer = answerer.answer(Question(text), viewer, 3)
        shown = answer_as_json(answer, cited(answer.citations, library.briefings.quotations), number)
        found.append(json.dumps([shown, answer.confidence], ensure_ascii=False))
        if number < SEARCHES:
            hits = answerer.search(Question(text), viewer, 50)
            found.append(repr([(hit.quote, hit.score) for hit in hits]))
    return found


def test_hundreds_of_questions_are_answered_as_if_what_may_not_be_seen_were_not_there(tmp_path: Path) -> None:
    seen, hidden = _Made(1), _Made(2)
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    without, complete = Library(tmp_path / "without"), Library(tmp_path / "with")
    for library in (without, complete):
        _public(library, _Made(1))
        library.build()
    _public(complete, seen)
    _hidden(complete, hidden)
    questions = [*hidden.questions, CANARY, f"What does the {CANARY} know?", *UNANSWERED.values(), *seen.questions]
    shorter = [text.rsplit(" ", 2)[0] + "?" for text in questions]
    halves = [text[: len(text) // 2] + "?" for text in questions]
    mixed = [f"{one} {other}" for one, other in zip(questions, reversed(questions), strict=True)]
    later = [text.split(" ", 2)[-1] for text in questions]
    ends = [text[len(text) // 2 :] for text in questions]
    questions = list(dict.fromkeys([*questions, *shorter, *halves, *mixed, *later, *ends]))[:QUESTIONS]
    expected, got = _asked(without, questions, EVERYBODY), _asked(complete, questions, EVERYBODY)
    assert len(got) == QUESTIONS + SEARCHES
    assert got == expected
    # The questions do find it, where it may be seen.
    allowed = _asked(complete, questions[:20], EMBASSY)
    assert any(f'"title": "{CANARY} ' in one for one in allowed)
    without.close()
    complete.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(ENDS - timedelta(seconds=1))


@pytest.fixture
def program(library: Library, tmp_path: Path, clock: FixedClock) -> Iterator[Program]:
    library.add("arrival", ARRIVAL, visit="Dushanbe")
    library.add("secret", SECRET, title="Quokka papers", visit="Quokka visit", embargo_until=ENDS)
    library.build()
    settings = Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'verbale.db'}",
        embedding_model="trigrams",
        _env_file=None,
    )
    opened = open_program(settings, clock, make_encoder=lambda *_: TrigramEncoder())
    yield opened
    opened.close()


async def _everything_shown(program: Program, service: Service, viewer: Viewer) -> str:
    """All that a person is shown in any way, in small letters."""

    def look(engine: Engine) -> str:
        briefings = briefings_seen(program, engine, viewer)
        shown: list[object] = [about(engine, viewer, Language.ENGLISH), visits_of(briefings), briefings]
        shown += [headline(engine, one) for one in briefings]
        shown += [title_of_scope(briefings, scope) for scope in ("secret", "Quokka visit")]
        shown.append(greeting(program, engine, viewer, Language.ENGLISH))
        known = engine.catalogue.briefings()
        now = program.clock.now()
        visible = (one for one in program.briefings.each_edition() if viewer.may_see(known[one[0].briefing], now))
        shown.append(verify(SECRET, visible))
        return repr(shown)

    asked = [await service.answer(Question(text), viewer) for text in (ROAD.text, SECRET)]
    scoped = await service.answer(Question(ROAD.text, briefing="secret"), viewer)
    texts = [one.quotation.text for shown in (*asked, scoped) for one in shown.citations]
    return " ".join([await service.run(look), *texts]).casefold()


async def test_an_embargo_ends_to_the_second_for_all_that_is_shown(program: Program, clock: FixedClock) -> None:
    service = Service(program)
    before = await service.answer(ROAD, EVERYBODY)
    assert CANARY not in await _everything_shown(program, service, EVERYBODY)
    assert CANARY not in await _everything_shown(program, service, EMBASSY)
    assert CANARY in await _everything_shown(program, service, EDITOR)
    clock.advance(timedelta(microseconds=999_999))
    assert CANARY not in await _everything_shown(program, service, EVERYBODY)
    assert await service.answer(ROAD, EVERYBODY) == before
    clock.advance(timedelta(microseconds=1))
    assert SECRET.casefold() in await _everything_shown(program, service, EVERYBODY)
    after = await service.answer(ROAD, EVERYBODY)
    assert SECRET in [one.quotation.text for one in after.citations]
    service.close()


async def test_withdrawal_needs_no_rebuild_and_holds_for_editors_too(program: Program, clock: FixedClock) -> None:
    clock.advance(timedelta(seconds=1))
    service = Service(program)
    generation = program.generations.pointer()
    cited_before = (await service.answer(ROAD, EVERYBODY)).answer.citations
    assert CANARY in await _everything_shown(program, service, EVERYBODY)

    def withdraw(connection: Connection) -> bool:
        return publishing.withdraw(connection, "secret", clock.now(), "test")

    with program.database.writing() as connection:
        assert withdraw(connection)
    assert program.generations.pointer() == generation
    for viewer in (EVERYBODY, EMBASSY, EDITOR):
        assert CANARY not in await _everything_shown(program, service, viewer)
        # Also what was answered before shows nothing of it any more.
        again = await service.cited(cited_before, viewer)
        assert [one.quotation.briefing.id for one in again] == ["arrival"] * len(again)
        assert len(again) < len(cited_before)
    with program.database.writing() as connection:
        publishing.restore(connection, "secret", clock.now(), "test")
    assert CANARY in await _everything_shown(program, service, EVERYBODY)
    service.close()


def test_what_was_taken_out_of_a_text_for_few_does_not_become_public_with_the_rest(tmp_path: Path) -> None:
    """The first edition is for few; the second, without the secret, is for everybody."""
    library = Library(tmp_path)
    library.add("note", f"{SECRET}\n\nThe road opens in May.", audience=("embassy",))
    library.build()
    library.add("note", "The road opens in May.")
    assert not library.answerer().answer(ROAD, EVERYBODY, 3).quotes  # the index still holds the first edition
    assert {quote.edition for quote in library.answerer().answer(ROAD, EMBASSY, 3).quotes} == {1}
    library.build()
    found = library.answerer().answer(ROAD, EVERYBODY, 3)
    assert {quote.edition for quote in found.quotes} <= {2}
    library.generations.roll_back()
    assert not library.answerer().answer(ROAD, EVERYBODY, 3).quotes
    briefings, now = library.briefings.all(), library.clock.now()
    seen = [
        edition.number
        for edition, _ in library.briefings.each_edition()
        if EVERYBODY.may_see(briefings[edition.briefing], now, edition.number)
    ]
    assert seen == [2]
    library.close()
