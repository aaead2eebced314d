"""Which messages quoted what has changed, and what was done about them."""

from dataclasses import replace
from datetime import datetime, timedelta

from library import Library
from verbale.corrections import (
    ANNOUNCEMENT,
    CHECK,
    CORRECTION,
    EDIT,
    LEAVE,
    REPLY,
    Affected,
    Change,
    Comparing,
    corrections_due,
)
from verbale.quote import Quote
from verbale.store import ledger, outbox, publishing
from verbale.store.ledger import Said

FIRST = (
    "The turbine will send 10 megawatts to Osh in May. The harbour of Aktau stays closed.\n\nThe school opens in Merv."
)
SECOND = FIRST.replace("10 megawatts", "20 megawatts")
THIRD = SECOND.replace("opens in Merv", "opens in Nukus")
TURBINE, SCHOOL = "The turbine will send 10 megawatts to Osh in May.", "The school opens in Merv."


def _quote(text: str, words: str, edition: int = 1) -> Quote:
    return Quote("water", edition, text.index(words), text.index(words) + len(words))


OLD_TURBINE = _quote(FIRST, TURBINE)
NEW_TURBINE = _quote(SECOND, TURBINE.replace("10", "20"), 2)
OLD_SCHOOL = _quote(FIRST, SCHOOL)


def _said(library: Library, number: int, *quotes: Quote, kind: str = "answer", at: datetime | None = None) -> int:
    """Record a message, and its id in the ledger."""
    said = Said(1, number, 0, kind, -100 - number, None, 7, None, None, 0, quotes, at or library.clock.now())
    with library.database.writing() as connection:
        ledger.record(connection, said)
        return max(ledger_id for ledger_id, _ in ledger.all_that_quotes(connection))


def _deal(library: Library, ledger_id: int, edition: int | None, mode: str = EDIT, *, fails: bool = False) -> int:
    """A delivery for one message that has ended, and the id of its row."""
    now = library.clock.now()
    with library.database.writing() as connection:
        delivery = outbox.plan(
            connection,
            now,
            kind=CORRECTION,
            mode=mode,
            briefing="water",
            edition=edition,
            made_by=1,
            rows=[(-100, None, ledger_id)],
        ).id
        (row,) = outbox.next_rows(connection, delivery, 1)
        if fails:
            outbox.failed(connection, row.id, "blocked", now)
        else:
            outbox.sent(connection, row.id, 7, now)
        return row.id


def _due(library: Library) -> list[Affected]:
    with library.database.reading() as connection:
        return [one for due in corrections_due(connection, library.briefings) for one in due.messages]


def _comparing(library: Library) -> Comparing:
    return Comparing(library.briefings, library.briefings.all())


def _editions(library: Library, *texts: str) -> None:
    for text in texts:
        library.add("water", text)
        library.clock.advance(timedelta(hours=1))


def test_only_messages_that_quoted_what_changed_are_due(library: Library) -> None:
    _editions(library, FIRST)
    turbine, _ = _said(library, 1, OLD_TURBINE, OLD_SCHOOL), _said(library, 2, OLD_SCHOOL)
    assert _due(library) == []
    _editions(library, SECOND)
    (affected,) = _due(library)
    assert affected.ledger_id == turbine
    assert affected.changes == (Change(OLD_TURBINE, (OLD_TURBINE,), (NEW_TURBINE,)),)


