"""Links that open the bot with something to begin with: t.me/<bot>?start=<payload>."""

QUESTION = "q_"
BRIEFING = "b_"
CHANNEL = "s_"
"""What a payload begins with: a question (base64url of its UTF-8 bytes), a briefing's id, a channel to subscribe."""
MOST_PAYLOAD_CHARACTERS = 64


def link_to_briefing(bot_name: str, briefing_id: str) -> str:
    """The link that opens a briefing; a payload has 64 characters, so that a long id is cut."""
    return f"https://t.me/{bot_name}?start={(BRIEFING + briefing_id)[:MOST_PAYLOAD_CHARACTERS]}"


def link_to_channel(bot_name: str, sealed_channel: str) -> str:
    """The link by which a channel is subscribed."""
    return f"https://t.me/{bot_name}?start={CHANNEL}{sealed_channel}"
