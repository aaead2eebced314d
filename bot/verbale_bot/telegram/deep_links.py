"""Links that open the bot with something to begin with: t.me/<bot>?start=<payload>."""

QUESTION = "q_"
BRIEFING = "b_"
"""What a deep link's payload begins with: a question (base64url of its UTF-8 bytes), or a briefing's id."""
MOST_PAYLOAD_CHARACTERS = 64


def link_to_briefing(bot_name: str, briefing_id: str) -> str:
    """The link that opens a briefing; a payload has 64 characters, so that a long id is cut."""
    return f"https://t.me/{bot_name}?start={(BRIEFING + briefing_id)[:MOST_PAYLOAD_CHARACTERS]}"
