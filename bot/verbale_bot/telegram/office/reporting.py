"""/stats: how much was asked and answered, as a picture with its figures."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from babel.dates import format_skeleton

from verbale.language import Language
from verbale.store.statistics import Day, by_day
from verbale_bot.messages import date_in_words, message
from verbale_bot.models import cache_dir
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.usage_chart_process import ChartLabels, ChartRequest, ChartUnavailable, draw_in_process

logger = logging.getLogger(__name__)

USUAL_DAYS, MOST_DAYS = 30, 365
MOST_DAYS_IN_CHART = 92
"""On a telephone more bars than these cannot be told apart; they become weeks."""
DAYS_OF_WEEK = 7
LONGEST_NUMBER_DIGITS = 3


@dataclass(frozen=True)
class Period:
    """Whole days in UTC, the last of them so far: from ``since`` up to ``until``."""

    since: datetime
    until: datetime

    @classmethod
    def of_days(cls, days: int, now: datetime) -> "Period":
        """The last ``days`` days, today among them."""
        today = now.astimezone(UTC).date()
        return cls(datetime.combine(today - timedelta(days=days - 1), time(), UTC), now)

    def in_words(self, language: Language) -> dict[str, str]:
        """The first and the last day, as arguments of a message."""
        first, last = self.since.date(), self.until.astimezone(UTC).date()
        return {"first": date_in_words(first, language), "last": date_in_words(last, language)}


async def stats_command(exchange: Exchange) -> None:
    """/stats, with a number of days."""
    period = period_asked_for(exchange)
    if period is None:
        await exchange.say(exchange.words("report-how", command="stats"))
        return
    program, office, language = exchange.desk.service.program, exchange.desk.office, exchange.language

    def read() -> list[Day]:
        with program.database.reading() as connection:
            return by_day(connection, period.since, period.until)

    days = await office.run(read)
    if not any(day.asked for day in days):
        await exchange.say(exchange.words("stats-none", **period.in_words(language)))
        return
    caption, request = caption_of(days, period, language), chart_request(days, language)
    try:
        picture = await office.run(lambda: draw_in_process(request, cache_dir(program.settings) / "charts"))
    except ChartUnavailable as error:
        logger.warning("/stats is told without its picture: %s", error)
        await exchange.say(caption)
    else:
        await office.files.send_photo(exchange.chat_id, picture, caption)


def period_asked_for(exchange: Exchange) -> Period | None:
    """The days that a command names, or the usual ones; None where what it says is no such number."""
    command = command_of(exchange.message, exchange.desk.bot)
    words = [] if command is None else command[1].split()
    if not words:
        return Period.of_days(USUAL_DAYS, exchange.now())
    number = words[0]
    is_number = len(words) == 1 and number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER_DIGITS
    if not is_number or not 1 <= int(number) <= MOST_DAYS:
        return None
    return Period.of_days(int(number), exchange.now())


def caption_of(days: Sequence[Day], period: Period, language: Language) -> Formatted:
    """The totals in words; there are questions among them."""
    total = sum_of(days)
    lines = [
        message("stats-period", language, **period.in_words(language)),
        message("stats-asked", language, asked=total.asked),
        message("stats-answered", language, answered=total.answered, percent=round(100 * total.answered / total.asked)),
        message("stats-near", language, near=total.near),
        message("stats-not-found", language, missing=total.not_found),
        message("stats-verdicts", language, good=total.good, bad=total.bad),
    ]
    return Formatted("\n".join(lines))


def chart_request(days: Sequence[Day], language: Language) -> ChartRequest:
    """What is drawn: the days, or where they are many, weeks named by their first days; the last week is whole."""
    by_week = len(days) > MOST_DAYS_IN_CHART
    unit = "weeks" if by_week else "days"
    starts = range(len(days) % DAYS_OF_WEEK - DAYS_OF_WEEK, len(days), DAYS_OF_WEEK)
    weeks = [days[max(0, start) : start + DAYS_OF_WEEK] for start in starts]
    shown = tuple(sum_of(week) for week in weeks if week) if by_week else tuple(days)
    labels = ChartLabels(
        asked=message(f"chart-{unit}", language),
        answered=message("chart-answered", language),
        near=message("chart-near", language),
        not_found=message("chart-not-found", language),
        verdicts=message(f"chart-verdicts-{unit}", language),
        good=message("chart-good", language),
        bad=message("chart-bad", language),
        days=tuple(format_skeleton("MMMd", one.day, locale=language.value) for one in shown),
    )
    return ChartRequest(shown, labels)


def sum_of(days: Sequence[Day]) -> Day:
    """The days (at least one) as one, named by the first."""
    return Day(
        day=days[0].day,
        asked=sum(day.asked for day in days),
        answered=sum(day.answered for day in days),
        near=sum(day.near for day in days),
        not_found=sum(day.not_found for day in days),
        good=sum(day.good for day in days),
        bad=sum(day.bad for day in days),
    )
