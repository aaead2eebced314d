"""What a benchmark found: figures with their targets, ratios to a named baseline of the same run, and the table."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Target:
    """At most so much, in a library of at least so many paragraphs."""

    at_most: float
    paragraphs: int


@dataclass(frozen=True)
class Ratio:
    """A figure divided by another one of the same run, which is named."""

    ratio: float
    baseline: str


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, in a library of so many paragraphs."""

    name: str
    value: float
    unit: str
    paragraphs: int
    target: Target | None = None
    ratio: Ratio | None = None

    def over(self, baseline: "Figure", name: str = "") -> "Figure":
        """This figure with its ratio to ``baseline``."""
        named = name or f"{baseline.name.strip()}, {baseline.paragraphs:,}"
        ratio = Ratio(self.value / max(baseline.value, 1e-9), named)
        return Figure(self.name, self.value, self.unit, self.paragraphs, self.target, ratio)

    @property
    def verdict(self) -> str:
        """Whether the target was reached."""
        if self.target is None:
            return ""
        if self.paragraphs < self.target.paragraphs:
            return f"only told at {self.target.paragraphs:,}"
        return "reached" if self.value <= self.target.at_most else "missed"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of ``values`` do not exceed."""
    return float(np.percentile(values, percent))


def conditions(paragraphs: int, threads: int, source: str) -> dict[str, object]:
    """What the figures depend on. The load is that of the last minute before this run: others may be at work."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "threads": threads,
        "python": platform.python_version(),
        **{name: version(name) for name in ("onnxruntime", "faiss-cpu", "sqlalchemy", "python-telegram-bot")},
        "sqlite": sqlite3.sqlite_version,
        "paragraphs": paragraphs,
        "texts from": source,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text, in columns."""
    head = ("figure", "paragraphs", "value", "target", "", "ratio to a baseline of this run")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in (1, 2, 3) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, str, str, str, str, str]:
    target = "" if figure.target is None else f"≤ {_number(figure.target.at_most)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio.ratio:.2f} × {figure.ratio.baseline}"
    value = f"{_number(figure.value)} {figure.unit}"
    return figure.name, f"{figure.paragraphs:,}", value, target, figure.verdict, ratio


def _number(value: float) -> str:
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
