"""What no correct client sends is refused and remembered."""

import json
from typing import Any

import httpx
import pytest

from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer

BUTTON = {"text": "More", "callback_data": "m1"}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def message(**fields: Any) -> dict[str, Any]:
    return {"chat_id": 1001, "text": "Hello", **fields}


def entity(kind: str, offset: int, length: int, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **fields}


WRONG_MESSAGES = {
    "parse_mode": message(parse_mode="HTML"),
    "old preview name": message(disable_web_page_preview=True),
    "old reply name": message(reply_to_message_id=1),
    "unknown parameter": message(colour="red"),
    "no chat": {"text": "Hello"},
    "no text": {"chat_id": 1001},
    "chat is no id": message(chat_id="Aigerim"),
    "text is a number": message(text=5),
    "empty": message(text=""),
    "blank": message(text=" \n\t "),
    "invisible": message(text="\u200b\u2060"),
    "too long": message(text="я" * 4097),
    "too long in UTF-16": message(text="👍" * 2049),
    "removed characters": message(text="a\u202eb"),
    "carriage return": message(text="a\r\nb"),
    "boolean as text": message(disable_notification="yes"),
    "unknown entity": message(entities=[entity("quote", 0, 2)]),
    "negative offset": message(entities=[entity("bold", -1, 2)]),
    "no length": message(entities=[entity("bold", 0, 0)]),
    "entity past the end": message(entities=[entity("bold", 3, 3)]),
    "entity over blanks": message(text="a  b", entities=[entity("bold", 1, 2)]),
    "entity splits a pair": message(text="👍👍", entities=[entity("bold", 0, 1)]),
    "entity begins in a pair": message(text="👍👍", entities=[entity("bold", 1, 3)]),
    "crossing entities": message(entities=[entity("bold", 0, 3), entity("italic", 2, 3)]),
    "nested quotes": message(entities=[entity("blockquote", 0, 5), entity("expandable_blockquote", 1, 2)]),
    "overlapping quotes": message(entities=[entity("blockquote", 0, 3), entity("blockquote", 2, 3)]),
    "same quote twice": message(entities=[entity("blockquote", 0, 3), entity("blockquote", 0, 3)]),
    "bold code": message(entities=[entity("code", 0, 5), entity("bold", 1, 2)]),
    "link in link": message(
        entities=[
            entity("text_link", 0, 5, url="https://press.example/a"),
            entity("text_link", 1, 2, url="https://press.example/b"),
        ]
    ),
    "link without URL": message(entities=[entity("text_link", 0, 5)]),
    "link to a script": message(entities=[entity("text_link", 0, 5, url="javascript:alert(1)")]),
    "link without host": message(entities=[entity("text_link", 0, 5, url="https:///a")]),
    "URL on bold": message(entities=[entity("bold", 0, 5, url="https://press.example/a")]),
    "unknown field of an entity": message(entities=[entity("bold", 0, 5, class_="x")]),
    "101 entities": message(text="ab" * 101, entities=[entity("bold", 2 * n, 1) for n in range(101)]),
    "callback data of 65 bytes": message(reply_markup=keyboard([{"text": "a", "callback_data": "я" * 33}])),
    "empty callback data": message(reply_markup=keyboard([{"text": "a", "callback_data": ""}])),
    "button of two kinds": message(reply_markup=keyboard([{**BUTTON, "url": "https://press.example/"}])),
    "button of no kind": message(reply_markup=keyboard([{"text": "a"}])),
    "button without words": message(reply_markup=keyboard([{"text": " ", "callback_data": "a"}])),
    "nine buttons in a row": message(reply_markup=keyboard([BUTTON] * 9)),
    "empty row": message(reply_markup=keyboard([])),
    "101 buttons": message(reply_markup=keyboard(*[[BUTTON] * 8] * 13)),
    "unknown markup": message(reply_markup={"buttons": []}),
    "unknown preview option": message(link_preview_options={"disabled": True}),
    "reply without a number": message(reply_parameters={"quote": "x"}),
    "quote of 1,025 characters": message(reply_parameters={"message_id": 1, "quote": "x" * 1025}),
}


@pytest.mark.parametrize("fields", WRONG_MESSAGES.values(), ids=list(WRONG_MESSAGES))
def test_a_wrong_message_is_a_violation(
    server: BotApiServer, client: RawClient, aigerim: Person, fields: dict[str, Any]
) -> None:
    """It is answered with 400, remembered once, and nothing reaches the chat."""
    status, description = client.refusal("sendMessage", **fields)
    assert status == 400
    assert description.startswith("Bad Request: ")
    assert [violation.method for violation in server.violations] == ["sendMessage"]
    assert server.messages(aigerim) == []
    with pytest.raises(AssertionError, match="sendMessage"):
        server.assert_valid()


GOOD_MESSAGES = {
    "longest": message(text="я" * 4096),
    "longest after trimming": message(text="я" * 4096 + "\n\n"),
    "folded quote with a style and a link": message(
        text="👍 “Hello”\nSource",
        entities=[
            entity("expandable_blockquote", 3, 7),
            entity("bold", 4, 2),
            entity("text_link", 11, 6, url="https://press.example/a#:~:text=Hello"),
        ],
    ),
    "keyboard": message(reply_markup=keyboard([BUTTON], [{"text": "Source", "url": "https://press.example/"}])),
    "callback data of 64 bytes": message(reply_markup=keyboard([{"text": "a", "callback_data": "я" * 32}])),
    "no preview": message(link_preview_options={"is_disabled": True}),
}


