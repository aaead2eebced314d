"""Many small writes, one commit: the disk is waited for once for all that came meanwhile."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection

from verbale.store.database import Database

MOST_AT_ONCE = 200
"""Jobs in one transaction: enough to share the wait for the disk, few enough that the first is not kept waiting."""

T = TypeVar("T")


class GroupCommit:
    """One thread that does the writing for all others, with as many jobs in a transaction as were waiting."""

    def __init__(self, database: Database, most: int = MOST_AT_ONCE) -> None:
        self._database = database
        self._most = most
        self._waiting: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._submitting = Lock()
        self._is_closed = False
        # A program that fails before it can close this must be able to end.
        self._thread = Thread(target=self._work, name="group-commit", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Connection], T], *, writes: bool = True) -> Future[T]:
        """Have ``job`` run in a transaction; the future has its result once that is committed.

        A job that raises leaves nothing behind and gives its future the exception; its neighbours are run again and
        committed, so that a job must not mind being run twice. Where
        the transaction itself fails, every job in it gets the exception (``DatabaseUnavailable``, as a rule). A job
        neither commits nor rolls back, and waits for no other job. Cancelling works until the job's turn has come.
        One that does not write (``writes``) sees what those before it wrote.

        Raises:
            RuntimeError: ``close`` was called before.
        """
        submitted = _Job(job, writes=writes)
        with self._submitting:
            if self._is_closed:
                raise RuntimeError("nothing can be written any more: the group commit is closed")
            self._waiting.put(submitted)
        return submitted.future

    def close(self) -> None:
        """Finish what was submitted, then end the thread. Closing twice does no harm."""
        with self._submitting:
            if not self._is_closed:
                self._is_closed = True
                self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while self._commit_those_that_wait():
            pass

    def _commit_those_that_wait(self) -> bool:
        """Wait for a job, then commit it with those behind it; False where there will be no more."""
        taken, will_be_more = self._take()
        jobs = [job for job in taken if job.future.set_running_or_notify_cancel()]
        if jobs and not self._commit(jobs):
            # One of them has failed, and all was rolled back: each by itself, so that it fails alone.
            for job in jobs:
                self._commit([job])
        return will_be_more

    def _commit(self, jobs: Sequence["_Job[Any]"]) -> bool:
        """Run jobs in one transaction and tell their futures; False, and nothing is told, where one of several failed.

        Where the transaction itself fails, all of them are told.
        """
        transaction = self._database.writing if any(job.writes for job in jobs) else self._database.reading
        with _Caught() as failure, transaction() as connection:
            for job in jobs:
                job.run(connection)
        if isinstance(failure.error, _JobFailed):
            if len(jobs) > 1:
                return False
            failure.error = failure.error.__cause__
        # Only now is it on the disk, and may be believed.
        for job in jobs:
            job.resolve(failure.error)
        return True

    def _take(self) -> tuple[list["_Job[Any]"], bool]:
        taken: list[_Job[Any]] = []
        job = self._waiting.get()
        while job is not None:
            taken.append(job)
            if len(taken) >= self._most:
                return taken, True
            try:
                job = self._waiting.get_nowait()
            except Empty:
                return taken, True
        return taken, False


class _JobFailed(Exception):
    """A job raised something; the transaction itself is sound."""


class _Job(Generic[T]):
    """What was submitted, and from the moment that it has run, what its future is going to say."""

    def __init__(self, work: Callable[[Connection], T], *, writes: bool) -> None:
        self.future: Future[T] = Future()
        self.writes = writes
        self._work = work
        self._confirm: Callable[[], None] | None = None

    def run(self, connection: Connection) -> None:
        """Run the job; it may be run again where a neighbour has failed.

        Raises:
            _JobFailed: because of what the job raised.
        """
        try:
            self._confirm = partial(self.future.set_result, self._work(connection))
        except BaseException as error:
            raise _JobFailed from error
        if self.writes and not connection.in_transaction():
            raise _JobFailed from RuntimeError("a job ended the transaction")

    def resolve(self, failure: BaseException | None) -> None:
        """Tell the future how the job went, or why the transaction that it was in failed."""
        if failure is not None:
            self.future.set_exception(failure)
        elif self._confirm is not None:
            self._confirm()


class _Caught:
    """Keeps what a block raises, whatever it is, for those who wait for the block's outcome in other threads."""

    error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.error = error
        return True
