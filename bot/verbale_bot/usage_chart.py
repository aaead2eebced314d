"""The chart of usage as PNG: questions a day by what became of them, and the verdicts on answers."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from verbale.store.statistics import Day
from verbale_bot.usage_chart_process import ChartLabels, ChartRequest

WIDTH_PIXELS, HEIGHT_PIXELS = 1200, 675
DPI = 100
# A telephone shows the picture at a third of its width: less than 20 points cannot be read there.
TEXT_POINTS, TITLE_POINTS = 20, 22
INK, MUTED, GRID = "#1f2933", "#52606d", "#e4e8ec"
ANSWERED, NEAR, NOT_FOUND = "#1d5d8f", "#f2b134", "#a3401f"
GOOD, BAD = "#7fb8e0", "#3d4752"
"""Told apart also by people who do not see red, green or blue: neighbours differ in lightness, or as blue and brown."""
MOST_DAY_NAMES = 6
LEAST_WIDTH_DAYS = 7
MOST_SEPARATE_DAYS = 62
"""From more days on, the gaps between bars would be narrower than a pixel or two and flicker."""
FONT = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
"""Comes with matplotlib and has the letters of all five languages."""


def draw(days: Sequence[Day], labels: ChartLabels) -> bytes:
    """PNG, 1200 x 675 pixels: above, questions a day, stacked; below, good verdicts upwards and bad ones downwards.

    Raises:
        ValueError: there are no days, or not as many names of them.
    """
    stream = io.BytesIO()
    figure_of(days, labels).savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()


def figure_of(days: Sequence[Day], labels: ChartLabels) -> Figure:
    """What ``draw`` draws. Made without pyplot, which would look for a display and keep every figure."""
    if not days or len(days) != len(labels.days):
        raise ValueError(f"{len(days)} days with {len(labels.days)} names cannot be drawn")
    figure = Figure(
        figsize=(WIDTH_PIXELS / DPI, HEIGHT_PIXELS / DPI),
        dpi=DPI,
        layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.12),
    )
    asked, verdicts = figure.subplots(2, 1, sharex=True, height_ratios=(2.4, 1))
    _draw_asked(asked, days, labels)
    _draw_verdicts(verdicts, days, labels)
    _name_days(verdicts, labels)
    return figure


def _draw_asked(axes: Axes, days: Sequence[Day], labels: ChartLabels) -> None:
    series = (
        (labels.answered, ANSWERED, [day.answered for day in days]),
        (labels.near, NEAR, [day.near for day in days]),
        (labels.not_found, NOT_FOUND, [day.not_found for day in days]),
    )
    below = np.zeros(len(days))
    for name, colour, counts in series:
        _bars(axes, counts, below, colour, name)
        below += counts
    axes.set_ylim(0, max(1.0, float(below.max())) * 1.05)
    _finish(axes, labels.asked)


def _draw_verdicts(axes: Axes, days: Sequence[Day], labels: ChartLabels) -> None:
    nothing = np.zeros(len(days))
    good, bad = [day.good for day in days], [-day.bad for day in days]
    _bars(axes, good, nothing, GOOD, labels.good)
    _bars(axes, bad, nothing, BAD, labels.bad)
    axes.axhline(0, color=MUTED, linewidth=1)
    axes.set_ylim(min(-1, *bad) * 1.15, max(1, *good) * 1.15)
    # Downwards is a direction here, and no sign.
    axes.yaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{abs(count):.0f}"))
    _finish(axes, labels.verdicts)


def _bars(axes: Axes, counts: Sequence[int], below: np.ndarray, colour: str, name: str) -> None:
    width = 0.82 if len(counts) <= MOST_SEPARATE_DAYS else 1.0
    axes.bar(range(len(counts)), counts, width=width, bottom=below, color=colour, label=name)


def _finish(axes: Axes, title: str) -> None:
    """The title at the left, beside it what the colours mean, a few whole numbers, and nothing else."""
    axes.set_title(title, loc="left", font=_font(TITLE_POINTS), color=INK, pad=46)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.01, 0.98),
        ncols=3,
        frameon=False,
        prop=_font(TEXT_POINTS),
        labelcolor=INK,
        handlelength=0.9,
        handleheight=0.9,
        handletextpad=0.4,
        columnspacing=1.4,
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.grid(visible=True, axis="y", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=MUTED, labelfontfamily="DejaVu Sans", labelsize=TEXT_POINTS)
    for side in axes.spines.values():
        side.set_visible(False)


def _name_days(axes: Axes, labels: ChartLabels) -> None:
    """A few of the days by name, the last one among them; their names must not touch."""
    count = len(labels.days)
    step = -(-count // MOST_DAY_NAMES)
    places = list(range(count - 1, -1, -step))[::-1]
    axes.set_xticks(places, [labels.days[place] for place in places], font=_font(TEXT_POINTS))
    # A few days do not spread over the whole width.
    beside = 0.6 + max(0, LEAST_WIDTH_DAYS - count) / 2
    axes.set_xlim(-beside, count - 1 + beside)


def _font(points: float) -> FontProperties:
    return FontProperties(fname=FONT, size=points)


def main() -> None:
    """Read a request from standard input and write the picture to standard output."""
    request = ChartRequest.from_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(draw(request.days, request.labels))


if __name__ == "__main__":
    main()
