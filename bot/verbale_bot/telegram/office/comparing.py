"""/diff: two editions of a briefing side by side, with how much was said from them."""

from telegram import MessageEntity

from verbale.briefing import Briefing
from verbale.edition import Edition
from verbale.edition_diff import Half, ParagraphChange, paragraph_changes
from verbale.errors import Refused
from verbale.quote import Quote
from verbale.span import Span
from verbale.store.ledger import all_that_quotes
from verbale_bot.compose import Program
from verbale_bot.messages import date_in_words
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.rendering import Page, block, packed, shortened

DIFF = "diff"
MOST_CHANGES = 30
LONGEST_PARAGRAPH_CHARACTERS = 1500
MOST_NUMBERS = 2
MOST_MARKS = 20
"""In one paragraph: a message has a hundred entities at most; what is closest together is marked as one."""


async def diff_command(exchange: Exchange) -> None:
    """/diff ID, with the numbers of two editions; without them the current one and the one before."""
    command = command_of(exchange.message, exchange.desk.bot)
    name, *rest = ("" if command is None else command[1]).split() or [""]
    program = exchange.desk.service.program
    briefing = (await exchange.desk.office.run(program.briefings.all)).get(name.casefold())
    if briefing is None or not all(one.isascii() and one.isdigit() for one in rest) or len(rest) > MOST_NUMBERS:
        await exchange.say(exchange.words("diff-how"))
        return
    numbers = sorted({int(one) for one in rest}) or [briefing.current_edition - 1, briefing.current_edition]
    if len(numbers) == 1:
        numbers = sorted({*numbers, briefing.current_edition})
    if len(numbers) == 1 or numbers[0] < 1:
        await exchange.say(exchange.words("diff-one", title=shortened(briefing.title)))
        return
    try:
        old, new, said = await exchange.desk.office.run(lambda: _read(program, briefing, numbers))
    except Refused as error:
        await exchange.say(exchange.words("office-refused", reason=str(error)))
        return
    for page in packed(_pages(exchange, briefing, (old, new), said)):
        quotes = tuple(quotation.quote for quotation in page.quotations)
        await exchange.say(page.content, cites=Cites(DIFF, quotes))


def _read(program: Program, briefing: Briefing, numbers: list[int]) -> tuple[Edition, Edition, tuple[int, int]]:
    found = program.briefings.editions([(briefing.id, number) for number in numbers])
    old, new = (found[briefing.id, number] for number in numbers)
    with program.database.reading() as connection:
        quoted = [quote for _, said in all_that_quotes(connection) for quote in set(said.quotes)]
    return old, new, (_count(quoted, old), _count(quoted, new))


def _count(quoted: list[Quote], edition: Edition) -> int:
    return sum(quote.briefing == edition.briefing and quote.edition == edition.number for quote in quoted)


def _pages(
    exchange: Exchange, briefing: Briefing, editions: tuple[Edition, Edition], said: tuple[int, int]
) -> list[Page]:
    old, new = editions
    days = [date_in_words(one.taken_in_at.date(), exchange.language) for one in editions]
    head = exchange.words(
        "diff-title",
        title=shortened(briefing.title),
        old=old.number,
        old_date=days[0],
        old_said=said[0],
        new=new.number,
        new_date=days[1],
        new_said=said[1],
    )
    changes = paragraph_changes(old, new)
    if not changes:
        head = head + "\n" + exchange.words("diff-same")
    pages = [Page(head), *(Page(_change(exchange, one, old, new)) for one in changes[:MOST_CHANGES])]
    rest = len(changes) - MOST_CHANGES
    return pages if rest <= 0 else [*pages, Page(exchange.words("index-more", count=rest))]


def _change(exchange: Exchange, change: ParagraphChange, old: Edition, new: Edition) -> Formatted:
    parts = []
    if change.old is not None:
        title = exchange.words("diff-paragraph", number=change.old.paragraph, edition=old.number)
        parts.append(title + "\n" + block(_marked(change.old, old.text, MessageEntity.STRIKETHROUGH)))
    if change.new is not None:
        title = exchange.words("diff-paragraph", number=change.new.paragraph, edition=new.number)
        parts.append(title + "\n" + block(_marked(change.new, new.text, MessageEntity.UNDERLINE)))
    return joined(parts, "\n")


def _marked(half: Half, text: str, kind: str) -> Formatted:
    """The paragraph, cut where it is very long, with what the other edition has not in the style ``kind``."""
    end = min(half.span.end, half.span.start + LONGEST_PARAGRAPH_CHARACTERS)
    whole, at = Formatted(), half.span.start
    for span in _fewer([one for one in half.changed if one.start < end]):
        start, stop = min(span.start, end), min(span.end, end)
        if start < stop:
            whole = whole + text[at:start] + Formatted(Span(start, stop).of(text)).wrapped(kind)
            at = stop
    whole = whole + text[at:end]
    return whole if end == half.span.end else whole + "…"


def _fewer(spans: list[Span]) -> list[Span]:
    """The spans, in order, those with the narrowest gaps joined until they are few enough."""
    widest_first = sorted(range(1, len(spans)), key=lambda place: spans[place - 1].end - spans[place].start)
    firsts = [0, *sorted(widest_first[: MOST_MARKS - 1])]
    ends = [*firsts[1:], len(spans)]
    return [Span(spans[one].start, spans[end - 1].end) for one, end in zip(firsts, ends, strict=True) if one < end]
