"""/verify: whether a quotation is word for word, where it stands, and what changed since."""

from telegram import Message, MessageEntity

from verbale.briefing import Viewer
from verbale.edition import Edition
from verbale.quoted_text import quoted_parts
from verbale.verification import verify
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.telegram.addressing import command_of, replied_to, text_of
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.rendering import Page, packed
from verbale_bot.telegram.verification_message import Checked, render_checked

VERIFY_PROMPT = "verify"
CHECK = "check"
"""Kinds of messages: the request for a quotation, and what was found about one."""
MOST_PARTS = 5
BLOCKS = frozenset({MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE})


async def verify_command(exchange: Exchange) -> None:
    """/verify with the text after it, or under the message that quotes; alone it asks for the text."""
    command = command_of(exchange.message, exchange.desk.bot)
    replied = replied_to(exchange.message)
    if command is not None and command[1]:
        await _check(exchange, quoted_parts(command[1]))
    elif exchange.message.quote is not None:
        await _check(exchange, quoted_parts(exchange.message.quote.text))
    elif replied is not None:
        await verify_message(exchange, replied)
    else:
        await exchange.say(
            exchange.words("verify-ask"),
            cites=Cites(VERIFY_PROMPT, ()),
            markup=prompt(),
            reply_to=exchange.message.message_id,
        )


async def verify_message(exchange: Exchange, message: Message) -> None:
    """Check what a message quotes: its block quotations, and where it has none, all of its text."""
    blocks = {**message.parse_entities(list(BLOCKS)), **message.parse_caption_entities(list(BLOCKS))}
    texts = list(blocks.values()) or [text_of(message)]
    await _check(exchange, [part for text in texts for part in quoted_parts(text)])


async def _check(exchange: Exchange, parts: list[str]) -> None:
    if not parts:
        await exchange.tell("verify-nothing")
        return
    service, viewer = exchange.desk.service, exchange.viewer
    checked = await service.run(
        lambda engine: [_checked(service.program, engine, viewer, part) for part in parts[:MOST_PARTS]]
    )
    findings = [
        Page(render_checked(one, exchange.language), () if one.quotation is None else (one.quotation, *one.now))
        for one in checked
    ]
    rest = len(parts) - MOST_PARTS
    if rest > 0:
        findings.append(Page(exchange.words("verify-rest", count=rest)))
    for page in packed(findings):
        await exchange.say(
            page.content,
            cites=Cites(CHECK, tuple(quotation.quote for quotation in page.quotations)),
            reply_to=exchange.message.message_id,
        )


def _checked(program: Program, engine: Engine, viewer: Viewer, text: str) -> Checked:
    briefings, now = engine.catalogue.briefings(), program.clock.now()

    def may_see(edition: Edition) -> bool:
        return edition.briefing in briefings and viewer.may_see(briefings[edition.briefing], now, edition.number)

    verified = verify(text, (one for one in program.briefings.each_edition() if may_see(one[0])))
    if verified is None:
        return Checked(text, None, None, ())
    quotation, *current = program.briefings.quotations([verified.quote, *verified.now])
    return Checked(text, verified, quotation, tuple(current))
