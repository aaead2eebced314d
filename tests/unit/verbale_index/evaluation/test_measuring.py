from dataclasses import dataclass, field
from pathlib import Path

from labelled import article, question, write_set
from verbale.answer import Answer, Citation, Hit, Question, Reason, Turn
from verbale.briefing import Viewer
from verbale.quote import Quote
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.gold import GoldKind
from verbale_index.evaluation.labelled_set import LabelledSet, read_labelled_set
from verbale_index.evaluation.measuring import Asked, Asking, ask_all
from verbale_index.evaluation.results import Outcome, Said

TRADE = "Trade stood at $1.1 billion. It is to be $2 billion."
ROAD = "The road reopens in May. It was closed."


@dataclass
class Scripted:
    """Quotes what it was told to, out of what the viewer may see, and keeps what it was asked."""

    quotes: list[Quote]
    confidence: float = 0.75
    reason: Reason | None = None
    asked: list[tuple[Question, Viewer]] = field(default_factory=list)

    def answer(self, question: Question, viewer: Viewer, top: int) -> Answer:
        self.asked.append((question, viewer))
        seen = tuple(Citation(quote) for quote in self.quotes if quote.briefing in viewer.audiences)[:top]
        reason = self.reason if seen else Reason.NOT_SAID
        return Answer(question.text, "en", self.confidence if seen else 0.1234567, seen, reason)

    def search(self, question: Question, viewer: Viewer, top: int) -> list[Hit]:
        return [Hit(Quote("trade", 1, 0, len(TRADE)), 0.9), Hit(Quote("road", 1, 0, len(ROAD)), 0.8)][:top]


def _set(tmp_path: Path, *rows: dict[str, object]) -> tuple[LabelledSet, Corpus]:
    found = read_labelled_set(write_set(tmp_path, [article("trade", TRADE), article("road", ROAD)], rows))
    return found, Corpus("en", found.articles)


def _ask(tmp_path: Path, row: dict[str, object], answering: Scripted) -> Asked:
    found, corpus = _set(tmp_path, row)
    (asked,) = ask_all(found.questions, Asking(answering, corpus))
    return asked


def test_what_came_of_a_question_is_kept(tmp_path: Path) -> None:
    row = question("1", "When?", "road", [0], ["in May"])
    asked = _ask(tmp_path, row, Scripted([Quote("trade", 1, 0, 28), Quote("road", 1, 0, 24)]))
    found = asked.row
    assert (found.id, found.cluster, found.answerable, found.gold_kind) == ("1", "road", True, GoldKind.ANSWER)
    assert (found.paragraph_ranks, found.n_gold, found.quote_rank) == ((2,), 1, 2)
    assert found.said == Said(Outcome.ANSWERED, 0.75)
    assert (asked.question, asked.first_quote, asked.gold) == ("When?", "Trade stood at $1.1 billion.", "in May")
    assert (found.evidence_rank, found.dense_rank, found.bm25_rank) == (None, None, None)


def test_left_out_the_article_does_not_exist_for_whoever_asks(tmp_path: Path) -> None:
    answering = Scripted([Quote("road", 1, 0, 24)])
    asked = _ask(tmp_path, question("1", "When?", "road", [0], ["in May"]), answering)
    assert asked.row.left_out == Said(Outcome.NOTHING, 0.123457)
    assert answering.asked[-2][1].audiences == {"road", "trade"}
    assert answering.asked[-1][1].audiences == {"trade"}


def test_quotes_that_are_only_near_are_counted_as_such(tmp_path: Path) -> None:
    answering = Scripted([Quote("road", 1, 0, 24)], reason=Reason.NEAR)
    found = _ask(tmp_path, question("1", "When?", "road", [0], ["in May"]), answering).row
    assert (found.said.outcome, found.quote_rank) == (Outcome.NEAR, 1)


def test_an_unanswerable_question_is_asked_once_and_not_searched_for(tmp_path: Path) -> None:
    answering = Scripted([Quote("road", 1, 0, 24)])
    asked = _ask(tmp_path, question("1", "When?", "trade", [0], answerable=False), answering)
    assert (asked.row.answerable, asked.row.quote_rank, asked.row.left_out) == (False, None, None)
    assert (asked.row.cluster, asked.gold, asked.first_quote) == ("trade", "", "The road reopens in May.")


def test_what_was_said_before_is_passed_on_or_left_away(tmp_path: Path) -> None:
    turns = [{"speaker": "user", "text": "The road?"}]
    found, corpus = _set(tmp_path, question("1", "When?", "road", [0], context=turns))
    answering = Scripted([])
    list(ask_all(found.questions, Asking(answering, corpus, leave_out=False)))
    assert answering.asked[-1][0] == Question("When?", (Turn("user", "The road?"),))
    list(ask_all(found.questions, Asking(answering, corpus, with_context=False, leave_out=False)))
    assert answering.asked[-1][0] == Question("When?")


def test_a_question_without_a_label_is_not_asked(tmp_path: Path) -> None:
    rows = [question("1", "When?", None, answerable=None), question("2", "Who?", None, answerable=False)]
    found, corpus = _set(tmp_path, *rows)
    assert [one.row.id for one in ask_all(found.questions, Asking(Scripted([]), corpus))] == ["2"]
