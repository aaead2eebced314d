"""Time zones by the names that people write."""

from functools import cache
from zoneinfo import available_timezones


def time_zone_named(written: str) -> str | None:
    """The name of a time zone as it is properly written, such as America/New_York; None where there is none.

    Upper and lower case are the same, and so are blanks and underscores. The first call reads files.
    """
    return _names().get("_".join(written.split()).casefold())


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
