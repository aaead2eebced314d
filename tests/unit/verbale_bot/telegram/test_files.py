import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot, Document, MessageEntity

from botapi import faults
from botapi.faults import DOWNLOAD
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.waiting import in_thread
from telegram_line import Time
from verbale_bot.telegram.files import Files, FileTooLarge, FileUnavailable
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.pace import Pace
from verbale_bot.telegram.sending import NotSent, Outgoing, OutOfReach, Sender

CONTENT = bytes(range(256)) * 12_000
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
CAPTION = Formatted("👍 ") + Formatted("Отчёт").wrapped(MessageEntity.BOLD)
MB = 1_000_000


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Iterator[BotApiServer]:
    with BotApiServer(clock=time) as running:
        yield running
        running.assert_valid()


@pytest.fixture
def aigerim(server: BotApiServer) -> Person:
    return server.world.user(1001, "Aigerim", started=True)


@pytest.fixture
def http() -> HttpRequest:
    return HttpRequest(8)


@pytest.fixture
async def bot(server: BotApiServer, http: HttpRequest) -> AsyncIterator[Bot]:
    made = Bot(
        server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=http,
        get_updates_request=HttpRequest(1),
    )
    async with made:
        yield made


@pytest.fixture
def sender(bot: Bot, time: Time) -> Sender:
    return Sender(bot, Pace(time.now, time.keep_pace), time.sleep)


@pytest.fixture
def files(bot: Bot, http: HttpRequest, sender: Sender) -> Files:
    return Files(bot, http, sender.insisting)


async def document_from(
    bot: Bot, person: Person, content: bytes = CONTENT, *, name: str = "a.pdf", declared_bytes: int | None = None
) -> Document:
    """A document that somebody has sent, as the bot sees it in the update."""
    person.sends_document(name, content, declared_bytes=declared_bytes)
    (*_, update) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    return update.message.document


def contents(server: BotApiServer, chat: int) -> list[tuple[str, bytes]]:
    return [(message.file.name, message.file.content) for message in server.bot_messages(chat) if message.file]


async def test_a_document_arrives_byte_for_byte_with_its_name_and_caption(
    server: BotApiServer, files: Files, aigerim: Person
) -> None:
    question = aigerim.asks("The report, please")
    sent = await files.send_document(1001, "Отчёт за июнь.csv", CONTENT, CAPTION, reply_to=question.message_id)
    (message,) = server.bot_messages(1001)
    assert message.file is not None
    assert (message.file.name, message.file.content == CONTENT) == ("Отчёт за июнь.csv", True)
    assert message.file.mime_type == "text/csv"
    assert (message.text, message.reply_to) == ("👍 Отчёт", question.message_id)
    assert [(entity.type, entity.of(message.text)) for entity in message.entities] == [("bold", "Отчёт")]
    assert sent.message_id == message.message_id
    assert sent.document is not None
    assert sent.document.file_size == len(CONTENT)


async def test_a_picture_arrives_as_one_with_its_caption(server: BotApiServer, files: Files, aigerim: Person) -> None:
    question = aigerim.asks("The figures, please")
    sent = await files.send_photo(1001, PICTURE, CAPTION, reply_to=question.message_id)
    (message,) = server.bot_messages(1001)
    assert message.file is not None
    assert (message.file.kind, message.file.content) == ("photo", PICTURE)
    assert (message.text, message.reply_to) == ("👍 Отчёт", question.message_id)
    assert [entity.of(message.text) for entity in message.entities] == ["Отчёт"]
    assert len(sent.photo) == 1


async def test_files_need_neither_caption_nor_a_message_to_reply_to(
    server: BotApiServer, files: Files, aigerim: Person
) -> None:
    gone = aigerim.asks("The report, please")
    aigerim.deletes(gone)
    await files.send_document(1001, "a.txt", b"five")
    await files.send_document(1001, "b.txt", b"six", reply_to=gone.message_id)
    assert contents(server, 1001) == [("a.txt", b"five"), ("b.txt", b"six")]
    assert [(message.text, message.reply_to) for message in server.bot_messages(1001)] == [("", None)] * 2


