import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from library import Library
from verbale.store.database import Database, DatabaseUnavailable
from verbale.store.group_commit import GroupCommit
from verbale.store.schema import chats

PATIENCE_SECONDS = 20


@pytest.fixture
def group(library: Library) -> Iterator[GroupCommit]:
    made = GroupCommit(library.database)
    yield made
    made.close()


class CountedDatabase(Database):
    """The database of a library, which counts its transactions, and can fail at their beginning or end."""

    def __init__(self, database: Database) -> None:
        self.counted = database
        self.transactions = 0
        self.fails_to_open = self.fails_to_commit = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self.transactions += 1
        if self.fails_to_open:
            raise DatabaseUnavailable("The database is locked.")
        with self.counted.writing() as connection:
            yield connection
            if self.fails_to_commit:
                raise DatabaseUnavailable("The disk is full.")


def adding(number: int) -> Callable[[Connection], int]:
    def add(connection: Connection) -> int:
        connection.execute(insert(chats).values(id=number))
        return number

    return add


def failing_after(number: int) -> Callable[[Connection], int]:
    def fail(connection: Connection) -> int:
        connection.execute(insert(chats).values(id=number))
        raise ValueError(f"no {number}")

    return fail


def kept(library: Library) -> list[int]:
    with library.database.reading() as connection:
        return list(connection.scalars(select(chats.c.id).order_by(chats.c.id)))


class Gate:
    """A job that the thread stays in, until it is let go: what is submitted meanwhile has to wait."""

    def __init__(self, group: GroupCommit) -> None:
        self._entered, self._opened = threading.Event(), threading.Event()
        self._passed = group.submit(self._stay)
        assert self._entered.wait(PATIENCE_SECONDS)

    def _stay(self, connection: Connection) -> None:
        self._entered.set()
        assert self._opened.wait(PATIENCE_SECONDS)

    def open(self) -> None:
        self._opened.set()
        self._passed.result(PATIENCE_SECONDS)


def test_the_result_of_a_job_is_there_when_it_is_committed(library: Library, group: GroupCommit) -> None:
    assert group.submit(adding(7)).result(PATIENCE_SECONDS) == 7
    assert kept(library) == [7]


def test_a_job_that_returns_nothing_is_done_too(group: GroupCommit) -> None:
    def nothing(connection: Connection) -> None:
        del connection

    future = group.submit(nothing)
    wait([future], PATIENCE_SECONDS)
    assert future.done()
    assert future.exception() is None


def test_a_job_that_raises_leaves_nothing_and_its_neighbours_are_committed(
    library: Library, group: GroupCommit
) -> None:
    gate = Gate(group)
    futures = [group.submit(failing_after(n) if n % 3 == 0 else adding(n)) for n in range(10)]
    gate.open()
    wait(futures, PATIENCE_SECONDS)
    for number, future in enumerate(futures):
        if number % 3 == 0:
            with pytest.raises(ValueError, match=f"no {number}"):
                future.result()
        else:
            assert future.result() == number
    assert kept(library) == [1, 2, 4, 5, 7, 8]


def test_a_statement_that_the_database_refuses_fails_its_own_job_alone(library: Library, group: GroupCommit) -> None:
    gate = Gate(group)
    first, again, nonsense, last = (
        group.submit(adding(1)),
        group.submit(adding(1)),
        group.submit(lambda connection: connection.exec_driver_sql("SELECT 1 FROM nowhere").scalar()),
        group.submit(adding(2)),
    )
    gate.open()
    with pytest.raises(Exception, match="UNIQUE constraint failed"):
        again.result(PATIENCE_SECONDS)
    with pytest.raises(Exception, match="no such table: nowhere"):
        nonsense.result(PATIENCE_SECONDS)
    assert (first.result(PATIENCE_SECONDS), last.result(PATIENCE_SECONDS)) == (1, 2)
    assert kept(library) == [1, 2]