@pytest.mark.parametrize("fields", GOOD_MESSAGES.values(), ids=list(GOOD_MESSAGES))
def test_a_right_message_arrives_as_json_and_as_form(
    server: BotApiServer, client: RawClient, aigerim: Person, fields: dict[str, Any]
) -> None:
    """Both ways of sending mean the same."""
    client.result("sendMessage", **fields)
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    assert client.form("sendMessage", **form).json()["ok"]
    first, second = server.messages(aigerim)
    assert (first.text, first.entities, first.markup) == (second.text, second.entities, second.markup)
    server.assert_valid()


def test_half_a_character_is_a_violation(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """JSON can carry a lone surrogate; UTF-8 and Telegram cannot."""
    headers = {"Content-Type": "application/json"}
    body = '{"chat_id": 1001, "text": "a\\ud83d"}'
    response = client.http.post(f"{client.base}/sendMessage", content=body, headers=headers)
    assert response.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    assert len(server.violations) == 1


def test_text_is_trimmed_and_entities_move_with_it(client: RawClient, server: BotApiServer, aigerim: Person) -> None:
    """Leading and trailing blanks go, and the entity still covers its word."""
    client.result("sendMessage", chat_id=1001, text="  👍 Hello \n", entities=[entity("bold", 5, 5)])
    (sent,) = server.bot_messages(aigerim)
    assert sent.text == "👍 Hello"
    assert [found.of(sent.text) for found in sent.entities] == ["Hello"]


def test_an_unknown_method_is_not_found(server: BotApiServer, client: RawClient) -> None:
    """404, and a violation that names it."""
    assert client.refusal("sendMesage") == (404, "Not Found: method not found")
    assert server.violations[0].method == "sendMesage"


def test_a_wrong_token_is_unauthorized(server: BotApiServer) -> None:
    """401, as after a revocation; anything but /bot and /file is 404."""
    with httpx.Client(trust_env=False) as http:
        assert http.post(f"{server.url}/bot1:wrong/getMe").json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
        assert http.get(f"{server.url}/getMe").status_code == 404
    assert len(server.violations) == 2


def test_a_parameter_twice_is_a_violation(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """In the address and in the body, for instance."""
    response = client.http.post(f"{client.base}/sendMessage?text=a", data={"text": "b", "chat_id": "1001"})
    assert response.status_code == 400
    assert "twice" in server.violations[0].reason


COMMAND = {"command": "ask", "description": "Ask a question"}
WRONG_CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "command with a capital": ("setMyCommands", {"commands": [{**COMMAND, "command": "Ask"}]}),
    "command of 33 letters": ("setMyCommands", {"commands": [{**COMMAND, "command": "a" * 33}]}),
    "command without description": ("setMyCommands", {"commands": [{**COMMAND, "description": ""}]}),
    "description of 257 letters": ("setMyCommands", {"commands": [{**COMMAND, "description": "я" * 257}]}),
    "101 commands": ("setMyCommands", {"commands": [{**COMMAND, "command": f"c{n}"} for n in range(101)]}),
    "unknown scope": ("setMyCommands", {"commands": [COMMAND], "scope": {"type": "everybody"}}),
    "language with region": ("setMyCommands", {"commands": [COMMAND], "language_code": "en-GB"}),
    "name of 65 letters": ("setMyName", {"name": "я" * 65}),
    "short description of 121 letters": ("setMyShortDescription", {"short_description": "я" * 121}),
    "description of 513 letters": ("setMyDescription", {"description": "я" * 513}),
    "unknown action": ("sendChatAction", {"chat_id": 1001, "action": "thinking"}),
    "unknown update": ("getUpdates", {"allowed_updates": ["messages"]}),
    "limit of 101": ("getUpdates", {"limit": 101}),
    "edit without a message": ("editMessageText", {"text": "a", "chat_id": 1001}),
    "edit of two messages": ("editMessageText", {"text": "a", "chat_id": 1, "message_id": 1, "inline_message_id": "x"}),
    "webhook elsewhere": ("setWebhook", {"url": "https://verbale.example/hook"}),
    "secret with a blank": ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "a b"}),
    "notice of 201 letters": ("answerCallbackQuery", {"callback_query_id": "1", "text": "я" * 201}),
}


@pytest.mark.parametrize(("method", "fields"), WRONG_CALLS.values(), ids=list(WRONG_CALLS))
def test_a_wrong_call_is_a_violation(
    server: BotApiServer, client: RawClient, aigerim: Person, method: str, fields: dict[str, Any]
) -> None:
    """Each method's parameters are checked."""
    status, _ = client.refusal(method, **fields)
    assert status == 400
    assert [violation.method for violation in server.violations] == [method]


def test_inline_results_are_checked(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Ids are unique and short, there are at most fifty, each could be sent as a message."""

    def article(number: int, **fields: Any) -> dict[str, Any]:
        content = {"message_text": "Quote"}
        return {"type": "article", "id": str(number), "title": "T", "input_message_content": content, **fields}

    wrong = [
        [article(1), article(1)],
        [article(1, id="x" * 65)],
        [article(n) for n in range(51)],
        [article(1, input_message_content={"message_text": ""})],
        [article(1, input_message_content={"message_text": "a", "parse_mode": "HTML"})],
        [article(1, type="text")],
    ]
    query = aigerim.asks_inline("customs")
    for results in wrong:
        client.refusal("answerInlineQuery", inline_query_id=query.id, results=results)
    assert len(server.violations) == len(wrong)
    client.result("answerInlineQuery", inline_query_id=query.id, results=[article(1)], is_personal=True, cache_time=5)
    assert [result["id"] for result in query.results] == ["1"]
    assert client.refusal("answerInlineQuery", inline_query_id=query.id, results=[])[1].endswith("query ID is invalid")
    assert len(server.violations) == len(wrong)
