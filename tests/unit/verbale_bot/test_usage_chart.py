import os
import struct
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from pydantic import ValidationError

from verbale.language import Language
from verbale.store.statistics import Day
from verbale_bot import usage_chart_process
from verbale_bot.telegram.office.reporting import chart_request
from verbale_bot.usage_chart import HEIGHT_PIXELS, WIDTH_PIXELS, draw, figure_of
from verbale_bot.usage_chart_process import ChartLabels, ChartRequest, ChartUnavailable, draw_in_process

LETTERS = {
    Language.ENGLISH: "A a Z z ’ “ ”",
    Language.RUSSIAN: "Ё ё Щ щ Ъ ъ Э э № «»",
    Language.KAZAKH: "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і",
    Language.UZBEK: "Oʻ oʻ Gʻ gʻ O‘ G’ Ў ў Қ қ Ғ ғ Ҳ ҳ",
    Language.TAJIK: "Ғ ғ Ӣ ӣ Қ қ Ӯ ӯ Ҳ ҳ Ҷ ҷ",
}


def _days(count: int) -> list[Day]:
    first = date(2025, 2, 4)
    return [Day(first + timedelta(days=at), 9 + at, 5 + at, 3, 1, good=at % 4, bad=at % 3) for at in range(count)]


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("count", [1, 92])
def test_it_is_drawn_in_every_language(language: Language, count: int) -> None:
    """A glyph that is missing, or a layout that finds no room, is a warning, which fails a test here."""
    request = chart_request(_days(count), language)
    assert _size(draw(request.days, request.labels)) == (1200, 675)


@pytest.mark.parametrize("language", list(Language))
def test_the_letters_of_every_language_are_in_the_font(language: Language) -> None:
    letters = LETTERS[language]
    labels = ChartLabels(letters, letters, "", "", letters, letters, "", (letters,))
    assert _size(draw(_days(1), labels)) == (1200, 675)


def test_a_letter_that_the_font_has_not_would_be_noticed() -> None:
    labels = ChartLabels("👍", "a", "b", "c", "d", "e", "f", ("g",))
    with pytest.warns(UserWarning, match="128077"):
        draw(_days(1), labels)


@pytest.mark.parametrize("language", list(Language))
def test_every_word_stands_within_the_picture_and_touches_no_other(language: Language) -> None:
    request = chart_request(_days(365), language)
    figure = figure_of(request.days, request.labels)
    figure.draw_without_rendering()
    for axes in figure.axes:
        legend = axes.get_legend()
        assert legend is not None
        titles = [child for child in axes.get_children() if isinstance(child, Text) and child.get_text()]
        named = axes.get_xticklabels() if axes is figure.axes[-1] else []
        assert [title.get_text() for title in titles] in ([request.labels.asked], [request.labels.verdicts])
        words = [text.get_window_extent() for text in (*titles, *legend.get_texts(), *named)]
        for place, box in enumerate(words):
            assert 0 <= box.x0 < box.x1 <= WIDTH_PIXELS
            assert 0 <= box.y0 < box.y1 <= HEIGHT_PIXELS
            assert not any(box.overlaps(other) for other in words[:place])


def test_the_bars_are_as_high_as_the_counts() -> None:
    """Those of one outcome stand on those of the one before; bad verdicts hang."""
    days = [Day(date(2025, 2, 4), 9, 5, 3, 1, good=2, bad=4), Day(date(2025, 2, 5), 2, 0, 0, 2)]
    request = chart_request(days, Language.ENGLISH)
    asked, verdicts = figure_of(request.days, request.labels).axes
    assert _bars(asked) == [(0, 5), (0, 0), (5, 3), (0, 0), (8, 1), (0, 2)]
    assert _bars(verdicts) == [(0, 2), (0, 0), (0, -4), (0, 0)]


def _bars(axes: Axes) -> list[tuple[float, float]]:
    """Where each bar begins and how high it is."""
    return [(bar.get_y(), bar.get_height()) for bar in axes.patches if isinstance(bar, Rectangle)]


@pytest.mark.parametrize("names", [(), ("4 Feb", "5 Feb")])
def test_each_day_has_one_name(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="1 days"):
        draw(_days(1), ChartLabels("", "", "", "", "", "", "", names))


def test_nothing_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="0 days"):
        draw([], ChartLabels("", "", "", "", "", "", "", ()))


def test_a_request_is_read_as_it_was_written() -> None:
    request = chart_request(_days(3), Language.TAJIK)
    assert ChartRequest.from_json(request.to_json()) == request
    with pytest.raises(ValidationError):
        ChartRequest.from_json(b"{}")


def test_it_is_drawn_in_a_process_of_its_own(tmp_path: Path) -> None:
    request = chart_request(_days(30), Language.KAZAKH)
    png = draw_in_process(request, tmp_path / "charts")
    assert _size(png) == (1200, 675)
    assert png == draw(request.days, request.labels)


def test_the_process_knows_nothing_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "telling.py").write_text("import os, sys\nsys.exit(' '.join(sorted(os.environ)))")
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKEN", "1:secret")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(usage_chart_process, "_CHILD", "telling")
    with pytest.raises(
        ChartUnavailable, match=r"ended with 1: LANG (LC_CTYPE )?MPLCONFIGDIR OPENBLAS_NUM_THREADS PATH$"
    ):
        draw_in_process(chart_request(_days(1), Language.ENGLISH), tmp_path)


def test_a_process_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    request = ChartRequest((), chart_request(_days(1), Language.ENGLISH).labels)
    with pytest.raises(ChartUnavailable, match="ended with 1: ValueError: 0 days with 1 names cannot be drawn"):
        draw_in_process(request, tmp_path)


def test_a_process_that_draws_nothing_is_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "silent.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(usage_chart_process, "_CHILD", "silent")
    with pytest.raises(ChartUnavailable, match="ended with 0: it said nothing"):
        draw_in_process(chart_request(_days(1), Language.ENGLISH), tmp_path)


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid_file = tmp_path / "pid"
    code = f"import os, pathlib, time\npathlib.Path({str(pid_file)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    (tmp_path / "slow.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(usage_chart_process, "_CHILD", "slow")
    with pytest.raises(ChartUnavailable, match=r"within 1\.5 seconds"):
        draw_in_process(chart_request(_days(1), Language.ENGLISH), tmp_path, timeout_seconds=1.5)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_a_process_that_does_not_start_is_an_error_of_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(ChartUnavailable, match="does not start"):
        draw_in_process(chart_request(_days(1), Language.ENGLISH), tmp_path)


def test_the_bot_does_not_load_what_draws() -> None:
    """The side of the bot is imported here in a process of its own."""
    code = "import sys; sys.path[:] = sys.argv.pop().split('\\n'); import verbale_bot.telegram.office.reporting as r"
    code += "; sys.exit('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", code, "\n".join(sys.path)], timeout=60, check=False)
    assert done.returncode == 0
