"""Replies to what the office asked for: details of a draft, or the text of a briefing."""

from verbale_bot.telegram.addressing import text_of
from verbale_bot.telegram.announcing.choosing_moment import announcement_asked_about, moment_given
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.office.adding import ADD_PROMPT, text_given
from verbale_bot.telegram.office.draft_buttons import field_asked_for, field_given


async def reply_given(exchange: Exchange, kind: str) -> bool:
    """Take an administrator's reply to a message of the kind ``kind``; False where nothing was asked for there."""
    asked, announcement_id = field_asked_for(kind), announcement_asked_about(kind)
    if asked is not None:
        await field_given(exchange, *asked)
    elif announcement_id is not None:
        await moment_given(exchange, announcement_id)
    elif kind == ADD_PROMPT and text_of(exchange.message):
        await text_given(exchange, text_of(exchange.message))
    else:
        return False
    return True
