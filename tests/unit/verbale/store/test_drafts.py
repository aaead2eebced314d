from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, func, select

from library import Library
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store.drafts import (
    Draft,
    DraftState,
    Origin,
    change,
    close,
    drop_old,
    make,
    open_drafts,
    original,
    read,
    rename,
    shown_as,
)
from verbale.store.schema import drafts

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
BYTES = b"\xef\xbb\xbf\x00bytes as they came\r\n\xff"
SOURCE = SourceFile("визит в Душанбе.docx", BYTES)
DOCUMENT = Document(
    text="Ҷонибҳо мувофиқа карданд.\n\nПул моҳи май кушода мешавад. 🇹🇯",
    title="Сафари Душанбе — натиҷаҳо",
    date=date(2025, 3, 4),
    language=Language.TAJIK,
    source_url="https://press.example/safar",
    visit="Dushanbe 2025",
    audience=("press", "embassy"),
    embargo_until=datetime(2025, 3, 5, 9, tzinfo=timezone(timedelta(hours=5))),
    furniture=("Шарҳҳо (0)", "Follow us"),
)
BARE = Document(
    text="Мост откроют.",
    title="Мост",
    date=None,
    language=Language.RUSSIAN,
    source_url=None,
    visit=None,
    audience=("public",),
    embargo_until=None,
    furniture=(),
)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def made(connection: Connection, briefing: str = "bridge", at: datetime = NOW, document: Document = BARE) -> Draft:
    return make(connection, at, origin=Origin.TEXT, briefing=briefing, source=SOURCE, document=document)


def test_a_draft_comes_back_as_it_was_made(connection: Connection) -> None:
    draft = make(
        connection,
        NOW,
        origin=Origin.FEED,
        briefing="safar",
        source=SOURCE,
        document=DOCUMENT,
        feed=3,
        made_by=9_007_199_254_740_991,
    )
    assert draft == Draft(
        id=draft.id,
        state=DraftState.OPEN,
        origin=Origin.FEED,
        feed=3,
        briefing="safar",
        file_name="визит в Душанбе.docx",
        document=DOCUMENT,
        made_by=9_007_199_254_740_991,
        chat_id=None,
        message_id=None,
        made_at=NOW,
    )
    assert read(connection, draft.id) == draft


def test_a_draft_without_details_comes_back_without_them(connection: Connection) -> None:
    draft = made(connection)
    assert (draft.feed, draft.made_by) == (None, None)
    assert read(connection, draft.id) == draft


def test_every_draft_has_an_id_of_its_own(connection: Connection) -> None:
    assert [made(connection).id, made(connection).id, made(connection).id] == [1, 2, 3]
    assert read(connection, 4) is None
    assert original(connection, 4) is None


@pytest.mark.parametrize("origin", list(Origin))
def test_every_origin_comes_back(connection: Connection, origin: Origin) -> None:
    draft = make(connection, NOW, origin=origin, briefing="b", source=SOURCE, document=BARE)
    found = read(connection, draft.id)
    assert found is not None
    assert found.origin is origin


def test_the_original_is_the_bytes_as_they_came(connection: Connection) -> None:
    assert original(connection, made(connection).id) == BYTES


def test_a_draft_knows_the_message_that_shows_it(connection: Connection) -> None:
    first, second = made(connection), made(connection)
    shown_as(connection, first.id, -1_001_234_567_890, 77)
    assert read(connection, first.id) == replace(first, chat_id=-1_001_234_567_890, message_id=77)
    assert read(connection, second.id) == second


def test_an_open_draft_can_be_changed_and_its_original_stays(connection: Connection) -> None:
    draft, other = made(connection), made(connection)
    assert change(connection, draft.id, DOCUMENT)
    assert read(connection, draft.id) == replace(draft, document=DOCUMENT)
    assert change(connection, draft.id, BARE)
    assert read(connection, draft.id) == draft
    assert original(connection, draft.id) == BYTES
    assert read(connection, other.id) == other


def test_an_open_draft_can_be_renamed(connection: Connection) -> None:
    draft, other = made(connection), made(connection)
    assert rename(connection, draft.id, "bridge-2")
    assert read(connection, draft.id) == replace(draft, briefing="bridge-2")
    assert read(connection, other.id) == other


