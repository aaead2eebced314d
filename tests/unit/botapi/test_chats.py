"""Where the bot may speak, and what it hears."""

import pytest

from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.rooms import Room
from botapi.server import BotApiServer


def heard(client: RawClient) -> list[str]:
    """The texts that reach the bot."""
    updates = client.result("getUpdates", timeout=0)
    if updates:
        client.result("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [update["message"]["text"] for update in updates if "text" in update.get("message", {})]


def refused(client: RawClient, chat: Room | Person | int, **fields: int) -> str:
    """Why nothing can be sent there."""
    chat_id = chat if isinstance(chat, int) else chat.id
    return client.refusal("sendMessage", chat_id=chat_id, text="Hello", **fields)[1]


def test_a_person_is_reached_only_after_start(server: BotApiServer, client: RawClient) -> None:
    """Unknown, not started, blocked, deleted: each has its words; none is a violation."""
    dana = server.world.user(7, "Dana")
    assert refused(client, 99) == "Bad Request: chat not found"
    assert refused(client, dana) == "Forbidden: bot can't initiate conversation with a user"
    dana.starts("q_1")
    client.result("sendMessage", chat_id=7, text="Hello")
    dana.blocks_bot()
    assert refused(client, dana) == "Forbidden: bot was blocked by the user"
    assert client.result("getUpdates")[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    dana.unblocks_bot()
    dana.deactivates()
    assert refused(client, dana) == "Forbidden: user is deactivated"
    assert server.violations == []


def test_a_group_may_throw_the_bot_out(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Never in, silenced, kicked."""
    group = server.world.group("Press", aigerim, owner=aigerim, with_bot=False)
    assert refused(client, group) == "Bad Request: chat not found"
    group.adds_bot(aigerim)
    client.result("sendMessage", chat_id=group.id, text="Hello")
    group.restricts_bot(aigerim)
    assert refused(client, group) == "Bad Request: not enough rights to send text messages to the chat"
    group.removes_bot(aigerim)
    assert refused(client, group) == "Forbidden: bot was kicked from the group chat"
    kinds = [next(key for key in update if key != "update_id") for update in client.result("getUpdates")]
    assert kinds == ["my_chat_member", "message", "my_chat_member", "message", "my_chat_member"]


def test_a_channel_wants_the_right_to_post(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Its posts reach the bot as channel_post."""
    channel = server.world.channel("Briefings", owner=aigerim, username="briefings_channel")
    sent = client.result("sendMessage", chat_id="@briefings_channel", text="Hello")
    assert sent["sender_chat"]["id"] == channel.id
    assert "from" not in sent
    assert [message.text for message in server.bot_messages(channel)] == ["Hello"]
    channel.posts("By hand")
    assert client.result("getUpdates")[-1]["channel_post"]["text"] == "By hand"
    channel.promotes_bot(aigerim, rights=["can_invite_users"])
    assert refused(client, channel) == "Bad Request: need administrator rights in the channel chat"


def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    server: BotApiServer, client: RawClient, aigerim: Person
) -> None:
    """Commands, replies to it, mentions; not talk, nor commands for others, nor other bots."""
    other = server.world.user(8, "Other", username="other_bot", is_bot=True)
    group = server.world.supergroup("Press", aigerim, other)
    answer = client.result("sendMessage", chat_id=group.id, text="Quote")
    own = group.chat.messages[answer["message_id"]]
    for text in ("talk", "/ask now", "/ask@other_bot now", "/ask@verbale_test_bot it", "well @verbale_test_bot, say"):
        aigerim.sends(group, text)
    aigerim.sends(group, "a reply", reply_to=own)
    other.sends(group, "/ask as a bot")
    assert heard(client) == ["/ask now", "/ask@verbale_test_bot it", "well @verbale_test_bot, say", "a reply"]
    # The other bot spoke last: a bare command is for that one.
    aigerim.sends(group, "/ask again")
    assert heard(client) == []
    server.world.bot.mentions_pass_privacy = False
    aigerim.sends(group, "@verbale_test_bot?")
    assert heard(client) == []
    group.promotes_bot(aigerim)
    aigerim.sends(group, "talk")
    assert heard(client) == ["talk"]


def test_a_bot_that_reads_all_hears_talk(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Privacy mode is @BotFather's setting, seen in getMe."""
    group = server.world.group("Press", aigerim)
    assert client.result("getMe")["can_read_all_group_messages"] is False
    server.world.bot.can_read_all_group_messages = True
    aigerim.sends(group, "talk")
    assert heard(client) == ["talk"]


def test_an_anonymous_administrator_speaks_as_the_group(
    server: BotApiServer, client: RawClient, aigerim: Person
) -> None:
    """The message is from GroupAnonymousBot; who it is shows only in the list of administrators."""
    group = server.world.supergroup("Press", owner=aigerim)
    with pytest.raises(ValueError, match="no anonymous administrator"):
        aigerim.sends(group, "/settings", anonymous=True)
    group.promotes(aigerim, owner=True, anonymous=True)
    aigerim.sends(group, "/settings", anonymous=True)
    message = client.result("getUpdates")[-1]["message"]
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (1087968824, group.id)
    (owner,) = client.result("getChatAdministrators", chat_id=group.id)
    assert (owner["user"]["id"], owner["status"], owner["is_anonymous"]) == (1001, "creator", True)
    assert client.result("getChatMember", chat_id=group.id, user_id=1087968824)["status"] == "left"


def test_topics_have_numbers_but_general(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """A message in a topic "replies" to its opening; the General topic has no number to send to."""
    forum = server.world.supergroup("Press", owner=aigerim, forum=True)
    topic = forum.opens_topic("Visits", aigerim)
    asked = aigerim.sends(forum, "/ask", thread=topic)
    message = client.result("getUpdates")[-1]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic.thread_id, True)
    assert "forum_topic_created" in message["reply_to_message"]
    reply = {"message_id": asked.message_id}
    sent = client.result("sendMessage", chat_id=forum.id, text="Quote", reply_parameters=reply)
    assert sent["message_thread_id"] == topic.thread_id
    aigerim.sends(forum, "/ask in general")
    assert "message_thread_id" not in client.result("getUpdates")[-1]["message"]
    for thread_id in (1, 12345):
        assert refused(client, forum, message_thread_id=thread_id) == "Bad Request: message thread not found"
    forum.closes_topic(topic)
    assert refused(client, forum, message_thread_id=topic.thread_id) == "Bad Request: TOPIC_CLOSED"
    assert server.violations == []


def test_a_thread_of_replies_is_no_topic(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """A plain supergroup numbers threads too; sending to such a number is refused."""
    group = server.world.supergroup("Press", aigerim)
    first = aigerim.sends(group, "/ask")
    aigerim.sends(group, "/ask more", reply_to=first)
    message = client.result("getUpdates")[-1]["message"]
    assert message["message_thread_id"] == first.message_id
    assert "is_topic_message" not in message
    assert refused(client, group, message_thread_id=first.message_id) == "Bad Request: message thread not found"


def test_a_group_becomes_a_supergroup(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Both chats say so, and the old one names the new in its refusal."""
    group = server.world.group("Press", owner=aigerim)
    new = group.migrates(aigerim)
    first, second = (update["message"] for update in client.result("getUpdates"))
    assert (first["chat"]["id"], first["migrate_to_chat_id"]) == (group.id, new.id)
    assert (second["chat"]["id"], second["migrate_from_chat_id"]) == (new.id, group.id)
    answer = client.json("sendMessage", chat_id=group.id, text="Hello").json()
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    client.result("sendMessage", chat_id=new.id, text="Hello")


def test_inline_messages_are_edited_by_their_own_id(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Only a message with buttons has one; the choice is told where @BotFather said so."""
    group = server.world.group("Press", aigerim)
    query = aigerim.asks_inline("customs")
    keyboard = {"inline_keyboard": [[{"text": "Context", "callback_data": "c"}]]}
    content = {"message_text": "“Five points.”", "entities": [{"type": "blockquote", "offset": 0, "length": 14}]}
    article = {"type": "article", "id": "7", "title": "T", "input_message_content": content, "reply_markup": keyboard}
    client.result("answerInlineQuery", inline_query_id=query.id, results=[article])
    message = aigerim.chooses_inline(query, "7", chat=group)
    chosen, shown = client.result("getUpdates")[-2:]
    assert chosen["chosen_inline_result"]["inline_message_id"] == message.inline_message_id
    assert shown["message"]["via_bot"]["username"] == "verbale_test_bot"
    assert client.result("editMessageText", inline_message_id=message.inline_message_id, text="Two") is True
    assert message.text == "Two"


def test_forwards_name_their_author(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """Or only a name, where the author hides."""
    client.result("sendMessage", chat_id=1001, text="Quote")
    own = server.bot_messages(aigerim)[0]
    aigerim.forwards(own)
    aigerim.forwards(own, hidden=True)
    first, second = (update["message"]["forward_origin"] for update in client.result("getUpdates")[-2:])
    assert first["sender_user"]["id"] == 710000000
    assert second["sender_user_name"] == "Verbale"
