"""A briefing: what an administrator adds, and who may see it."""

from dataclasses import dataclass
from datetime import date, datetime

PUBLIC = "public"
"""The audience that everybody belongs to."""


@dataclass(frozen=True)
class Earlier:
    """An edition that is no longer the current one, and who might see it while it was: not everybody, or not yet."""

    edition: int
    audience: tuple[str, ...]
    embargo_until: datetime | None


@dataclass(frozen=True)
class Briefing:
    """What is known about an article apart from its text.

    ``id`` is a slug, ``embargo_until`` has a time zone, ``audience`` holds names of audiences, ``PUBLIC`` among them
    when everybody may see the briefing. Questions are answered from the edition with the number ``current_edition``.
    ``earlier`` are those of its earlier editions that were not for everybody.
    """

    id: str
    title: str
    date: date | None
    language: str
    source_url: str | None
    visit: str | None
    audience: tuple[str, ...]
    embargo_until: datetime | None
    current_edition: int
    withdrawn_at: datetime | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who asks: the audiences that a chat, or a person at a terminal, belongs to.

    An editor also sees what is under embargo. Nobody is answered from what was withdrawn.
    """

    audiences: frozenset[str] = frozenset({PUBLIC})
    is_editor: bool = False

    def may_see(self, briefing: Briefing, now: datetime, edition: int | None = None) -> bool:
        """Say whether ``briefing`` exists for this viewer at ``now`` (with a time zone).

        With the number of an ``edition``, whether that does: a text that was for few stays for few, although a later
        edition of the same briefing is for everybody.
        """
        if briefing.withdrawn_at is not None:
            return False
        if self.is_editor:
            return True
        earlier = next((one for one in briefing.earlier if one.edition == edition), None)
        return self._is_for(briefing, now) and (earlier is None or self._is_for(earlier, now))

    def _is_for(self, what: Briefing | Earlier, now: datetime) -> bool:
        if what.embargo_until is not None and now < what.embargo_until:
            return False
        return not self.audiences.isdisjoint(what.audience)
