"""``verbale feeds``: feeds and folders that the bot watches for new briefings."""

import re
from dataclasses import dataclass
from pathlib import Path

from verbale.briefing import PUBLIC
from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.settings import Settings
from verbale.store import audit, feeds
from verbale.store.audit import COMMAND_LINE, Act
from verbale.store.feeds import Feed, FeedKind, Rule
from verbale_bot.cli.describing import check_audiences, names_of_audiences
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import moment_in_words, print_json, print_line

LONGEST_VISIT_CHARACTERS = 500
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Watched:
    """What is to be watched, and what becomes of its items."""

    source: str
    rule: Rule
    visit: str | None
    audience: tuple[str, ...]


def list_feeds(settings: Settings, as_json: bool) -> None:
    """All that is watched, in the order in which it was added."""
    with opened(settings) as program, program.database.reading() as connection:
        known = feeds.all_feeds(connection)
    if as_json:
        print_json({"feeds": [_as_json(one) for one in known]})
        return
    if not known:
        print_line("Nothing is watched. verbale feeds add ADDRESS_OR_FOLDER changes that.")
    for one in known:
        print_line(_in_words(one, settings))


def add(settings: Settings, watched: Watched, as_json: bool) -> None:
    """Watch a feed on the web, or a folder.

    Raises:
        Refused: it is watched already, nothing may be fetched, or there is no such folder or audience.
        NotFetched: it is no address that can be fetched from.
    """
    kind, address = _place(settings, watched.source)
    audience = tuple(dict.fromkeys(one.casefold() for one in watched.audience)) or (PUBLIC,)
    visit = canonical_line(watched.visit or "") or None
    if visit is not None and len(visit) > LONGEST_VISIT_CHARACTERS:
        raise Refused(f"The name of the visit is longer than {LONGEST_VISIT_CHARACTERS} characters.")
    with opened(settings) as program, program.database.writing() as connection:
        check_audiences(audience, names_of_audiences(connection))
        now = program.clock.now()
        feed = feeds.add(
            connection,
            now,
            kind=kind,
            address=address,
            rule=watched.rule,
            visit=visit,
            audience=audience,
            added_by=None,
        )
        details: dict[str, audit.Detail] = {"feed": feed.id, "rule": feed.rule.value, "audience": list(feed.audience)}
        audit.append(connection, now, COMMAND_LINE, Act.FEED_ADDED, address, details)
    if as_json:
        print_json(_as_json(feed))
    else:
        print_line(_in_words(feed, settings))


def remove(settings: Settings, feed_id: int, as_json: bool) -> None:
    """Watch something no longer; what came from it stays.

    Raises:
        Refused: there is no such feed.
    """
    with opened(settings) as program, program.database.writing() as connection:
        feed = feeds.read(connection, feed_id)
        if feed is None:
            raise Refused(f"There is no feed {feed_id}.", "verbale feeds lists them with their numbers.")
        feeds.remove(connection, feed_id)
        now = program.clock.now()
        audit.append(connection, now, COMMAND_LINE, Act.FEED_REMOVED, feed.address, {"feed": feed_id})
    if as_json:
        print_json({"id": feed_id, "changed": True})
    else:
        print_line(f"{feed.address} is watched no longer.")


def _place(settings: Settings, source: str) -> tuple[FeedKind, str]:
    if not _ADDRESS.match(source):
        folder = Path(source)
        if not folder.is_dir():
            raise Refused(f"There is no folder {source}.", "Name a folder, or an address with https:// or http://.")
        return FeedKind.FOLDER, str(folder.resolve())
    if not settings.fetch_urls:
        raise Refused(
            "Nothing is fetched from the web: VERBALE_FETCH_URLS is not set.",
            "Set VERBALE_FETCH_URLS=True, or watch a folder.",
        )
    # Imported here for start-up time: folders need nothing of the web.
    from verbale_bot.fetching.addresses import parsed  # noqa: PLC0415

    parsed(source)
    return FeedKind.WEB, source.strip()


def _in_words(feed: Feed, settings: Settings) -> str:
    what = "asks about" if feed.rule is Rule.ASK else "publishes"
    parts = [f"{feed.id}: {feed.address} · {what} what is new", f"for {', '.join(feed.audience)}"]
    if feed.visit is not None:
        parts.append(feed.visit)
    if feed.checked_at is not None:
        parts.append(f"looked at {moment_in_words(feed.checked_at, settings)}")
    if feed.failure is not None:
        parts.append(feed.failure)
    return " · ".join(parts)


def _as_json(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id,
        "kind": feed.kind.value,
        "address": feed.address,
        "rule": feed.rule.value,
        "visit": feed.visit,
        "audience": list(feed.audience),
        "added_at": feed.added_at.isoformat(),
        "checked_at": None if feed.checked_at is None else feed.checked_at.isoformat(),
        "failure": feed.failure,
    }
