"""``verbale diff``: two editions of a briefing side by side."""

from rich.console import Console
from rich.text import Text

from verbale.briefing import Briefing
from verbale.edition import Edition
from verbale.edition_diff import Half, ParagraphChange, paragraph_changes
from verbale.errors import Refused
from verbale.settings import Settings
from verbale_bot.cli.briefings import briefing_called
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import moment_in_words, print_json, print_line

REMOVED = "strike red"
ADDED = "green"


def diff(settings: Settings, name: str, old_number: int | None, new_number: int | None, as_json: bool) -> None:
    """Show the paragraphs that differ, in the order of the texts.

    Raises:
        Refused: there is no such briefing, or no such edition of it.
    """
    with opened(settings) as program:
        briefing = briefing_called(program, name)
        numbers = numbers_to_compare(briefing, old_number, new_number)
        found = program.briefings.editions((briefing.id, number) for number in numbers)
    old, new = (found[briefing.id, number] for number in numbers)
    changes = paragraph_changes(old, new)
    if as_json:
        print_json(
            {
                "briefing": briefing.id,
                "old": old.number,
                "new": new.number,
                "changes": [change_as_json(one, old, new) for one in changes],
            }
        )
        return
    for sign, edition in (("---", old), ("+++", new)):
        taken_in = moment_in_words(edition.taken_in_at, settings)
        print_line(f"{sign} {briefing.title} ({briefing.id}), edition {edition.number}, {taken_in}")
    if not changes:
        print_line("The paragraphs are the same.")
    console = Console(highlight=False, markup=False)
    for change in changes:
        console.print(change_as_text(change, old, new), soft_wrap=True)


def numbers_to_compare(briefing: Briefing, old: int | None, new: int | None) -> tuple[int, int]:
    """The numbers of the editions that are meant: without any, the current one and the one before it.

    Raises:
        Refused: there is nothing to compare.
    """
    current = briefing.current_edition
    numbers = (current - 1 if old is None else old, current if new is None else new)
    if current == 1 and max(numbers) == 1:
        raise Refused(f"{briefing.id} has one edition: there is nothing to compare.")
    if max(numbers) > current:
        raise Refused(f"There is no edition {max(numbers)} of {briefing.id}.", f"The last one is {current}.")
    if numbers[0] == numbers[1]:
        raise Refused(f"That is edition {numbers[0]} twice.", f"Name two editions of 1 to {current}.")
    return numbers


def change_as_text(change: ParagraphChange, old: Edition, new: Edition) -> Text:
    """Lines that begin with ``¶``, ``-`` and ``+``; what was removed is struck through, what was added is green."""
    places = [f"¶ {half.paragraph}" for half in (change.old, change.new) if half is not None]
    what = " → ".join(places) if len(places) > 1 else f"{places[0]} {'is gone' if change.new is None else 'is new'}"
    text = Text(what, style="")
    if change.old is not None:
        text.append("\n- ").append_text(_marked(change.old, old, REMOVED))
    if change.new is not None:
        text.append("\n+ ").append_text(_marked(change.new, new, ADDED))
    return text


def change_as_json(change: ParagraphChange, old: Edition, new: Edition) -> dict[str, object]:
    """Both paragraphs with what the other has not; offsets in code points into the edition's text."""
    return {
        "old": None if change.old is None else _half_as_json(change.old, old, "removed"),
        "new": None if change.new is None else _half_as_json(change.new, new, "added"),
    }


def _marked(half: Half, edition: Edition, style: str) -> Text:
    text = Text(half.span.of(edition.text))
    for span in half.changed:
        text.stylize(style, span.start - half.span.start, span.end - half.span.start)
    return text


def _half_as_json(half: Half, edition: Edition, name: str) -> dict[str, object]:
    return {
        "paragraph": half.paragraph,
        "start": half.span.start,
        "end": half.span.end,
        "text": half.span.of(edition.text),
        name: [{"start": one.start, "end": one.end, "text": one.of(edition.text)} for one in half.changed],
    }
