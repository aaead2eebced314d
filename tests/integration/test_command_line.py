"""The command line, as a person or a script uses it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from library import ARRIVAL, RAILWAY
from program import Installation
from stored import rows

ROAD = ARRIVAL.split("\n\n")[1]
"""The sentence about the road begins with "He said", and is quoted with the one that says who."""


def _edition_text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_an_answer_in_json_has_the_contracts_form(stocked: Installation) -> None:
    answer = stocked.json("ask", "--json", "When will the road over the Anzob pass reopen?")
    assert list(answer) == ["id", "question", "language", "answered", "outcome", "confidence", "reason", "quotes"]
    assert (answer["id"], answer["language"], answer["answered"], answer["reason"]) == (None, "en", True, None)
    assert answer["outcome"] == "answered"
    assert 0.5 < answer["confidence"] <= 1
    quote = answer["quotes"][0]
    assert quote == {
        "text": ROAD,
        "briefing": "arrival",
        "edition": 1,
        "title": "Talks in Dushanbe",
        "date": "2025-03-04",
        "source_url": "https://press.example/talks",
        "paragraph": 2,
        "start": ARRIVAL.index(ROAD),
        "end": ARRIVAL.index(ROAD) + len(ROAD),
        "sha256": hashlib.sha256(ARRIVAL.encode()).hexdigest(),
        "speaker": "Deputy Minister of Transport, Farrukh Saidov",
        "speech": "reported",
        "also": [],
    }


def test_a_question_that_nothing_answers_is_an_abstention_with_its_reason(stocked: Installation) -> None:
    answer = stocked.json("ask", "--json", "Who won the football match?")
    assert (answer["answered"], answer["outcome"], answer["quotes"]) == (False, "not_said", [])
    assert answer["reason"] == "the briefings do not say"
    assert 0 <= answer["confidence"] < 0.5


def test_a_file_of_questions_is_answered_line_by_line_in_order(stocked: Installation, tmp_path: Path) -> None:
    rows = [
        {"id": "b", "question": "When will the road over the Anzob pass reopen?"},
        {"id": 7, "question": "Сколько будет стоить поставка локомотивов?", "context": []},
        {"id": "a", "question": "When will the road reopen?", "briefing": "railway", "more": 1},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "utf-8")
    finished = stocked.run("ask", "--from", str(file), "--top", "1")
    answers = [json.loads(line) for line in finished.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", 7, "a"]
    assert [answer["language"] for answer in answers] == ["en", "ru", "en"]
    assert answers[1]["quotes"][0]["text"].startswith("Стоимость поставки составит 48 млн долларов")
    assert {quote["briefing"] for quote in answers[2]["quotes"]} <= {"railway"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "line 2: Invalid JSON"),
        ('{"id": 1}', "line 2: question: Field required"),
        ('{"question": "x", "context": [{"speaker": "nobody", "text": "y"}]}', "line 2: context.0.speaker"),
    ],
)
def test_a_wrong_line_is_named_before_anything_is_answered(
    stocked: Installation, tmp_path: Path, line: str, problem: str
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "When does the road reopen?"}\n' + line + "\n")
    finished = stocked.run("ask", "--from", str(file))
    assert (finished.code, finished.out) == (1, "")
    assert problem in finished.err
    assert finished.err.count("\n") == 1


def test_search_ranks_paragraphs_with_scores(stocked: Installation) -> None:
    found = stocked.json("search", "--json", "--top", "2", "road over the Anzob pass")
    scores = [hit["score"] for hit in found["hits"]]
    assert (found["id"], len(scores), scores == sorted(scores, reverse=True)) == (None, 2, True)
    assert list(found["hits"][0]) == ["briefing", "edition", "paragraph", "score", "text"]
    assert (found["hits"][0]["briefing"], found["hits"][0]["paragraph"]) == ("arrival", 2)
    assert found["hits"][0]["text"] == ARRIVAL.split("\n\n")[1]


def test_in_a_pipe_an_answer_is_plain_lines(stocked: Installation) -> None:
    finished = stocked.run("ask", "--top", "1", "When will the road over the Anzob pass reopen?")
    assert (
        finished.out
        == f"{ROAD}\nReported speech\n— Talks in Dushanbe · March 4, 2025 · ¶ 2 · https://press.example/talks\n"
    )
    assert finished.err == ""


def test_chat_answers_each_line_of_a_pipe(stocked: Installation) -> None:
    finished = stocked.run(
        "chat", input_text="When will the road over the Anzob pass reopen?\n/help\n/what\n/quit\nnot read\n"
    )
    assert finished.code == 0
    assert "I answer questions about diplomatic visits" in finished.out
    assert ROAD in finished.out
    assert "I do not know this command." in finished.out
    assert "not read" not in finished.out


def test_chat_knows_the_commands_of_the_bot(stocked: Installation) -> None:
    road = "He said that the road over the Anzob pass would reopen in May."
    lines = [
        "/briefings", "/latest", "/visit nowhere", "/visit arrival", "When will the road over the Anzob pass reopen?", "/more",
        f"/verify “{road}”", "/verify He said that the road over the Anzob pass would reopen in June.", "/language ru",
        "/forget", "/more",
    ]  # fmt: skip
    out = stocked.run("chat", input_text="\n".join(lines) + "\n").out.splitlines()
    assert "March 4, 2025 · Talks in Dushanbe (arrival)" in out
    assert "I know no such visit. Choose one of these." in out
    assert "Questions in this chat are now about “Talks in Dushanbe”. /visit changes this." in out
    assert sum(road in line for line in out) >= 3
    assert any(line.startswith("Verbatim. Edition 1 of ") for line in out)
    assert "Not verbatim: this does not stand in any briefing word for word. What comes nearest:" in out
    assert "Забыто в этом чате: 1 ваш вопрос." in out


def test_taking_in_the_same_files_again_changes_nothing(stocked: Installation) -> None:
    again = stocked.json("reindex", "--json")
    assert (again["built"], again["generation"], again["embedded"]) == (False, 1, 0)
    assert [row["outcome"] for row in again["taken"]] == ["unchanged", "unchanged"]


def test_a_corrected_file_is_a_new_edition_and_the_old_one_can_be_gone_back_to(stocked: Installation) -> None:
    stocked.write("railway.txt", RAILWAY.replace("48 млн", "52 млн"))
    assert stocked.json("reindex", "--json")["generation"] == 2
    question = ("ask", "--json", "--top", "1", "Сколько будет стоить поставка локомотивов?")
    quote = stocked.json(*question)["quotes"][0]
    assert ("52 млн" in quote["text"], quote["edition"]) == (True, 2)
    assert "Generation 1 of" in stocked.run("rollback").out
    quote = stocked.json(*question)["quotes"][0]
    assert ("48 млн" in quote["text"], quote["edition"]) == (True, 1)
    refused = stocked.run("rollback")
    assert refused.code == 1
    assert refused.err == "verbale: There is no earlier generation to go back to. Nothing was changed.\n"


def test_wrong_files_are_refused_one_by_one_and_the_others_are_taken_in(installation: Installation) -> None:
    installation.write("good.txt", ARRIVAL)
    installation.write("empty.txt", "")
    installation.write("binary.txt", b"\x00\x01\x02\x03" * 100)
    installation.write("cyrillic.txt", RAILWAY.encode("cp1251"))
    installation.write("front.md", "---\ntitle: [unclosed\n---\nThe talks began today in Dushanbe.\n")
    installation.write("unknown.md", "---\ntitel: Talks\n---\nThe talks began today in Dushanbe.\n")
    installation.write("twice.txt", ARRIVAL)
    installation.write("Twice.md", ARRIVAL)
    finished = installation.run("reindex")
    assert finished.code == 1
    assert "good.txt: new" in finished.out
    lines = finished.err.splitlines()
    assert len(lines) == 7
    for name in ("empty.txt", "binary.txt", "cyrillic.txt", "front.md", "unknown.md", "twice.txt", "Twice.md"):
        assert sum(line.startswith(f"verbale: {name}: ") for line in lines) == 1, name
    assert "title" in next(line for line in lines if "unknown.md" in line)
    assert installation.json("ask", "--json", "When will the road reopen?")["quotes"][0]["briefing"] == "good"


def test_without_briefings_it_says_what_to_do(installation: Installation) -> None:
    finished = installation.run("ask", "--json", "Who came?")
    answer = json.loads(finished.out)
    assert (finished.code, answer["answered"]) == (0, False)
    assert answer["reason"] == "there are no briefings to answer from"
    assert "run verbale reindex" in finished.err


def test_a_damaged_index_is_noticed_and_built_again(stocked: Installation) -> None:
    (file,) = (stocked.data / "index").glob("*/sentences.npy")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    status = stocked.run("status")
    assert status.code == 1
    assert "sentences.npy of generation 1 is not what was written" in status.err
    finished = stocked.run("ask", "--json", "When will the road over the Anzob pass reopen?")
    assert json.loads(finished.out)["quotes"][0]["text"] == ROAD
    assert "sentences.npy of generation 1" in finished.err
    assert stocked.run("status").code == 0


def test_a_missing_index_is_built_again_from_the_database(stocked: Installation) -> None:
    for file in (stocked.data / "index").rglob("*"):
        if file.is_file():
            file.unlink()
    finished = stocked.run("ask", "--json", "When will the road over the Anzob pass reopen?")
    assert json.loads(finished.out)["quotes"][0]["text"] == ROAD
    assert "There is no index" in finished.err


def test_status_tells_what_serves(stocked: Installation) -> None:
    status = stocked.json("status", "--json")
    assert (status["briefings"], status["editions"], status["damage"], status["up_to_date"]) == (2, 2, None, True)
    assert (status["generation"]["number"], status["generation"]["paragraphs"]) == (1, 5)
    assert status["generation"]["model"] == "bundled"


def test_verify_finds_a_verbatim_text_and_refuses_another(stocked: Installation, tmp_path: Path) -> None:
    file = tmp_path / "quoted.txt"
    file.write_text(f"  “{ROAD}”\n")
    finished = stocked.run("verify", str(file))
    assert finished.code == 0
    assert finished.out.startswith("Verbatim: Talks in Dushanbe (arrival), edition 1 (current), ¶ 2, characters ")
    file.write_text(ROAD.replace("May", "June"))
    finished = stocked.run("verify", str(file))
    assert (finished.code, finished.out) == (1, "")
    assert "does not stand in any edition, word for word" in finished.err


def test_verify_checks_answers_down_to_the_byte(stocked: Installation, tmp_path: Path) -> None:
    finished = stocked.run("ask", "--json", "When will the road over the Anzob pass reopen?")
    file = tmp_path / "answers.jsonl"
    file.write_text(finished.out, "utf-8")
    assert stocked.run("verify", str(file)).out == "line 1: 3 quotes, verbatim\n"
    file.write_text(finished.out.replace("in May", "in June"), "utf-8")
    assert stocked.run("verify", str(file)).code == 1


def test_verify_checks_the_whole_store(stocked: Installation) -> None:
    whole = stocked.run("verify").out
    last = rows(stocked, "SELECT number, sha256 FROM audit ORDER BY number DESC")[0]
    assert whole == (
        f"Whole: 2 editions, 2 files as they came, 1 generations of the index, {last[0]} entries of the audit log, "
        f"0 quotes in 0 messages and 0 answers. The SHA-256 of the audit log's last entry is {last[1]}.\n"
    )


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", "a", "--from", "b"), ("ask", "--top", "0", "x"), ("nonsense",), ("search", "--bad")]
)
def test_wrong_usage_is_told_with_exit_code_2(installation: Installation, arguments: tuple[str, ...]) -> None:
    finished = installation.run(*arguments)
    assert finished.code == 2
    assert "Usage: " in finished.err


def test_an_unknown_setting_is_one_line_with_the_nearest_name(installation: Installation) -> None:
    installation.settings["VERBALE_BRIEFING_DIR"] = "x"
    finished = installation.run("status")
    assert finished.code == 1
    assert finished.err == (
        "verbale: Unknown setting VERBALE_BRIEFING_DIR in the environment. Did you mean VERBALE_BRIEFINGS_DIR?\n"
    )


def test_a_folder_that_cannot_be_written_is_one_clear_line(installation: Installation) -> None:
    (installation.folder / "var").write_text("a file stands where the folder should be")
    finished = installation.run("reindex")
    assert finished.code == 1
    assert finished.err.startswith("verbale: ")
    assert finished.err.count("\n") == 1
    assert "Traceback" not in finished.err


def test_an_audience_sees_only_what_is_meant_for_it(installation: Installation) -> None:
    front = "---\naudience: embassy\n---\n"
    installation.write("secret.md", front + "The code word of the meeting is nightingale.\n")
    installation.write("open.txt", ARRIVAL)
    assert installation.run("reindex").code == 0
    question = "What is the code word of the meeting?"
    assert installation.json("ask", "--json", question)["answered"] is False
    assert {hit["briefing"] for hit in installation.json("search", "--json", question)["hits"]} == {"open"}
    told = installation.json("ask", "--json", "--audience", "embassy", question)
    assert told["quotes"][0]["text"] == "The code word of the meeting is nightingale."


def test_with_the_bundled_model_torch_is_never_imported(stocked: Installation) -> None:
    code = (
        "import sys\n"
        "from verbale_bot.cli.app import main\n"
        "import verbale_bot.telegram.running\n"
        "sys.argv = ['verbale', 'ask', '--json', 'When will the road reopen?']\n"
        "try:\n    main()\n"
        "finally:\n    print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=stocked.folder, env=stocked.environment(), capture_output=True, text=True, check=True
    )
    answer, modules = done.stdout.splitlines()
    assert json.loads(answer)["answered"] is True
    assert modules == "[]"
