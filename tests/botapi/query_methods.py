"""Methods that answer a pressed button or an inline query."""

from botapi.errors import bad_request, violation
from botapi.formatted import formatted
from botapi.sending import Params, check_markup
from botapi.state import State

# Telegram's texts say only "too old"; clients stop showing progress at about this age.
CALLBACK_LIFETIME_SECONDS = 900.0
INLINE_LIFETIME_SECONDS = 60.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(state: State, p: Params) -> bool:
    """answerCallbackQuery: the button stops turning, with or without words."""
    query = state.callbacks.get(p["callback_query_id"])
    if query is None or query.answer is not None:
        raise bad_request(TOO_OLD)
    if state.clock.now() - query.asked_at > CALLBACK_LIFETIME_SECONDS:
        raise bad_request(TOO_OLD)
    if "url" in p:
        raise violation("url: only for games and t.me links to the bot", "URL_INVALID")
    query.answer = p
    if p.get("text"):
        state.record("notice", query.message, who=state.bot.first_name, text=p["text"])
    state.changed.notify_all()
    return True


def answer_inline_query(state: State, p: Params) -> bool:
    """answerInlineQuery: at most fifty results, each a message that could be sent."""
    query = state.inline_queries.get(p["inline_query_id"])
    identifiers = [result["id"] for result in p["results"]]
    if len(set(identifiers)) != len(identifiers):
        raise violation("results: two have one id", "RESULT_ID_DUPLICATE")
    for result in p["results"]:
        content = result["input_message_content"]
        formatted(content["message_text"], content.get("entities", []))
        check_markup(result.get("reply_markup"))
    if query is None or query.answer is not None:
        raise bad_request(TOO_OLD)
    if state.clock.now() - query.asked_at > INLINE_LIFETIME_SECONDS:
        raise bad_request(TOO_OLD)
    query.answer = p
    state.changed.notify_all()
    return True


QUERY_HANDLERS = {"answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query}