def test_a_job_sees_what_the_jobs_before_it_wrote_in_the_same_transaction(group: GroupCommit) -> None:
    gate = Gate(group)
    group.submit(adding(3))
    seen = group.submit(lambda connection: list(connection.scalars(select(chats.c.id))))
    gate.open()
    assert seen.result(PATIENCE_SECONDS) == [3]


def test_jobs_may_use_savepoints_of_their_own(library: Library, group: GroupCommit) -> None:
    def careful(connection: Connection) -> str:
        adding(1)(connection)
        with pytest.raises(ValueError, match="no 2"), connection.begin_nested():
            failing_after(2)(connection)
        adding(3)(connection)
        return "both"

    assert group.submit(careful).result(PATIENCE_SECONDS) == "both"
    assert kept(library) == [1, 3]


def test_all_jobs_that_wait_share_transactions_of_a_bounded_size(library: Library) -> None:
    counted = CountedDatabase(library.database)
    group = GroupCommit(counted, most=4)
    gate = Gate(group)
    futures = [group.submit(adding(n)) for n in range(9)]
    gate.open()
    group.close()
    assert [future.result(0) for future in futures] == list(range(9))
    assert counted.transactions == 1 + 3


def test_futures_are_resolved_in_order_and_only_after_the_commit(library: Library, group: GroupCommit) -> None:
    seen: list[tuple[int, list[int]]] = []
    gate = Gate(group)
    futures = [group.submit(adding(n)) for n in range(5)]
    for future in futures:
        future.add_done_callback(lambda done: seen.append((done.result(), kept(library))))
    gate.open()
    group.close()
    assert seen == [(n, [0, 1, 2, 3, 4]) for n in range(5)]


@pytest.mark.parametrize("how", ["fails_to_open", "fails_to_commit"])
def test_where_the_transaction_fails_every_job_is_told_and_the_next_ones_go_on(library: Library, how: str) -> None:
    counted = CountedDatabase(library.database)
    group = GroupCommit(counted)
    gate = Gate(group)
    setattr(counted, how, True)
    futures = [group.submit(adding(1)), group.submit(failing_after(2)), group.submit(adding(3))]
    if how == "fails_to_commit":
        with pytest.raises(DatabaseUnavailable):
            gate.open()
    else:
        gate.open()
    wait(futures, PATIENCE_SECONDS)
    first, failing, last = (type(future.exception()) for future in futures)
    assert (first, last) == (DatabaseUnavailable, DatabaseUnavailable)
    assert failing in {DatabaseUnavailable, ValueError}
    setattr(counted, how, False)
    assert group.submit(adding(4)).result(PATIENCE_SECONDS) == 4
    group.close()
    assert kept(library) == [4]