@pytest.mark.parametrize(
    ("name", "arrives"),
    [
        ("a;b.txt", "a_b.txt"),
        ('say "no".txt', "say _no_.txt"),
        ("a\r\nX-Name: b.txt", "a__X-Name  b.txt"),
        ("..\\..\\a/b.txt", "_.._a_b.txt"),
        ("қаулы 100%.pdf", "қаулы 100%.pdf"),
    ],
)
async def test_no_name_breaks_the_upload(
    server: BotApiServer, files: Files, aigerim: Person, name: str, arrives: str
) -> None:
    await files.send_document(1001, name, b"five")
    assert contents(server, 1001) == [(arrives, b"five")]


async def test_files_and_messages_keep_one_pace(
    server: BotApiServer, files: Files, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.limits.enabled = True
    await sender.send(Outgoing(1001, Formatted("Here it is")))
    await files.send_document(1001, "a.txt", b"five")
    await files.send_photo(1001, PICTURE)
    assert len(server.bot_messages(1001)) == 3
    assert time.paced == [1.05, 1.05]
    assert server.limits.refused == 0


@pytest.mark.parametrize("method", ["sendDocument", "sendPhoto"])
async def test_a_wait_that_telegram_asks_for_is_kept_and_the_file_sent_again_whole(
    server: BotApiServer, files: Files, aigerim: Person, time: Time, method: str
) -> None:
    server.faults.add(method, faults.flood(7))
    server.faults.add(method, faults.refusal(500, "Internal Server Error"))
    if method == "sendDocument":
        await files.send_document(1001, "a.bin", CONTENT)
    else:
        await files.send_photo(1001, PICTURE)
    ((_, content),) = contents(server, 1001)
    assert content == (CONTENT if method == "sendDocument" else PICTURE)
    assert time.paced == [7.1, 0.55]
    assert time.slept == [0.5]


async def test_an_upload_whose_answer_was_lost_is_sent_again_and_the_log_says_so(
    server: BotApiServer, files: Files, aigerim: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("sendDocument", faults.reset(accepted=True))
    await files.send_document(1001, "a.txt", b"five")
    assert contents(server, 1001) == [("a.txt", b"five")] * 2
    assert "sendDocument to 1001: mayhap_doubled" in caplog.text


async def test_who_blocked_the_bot_gets_no_file(
    server: BotApiServer, files: Files, aigerim: Person, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    aigerim.blocks_bot()
    with pytest.raises(NotSent, match=r"^sendDocument to 1001$") as caught:
        await files.send_document(1001, "a.txt", b"five")
    assert type(caught.value) is NotSent
    assert caplog.messages == ["sendDocument to 1001 is not possible: Forbidden: bot was blocked by the user"]
    assert time.slept == []


async def test_a_group_that_became_a_supergroup_gets_its_file_there(
    server: BotApiServer, files: Files, sender: Sender, aigerim: Person
) -> None:
    migrations: list[tuple[int, int]] = []

    async def on_migrated(old: int, new: int) -> None:
        migrations.append((old, new))

    sender.on_migrated = on_migrated
    group = server.world.group("Press", owner=aigerim)
    question = aigerim.sends(group, "The report, please")
    new = group.migrates(aigerim)
    sent = await files.send_document(group.id, "a.txt", b"five", reply_to=question.message_id)
    assert migrations == [(group.id, new.id)]
    assert sent.chat.id == new.id
    assert contents(server, new.id) == [("a.txt", b"five")]
    assert server.bot_messages(new)[0].reply_to is None


async def test_what_telegram_takes_from_nobody_is_not_uploaded(
    server: BotApiServer, files: Files, aigerim: Person
) -> None:
    with pytest.raises(FileTooLarge) as of_documents:
        await files.send_document(1001, "a.bin", bytes(50 * MB + 1))
    with pytest.raises(FileTooLarge) as of_pictures:
        await files.send_photo(1001, PICTURE.ljust(10 * MB + 1))
    assert (of_documents.value.largest_bytes, of_pictures.value.largest_bytes) == (50 * MB, 10 * MB)
    assert server.calls() == server.calls("getMe")
    await files.send_photo(1001, PICTURE.ljust(10 * MB))
    assert [len(content) for _, content in contents(server, 1001)] == [10 * MB]


async def test_a_document_is_downloaded_byte_for_byte(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person
) -> None:
    document = await document_from(bot, aigerim, name="Отчёт за июнь.pdf")
    assert await files.download(document, len(CONTENT)) == CONTENT
    empty = await document_from(bot, aigerim, b"")
    assert await files.download(empty, 10) == b""


async def test_a_document_that_says_it_is_too_large_is_not_asked_for(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person
) -> None:
    document = await document_from(bot, aigerim)
    with pytest.raises(FileTooLarge, match=r"^the file has more than 3071999 bytes$") as caught:
        await files.download(document, len(CONTENT) - 1)
    assert caught.value.largest_bytes == len(CONTENT) - 1
    assert server.calls("getFile") == []


async def test_a_size_that_only_getfile_tells_is_believed(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person
) -> None:
    told = await document_from(bot, aigerim)
    silent = Document(told.file_id, told.file_unique_id)
    with pytest.raises(FileTooLarge):
        await files.download(silent, 100)
    assert server.calls(DOWNLOAD) == []


@pytest.mark.parametrize("with_length", [True, False])
async def test_a_document_that_says_it_is_small_is_read_no_further_than_allowed(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time, with_length: bool
) -> None:
    document = await document_from(bot, aigerim, declared_bytes=10)
    if not with_length:
        server.faults.add(DOWNLOAD, faults.unmeasured(), times=2)
    with pytest.raises(FileTooLarge) as caught:
        await files.download(document, len(CONTENT) - 1)
    assert caught.value.largest_bytes == len(CONTENT) - 1
    assert len(server.calls(DOWNLOAD)) == 1
    assert await files.download(document, len(CONTENT)) == CONTENT
    assert time.slept == []


async def test_telegrams_own_limit_is_named_where_it_is_the_lower_one(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time
) -> None:
    document = await document_from(bot, aigerim, bytes(20 * MB + 1))
    with pytest.raises(FileTooLarge) as caught:
        await files.download(document, 30 * MB)
    assert caught.value.largest_bytes == 20 * MB
    assert time.slept == []


async def test_an_unknown_file_is_not_available(
    server: BotApiServer, files: Files, aigerim: Person, time: Time
) -> None:
    with pytest.raises(FileUnavailable, match="Wrong file_id or the file is temporarily unavailable"):
        await files.download(Document("none", "none", file_size=5), 10)
    assert time.slept == []


@pytest.mark.parametrize("status", [302, 403, 404])
async def test_a_file_that_its_address_refuses_is_not_available(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time, status: int
) -> None:
    document = await document_from(bot, aigerim)
    server.faults.add(DOWNLOAD, faults.refusal(status, "No"))
    with pytest.raises(FileUnavailable, match=rf"^the file's address answers {status}$"):
        await files.download(document, len(CONTENT))
    assert time.slept == []


@pytest.mark.parametrize(
    ("fault", "slept"),
    [
        (faults.reset(accepted=True), [0.5]),
        (faults.hang(0.05, accepted=True), [0.5]),
        (faults.server_error(), [0.5]),
        (faults.server_error(504, accepted=True), [0.5]),
        (faults.flood(9), [9.1]),
        (faults.Fault("answer", "busy", status=429, body="<html>"), [5.1]),
    ],
)
async def test_a_download_that_fails_or_breaks_off_is_begun_again(
    server: BotApiServer,
    files: Files,
    bot: Bot,
    aigerim: Person,
    time: Time,
    fault: faults.Fault,
    slept: list[float],
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = await document_from(bot, aigerim)
    server.faults.add(DOWNLOAD, fault)
    assert await files.download(document, len(CONTENT)) == CONTENT
    assert time.slept == slept
    assert len(server.calls("getFile")) == 2
    assert [call.fault for call in server.calls(DOWNLOAD)] == [fault.name, None]
    assert "mayhap_doubled" not in caplog.text


async def test_a_connection_that_is_reset_before_the_answer_is_made_again(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time
) -> None:
    document = await document_from(bot, aigerim)
    # aiohttp itself repeats a GET once whose connection was kept from an earlier call.
    server.faults.add(DOWNLOAD, faults.reset(), times=2)
    assert await files.download(document, len(CONTENT)) == CONTENT
    assert [call.fault for call in server.calls(DOWNLOAD)] == ["reset", "reset", None]
    assert time.slept == [0.5]


async def test_a_refusal_longer_than_the_file_may_be_is_still_a_refusal(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time
) -> None:
    document = await document_from(bot, aigerim, b"five")
    server.faults.add(DOWNLOAD, faults.server_error())
    assert await files.download(document, 4) == b"five"
    assert time.slept == [0.5]


async def test_asking_where_a_file_is_goes_through_failures_too(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time
) -> None:
    document = await document_from(bot, aigerim)
    server.faults.add("getFile", faults.flood(3))
    server.faults.add("getFile", faults.server_error())
    assert await files.download(document, len(CONTENT)) == CONTENT
    assert time.slept == [3.1, 0.5]


@pytest.mark.parametrize("long_wait", [True, False])
async def test_a_download_is_given_up_for_now_and_nothing_said_of_it_holds_the_token(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person, time: Time, caplog: pytest.LogCaptureFixture,
    long_wait: bool,
) -> None:  # fmt: skip
    document = await document_from(bot, aigerim)
    server.faults.add(DOWNLOAD, faults.flood(121) if long_wait else faults.reset(accepted=True), times=None)
    with caplog.at_level(logging.INFO, logger="verbale_bot"), pytest.raises(OutOfReach, match=r"^getFile$") as caught:
        await files.download(document, len(CONTENT))
    assert sum(time.slept) == (0 if long_wait else 271.5)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("verbale")]
    error: BaseException | None = caught.value
    while error is not None:
        said.append(repr(error))
        error = error.__cause__
    assert len(said) >= 3
    assert not any(server.token in words for words in said)


async def test_a_file_without_an_address_on_the_web_is_not_available(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person
) -> None:
    document = await document_from(bot, aigerim)
    result = {"file_id": document.file_id, "file_unique_id": "a", "file_size": 5}
    server.faults.add("getFile", faults.Fault("answer", "bare", status=200, body={"ok": True, "result": result}))
    with pytest.raises(FileUnavailable, match="does not give the file over HTTP"):
        await files.download(document, len(CONTENT))
    local = {**result, "file_path": __file__}
    server.faults.add("getFile", faults.Fault("answer", "local", status=200, body={"ok": True, "result": local}))
    with pytest.raises(FileUnavailable, match="does not give the file over HTTP"):
        await files.download(document, len(CONTENT))


async def test_a_cancelled_download_lets_go_of_its_connection(
    server: BotApiServer, files: Files, bot: Bot, aigerim: Person
) -> None:
    document = await document_from(bot, aigerim)
    server.faults.add(DOWNLOAD, faults.hang(accepted=True))
    downloading = asyncio.create_task(files.download(document, len(CONTENT)))
    await in_thread(server.wait_for, lambda: server.calls(DOWNLOAD), what="the download")
    downloading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await downloading
    await in_thread(server.wait_for_call, DOWNLOAD)
    assert await files.download(document, len(CONTENT)) == CONTENT
