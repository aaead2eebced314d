"""A measurement as one HTML file that needs nothing else: for whoever looks after the bot, not only for experts."""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from verbale.durable import replace_file
from verbale_bot.evaluation_report.explanations import ASKING, EXPLANATIONS, HOW_TO_READ
from verbale_bot.evaluation_report.plots import hits_plot, reliability_plot, risk_coverage_plot
from verbale_bot.evaluation_report.style import STYLE
from verbale_bot.evaluation_report.wording import (
    ALL_LANGUAGES,
    ASKED,
    SECTIONS,
    FigureRow,
    columns_of,
    conditions_in_words,
    hit_in_words,
    rows_of,
    unlocated_in_words,
)
from verbale_index.evaluation.results import FigureResult, Mistake, Results

SHOWN_CHARACTERS = 400
FINE_BELOW = 0.1
"""A share below it is shown with a decimal: of small ones, halves matter."""
CARDS = (
    ("paragraph_hit_1", "the right paragraph is found first"),
    ("quote_hit_1", "the first quotation is right"),
    ("recall", "of the questions that have an answer are answered"),
    ("answered_labelled", "of those labelled as having none are answered all the same"),
    ("answered_left_out", "are answered although their article is not there"),
)


def write_page(results: Results, file: Path) -> None:
    """Write the report to ``file``, in one move."""
    replace_file(file.absolute(), page(results).encode())


def page(results: Results) -> str:
    """The report as HTML; every text of the set is escaped in it."""
    name = escape(results.conditions.set_name)
    sections = [
        f"<header><p class='over'>Verbale · how well questions are answered</p><h1>{name}</h1></header>",
        _cards(results),
        _section("What was measured", _measured(results)),
        _section("How to read the figures", _paragraphs(HOW_TO_READ.split("\n\n"))),
        *(_figures(results, title, starts) for title, starts in SECTIONS.items()),
        _section("What became of the questions", _outcomes(results)),
        _mistakes(
            "Wrong first quotations",
            "those that the program was surest of",
            results.wrong_quotes,
        ),
        _mistakes(
            "Quoted though nothing answers",
            "questions labelled as unanswerable; those that the program was surest of",
            results.wrong_answers,
        ),
        _section("Conditions", _pairs(conditions_in_words(results.conditions))),
    ]
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Verbale on {name}</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(sections)}</main></body></html>"
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>" if body else ""


def _cards(results: Results) -> str:
    cards = []
    for name, words in CARDS:
        figure = results.figure(name)
        if figure is not None:
            share = f"{figure.value:.0%}" if figure.value >= FINE_BELOW else f"{figure.value:.1%}"
            cards.append(f"<div class='card'><b>{share}</b><span>{escape(words)}</span></div>")
    quick = f"{results.latency.p50_ms:.0f} ms"
    cards.append(f"<div class='card'><b>{quick}</b><span>is the median time of one answer</span></div>")
    return f"<div class='cards'>{''.join(cards)}</div>"


def _measured(results: Results) -> str:
    counts, conditions = results.counts, results.conditions
    languages = ", ".join(f"{language} {count}" for language, count in sorted(counts.by_language.items()))
    asked = (
        f"{counts.answerable} questions that have an answer and {counts.unanswerable} that have none (by language: "
        f"{languages}) were asked of {conditions.articles} articles with {conditions.paragraphs} paragraphs."
    )
    unlabelled = f"{counts.unlabelled} questions were not asked: nothing says whether they have an answer."
    return _paragraphs(
        [
            asked,
            ASKING,
            hit_in_words(results),
            unlocated_in_words(results),
            unlabelled if counts.unlabelled else "",
        ]
    )


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _figures(results: Results, title: str, starts: tuple[str, ...]) -> str:
    rows = rows_of(results, starts)
    if not rows:
        return ""
    languages = columns_of(results)
    head = "".join(f"<th>{escape(language or ALL_LANGUAGES)}</th>" for language in languages)
    body = "".join(_figure_row(row) for row in rows)
    table = f"<div class='wide'><table><thead><tr><th>figure</th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    return _section(title, _plots(results, title, languages) + table)


def _figure_row(row: FigureRow) -> str:
    better = "higher is better" if row.higher_is_better else "lower is better"
    note = f"<small>{escape(EXPLANATIONS.get(row.name, ''))} <i>{better}</i></small>"
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in row.cells)
    return f"<tr><th>{escape(row.title)}{note}</th>{cells}</tr>"


def _cell(figure: FigureResult | None) -> str:
    if figure is None:
        return "–"
    interval = "" if figure.low is None or figure.high is None else f"{figure.low:.3f} – {figure.high:.3f}"
    return f"<b>{figure.value:.3f}</b><small>{interval}</small>"


def _plots(results: Results, title: str, languages: Sequence[str | None]) -> str:
    if title == "Quoting the sentence":
        return _image(hits_plot(results, languages), "Paragraphs and quotations found, with their 95 % intervals")
    if title == "Answering or abstaining" and results.curves:
        caption = (
            "Risk and coverage: the further to the right, the more questions are answered; the lower, the fewer of the "
            "answers are wrong. The dots are where the program stands."
        )
        return _image(risk_coverage_plot(results), caption, "small")
    if title == "Trusting the confidence" and results.curves:
        caption = (
            "Reliability: a point on the dashed line means that of the answers given with that confidence just so many "
            "were right. Below the line the program is too sure of itself."
        )
        return _image(reliability_plot(results), caption, "small")
    return ""


def _image(png: bytes, caption: str, kind: str = "") -> str:
    data = base64.b64encode(png).decode()
    text = escape(caption)
    image = f"<img alt='{text}' src='data:image/png;base64,{data}'>"
    return f"<figure class='{kind}'>{image}<figcaption>{text}</figcaption></figure>"


def _outcomes(results: Results) -> str:
    rows = []
    for kind, outcomes in results.counts.outcomes.items():
        total = sum(outcomes.values())
        cells = "".join(f"<td><b>{count}</b><small>{count / total:.0%}</small></td>" for count in outcomes.values())
        rows.append(f"<tr><th>{escape(ASKED[kind])}</th>{cells}</tr>")
    head = "<tr><th>questions</th><th>answered</th><th>near</th><th>nothing</th></tr>"
    note = (
        "<p>Near: not answered, but the nearest sentences are shown all the same. Nothing: the program said that the "
        "briefings do not say.</p>"
    )
    return f"{note}<table class='narrow'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _mistakes(title: str, words: str, mistakes: Iterable[Mistake]) -> str:
    items = "".join(
        f"<li><p class='question'>{escape(mistake.question)}</p><blockquote>{escape(_shortened(mistake.quote))}"
        f"</blockquote>{_gold(mistake)}<p class='meta'>confidence {mistake.confidence:.2f} · "
        f"{escape(mistake.outcome.value)} · {escape(mistake.language)} · {escape(mistake.id)}</p></li>"
        for mistake in mistakes
    )
    return _section(title, f"<p>{escape(words.capitalize())}.</p><ol class='mistakes'>{items}</ol>" if items else "")


def _gold(mistake: Mistake) -> str:
    return f"<p class='gold'>{escape(_shortened(mistake.gold))}</p>" if mistake.gold else ""


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS].rstrip() + " …"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in pairs)
    return f"<table class='pairs'>{rows}</table>"
