"""``verbale calibrate``: the confidence, fitted to the model in use from the briefings themselves."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from program import Installation, other_model_folder

SUBJECTS = (
    "the mountain highway", "the cotton exchange", "river gauges", "student exchanges", "the power line",
    "museum loans", "border clinics", "railway tariffs",
)  # fmt: skip
DEEDS = (
    "Engineers of both ministries inspected {} and described unexpected delays caused by flooding near the bridge.",
    "Journalists heard that {} would receive additional funding after parliament approved the revised national budget.",
    "A joint commission on {} begins regular consultations between regional authorities, companies and universities.",
)


def _write_briefings(installation: Installation, many: int) -> None:
    for number, subject in enumerate(SUBJECTS[:many]):
        day = date(2025, 3, 1) + timedelta(days=number)
        text = "\n\n".join(deed.format(subject) for deed in DEEDS)
        installation.write(f"briefing-{number}.md", f"---\ntitle: News of {subject}\ndate: {day}\n---\n{text}\n")
    finished = installation.run("reindex")
    assert finished.code == 0, finished


def _kept(installation: Installation) -> Any:
    return json.loads((installation.data / "calibrations.json").read_bytes())


def test_another_model_is_calibrated_and_answers_by_that(installation: Installation) -> None:
    _write_briefings(installation, 8)
    installation.settings["VERBALE_EMBEDDING_MODEL"] = other_model_folder()
    # Nobody has reindexed since the model was changed: calibrating does.
    finished = installation.run("calibrate", "--json")
    assert finished.code == 0
    assert "another embedding model" in finished.err
    made = json.loads(finished.out)
    assert list(made) == [
        "model", "encoder", "asked", "asked_without", "briefings", "before", "after", "calibration", "file",
    ]  # fmt: skip
    assert (made["model"], made["asked"], made["briefings"]) == (other_model_folder(), 24, 8)
    assert made["file"] == "var/calibrations.json"
    assert _kept(installation) == {made["encoder"]: made["calibration"]}
    assert made["before"]["right"] <= made["before"]["answered"] <= 24
    assert made["after"]["right"] >= 20
    assert made["after"]["answered_without"] <= 4
    question = ("ask", "--json", "Which ministries inspected the mountain highway with engineers?")
    calibrated = installation.json(*question)
    kept = installation.data / "calibrations.json"
    kept.rename(kept.with_suffix(".beside"))
    assert installation.json(*question)["confidence"] != calibrated["confidence"]
    kept.with_suffix(".beside").rename(kept)
    # The bundled model answers as it did: a calibration belongs to one model.
    del installation.settings["VERBALE_EMBEDDING_MODEL"]
    installation.run("calibrate")
    assert set(_kept(installation)) > {made["encoder"]}
    assert _kept(installation)[made["encoder"]] == made["calibration"]


def test_what_was_done_is_told_in_words(installation: Installation) -> None:
    _write_briefings(installation, 7)
    finished = installation.run("calibrate")
    assert finished.code == 0
    lines = finished.out.splitlines()
    assert lines[0] == (
        "The model bundled was asked 21 stand-ins for questions, made of sentences of 7 briefings: each of all "
        "briefings, and again without its own."
    )
    assert [line.split()[0] for line in lines[1:]] == ["Before:", "Now:", "Kept"]
    assert lines[3] == "Kept in var/calibrations.json. A bot that is running uses it after its next start."


@pytest.mark.parametrize(
    ("many", "problem"),
    [
        (1, "The briefings give 0 sentences to ask about, and 20 are needed. Add briefings of other visits or days, "),
        (2, "The briefings give 6 sentences to ask about, and 20 are needed. Add briefings of other visits or days, "),
    ],
)
def test_too_few_briefings_are_refused_and_nothing_is_kept(installation: Installation, many: int, problem: str) -> None:
    _write_briefings(installation, many)
    finished = installation.run("calibrate")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err.startswith(f"verbale: {problem}")
    assert finished.err.count("\n") == 1
    assert not (installation.data / "calibrations.json").exists()


def test_without_briefings_it_says_what_to_do(installation: Installation) -> None:
    finished = installation.run("calibrate")
    assert (finished.code, finished.out) == (1, "")
    assert finished.err == (
        "verbale: There are no briefings to calibrate on. Put articles into briefings and run verbale reindex.\n"
    )
