"""What a subscription wants to be told, and when: choices of visits and countries, and the hours of daily digests.

An hour of a digest is one of the clock on the chat's wall. Where the clock skips it, it is the next one; where the
clock shows it twice, the first counts.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from verbale.asking.places import places_in
from verbale.briefing import Briefing
from verbale.store.subscriptions import Subscription

LONGEST_SKIP = timedelta(days=2)
"""More than any clock was ever moved by: whole days were skipped at the date line."""


def is_wanted(subscription: Subscription, briefing: Briefing, countries: frozenset[str]) -> bool:
    """Whether a briefing, which names ``countries`` (see ``countries_of``), is to be told to a chat.

    Of a visit, upper and lower case and blanks are the same. Who may see it, and whether the subscription has ended, is
    not asked here.
    """
    if not subscription.visits and not subscription.countries:
        return True
    if briefing.visit is not None and _folded(briefing.visit) in map(_folded, subscription.visits):
        return True
    return not countries.isdisjoint(subscription.countries)


def countries_of(title: str, visit: str | None, text: str) -> frozenset[str]:
    """ISO 3166 codes ("EU" and "UN" among them) of what a briefing's title, visit or first paragraph names."""
    first_paragraph = text.partition("\n\n")[0]
    return frozenset(place.country for part in (title, visit or "", first_paragraph) for place in places_in(part))


def digest_due(subscription: Subscription, now: datetime) -> bool:
    """Whether the hour of a chat's next digest has come; it never does where each is announced at once."""
    return subscription.digest_hour is not None and _next_hour(subscription, subscription.digest_hour) <= now


def next_digest(subscription: Subscription, now: datetime) -> datetime:
    """When the next digest is due, in UTC: ``now`` where one is due already.

    The day of the last digest has no other one, whatever hour was chosen since.

    Raises:
        ValueError: everything is announced at once.
    """
    if subscription.digest_hour is None:
        raise ValueError(f"chat {subscription.chat_id} gets no digests")
    # Not in the chat's zone: Python calls a moment of an hour that comes twice unequal to itself in another zone.
    return max(_next_hour(subscription, subscription.digest_hour), now.astimezone(UTC))


def _next_hour(subscription: Subscription, hour: int) -> datetime:
    """The first moment of the hour, in UTC, that comes after what was told, and not on the day of a digest."""
    zone = ZoneInfo(subscription.time_zone)
    last = subscription.digested_at
    begun = subscription.made_at if last is None else last
    return next(
        moment
        for moment in _moments(begun.astimezone(zone).date() - LONGEST_SKIP, hour, zone)
        if moment > begun and (last is None or moment.astimezone(zone).date() > last.astimezone(zone).date())
    )


def _moments(day: date, hour: int, zone: ZoneInfo) -> Iterator[datetime]:
    """The hour on each day from ``day`` on, in UTC."""
    while True:
        # The first of two equal hours; an hour that the clock skips comes out as late after the skip as it lies in it.
        yield datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)
        day += timedelta(days=1)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
