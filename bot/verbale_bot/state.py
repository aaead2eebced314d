"""The bot's state in the database, for the event loop."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from verbale.store.database import Database
from verbale.store.group_commit import GroupCommit

MOST_AT_ONCE = 24
"""Jobs in one transaction: when it ends, all who waited for it go on in one turn of the event loop."""

Result = TypeVar("Result")
Job = Callable[[Connection], Result]


class State:
    """Runs jobs on the database beside the event loop, in one thread and in the order in which they were submitted.

    What reads goes the same way as what writes: with a thread of its own it would wait for the other's locks.
    """

    def __init__(self, database: Database) -> None:
        self._jobs = GroupCommit(database, MOST_AT_ONCE)

    async def write(self, job: Job[Result]) -> Result:
        """Run ``job`` in a transaction; when this returns, it is committed.

        Cancelling does not take back a job that has begun.
        """
        return await asyncio.wrap_future(self._jobs.submit(job))

    async def read(self, job: Job[Result]) -> Result:
        """Run ``job``, which changes nothing, on all that was written before."""
        return await asyncio.wrap_future(self._jobs.submit(job, writes=False))

    def close(self) -> None:
        """Finish what was begun."""
        self._jobs.close()
