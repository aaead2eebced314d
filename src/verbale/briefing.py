"""A briefing: what an administrator adds, and who may see it."""

from dataclasses import dataclass
from datetime import date, datetime

PUBLIC = "public"
"""The audience that everybody belongs to."""


@dataclass(frozen=True)
class Briefing:
    """What is known about an article apart from its text.

    ``id`` is a slug, ``embargo_until`` has a time zone, ``audience`` holds names of audiences, ``PUBLIC`` among them
    when everybody may see the briefing. Questions are answered from the edition with the number ``current_edition``.
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


@dataclass(frozen=True)
class Viewer:
    """Who asks: the audiences that a chat, or a person at a terminal, belongs to.

    An editor also sees what is under embargo. Nobody is answered from what was withdrawn.
    """

    audiences: frozenset[str] = frozenset({PUBLIC})
    is_editor: bool = False

    def may_see(self, briefing: Briefing, now: datetime) -> bool:
        """Say whether ``briefing`` exists for this viewer at ``now`` (with a time zone)."""
        if briefing.withdrawn_at is not None:
            return False
        if self.is_editor:
            return True
        if briefing.embargo_until is not None and now < briefing.embargo_until:
            return False
        return not self.audiences.isdisjoint(briefing.audience)
