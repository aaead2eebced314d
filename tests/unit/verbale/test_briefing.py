from datetime import UTC, datetime

from verbale.briefing import Briefing, Earlier, Viewer

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = datetime(2025, 3, 5, 12, tzinfo=UTC)
BRIEFING = Briefing(
    id="note",
    title="A note",
    date=None,
    language="en",
    source_url=None,
    visit=None,
    audience=("public",),
    embargo_until=None,
    current_edition=3,
    earlier=(Earlier(1, ("few",), None), Earlier(2, ("public",), LATER)),
)


def test_an_edition_that_was_for_few_stays_for_few() -> None:
    """Though the briefing is for everybody now, its first text is not."""
    everybody, few, editor = Viewer(), Viewer(frozenset({"public", "few"})), Viewer(is_editor=True)
    assert everybody.may_see(BRIEFING, NOW)
    assert everybody.may_see(BRIEFING, NOW, 3)
    assert not everybody.may_see(BRIEFING, NOW, 1)
    assert few.may_see(BRIEFING, NOW, 1)
    assert editor.may_see(BRIEFING, NOW, 1)


def test_an_edition_under_embargo_stays_so_to_its_end() -> None:
    assert not Viewer().may_see(BRIEFING, NOW, 2)
    assert Viewer().may_see(BRIEFING, LATER, 2)
