"""Files: what people send, what the bot fetches and sends, and what Telegram refuses."""

import struct
import time
from typing import Any

import httpx
import pytest

from botapi import faults
from botapi.clock import SimulatedClock
from botapi.file_names import kept_name
from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer

CONTENT = bytes(range(256)) * 400
BUTTON = {"text": "More", "callback_data": "m"}


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + bytes(9)


def upload(client: RawClient, method: str, name: str, content: bytes, **fields: str) -> dict[str, Any]:
    kind = method.removeprefix("send").lower()
    response = client.http.post(
        f"{client.base}/{method}", data={"chat_id": "1001"} | fields, files={kind: (name, content)}
    )
    answer: dict[str, Any] = response.json()
    return answer


def address_of(server: BotApiServer, client: RawClient, file_id: str) -> str:
    return f"{server.url}/file/bot{server.token}/{client.result('getFile', file_id=file_id)['file_path']}"


def document_of(client: RawClient) -> dict[str, Any]:
    document: dict[str, Any] = client.result("getUpdates")[-1]["message"]["document"]
    return document


def test_a_document_comes_with_its_name_type_and_size(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """And with its caption, whose links Telegram has found."""
    aigerim.sends_document("joint.md", CONTENT, mime_type="text/markdown", caption="See https://press.example/a")
    (update,) = client.result("getUpdates")
    message = update["message"]
    document = message["document"]
    assert {name: document[name] for name in ("file_name", "mime_type", "file_size")} == {
        "file_name": "joint.md",
        "mime_type": "text/markdown",
        "file_size": 102_400,
    }
    assert set(document) == {"file_id", "file_unique_id", "file_name", "mime_type", "file_size"}
    assert message["caption"] == "See https://press.example/a"
    assert message["caption_entities"] == [{"type": "url", "offset": 4, "length": 23}]
    assert "text" not in message
    assert message["from"]["id"] == 1001


def test_a_document_may_claim_another_size(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """In the update and in getFile; what is fetched is as long as it is."""
    aigerim.sends_document("a.bin", CONTENT, declared_bytes=10)
    document = document_of(client)
    assert document["file_size"] == 10
    assert client.result("getFile", file_id=document["file_id"])["file_size"] == 10
    assert client.http.get(address_of(server, client, document["file_id"])).content == CONTENT


def test_a_picture_comes_as_sizes_without_a_name(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Telegram makes a JPEG of it."""
    aigerim.sends_photo(b"\xff\xd8\xff and so on", caption="The road")
    message = client.result("getUpdates")[0]["message"]
    (size,) = message["photo"]
    assert (size["file_size"], message["caption"]) == (13, "The road")
    assert client.result("getFile", file_id=size["file_id"])["file_path"].endswith(".jpg")


def test_a_forwarded_document_is_the_same_file(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Under the same file_id, with its caption and with whom it is from."""
    timur = server.world.user(1002, "Timur", started=True)
    sent = timur.sends_document("a.txt", b"five", caption="Five")
    aigerim.forwards(sent)
    original, forwarded = (update["message"] for update in client.result("getUpdates"))
    assert forwarded["document"] == original["document"]
    assert (forwarded["caption"], forwarded["chat"]["id"]) == ("Five", 1001)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 1002


def test_a_shared_contact_names_its_user(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Unless Telegram does not know the number."""
    timur = server.world.user(1002, "Timur", last_name="Seitkali")
    aigerim.sends_contact(timur)
    aigerim.sends_contact(timur, on_telegram=False)
    known, unknown = (update["message"]["contact"] for update in client.result("getUpdates"))
    assert known == {"phone_number": "+70000001002", "first_name": "Timur", "last_name": "Seitkali", "user_id": 1002}
    assert "user_id" not in unknown


def test_a_file_is_fetched_for_an_hour_after_it_was_asked_for() -> None:
    """Before getFile there is no path, and later it is gone."""
    clock = SimulatedClock()
    with BotApiServer(clock=clock) as server, RawClient(server) as client:
        sent = server.world.user(1001, "Aigerim").sends_document("Отчёт.pdf", CONTENT)
        assert sent.file is not None
        guessed = f"{server.url}/file/bot{server.token}/{sent.file.path}"
        assert client.http.get(guessed).status_code == 404
        address = address_of(server, client, sent.file.file_id)
        assert address == guessed
        assert address.isascii()
        assert address.endswith(".pdf")
        clock.advance(3599)
        answer = client.http.get(address)
        assert (answer.content, answer.headers["Content-Length"]) == (CONTENT, "102400")
        clock.advance(1)
        assert client.http.get(address).status_code == 404
        assert [call.status for call in server.calls(faults.DOWNLOAD)] == [404, 200, 404]
        server.assert_valid()


def test_files_are_given_to_their_bot_alone(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Another token is a violation."""
    sent = aigerim.sends_document("a.txt", b"five")
    assert sent.file is not None
    address = address_of(server, client, sent.file.file_id)
    assert client.http.get(address.replace(server.token, "1:other")).status_code == 404
    assert [violation.reason for violation in server.violations] == ["the token is not this bot's"]


def test_unknown_and_large_files_are_not_given(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Telegram gives bots 20 MB, whatever size the file claims."""
    unknown = client.refusal("getFile", file_id="none")
    assert unknown == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    limit = 20_000_000
    for size, declared, status in ((limit, None, 200), (limit + 1, None, 400), (limit + 1, 5, 400)):
        sent = aigerim.sends_document("a.bin", bytes(size), declared_bytes=declared)
        assert sent.file is not None
        response = client.json("getFile", file_id=sent.file.file_id)
        assert response.status_code == status
    assert response.json()["description"] == "Bad Request: file is too big"
    assert server.violations == []


@pytest.mark.parametrize(
    ("fault", "status"),
    [(faults.server_error(503), 503), (faults.flood(4), 429), (faults.server_error(500, accepted=True), 500)],
)
def test_fetching_is_refused_on_request(
    server: BotApiServer, client: RawClient, aigerim: Person, fault: faults.Fault, status: int
) -> None:
    """Once, and then the file comes."""
    aigerim.sends_document("a.bin", CONTENT)
    address = address_of(server, client, document_of(client)["file_id"])
    server.faults.add(faults.DOWNLOAD, fault)
    assert client.http.get(address).status_code == status
    assert client.http.get(address).content == CONTENT


@pytest.mark.parametrize(
    ("fault", "received"),
    [(faults.reset(), 0), (faults.hang(0.1), 0), (faults.hang(0.1, accepted=True), len(CONTENT) // 2)],
)
def test_a_file_breaks_off_on_request(
    server: BotApiServer, client: RawClient, aigerim: Person, fault: faults.Fault, received: int
) -> None:
    """Before its first byte or in the middle."""
    aigerim.sends_document("a.bin", CONTENT)
    address = address_of(server, client, document_of(client)["file_id"])
    server.faults.add(faults.DOWNLOAD, fault)
    body = bytearray()

    def fetch() -> None:
        with client.http.stream("GET", address) as response:
            for piece in response.iter_raw():
                body.extend(piece)

    with pytest.raises(httpx.TransportError):
        fetch()
    assert len(body) == received
    assert [(call.fault, call.status) for call in server.calls(faults.DOWNLOAD)] == [(fault.name, None)]


def test_a_slow_file_is_whole_in_the_end(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """It comes in pieces; a slow method answers late. One of unknown length is whole too."""
    aigerim.sends_document("a.bin", CONTENT)
    address = address_of(server, client, document_of(client)["file_id"])
    server.faults.add(faults.DOWNLOAD, faults.slow(0.3))
    server.faults.add("getMe", faults.slow(0.3))
    began_at = time.monotonic()
    assert client.http.get(address).content == CONTENT
    client.result("getMe")
    assert time.monotonic() - began_at >= 0.6
    server.faults.add(faults.DOWNLOAD, faults.unmeasured())
    answer = client.http.get(address)
    assert (answer.content, "Content-Length" in answer.headers) == (CONTENT, False)


def test_an_upload_is_in_the_chat_byte_for_byte(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """With its name, its type by the name, its caption, entities and buttons."""
    sent = upload(
        client,
        "sendDocument",
        "Отчёт за июнь.csv",
        CONTENT,
        caption="👍 Report",
        caption_entities='[{"type": "bold", "offset": 3, "length": 6}]',
        reply_markup='{"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}',
    )["result"]
    (message,) = server.bot_messages(aigerim)
    assert message.file is not None
    assert (message.file.name, message.file.mime_type) == ("Отчёт за июнь.csv", "text/csv")
    assert message.file.content == CONTENT
    assert message.text == "👍 Report"
    assert [entity.of(message.text) for entity in message.entities] == ["Report"]
    assert [button.text for button in message.buttons] == ["More"]
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("Отчёт за июнь.csv", 102_400)
    server.assert_valid()


WRONG_UPLOADS: dict[str, tuple[str, dict[str, str], bytes, str]] = {
    "caption of 1,025 letters": ("sendDocument", {"caption": "я" * 1025}, b"a", "message caption is too long"),
    "caption of 1,026 UTF-16 units": ("sendDocument", {"caption": "👍" * 513}, b"a", "message caption is too long"),
    "entity past the end": (
        "sendDocument",
        {"caption": "ab", "caption_entities": '[{"type": "bold", "offset": 1, "length": 2}]'},
        b"a",
        "ENTITY_BOUNDS_INVALID",
    ),
    "entities of a message": ("sendDocument", {"entities": "[]"}, b"a", "unknown parameter 'entities'"),
    "parse_mode": ("sendDocument", {"parse_mode": "HTML"}, b"a", "unknown parameter 'parse_mode'"),
    "button of no kind": (
        "sendDocument",
        {"reply_markup": '{"inline_keyboard": [[{"text": "a"}]]}'},
        b"a",
        "can't parse reply_markup.inline_keyboard[0][0]: text buttons are unallowed in the inline keyboard",
    ),
    "empty file": ("sendDocument", {}, b"", "file must be non-empty"),
    "text as a picture": ("sendPhoto", {}, b"text", "IMAGE_PROCESS_FAILED"),
    "picture of 10,001 pixels": ("sendPhoto", {}, png(5000, 5001), "PHOTO_INVALID_DIMENSIONS"),
    "picture like a thread": ("sendPhoto", {}, png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
}


@pytest.mark.parametrize("name", WRONG_UPLOADS)
def test_a_wrong_upload_is_a_violation(server: BotApiServer, client: RawClient, aigerim: Person, name: str) -> None:
    """Refused, remembered once, and nothing reaches the chat."""
    method, fields, content, description = WRONG_UPLOADS[name]
    answer = upload(client, method, "a.txt", content, **fields)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}
    assert [violation.method for violation in server.violations] == [method]
    assert server.messages(aigerim) == []


def test_uploads_have_their_greatest_size(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """50 MB for documents, 10 MB for pictures."""
    picture = png(5000, 5000)
    assert upload(client, "sendPhoto", "a.png", picture.ljust(10_000_000))["ok"]
    assert upload(client, "sendPhoto", "a.png", picture.ljust(10_000_001))["error_code"] == 413
    assert upload(client, "sendDocument", "a.bin", bytes(50_000_000))["ok"]
    assert upload(client, "sendDocument", "a.bin", bytes(50_000_001))["error_code"] == 413
    assert [len(message.file.content) for message in server.bot_messages(1001) if message.file] == [10**7, 5 * 10**7]
    assert len(server.violations) == 2


def test_files_are_sent_only_where_the_bot_may_write(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """As messages are, and they count at the limits as messages do."""
    assert upload(client, "sendDocument", "a.txt", b"a", chat_id="99")["description"] == "Bad Request: chat not found"
    server.limits.enabled = True
    assert upload(client, "sendDocument", "a.txt", b"a")["ok"]
    assert upload(client, "sendPhoto", "a.png", png(9, 9))["parameters"] == {"retry_after": 1}
    aigerim.blocks_bot()
    assert upload(client, "sendDocument", "a.txt", b"a")["error_code"] == 403
    assert server.violations == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Отчёт за июнь.pdf", "Отчёт за июнь.pdf"),
        ("2025-06-30_қаулы.tar.gz", "2025-06-30_қаулы.tar.gz"),
        ("a;b.txt", "a"),
        ("../../etc/passwd", "passwd"),
        ('"what?".txt', "what.txt"),
        ("«Визит» — итог.txt", "Визит    итог.txt"),
        ("%D0%B0.txt", "%D0%B0.txt"),
        ("я" * 70 + "." + "x" * 30, "я" * 60 + "." + "x" * 20),
        ("???", "file"),
        (".gitignore", "gitignore"),
    ],
)
def test_telegram_makes_its_own_of_a_name(name: str, kept: str) -> None:
    """Letters and numbers of every script stay, not much else does."""
    assert kept_name(name) == kept


def test_a_chat_has_commands_of_its_own(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """For a chat that the bot knows; administrators' menus only where there are several people."""
    commands = [{"command": "audit", "description": "The log"}]
    scope = {"type": "chat", "chat_id": 1001}
    client.result("setMyCommands", commands=commands, scope=scope)
    client.result("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": "1001"}, language_code="kk")
    assert server.world.commands_of(aigerim) == server.world.commands_of(aigerim, "kk") == ("audit",)
    assert client.result("getMyCommands", scope=scope) == commands
    assert client.result("getMyCommands") == []
    client.result("deleteMyCommands", scope=scope)
    assert server.world.commands_of(aigerim) == ()
    unknown = client.refusal("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": 99})
    assert unknown == (400, "Bad Request: chat not found")
    assert server.violations == []
    client.refusal("setMyCommands", commands=commands, scope={"type": "chat_administrators", "chat_id": 1001})
    assert len(server.violations) == 1
