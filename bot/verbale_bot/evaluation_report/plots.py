"""The plots of a report, as PNG."""

import io
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from verbale_index.evaluation.results import Curve, FigureResult, Results

PNG_DPI = 130
SIZE_INCHES = (6.4, 4.2)
WIDE_INCHES = (10.6, 3.9)
INK, MUTED, GRID = "#1f2933", "#61707f", "#e4e8ec"
COLOURS = ("#1d5d8f", "#c8702a", "#3f8f6b", "#8a5aa8", "#b23a48", "#7a7f29")
"""Told apart also by people who see no difference of red and green: each differs in lightness, too."""
MOST_NUMBERED = 3
"""With more languages the bars are too narrow for numbers over them; the table has them all."""
LEAST_COVERAGE = 0.01
"""The risk of a handful of answers leaps up and down and says nothing."""
POOLS = {"labelled": "as labelled", "left_out": "article left out"}
HITS = (
    ("paragraph_hit_1", "paragraph\nhit@1"),
    ("paragraph_hit_3", "paragraph\nhit@3"),
    ("paragraph_hit_5", "paragraph\nhit@5"),
    ("quote_hit_1", "quote\nhit@1"),
    ("quote_hit_3", "quote\nhit@3"),
    ("evidence_hit_1", "evidence\nhit@1"),
    ("dense_hit_1", "baseline:\nnearest\nsentence@1"),
    ("bm25_hit_1", "baseline:\nBM25\nsentence@1"),
)


def risk_coverage_plot(results: Results) -> bytes:
    """How many of the answers are wrong, for every share of the questions that could be answered."""
    figure, axes = _canvas(SIZE_INCHES)
    for (name, curves), colour in zip(results.curves.items(), COLOURS, strict=False):
        curve = curves.risk_coverage
        shown = [(x, y) for x, y in zip(curve.x, curve.y, strict=True) if x >= LEAST_COVERAGE]
        axes.plot(*zip(*shown, strict=True), color=colour, linewidth=1.8, label=POOLS[name])
        shipped = _shipped(results, name)
        if shipped is not None:
            axes.plot(*shipped, marker="o", color=colour, markersize=8, markeredgecolor="white")
    axes.plot([], [], marker="o", color=MUTED, linestyle="none", label="the program's own threshold")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(0.1, *(max(curves.risk_coverage.y) for curves in results.curves.values())) * 1.08)
    axes.set_xlabel("share of the questions answered")
    axes.set_ylabel("share of answers whose first quote is wrong")
    axes.legend(frameon=False, fontsize=9)
    return _png(figure)


def _shipped(results: Results, pool: str) -> tuple[float, float] | None:
    """Coverage and risk of what the program answers."""
    risk, outcomes = results.figure(f"risk_{pool}"), results.counts.outcomes
    kinds = ("answerable", "unanswerable" if pool == "labelled" else "left_out")
    counts = [outcomes[kind] for kind in kinds if kind in outcomes]
    asked = sum(sum(count.values()) for count in counts)
    if risk is None or not asked:
        return None
    return sum(count["answered"] for count in counts) / asked, risk.value


def reliability_plot(results: Results) -> bytes:
    """What the confidence says against how often the first quote was right."""
    figure, axes = _canvas(SIZE_INCHES)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 3)), label="as it should be")
    for (name, curves), colour in zip(results.curves.items(), COLOURS, strict=False):
        points: Curve = curves.reliability
        axes.plot(
            points.x, points.y, color=colour, linewidth=1.4, marker="o", markersize=5, clip_on=False, label=POOLS[name]
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("confidence that the program gave")
    axes.set_ylabel("share whose first quote was right")
    axes.legend(frameon=False, fontsize=9, loc="upper left")
    return _png(figure)


def hits_plot(results: Results, languages: Sequence[str | None]) -> bytes:
    """Paragraphs and quotes found, by the language of the question, with their intervals."""
    figure, axes = _canvas(WIDE_INCHES)
    shown = [(name, label) for name, label in HITS if results.figure(name) is not None]
    shown_languages = languages[1:] if len(languages) > 1 else languages
    width = 0.8 / len(shown_languages)
    for place, language in enumerate(shown_languages):
        colour = COLOURS[place % len(COLOURS)]
        for at, (name, _) in enumerate(shown):
            found = results.figure(name, language)
            if found is not None:
                x = at + (place - (len(shown_languages) - 1) / 2) * width
                axes.bar(x, found.value, width=width * 0.92, color=colour, label=language if at == 0 else None)
                _interval(axes, x, found)
                if len(shown_languages) <= MOST_NUMBERED:
                    _number(axes, x, found)
    axes.set_xticks(range(len(shown)), [label for _, label in shown], fontsize=9)
    axes.set_ylim(0, 1.09)  # room for the number over a bar of 1
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.set_ylabel("share of the questions")
    axes.grid(visible=False, axis="x")
    if len(languages) > 1:
        axes.legend(frameon=False, fontsize=9, ncols=len(languages), loc="upper center", bbox_to_anchor=(0.5, 1.13))
    return _png(figure)


def _interval(axes: Axes, x: float, found: FigureResult) -> None:
    if found.low is not None and found.high is not None:
        axes.plot([x, x], [found.low, found.high], color=INK, linewidth=1.1)


def _number(axes: Axes, x: float, found: FigureResult) -> None:
    top = found.value if found.high is None else found.high
    axes.text(x, top + 0.015, f"{found.value:.2f}", ha="center", fontsize=7.5, color=INK)


def _canvas(size_inches: tuple[float, float]) -> tuple[Figure, Axes]:
    # Made without pyplot, which would look for a display and keep every figure.
    figure = Figure(figsize=size_inches, layout="constrained")
    axes = figure.add_subplot()
    axes.grid(color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=MUTED, labelsize=9, length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GRID)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    return figure, axes


def _png(figure: Figure) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=PNG_DPI)
    return stream.getvalue()
