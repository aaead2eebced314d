"""Replies, edits, deletions, reactions, files: what a chat holds after the bot's calls."""

from typing import Any

import pytest

from botapi.clock import SimulatedClock
from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


def test_a_reply_quotes_a_part(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """The quote is an exact part of the message; anything else is a violation."""
    question = aigerim.asks("👍 How much did it cost?")
    reply = {"message_id": question.message_id, "quote": "How much"}
    sent = client.result("sendMessage", chat_id=1001, text="$2.8mn", reply_parameters=reply)
    assert sent["quote"] == {"text": "How much", "position": 3, "is_manual": True}
    assert sent["reply_to_message"]["message_id"] == question.message_id
    answer = client.refusal("sendMessage", chat_id=1001, text="a", reply_parameters={**reply, "quote": "how much"})
    assert answer == (400, "Bad Request: QUOTE_TEXT_INVALID")
    assert len(server.violations) == 1


def test_a_quote_of_what_was_edited_away_is_nobodys_fault(
    server: BotApiServer, client: RawClient, aigerim: Person
) -> None:
    """The refusal is the same, but it is not held against the bot."""
    question = aigerim.asks("How much?")
    aigerim.edits(question, "When?")
    reply = {"message_id": question.message_id, "quote": "How much"}
    assert client.refusal("sendMessage", chat_id=1001, text="a", reply_parameters=reply)[0] == 400
    assert server.violations == []


def test_a_reply_to_what_is_gone(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """It is refused, unless it may be sent without."""
    question = aigerim.asks("How much?")
    aigerim.deletes(question)
    reply: dict[str, Any] = {"message_id": question.message_id}
    assert client.refusal("sendMessage", chat_id=1001, text="a", reply_parameters=reply) == (
        400,
        "Bad Request: message to be replied not found",
    )
    reply["allow_sending_without_reply"] = True
    assert "reply_to_message" not in client.result("sendMessage", chat_id=1001, text="a", reply_parameters=reply)


def test_an_edit_replaces_text_and_keyboard(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """The keyboard goes unless it is given again; the same content again is refused."""
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    sent = client.result("sendMessage", chat_id=1001, text="One", reply_markup=keyboard)
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    unchanged = client.refusal("editMessageText", **place, text="One", reply_markup=keyboard)
    assert unchanged[1].startswith("Bad Request: message is not modified")
    client.result("editMessageText", **place, text="Two")
    (message,) = server.bot_messages(aigerim)
    assert (message.text, message.buttons, message.versions) == ("Two", (), ["One", "Two"])
    client.result("editMessageReplyMarkup", **place, reply_markup=keyboard)
    assert [button.text for button in message.buttons] == ["More"]
    server.assert_valid()


def test_only_its_own_messages_are_edited(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Somebody else's is a violation, a deleted one is not found."""
    question = aigerim.asks("How much?")
    place = {"chat_id": 1001, "message_id": question.message_id}
    assert client.refusal("editMessageText", **place, text="a")[1] == "Bad Request: message can't be edited"
    assert len(server.violations) == 1
    assert client.refusal("editMessageText", **{**place, "message_id": 9999}, text="a")[1].endswith("edit not found")
    assert len(server.violations) == 1


def test_messages_are_deleted_for_two_days() -> None:
    """After 48 hours Telegram keeps them."""
    clock = SimulatedClock()
    with BotApiServer(clock=clock) as server, RawClient(server) as client:
        server.world.user(1001, "Aigerim", started=True)
        first, second = (client.result("sendMessage", chat_id=1001, text=text)["message_id"] for text in "ab")
        client.result("deleteMessage", chat_id=1001, message_id=first)
        assert [message.text for message in server.messages(1001)] == ["b"]
        assert client.refusal("deleteMessage", chat_id=1001, message_id=first)[1].endswith("delete not found")
        clock.advance(49 * 3600)
        assert client.refusal("deleteMessage", chat_id=1001, message_id=second)[1].endswith("for everyone")


def test_reactions_are_telegrams_own(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """👀 is one, ✅ is not."""
    question = aigerim.asks("How much?")
    place = {"chat_id": 1001, "message_id": question.message_id}
    client.result("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert question.reaction == "👀"
    wrong = client.refusal("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "✅"}])
    assert wrong == (400, "Bad Request: REACTION_INVALID")
    client.result("setMessageReaction", **place, reaction=[])
    assert question.reaction is None


def test_files_go_both_ways(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """An upload is kept under a file_id; what a person sent is fetched by its path."""
    upload = {"document": ("report.txt", b"five lines")}
    sent = client.http.post(f"{client.base}/sendDocument", data={"chat_id": "1001", "caption": "Report"}, files=upload)
    document = sent.json()["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("report.txt", 10)
    client.result("sendDocument", chat_id=1001, document=document["file_id"])
    theirs = aigerim.sends_document("joint.md", "Сapтъ".encode(), mime_type="text/markdown")
    assert theirs.file is not None
    path = client.result("getFile", file_id=theirs.file.file_id)["file_path"]
    assert client.http.get(f"{server.url}/file/bot{server.token}/{path}").content == "Сapтъ".encode()
    assert client.http.get(f"{server.url}/file/bot{server.token}/documents/none/none").status_code == 404
    server.assert_valid()


def test_a_photo_is_a_picture(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Telegram looks at the content; a caption has its own limit."""
    data = {"chat_id": "1001", "caption": "я" * 1024, "photo": "attach://p"}
    ok = client.http.post(f"{client.base}/sendPhoto", data=data, files={"p": ("a.png", PNG)})
    assert ok.json()["ok"], ok.text
    wrong = client.http.post(f"{client.base}/sendPhoto", data={"chat_id": "1001"}, files={"photo": ("a.png", b"text")})
    assert wrong.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    long = {**data, "caption": "я" * 1025}
    too_long = client.http.post(f"{client.base}/sendPhoto", data=long, files={"p": ("a.png", PNG)})
    assert too_long.json()["description"] == "Bad Request: message caption is too long"
    assert len(server.violations) == 2


def test_a_button_is_pressed_and_answered_once(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """The press is an update; a second answer comes too late."""
    keyboard = {"inline_keyboard": [[{"text": "👍 Good", "callback_data": "v1:good"}]]}
    client.result("sendMessage", chat_id=1001, text="Answer", reply_markup=keyboard)
    press = aigerim.presses(server.bot_messages(aigerim)[0], "Good")
    update = client.result("getUpdates")[-1]["callback_query"]
    assert (update["data"], update["message"]["text"]) == ("v1:good", "Answer")
    assert server.unanswered_callbacks() == [press]
    client.result("answerCallbackQuery", callback_query_id=press.id, text="Thank you")
    assert server.wait_for_answer(press)["text"] == "Thank you"
    assert client.refusal("answerCallbackQuery", callback_query_id=press.id)[0] == 400
    with pytest.raises(LookupError, match="its buttons: '👍 Good'"):
        aigerim.presses(server.bot_messages(aigerim)[0], "Bad")


def test_the_transcript_has_what_was_said(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Who, where, words, entities, buttons, in order."""
    question = aigerim.asks("How much?")
    client.result(
        "sendMessage",
        chat_id=1001,
        text="$2.8mn",
        entities=[{"type": "blockquote", "offset": 0, "length": 6}],
        reply_markup={"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]},
        reply_parameters={"message_id": question.message_id},
    )
    asked, answered = server.transcript(aigerim)
    assert (asked["who"], asked["is_bot"], asked["text"]) == ("Aigerim", False, "How much?")
    assert (answered["who"], answered["is_bot"], answered["buttons"]) == ("Verbale", True, [["More"]])
    assert answered["entities"] == [{"type": "blockquote", "offset": 0, "length": 6}]
    assert answered["reply_to"] == question.message_id
    assert server.bot_messages(aigerim)[0].quotations == ("$2.8mn",)
