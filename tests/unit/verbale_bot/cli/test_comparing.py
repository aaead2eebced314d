import pytest
from rich.console import Console

from library import edition
from verbale.briefing import Briefing
from verbale.edition_diff import paragraph_changes
from verbale.errors import Refused
from verbale_bot.cli.comparing import change_as_json, change_as_text, numbers_to_compare

OLD = edition("The talks began on 3 March.\n\nThe road reopens in May.\n\nNobody spoke of the railway.")
NEW = edition("The talks began on 4 March.\n\nThe road reopens in May.\n\nWater was on the agenda too.", number=2)


def _briefing(current_edition: int) -> Briefing:
    return Briefing("talks", "Talks", None, "en", None, None, ("public",), None, current_edition)


def test_only_the_words_that_differ_are_marked() -> None:
    changed, *_ = paragraph_changes(OLD, NEW)
    text = change_as_text(changed, OLD, NEW)
    assert text.plain == "¶ 1 → ¶ 1\n- The talks began on 3 March.\n+ The talks began on 4 March."
    assert [(text.plain[one.start : one.end], one.style) for one in text.spans] == [("3", "strike red"), ("4", "green")]


def test_paragraphs_that_have_no_counterpart_are_gone_or_new() -> None:
    _, gone, new = paragraph_changes(OLD, NEW)
    assert change_as_text(gone, OLD, NEW).plain == "¶ 3 is gone\n- Nobody spoke of the railway."
    assert change_as_text(new, OLD, NEW).plain == "¶ 3 is new\n+ Water was on the agenda too."


def test_in_a_terminal_what_was_removed_is_struck_and_what_was_added_is_coloured() -> None:
    changed, *_ = paragraph_changes(OLD, NEW)
    console = Console(force_terminal=True, color_system="standard", highlight=False, markup=False, width=80)
    with console.capture() as capture:
        console.print(change_as_text(changed, OLD, NEW), soft_wrap=True)
    assert "began on \x1b[9;31m3\x1b[0m March" in capture.get()
    assert "began on \x1b[32m4\x1b[0m March" in capture.get()


def test_in_json_every_place_slices_the_text_that_stands_beside_it() -> None:
    changed, gone, _ = paragraph_changes(OLD, NEW)
    assert change_as_json(changed, OLD, NEW) == {
        "old": {
            "paragraph": 1,
            "start": 0,
            "end": 27,
            "text": "The talks began on 3 March.",
            "removed": [{"start": 19, "end": 20, "text": "3"}],
        },
        "new": {
            "paragraph": 1,
            "start": 0,
            "end": 27,
            "text": "The talks began on 4 March.",
            "added": [{"start": 19, "end": 20, "text": "4"}],
        },
    }
    assert change_as_json(gone, OLD, NEW)["new"] is None


@pytest.mark.parametrize(
    ("current", "old", "new", "expected"),
    [(3, None, None, (2, 3)), (3, 1, None, (1, 3)), (3, 1, 2, (1, 2)), (3, 3, 1, (3, 1))],
)
def test_without_numbers_the_last_two_editions_are_compared(
    current: int, old: int | None, new: int | None, expected: tuple[int, int]
) -> None:
    assert numbers_to_compare(_briefing(current), old, new) == expected


@pytest.mark.parametrize(
    ("current", "old", "new", "refusal"),
    [
        (1, None, None, "talks has one edition: there is nothing to compare."),
        (1, 1, None, "talks has one edition: there is nothing to compare."),
        (3, 3, None, "That is edition 3 twice. Name two editions of 1 to 3."),
        (3, 2, 2, "That is edition 2 twice. Name two editions of 1 to 3."),
        (3, 1, 4, "There is no edition 4 of talks. The last one is 3."),
    ],
)
def test_what_cannot_be_compared_is_refused(current: int, old: int | None, new: int | None, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        numbers_to_compare(_briefing(current), old, new)
    assert str(refused.value) == refusal
