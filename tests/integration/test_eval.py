"""``verbale eval``: the whole of question answering, measured on a labelled set."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from labelled import article, question, write_set
from program import Installation

ARTICLES = [
    article(
        "press:arrival",
        "The delegation of Kazakhstan arrived in Dushanbe on 3 March 2025 for talks on trade and water.",
        "It was met at the airport by Farrukh Saidov. He said that the road over the Anzob pass would reopen in May.",
        date="2025-03-04",
    ),
    article(
        "press:museum",
        "The museum of the silk road in Samarkand shows two hundred manuscripts.",
        "Its director, Nodira Karimova, opened the exhibition on <b>Tuesday</b>.",
    ),
    article("press:rail", "Казахстан передаст Таджикистану двенадцать локомотивов до конца 2025 года.", lang="ru"),
]
QUESTIONS = [
    question("road", "When will the road over the Anzob pass reopen?", "press:arrival", [1], ["in May"]),
    question("museum", "Who is the director of the museum?", "press:museum", [1], ["Nodira Karimova"]),
    question("rail", "Сколько локомотивов передаст Казахстан?", "press:rail", [0], ["двенадцать"], lang="ru"),
    question("shown", "How many manuscripts does the museum show?", "press:museum", [0], ["two <hundred>"]),
    question("football", "Who won the football match in Almaty?", None, answerable=False),
]


@pytest.fixture
def labelled_set(tmp_path: Path) -> Path:
    return write_set(tmp_path / "press", ARTICLES, QUESTIONS)


def _value(results: Any, name: str, language: str | None = None) -> float:
    (found,) = (f["value"] for f in results["figures"] if (f["name"], f["language"]) == (name, language))
    return float(found)


def test_a_set_is_measured_and_measured_again_from_the_same_index(
    installation: Installation, labelled_set: Path
) -> None:
    results = installation.json("eval", str(labelled_set), "--json", "--baselines")
    assert {name: results["conditions"][name] for name in ("set_name", "articles", "paragraphs", "questions")} == {
        "set_name": "press",
        "articles": 3,
        "paragraphs": 5,
        "questions": 5,
    }
    assert (results["counts"]["answerable"], results["counts"]["unanswerable"]) == (4, 1)
    assert results["counts"]["by_language"] == {"en": 4, "ru": 1}
    assert results["counts"]["unlocated"] == ["shown"]
    assert results["counts"]["outcomes"]["unanswerable"] == {"answered": 0, "near": 0, "nothing": 1}
    assert _value(results, "paragraph_hit_3") == 1.0
    assert _value(results, "quote_hit_1", "ru") == 1.0
    assert _value(results, "dense_hit_3") == 1.0
    assert _value(results, "auroc_labelled") == 1.0
    rows = {row["id"]: row for row in results["rows"]}
    assert (rows["road"]["quote_rank"], rows["road"]["said"]["outcome"]) == (1, "answered")
    # There is nothing else in Russian: with its article gone, the question meets no briefing at all.
    assert rows["rail"]["left_out"]["outcome"] == "nothing"
    assert "left_out" not in rows["football"]

    corpora = sorted((installation.model_cache / "eval").iterdir())
    pointers = [(folder / "index" / "current.json").read_bytes() for folder in corpora]
    again = installation.json("eval", str(labelled_set), "--json", "--baselines")
    assert again["figures"] == results["figures"]
    assert sorted((installation.model_cache / "eval").iterdir()) == corpora
    assert [(folder / "index" / "current.json").read_bytes() for folder in corpora] == pointers
    assert not installation.data.exists()


def test_two_measurements_are_compared(installation: Installation, labelled_set: Path) -> None:
    rows = installation.folder / "rows.jsonl"
    for name, more in (("a", ()), ("b", ("--rows", str(rows), "--skip-left-out"))):
        finished = installation.run("eval", str(labelled_set), "--json", *more)
        (installation.folder / f"{name}.json").write_text(finished.out)
    assert [json.loads(line)["id"] for line in rows.read_text().splitlines()] == [
        "road",
        "museum",
        "shown",
        "football",
        "rail",
    ]
    compared = installation.json("eval", "--compare", "a.json", "b.json", "--json")
    assert (compared["questions"], compared["only_a"], compared["same_set"]) == (5, 0, True)
    assert {found["difference"] for found in compared["differences"]} == {0.0}
    assert not any(found["name"].endswith("left_out") for found in compared["differences"])
    finished = installation.run("eval", "--compare", "a.json", "b.json")
    assert (finished.code, finished.err) == (0, "")
    assert "5 questions in both, 0 in A alone, 0 in B alone." in finished.out


class _Page(HTMLParser):
    """What a page loads, which tags it has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.sources: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.usefixtures("stock")  # which prepares the model, and says so
def test_the_report_is_one_file_and_a_terminal_gets_a_summary(installation: Installation, tmp_path: Path) -> None:
    asked = [
        question("wrong", "Who opened the exhibition on <b>Tuesday</b>?", "press:museum", [0], ["silk road"]),
        question("none", "Which road over the Anzob pass would reopen in May?", None, answerable=False),
    ]
    folder = write_set(tmp_path / "<set>", ARTICLES, asked)
    finished = installation.run("eval", str(folder), "--out", "report.html")
    assert (finished.code, finished.err) == (0, "")
    assert "Quote hit@1" in finished.out
    page = _Page()
    page.feed((installation.folder / "report.html").read_text("utf-8"))
    text = " ".join(page.text)
    assert [source[:22] for source in page.sources] == ["data:image/png;base64,"] * 3
    assert "Who opened the exhibition on <b>Tuesday</b>?" in text
    assert "Its director, Nodira Karimova, opened the exhibition on <b>Tuesday</b>." in text
    assert "He said that the road over the Anzob pass would reopen in May." in text
    assert "script" not in page.tags


def test_a_sample_is_smaller_and_always_the_same(installation: Installation, labelled_set: Path) -> None:
    measured = [
        installation.json("eval", str(labelled_set), "--json", "--sample", "2", "--skip-left-out") for _ in range(2)
    ]
    ids = [[row["id"] for row in results["rows"]] for results in measured]
    assert (len(ids[0]), ids[0] == ids[1]) == (2, True)
    assert (measured[0]["conditions"]["sample"], measured[0]["conditions"]["questions"]) == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("eval",), 2, "give either a FOLDER to measure on or --compare"),
        (("eval", "nowhere"), 1, "There is no folder nowhere."),
        (("eval", "."), 1, "articles.jsonl is missing. A labelled set has articles.jsonl and questions.jsonl."),
        (("eval", "--compare", "a.json", "b.json"), 1, "a.json cannot be read"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    installation: Installation, arguments: tuple[str, ...], code: int, problem: str
) -> None:
    finished = installation.run(*arguments)
    assert finished.code == code
    assert problem in finished.err
