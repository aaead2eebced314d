"""Citations of an earlier answer, as far as they may still be shown."""

from collections.abc import Iterable
from dataclasses import replace

from verbale.answer import Citation
from verbale.briefing import Viewer
from verbale.cited import Cited, cited
from verbale.quote import Quote
from verbale_bot.compose import Program
from verbale_bot.engine import Engine


def seen(program: Program, engine: Engine, citations: Iterable[Citation], viewer: Viewer) -> tuple[Cited, ...]:
    """Those of ``citations`` that the viewer may see now, in order, resolved from the store and checked."""
    briefings, now = engine.catalogue.briefings(), program.clock.now()

    def may_see(quote: Quote) -> bool:
        return quote.briefing in briefings and viewer.may_see(briefings[quote.briefing], now, quote.edition)

    visible = [replace(one, also=tuple(filter(may_see, one.also))) for one in citations if may_see(one.quote)]
    return cited(visible, engine.quotations)
