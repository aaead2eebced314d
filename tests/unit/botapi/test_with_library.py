"""The library that the bot is built with, against the server."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.error import TimedOut as LibraryTimedOut
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from botapi import faults
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.waiting import in_thread


def request() -> HTTPXRequest:
    return HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """The library's own client."""
    made = Bot(
        server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with made:
        yield made


async def test_the_librarys_calls_are_valid(server: BotApiServer, bot: Bot, aigerim: Person) -> None:
    """Entities, buttons, replies, previews, files, chats and menus pass the checks and come back parsed."""
    question = aigerim.asks("👍 How much?")
    sent = await bot.send_message(
        1001,
        "👍 $2.8mn\nSource",
        entities=[
            MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 3, 6),
            MessageEntity(MessageEntity.TEXT_LINK, 10, 6, url="https://press.example/a#:~:text=%242.8mn"),
        ],
        reply_parameters=ReplyParameters(question.message_id, quote="How much", allow_sending_without_reply=True),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="v1:m")]]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
    )
    assert sent.parse_entities(["expandable_blockquote"]) == {sent.entities[0]: "$2.8mn"}
    await bot.edit_message_text("Two", 1001, sent.message_id)
    await bot.send_chat_action(1001, "typing")
    await bot.set_message_reaction(1001, question.message_id, "👀")
    document = await bot.send_document(1001, b"five lines", filename="report.txt", caption="Report")
    assert document.document is not None
    assert await (await document.document.get_file()).download_as_bytearray() == b"five lines"
    assert (await bot.get_chat(1001)).first_name == "Aigerim"
    await bot.set_my_commands([BotCommand("ask", "Ask")], scope=BotCommandScopeAllGroupChats(), language_code="ru")
    assert (await bot.get_my_commands(BotCommandScopeAllGroupChats(), "ru"))[0].command == "ask"
    await bot.set_my_name("Verbale", language_code="kk")
    await bot.set_my_description("Quotes", language_code="kk")
    await bot.set_my_short_description("Quotes", language_code="kk")
    assert (await bot.get_webhook_info()).url == ""
    server.assert_valid()


async def test_the_library_sees_chats_and_members(server: BotApiServer, bot: Bot, aigerim: Person) -> None:
    """Owners, restricted members, counts, and a group left."""
    group = server.world.supergroup("Press", owner=aigerim, forum=True)
    assert (await bot.get_chat(group.id)).is_forum
    assert [member.status for member in await bot.get_chat_administrators(group.id)] == ["creator"]
    group.restricts_bot(aigerim)
    assert (await bot.get_chat_member(group.id, bot.id)).status == "restricted"
    group.promotes_bot(aigerim)
    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    assert await bot.get_chat_member_count(group.id) == 2
    await bot.leave_chat(group.id)
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    statuses = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    assert statuses == ["restricted", "administrator", "left"]
    server.assert_valid()


async def test_the_librarys_errors(
    server: BotApiServer, bot: Bot, aigerim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer becomes the error that its cause has in the library."""
    # Without it the library warns of the type that retry_after will have one day.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    group = server.world.group("Press", owner=aigerim)
    new = group.migrates(aigerim)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "a")
    assert migrated.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "a")
    aigerim.blocks_bot()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(1001, "a")
    for fault, error in (
        (faults.flood(3), RetryAfter),
        (faults.server_error(502), NetworkError),
        (faults.reset(), NetworkError),
        (faults.conflict(), Conflict),
        (faults.unauthorized(), InvalidToken),
    ):
        server.faults.add("getMe", fault)
        with pytest.raises(error):
            await bot.get_me()
    server.faults.add("getMe", faults.hang())
    with pytest.raises(LibraryTimedOut):
        await bot.get_me(read_timeout=0.2)
    server.assert_valid()


async def test_the_librarys_markup_is_refused(server: BotApiServer, bot: Bot, aigerim: Person) -> None:
    """This project never sets parse_mode."""
    with pytest.raises(BadRequest):
        await bot.send_message(1001, "<b>a</b>", parse_mode="HTML")
    assert "entities" in server.violations[0].reason


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer in the same chat, with a button."""
    assert update.effective_message is not None
    assert update.effective_message.text is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await update.effective_message.reply_text(update.effective_message.text, reply_markup=keyboard)


async def more(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the press, change the message."""
    assert update.callback_query is not None
    await update.callback_query.answer("Here")
    await update.callback_query.edit_message_text("More")


@pytest.fixture
async def application(server: BotApiServer) -> AsyncIterator[None]:
    """A small bot that polls, on the test's own event loop."""
    builder = (
        ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot")
    )
    built = builder.request(request()).get_updates_request(request()).build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    built.add_handler(CallbackQueryHandler(more))
    async with built:
        await built.start()
        assert built.updater is not None
        await built.updater.start_polling(timeout=20, bootstrap_retries=0)
        yield
        await built.updater.stop()
        await built.stop()


@pytest.mark.usefixtures("application")
async def test_a_polling_bot_answers(server: BotApiServer, aigerim: Person) -> None:
    """A question, its answer, a pressed button, in a private chat and in a topic."""
    question = aigerim.asks("How much?")
    answer = await in_thread(server.wait_for_message, aigerim, after=question)
    assert answer.text == "How much?"
    press = aigerim.presses(answer, "More")
    assert (await in_thread(server.wait_for_answer, press))["text"] == "Here"
    assert (await in_thread(server.wait_for_edit, answer)).text == "More"
    forum = server.world.supergroup("Press", owner=aigerim, forum=True)
    topic = forum.opens_topic("Visits", aigerim)
    asked = aigerim.sends(forum, "/ask when", thread=topic)
    assert (await in_thread(server.wait_for_message, forum, after=asked)).thread_id == topic.thread_id
    await in_thread(server.wait_until_confirmed)
    server.assert_valid()


async def test_inline_results_of_the_library_are_valid(server: BotApiServer, bot: Bot, aigerim: Person) -> None:
    """With entities, a keyboard and a short personal cache."""
    query = aigerim.asks_inline("customs")
    content = InputTextMessageContent("“Five.”", entities=[MessageEntity(MessageEntity.BLOCKQUOTE, 0, 7)])
    article = InlineQueryResultArticle("1", "Title", content, description="Five.")
    await bot.answer_inline_query(query.id, [article], cache_time=5, is_personal=True)
    assert aigerim.chooses_inline(query).quotations == ("“Five.”",)
    server.assert_valid()