def _rolling_back_on_conflict(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT OR ROLLBACK INTO chats (id) VALUES (1)")


def _rolling_back_by_library(connection: Connection) -> None:
    connection.rollback()


def _rolling_back_and_failing(connection: Connection) -> None:
    connection.rollback()
    raise ValueError("after the rollback")


def _losing_the_connection(connection: Connection) -> None:
    connection.invalidate()
    raise ValueError("the connection is lost")


@pytest.mark.parametrize(
    ("job", "message"),
    [
        (_rolling_back_on_conflict, "UNIQUE constraint failed"),
        (_rolling_back_by_library, "ended the transaction"),
        (_rolling_back_and_failing, "after the rollback"),
        (_losing_the_connection, "the connection is lost"),
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_nobody_is_told_that_it_is_safe_where_a_job_took_the_transaction_with_it(
    library: Library, group: GroupCommit, job: Callable[[Connection], None], message: str, *, is_last: bool
) -> None:
    group.submit(adding(1)).result(PATIENCE_SECONDS)
    gate = Gate(group)
    futures: list[Future[int] | Future[None]] = [group.submit(adding(2)), group.submit(job)]
    if not is_last:
        futures.append(group.submit(adding(3)))
    gate.open()
    assert message in str(futures[1].exception(PATIENCE_SECONDS))
    assert group.submit(adding(4)).result(PATIENCE_SECONDS) == 4
    told = [future.result() for future in (futures[0], *futures[2:]) if future.exception(PATIENCE_SECONDS) is None]
    assert {1, 4, *told} <= set(kept(library))


def test_a_job_that_wants_to_end_the_program_does_not_end_the_thread(library: Library, group: GroupCommit) -> None:
    def leave(connection: Connection) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        group.submit(leave).result(PATIENCE_SECONDS)
    assert group.submit(adding(1)).result(PATIENCE_SECONDS) == 1


def test_a_job_whose_future_was_cancelled_in_time_is_not_run(library: Library, group: GroupCommit) -> None:
    gate = Gate(group)
    futures = [group.submit(adding(n)) for n in range(3)]
    assert futures[1].cancel()
    gate.open()
    group.close()
    with pytest.raises(CancelledError):
        futures[1].result(0)
    assert (futures[0].result(0), futures[2].result(0)) == (0, 2)
    assert kept(library) == [0, 2]


def test_cancelled_jobs_alone_open_no_transaction(library: Library) -> None:
    counted = CountedDatabase(library.database)
    group = GroupCommit(counted)
    gate = Gate(group)
    futures = [group.submit(adding(n)) for n in range(3)]
    assert [future.cancel() for future in futures] == [True, True, True]
    gate.open()
    group.close()
    assert counted.transactions == 1


def test_a_job_that_has_begun_can_no_longer_be_cancelled(group: GroupCommit) -> None:
    entered, opened = threading.Event(), threading.Event()

    def stay(connection: Connection) -> str:
        entered.set()
        assert opened.wait(PATIENCE_SECONDS)
        return "stayed"

    future = group.submit(stay)
    assert entered.wait(PATIENCE_SECONDS)
    assert not future.cancel()
    opened.set()
    assert future.result(PATIENCE_SECONDS) == "stayed"


def test_closing_finishes_what_was_submitted_and_then_nothing_is_taken(library: Library) -> None:
    group = GroupCommit(library.database, most=2)
    gate = Gate(group)
    futures = [group.submit(adding(n)) for n in range(7)]
    closing = threading.Thread(target=group.close)
    closing.start()
    gate.open()
    closing.join(PATIENCE_SECONDS)
    assert [future.result(0) for future in futures] == list(range(7))
    with pytest.raises(RuntimeError, match="closed"):
        group.submit(adding(8))
    group.close()
    assert kept(library) == list(range(7))
    assert "group-commit" not in [thread.name for thread in threading.enumerate()]


def test_many_threads_submit_at_once_and_each_gets_its_own_result(library: Library) -> None:
    counted = CountedDatabase(library.database)
    group = GroupCommit(counted, most=16)
    a_thread, threads = 40, 6
    wrong: list[object] = []
    start = threading.Barrier(threads)

    def submit(first: int) -> None:
        start.wait(PATIENCE_SECONDS)
        numbers = range(first, first + a_thread)
        futures = [group.submit(failing_after(n) if n % 5 == 0 else adding(n)) for n in numbers]
        for number, future in zip(numbers, futures, strict=True):
            error = future.exception(PATIENCE_SECONDS)
            said = str(error) if error else future.result()
            expected = f"no {number}" if number % 5 == 0 else number
            if said != expected:
                wrong.append((number, said))

    running = [threading.Thread(target=submit, args=(1000 * n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(PATIENCE_SECONDS)
    group.close()
    assert wrong == []
    expected = [1000 * t + n for t in range(threads) for n in range(a_thread) if (1000 * t + n) % 5]
    assert kept(library) == expected
    assert counted.transactions >= threads * a_thread // 16


def test_what_is_confirmed_is_in_the_file_and_seen_by_another_program(library: Library, tmp_path: Path) -> None:
    group = GroupCommit(library.database)
    assert group.submit(adding(5)).result(PATIENCE_SECONDS) == 5
    other = Library(tmp_path)
    assert kept(other) == [5]
    other.close()
    group.close()