def test_a_marked_message_is_due_again_only_when_its_passage_has_changed_since(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    marked = _said(library, 1, OLD_TURBINE, NEW_TURBINE)
    other = _said(library, 2, OLD_TURBINE, OLD_SCHOOL)
    for one in (marked, other):
        _deal(library, one, 2)
    _editions(library, THIRD)
    (affected,) = _due(library)
    assert affected.ledger_id == other
    assert [change.quote for change in affected.changes] == [OLD_SCHOOL]


def test_what_a_correction_put_into_a_message_is_not_what_it_said_itself(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    _said(library, 1, OLD_TURBINE, NEW_TURBINE, OLD_SCHOOL)
    with library.database.reading() as connection:
        ((_, said),) = ledger.all_that_quotes(connection)
    assert _comparing(library).originals(said) == (OLD_TURBINE, OLD_SCHOOL)
    assert [change.quote for change in _comparing(library).changes("water", said, None)] == [OLD_TURBINE]


def test_a_reply_that_corrects_is_not_due_for_what_it_tells_but_for_what_comes_after(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    row = _deal(library, _said(library, 1, OLD_TURBINE), 2, "reply")
    reply = _said(library, -row, OLD_TURBINE, NEW_TURBINE, kind=CORRECTION)
    assert _due(library) == []
    _editions(library, SECOND.replace("20 megawatts", "30 megawatts"))
    assert reply in [one.ledger_id for one in _due(library)]


def test_a_finding_about_old_words_is_due_only_when_they_change_after_it(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    _said(library, 1, OLD_TURBINE, NEW_TURBINE, kind=CHECK)
    _said(library, 2, OLD_TURBINE, kind=CHECK)
    assert _due(library) == []
    early = _said(library, 3, OLD_TURBINE, kind=CHECK, at=library.clock.now() - timedelta(hours=1, seconds=1))
    assert [one.ledger_id for one in _due(library)] == [early]


def test_what_could_not_be_corrected_is_due_for_the_next_edition_though_its_passage_stays(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    _deal(library, _said(library, 1, OLD_TURBINE), 2, fails=True)
    assert _due(library) == []
    _editions(library, THIRD)
    assert [change.quote for one in _due(library) for change in one.changes] == [OLD_TURBINE]


def test_of_a_passage_of_several_sentences_those_that_changed_are_told(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    whole = Quote("water", 1, 0, len(FIRST))
    (change,) = _comparing(library).changes("water", _recorded(library, whole), None)
    assert _comparing(library).by_sentence(change) == (Change(OLD_TURBINE, (OLD_TURBINE,), (NEW_TURBINE,)),)


def test_everything_that_was_quoted_of_a_withdrawn_briefing_is_due(library: Library) -> None:
    _editions(library, FIRST)
    _said(library, 1, OLD_TURBINE, OLD_SCHOOL)
    with library.database.writing() as connection:
        publishing.withdraw(connection, "water", library.clock.now(), "test")
    (affected,) = _due(library)
    assert [(change.quote, change.now) for change in affected.changes] == [(OLD_TURBINE, ()), (OLD_SCHOOL, ())]


def _set_withdrawn(library: Library, *, withdrawn: bool) -> None:
    with library.database.writing() as connection:
        change = publishing.withdraw if withdrawn else publishing.restore
        assert change(connection, "water", library.clock.now(), "test")


def test_what_was_told_of_a_withdrawal_is_due_when_the_briefing_is_back_and_only_that(library: Library) -> None:
    _editions(library, FIRST)
    marked, replied, left, failed = (_said(library, number, OLD_TURBINE) for number in range(1, 5))
    _set_withdrawn(library, withdrawn=True)
    _deal(library, marked, None)
    row = _deal(library, replied, None, REPLY)
    reply = _said(library, -row, OLD_TURBINE, kind=CORRECTION)
    _deal(library, left, None, LEAVE)
    _deal(library, failed, None, fails=True)
    assert _due(library) == []
    _set_withdrawn(library, withdrawn=False)
    assert [(one.ledger_id, one.changes) for one in _due(library)] == [(marked, ()), (replied, ()), (reply, ())]
    with library.database.reading() as connection:
        (due,) = corrections_due(connection, library.briefings)
    assert (due.edition, due.is_back) == (1, True)
    for ledger_id in (marked, replied, reply):
        _deal(library, ledger_id, 1)
    assert _due(library) == []


def test_what_is_withdrawn_once_more_is_due_once_more(library: Library) -> None:
    _editions(library, FIRST)
    said = _said(library, 1, OLD_TURBINE)
    for withdrawn, edition in ((True, None), (False, 1), (True, None), (False, 1)):
        _set_withdrawn(library, withdrawn=withdrawn)
        assert [one.ledger_id for one in _due(library)] == [said]
        _deal(library, said, edition)
        assert _due(library) == []


def test_a_briefing_that_is_back_with_another_edition_is_due_also_where_its_words_stand(library: Library) -> None:
    _editions(library, FIRST)
    said = _said(library, 1, OLD_SCHOOL)
    _set_withdrawn(library, withdrawn=True)
    _deal(library, said, None)
    _editions(library, SECOND)
    _set_withdrawn(library, withdrawn=False)
    with library.database.reading() as connection:
        (due,) = corrections_due(connection, library.briefings)
    assert (due.edition, due.is_back, [one.changes for one in due.messages]) == (2, True, [()])


def test_a_post_of_a_briefing_that_was_corrected_elsewhere_is_due_once_for_each_edition(library: Library) -> None:
    """Its own words stand; that the briefing has another edition is told all the same."""
    _editions(library, FIRST)
    post = _said(library, 1, OLD_SCHOOL, kind=ANNOUNCEMENT)
    assert _due(library) == []
    _editions(library, SECOND)
    assert [(one.ledger_id, one.changes) for one in _due(library)] == [(post, ())]
    _deal(library, post, 2)
    assert _due(library) == []
    _editions(library, SECOND.replace("20 megawatts", "30 megawatts"))
    assert [(one.ledger_id, one.changes) for one in _due(library)] == [(post, ())]
    _deal(library, post, 3, "reply")
    assert _due(library) == []


def test_an_answer_whose_words_stand_is_not_due_for_another_edition(library: Library) -> None:
    _editions(library, FIRST)
    for number, kind in enumerate(("answer", "digest", CHECK), 1):
        _said(library, number, OLD_SCHOOL, kind=kind)
    _editions(library, SECOND)
    assert _due(library) == []


def test_a_post_that_could_not_be_corrected_is_due_for_the_next_edition_alone(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    _deal(library, _said(library, 1, OLD_SCHOOL, kind=ANNOUNCEMENT), 2, fails=True)
    assert _due(library) == []
    _editions(library, SECOND.replace("20 megawatts", "30 megawatts"))
    assert [one.changes for one in _due(library)] == [()]


def test_a_post_is_of_an_older_edition_until_its_correction_has_told_of_the_present_one(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    said = replace(_recorded(library, OLD_SCHOOL), kind=ANNOUNCEMENT)
    told = [_comparing(library).is_announced_before("water", said, edition) for edition in (None, 1, 2)]
    assert told == [True, True, False]
    assert not _comparing(library).is_announced_before("water", replace(said, kind="answer"), None)


def test_a_post_of_the_present_edition_is_not_due(library: Library) -> None:
    _editions(library, FIRST, SECOND)
    _said(library, 1, _quote(SECOND, SCHOOL, 2), kind=ANNOUNCEMENT)
    assert _due(library) == []


def test_a_post_whose_words_changed_is_due_with_what_changed(library: Library) -> None:
    _editions(library, FIRST)
    _said(library, 1, OLD_TURBINE, OLD_SCHOOL, kind=ANNOUNCEMENT)
    _editions(library, SECOND)
    (affected,) = _due(library)
    assert affected.changes == (Change(OLD_TURBINE, (OLD_TURBINE,), (NEW_TURBINE,)),)


def test_a_post_of_a_withdrawn_briefing_is_due_for_the_withdrawal(library: Library) -> None:
    _editions(library, FIRST)
    _said(library, 1, OLD_SCHOOL, kind=ANNOUNCEMENT)
    with library.database.writing() as connection:
        publishing.withdraw(connection, "water", library.clock.now(), "test")
    assert [one.changes for one in _due(library)] == [(Change(OLD_SCHOOL, (OLD_SCHOOL,), ()),)]


def _recorded(library: Library, quote: Quote) -> Said:
    _said(library, 1, quote)
    with library.database.reading() as connection:
        ((_, said),) = ledger.all_that_quotes(connection)
    return said
