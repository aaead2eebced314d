import datetime as dt
import json
from pathlib import Path

import pytest

from labelled import article, question, write_set
from verbale.answer import Question, Turn
from verbale_index.evaluation.labelled_set import Place, SetRefused, Wording, read_labelled_set


def test_a_set_is_read_whole(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path / "talks",
        [article("a", "One.", "Two.", date="2025-03-04"), article("b", "Three.", date="2025", parallel_id="x")],
        [
            question("1", "Which?", "a", [1], ["Two"], answer_start=[0], context=[{"speaker": "user", "text": "So?"}]),
            question("2", "Where?", "b"),
            question("3", "Who?", None, answerable=False),
        ],
    )
    found = read_labelled_set(folder)
    assert (found.name, len(found.sha256)) == ("talks", 64)
    assert [(one.date, one.cluster) for one in found.articles] == [(dt.date(2025, 3, 4), "a"), (None, "x")]
    first, second, third = found.questions
    assert first.question == Question("Which?", (Turn("user", "So?"),))
    assert (first.places, first.answers) == ((Place("a", 1),), (Wording("Two", 0),))
    assert second.places == (Place("b", None),)
    assert (third.places, third.answerable) == ((), False)


def test_several_gold_passages_are_all_read(tmp_path: Path) -> None:
    gold = [{"article_id": "a", "paragraph_index": 0}, {"article_id": "b", "paragraph_index": 0}]
    folder = write_set(
        tmp_path, [article("a", "One."), article("b", "Two.")], [question("1", "?", "a", [0], gold=gold)]
    )
    assert read_labelled_set(folder).questions[0].places == (Place("a", 0), Place("b", 0))


def test_the_digest_is_that_of_both_files(tmp_path: Path) -> None:
    rows = [question("1", "Which?", "a")]
    digests = {
        read_labelled_set(write_set(tmp_path / str(number), [article("a", text)], questions)).sha256
        for number, (text, questions) in enumerate(
            [("One.", rows), ("One.", rows), ("Two.", rows), ("One.", [question("1", "Where?", "a")])]
        )
    }
    assert len(digests) == 3


def test_questions_go_to_the_language_of_their_article(tmp_path: Path) -> None:
    folder = write_set(
        tmp_path,
        [article("a", "One."), article("b", "Один.", lang="ru")],
        [
            question("1", "Один?", "a", lang="ru"),
            question("2", "Два?", None, lang="ru", answerable=False),
            question("3", "Se?", None, lang="tg", answerable=False),
        ],
    )
    corpora = read_labelled_set(folder).by_corpus()
    assert {language: [one.id for one in asked] for language, asked in corpora.items()} == {
        "en": ["1", "3"],
        "ru": ["2"],
    }


def test_a_sample_is_the_same_each_time_and_in_the_sets_order(tmp_path: Path) -> None:
    folder = write_set(tmp_path, [article("a", "One.")], [question(str(n), "?", "a") for n in range(100, 200)])
    found = read_labelled_set(folder)
    sample = [one.id for one in found.sampled(10, 1).questions]
    assert sample == [one.id for one in found.sampled(10, 1).questions]
    assert (len(sample), sample) == (10, sorted(sample))
    assert sample != [one.id for one in found.sampled(10, 2).questions]
    assert found.sampled(100, 1) == found
    assert found.sampled(None, 1) == found


@pytest.mark.parametrize(
    ("articles", "questions", "problem"),
    [
        ("", '{"id": "1", "lang": "en", "question": "?"}', "articles.jsonl holds no articles."),
        ('{"id": "a", "lang": "en", "paragraphs": ["One."]}', "", "questions.jsonl holds no questions."),
        ('{"id": "a", "lang": "en"}', "", "articles.jsonl, line 1: paragraphs: Field required."),
        ("\nnot json", "", "articles.jsonl, line 2: Invalid JSON"),
        (
            '{"id": "a", "lang": "en", "paragraphs": [" "]}',
            '{"id": "1", "lang": "en", "question": "?"}',
            "hold no text",
        ),
        ('{"id": "a", "lang": "en", "paragraphs": ["One."]}', '{"id": "1", "lang": "en", "question": "?"}', "labelled"),
        ('{"id": "a", "lang": "en", "paragraphs": ["One."]}\n' * 2, "", "the id a stands there 2 times"),
    ],
)
def test_what_is_no_set_is_refused_in_one_line(tmp_path: Path, articles: str, questions: str, problem: str) -> None:
    (tmp_path / "articles.jsonl").write_text(articles)
    (tmp_path / "questions.jsonl").write_text(questions)
    with pytest.raises(SetRefused) as refused:
        read_labelled_set(tmp_path)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetRefused, match=r"There is no folder .*nowhere"):
        read_labelled_set(tmp_path / "nowhere")
    (tmp_path / "articles.jsonl").write_text(json.dumps(article("a", "One.")))
    with pytest.raises(SetRefused, match=r"questions\.jsonl is missing"):
        read_labelled_set(tmp_path)