@pytest.mark.parametrize("state", [DraftState.PUBLISHED, DraftState.DISCARDED])
def test_a_closed_draft_keeps_its_details_and_loses_its_bytes(connection: Connection, state: DraftState) -> None:
    draft = made(connection, document=DOCUMENT)
    assert close(connection, draft.id, state)
    assert read(connection, draft.id) == replace(draft, state=state)
    assert original(connection, draft.id) is None


def test_only_the_first_one_closes_a_draft(connection: Connection) -> None:
    draft = made(connection)
    assert close(connection, draft.id, DraftState.DISCARDED)
    assert not close(connection, draft.id, DraftState.PUBLISHED)
    assert not close(connection, draft.id, DraftState.DISCARDED)
    assert read(connection, draft.id) == replace(draft, state=DraftState.DISCARDED)


def test_a_closed_draft_cannot_be_changed_or_renamed(connection: Connection) -> None:
    draft = made(connection)
    close(connection, draft.id, DraftState.PUBLISHED)
    assert not change(connection, draft.id, DOCUMENT)
    assert not rename(connection, draft.id, "other")
    assert read(connection, draft.id) == replace(draft, state=DraftState.PUBLISHED)


def test_what_is_no_draft_cannot_be_changed_renamed_or_closed(connection: Connection) -> None:
    assert not change(connection, 1, BARE)
    assert not rename(connection, 1, "other")
    assert not close(connection, 1, DraftState.DISCARDED)


def test_a_draft_is_not_closed_as_open(connection: Connection) -> None:
    draft = made(connection)
    with pytest.raises(ValueError, match="leaving it open"):
        close(connection, draft.id, DraftState.OPEN)
    assert original(connection, draft.id) == BYTES


def test_closing_that_is_rolled_back_leaves_the_bytes(library: Library) -> None:
    with library.database.writing() as opened:
        draft = made(opened)
    with pytest.raises(RuntimeError, match="publishing failed"), library.database.writing() as opened:
        close(opened, draft.id, DraftState.PUBLISHED)
        raise RuntimeError("publishing failed")
    with library.database.reading() as opened:
        assert read(opened, draft.id) == draft
        assert original(opened, draft.id) == BYTES


def test_open_drafts_come_newest_first_and_no_more_than_asked_for(connection: Connection) -> None:
    old = made(connection, "old", NOW - timedelta(days=1))
    new = made(connection, "new", NOW + timedelta(hours=1))
    same_moment = [made(connection, name) for name in ("a", "b")]
    closed = made(connection, "closed", NOW + timedelta(hours=2))
    close(connection, closed.id, DraftState.DISCARDED)
    assert open_drafts(connection, 10) == [new, same_moment[1], same_moment[0], old]
    assert open_drafts(connection, 2) == [new, same_moment[1]]


def test_old_drafts_go_when_they_are_closed(connection: Connection) -> None:
    open_one = made(connection, at=NOW - timedelta(days=400))
    published = made(connection, at=NOW - timedelta(days=40))
    discarded = made(connection, at=NOW - timedelta(days=40))
    recent = made(connection, at=NOW - timedelta(days=30))
    newest = made(connection, at=NOW - timedelta(days=400))
    close(connection, published.id, DraftState.PUBLISHED)
    for draft in (discarded, recent, newest):
        close(connection, draft.id, DraftState.DISCARDED)
    assert drop_old(connection, NOW - timedelta(days=30)) == 2
    left = connection.scalars(select(drafts.c.id).order_by(drafts.c.id)).all()
    assert left == [open_one.id, recent.id, newest.id]
    assert drop_old(connection, NOW - timedelta(days=30)) == 0


def test_the_id_of_a_dropped_draft_is_never_given_again(connection: Connection) -> None:
    """A button under an old message must not publish another draft."""
    ids = [made(connection).id for _ in range(3)]
    for draft_id in ids:
        close(connection, draft_id, DraftState.DISCARDED)
    assert drop_old(connection, NOW + timedelta(days=1)) == 2
    assert made(connection).id == 4
    assert connection.scalar(select(func.count()).select_from(drafts)) == 2
