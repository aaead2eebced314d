"""Subscriptions to announcements: who may make, change and end them, in private chats, groups, topics and channels."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from pydantic import SecretStr

import stored
from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from library import ARRIVAL, RAILWAY
from program import Installation, RunningBot
from stored import front_matter, rows, until
from verbale.store.schema import subscriptions
from verbale_bot.telegram.seal import Action, Seal, in_base36

NOW_HERE = "From now on new briefings are announced here."
EVERYTHING = "Announced here:\n• every new briefing\n• each at once\n• language: chosen automatically"
ENDED = "Done: new briefings are no longer announced here."
NOTHING = "New briefings are not announced here."
OVER = "This subscription has ended: nothing is announced any more."
ADMINISTRATORS_ONLY = "Only the administrators of this group can change this."
NOT_THEIRS = "Only administrators of this channel who may post there can do this. Nothing was changed."
NOT_MINE = "This link does not come from me, or a part of it is missing. Nothing was changed."
MAY_NOT_POST = "I may not post in this channel. Make me its administrator with the right to post; nothing was changed."
POSTING = ("can_manage_chat", "can_post_messages")

_ids = iter(range(2000, 9000))


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("subscriptions"), model_cache)
    details = {"title": "Talks in Dushanbe", "date": "2025-03-04", "visit": "Kazakhstan in Tajikistan"}
    made.write("arrival.md", front_matter(**details) + ARRIVAL)
    made.write("railway.md", front_matter(title="Локомотивы", date="2025-02-01", visit="Astana") + RAILWAY)
    secret = {"title": "Talks in Kabul", "date": "2025-03-01", "visit": "Secret visit", "audience": "press-pool"}
    made.write("secret.md", front_matter(**secret) + "Nobody knew of the talks in Kabul.")
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator["Restarting"]:
    place.settings |= {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_SET_PROFILE": "false",
        "VERBALE_TIME_ZONE": "Asia/Almaty",
    }
    with Restarting(place) as running:
        yield running


class Restarting:
    """The running bot, which may be stopped and started again."""

    def __init__(self, place: Installation) -> None:
        self._place = place

    def __enter__(self) -> Self:
        self._bot = RunningBot(self._place.start("run"))
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
        finally:
            self._bot.process.kill()

    def stop(self) -> None:
        finished = self._bot.stop()
        assert "was not dealt with" not in finished.err, finished.err

    def start(self) -> None:
        self._bot = RunningBot(self._place.start("run"))


def somebody(server: BotApiServer, *, language: str | None = "en", started: bool = True) -> Person:
    return server.world.user(next(_ids), "Anna", language_code=language, started=started)


def says(server: BotApiServer, person: Person, text: str, room: Room | None = None, **options: Any) -> Message:
    """What the bot says next after a message, which by default is sent in private."""
    chat = person if room is None else room
    return server.wait_for_message(chat, after=person.sends(chat, text, **options))


def presses(server: BotApiServer, person: Person, message: Message, label: str) -> Message:
    """The message after it was changed by the press of one of its buttons."""
    versions = len(message.versions)
    markup = json.dumps(message.markup)
    answer = server.wait_for_answer(person.presses(message, label))
    assert "text" not in answer, answer
    server.wait_for(
        lambda: len(message.versions) > versions or json.dumps(message.markup) != markup, what=f"an edit by {label!r}"
    )
    return message


def is_refused(server: BotApiServer, person: Person, message: Message, label: str) -> str:
    """What is said over the chat to somebody whose press does nothing."""
    answer = server.wait_for_answer(person.presses(message, label))
    assert answer["show_alert"] is True
    return str(answer["text"])


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def kept(place: Installation, chat_id: int, columns: str) -> tuple[Any, ...] | None:
    """The named columns of a chat's subscription; None where it has none."""
    for row in rows(place, "SELECT * FROM subscriptions WHERE chat_id = ?", chat_id):
        values = dict(zip(subscriptions.columns.keys(), row, strict=True))
        return tuple(values[name] for name in columns.split(", "))
    return None


def choices(place: Installation, chat_id: int) -> tuple[list[str], list[str]]:
    found = kept(place, chat_id, "visits, countries")
    assert found is not None
    return json.loads(found[0]), json.loads(found[1])


def until_ended(place: Installation, chat_id: int) -> str:
    """Wait until a subscription has ended, and return why."""
    until(lambda: kept(place, chat_id, "ended_at") not in {None, (None,)}, "the end of the subscription")
    (because,) = kept(place, chat_id, "ended_because") or ("",)
    return str(because)


def until_dealt_with(server: BotApiServer, place: Installation, kind: str) -> None:
    """Wait until the last update of a kind has been handled."""
    stored.until_dealt_with(place, [one for one in server.state.updates.log if one.kind == kind][-1].update_id)


def offered(server: BotApiServer, channel: Room, person: Person, rights: tuple[str, ...] = POSTING) -> Message:
    """The offer that somebody gets who makes the bot administrator of a channel."""
    last = server.messages(person)[-1] if server.messages(person) else None
    channel.adds_bot(person, rights=rights)
    return server.wait_for_message(person, after=last) if last else server.wait_for_message(person)


def subscribed_channel(server: BotApiServer, owner: Person, title: str = "Newsroom") -> tuple[Room, Message]:
    """A channel that was subscribed through its link, and the message that says so."""
    channel = server.world.channel(title, owner=owner, with_bot=False)
    offer = offered(server, channel, owner)
    offer_link = offer.buttons[0].url
    assert offer_link is not None
    started = owner.follows(offer_link)
    assert started is not None
    return channel, server.wait_for_message(owner, after=started)


# Private chats.


def test_one_command_subscribes_a_private_chat_to_everything(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    said = says(server, anna, "/subscribe")
    assert said.text == f"{NOW_HERE}\n\n{EVERYTHING}"
    assert labels(said) == ["✓ Everything", "Visits", "Countries", "When", "Time zone", "Language", "Unsubscribe"]
    # A person's name is kept nowhere.
    columns = "kind, thread_id, title, visits, countries, language, digest_hour, time_zone, made_by, ended_at"
    assert kept(place, anna.id, columns) == ("private", None, "", "[]", "[]", None, None, "Asia/Almaty", anna.id, None)
    assert says(server, anna, "/subscribe").text == f"New briefings are announced here already.\n\n{EVERYTHING}"
    shown = says(server, anna, "/subscriptions")
    assert (shown.text, labels(shown)) == (EVERYTHING, labels(said))


def test_whoever_is_not_subscribed_is_offered_it_and_told_of_channels(server: BotApiServer) -> None:
    anna = somebody(server)
    said = says(server, anna, "/subscriptions")
    assert said.text.startswith(f"{NOTHING}\n\nTo have new briefings announced in a channel, make me")
    assert labels(said) == ["Subscribe"]
    assert presses(server, anna, said, "Subscribe").text == f"{NOW_HERE}\n\n{EVERYTHING}"


def test_visits_and_countries_are_toggled_in_the_same_message(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "Visits")
    # What is not for this chat is not to be chosen either.
    assert labels(message) == ["Kazakhstan in Tajikistan", "Astana", "◀ Back"]
    presses(server, anna, message, "Astana")
    assert labels(message) == ["Kazakhstan in Tajikistan", "✓ Astana", "◀ Back"]
    presses(server, anna, message, "◀ Back")
    presses(server, anna, message, "Countries")
    assert labels(message) == ["Kazakhstan", "Tajikistan", "◀ Back"]
    presses(server, anna, message, "Tajikistan")
    assert labels(message) == ["Kazakhstan", "✓ Tajikistan", "◀ Back"]
    presses(server, anna, message, "◀ Back")
    assert message.text == (
        "Announced here:\n• briefings of these visits: Astana\n• briefings that name these countries: Tajikistan\n"
        "• each at once\n• language: chosen automatically"
    )
    assert labels(message)[0] == "Everything"
    assert choices(place, anna.id) == (["Astana"], ["TJ"])
    presses(server, anna, message, "Countries")
    presses(server, anna, message, "✓ Tajikistan")
    assert choices(place, anna.id) == (["Astana"], [])
    presses(server, anna, message, "◀ Back")
    presses(server, anna, message, "Everything")
    assert message.text == EVERYTHING
    assert choices(place, anna.id) == ([], [])
    assert server.bot_messages(anna) == [message]


def test_a_toggle_that_is_pressed_twice_at_once_chooses_once(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "Visits")
    button = message.button("Astana")
    for press in [anna.presses(message, button), anna.presses(message, button)]:
        server.wait_for_answer(press)
    assert choices(place, anna.id) == (["Astana"], [])


def test_a_digest_has_an_hour_of_a_time_zone(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "When")
    assert labels(message) == ["✓ Each at once", *(f"{hour:02}:00" for hour in range(24)), "◀ Back"]
    presses(server, anna, message, "09:00")
    assert "• all of a day together, at 09:00 (Asia/Almaty)" in message.text
    presses(server, anna, message, "Time zone")
    assert labels(message)[:2] == ["✓ Asia/Almaty", "Asia/Bishkek"]
    presses(server, anna, message, "Asia/Dushanbe")
    assert "at 09:00 (Asia/Dushanbe)" in message.text
    assert kept(place, anna.id, "digest_hour, time_zone") == (9, "Asia/Dushanbe")
    said = says(server, anna, "/subscriptions zone europe/berlin")
    assert "at 09:00 (Europe/Berlin)" in said.text
    refused = says(server, anna, "/subscriptions zone Dushanbe")
    assert refused.text.startswith("I do not know this time zone.")
    assert kept(place, anna.id, "time_zone") == ("Europe/Berlin",)
    presses(server, anna, message, "When")
    presses(server, anna, message, "Each at once")
    assert kept(place, anna.id, "digest_hour") == (None,)


def test_announcements_may_have_another_language_than_the_chat(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "Language")
    presses(server, anna, message, "Қазақша")
    assert message.text.endswith("• language: Kazakh")
    assert kept(place, anna.id, "language") == ("kk",)
    presses(server, anna, message, "Language")
    presses(server, anna, message, "Automatic")
    assert kept(place, anna.id, "language") == (None,)


def test_countries_and_hours_are_told_in_the_readers_language(server: BotApiServer) -> None:
    boris = somebody(server, language="ru")
    message = says(server, boris, "/subscribe")
    presses(server, boris, message, "Страны")
    assert labels(message) == ["Казахстан", "Таджикистан", "◀ Назад"]


def test_one_tap_ends_it_and_another_begins_anew(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "Visits")
    presses(server, anna, message, "Astana")
    presses(server, anna, message, "◀ Back")
    presses(server, anna, message, "Unsubscribe")
    assert (message.text, labels(message)) == (ENDED, ["Subscribe again"])
    assert kept(place, anna.id, "ended_because") == ("it was ended in Telegram",)
    presses(server, anna, message, "Subscribe again")
    assert message.text == f"{NOW_HERE}\n\n{EVERYTHING}"
    ended = says(server, anna, "/unsubscribe")
    assert (ended.text, labels(ended)) == (ENDED, ["Subscribe again"])
    assert is_refused(server, anna, message, "Everything") == OVER
    assert is_refused(server, anna, message, "Unsubscribe") == OVER
    again = says(server, anna, "/unsubscribe")
    assert (again.text, labels(again)) == (NOTHING, ["Subscribe"])


def test_the_button_under_an_announcement_ends_it_and_leaves_the_announcement(
    server: BotApiServer, place: Installation
) -> None:
    anna = somebody(server)
    says(server, anna, "/subscribe")
    announcement = says(server, anna, "/latest")
    before = announcement.markup
    data = _seal(server).payload(anna.id, Action.UNSUBSCRIBE)
    answer = server.wait_for_answer(anna.sends_callback(announcement, data))
    assert "text" not in answer
    said = server.wait_for_message(anna, after=announcement)
    assert (said.text, labels(said)) == (ENDED, ["Subscribe again"])
    assert (announcement.versions, announcement.markup) == ([announcement.text], before)
    assert until_ended(place, anna.id) == "it was ended in Telegram"
    assert server.wait_for_answer(anna.sends_callback(announcement, data))["text"] == OVER
    presses(server, anna, said, "Subscribe again")
    assert kept(place, anna.id, "ended_at") == (None,)


def test_deleting_ones_data_takes_the_subscription_and_the_name_behind_channels(
    server: BotApiServer, place: Installation
) -> None:
    anna = somebody(server)
    channel, _ = subscribed_channel(server, anna)
    says(server, anna, "/subscribe")
    assert says(server, anna, "/deletemydata").text.startswith("Deleted:")
    assert kept(place, anna.id, "chat_id") is None
    assert kept(place, channel.id, "made_by, ended_at") == (None, None)


# Groups.


def test_only_administrators_of_a_group_subscribe_it(server: BotApiServer, place: Installation) -> None:
    member, admin, hidden, owner = (somebody(server) for _ in range(4))
    room = server.world.supergroup("Press", member, owner=owner)
    room.promotes(admin, rights=["can_manage_chat"])
    room.promotes(hidden, anonymous=True)
    for command in ("/subscribe", "/subscriptions", "/unsubscribe", "/subscriptions zone UTC"):
        assert says(server, member, command, room).text == ADMINISTRATORS_ONLY
    assert kept(place, room.id, "chat_id") is None
    said = says(server, hidden, "/subscribe", room, anonymous=True)
    assert said.text == f"{NOW_HERE}\n\n{EVERYTHING}"
    assert kept(place, room.id, "kind, title, made_by") == ("group", "Press", None)
    assert is_refused(server, member, said, "Unsubscribe") == ADMINISTRATORS_ONLY
    assert is_refused(server, member, said, "Visits") == ADMINISTRATORS_ONLY
    presses(server, admin, said, "Visits")
    presses(server, hidden, said, "Astana")
    room.demotes(admin)
    assert is_refused(server, admin, said, "✓ Astana") == ADMINISTRATORS_ONLY
    assert choices(place, room.id) == (["Astana"], [])
    assert says(server, owner, "/unsubscribe", room).text == ENDED
    assert kept(place, room.id, "ended_because") == ("it was ended in Telegram",)


def test_in_a_forum_announcements_go_to_the_topic_of_the_last_command(
    server: BotApiServer, place: Installation
) -> None:
    owner = somebody(server)
    room = server.world.supergroup("Forum", owner=owner, forum=True)
    water, trade = room.opens_topic("Water", owner), room.opens_topic("Trade", owner)
    said = says(server, owner, "/subscribe", room, thread=water)
    assert (said.thread_id, said.text) == (water.thread_id, f"{NOW_HERE}\n\n{EVERYTHING}")
    assert kept(place, room.id, "thread_id") == (water.thread_id,)
    moved = says(server, owner, "/subscribe", room, thread=trade)
    assert moved.text.startswith("From now on new briefings are announced in this place of the group")
    assert kept(place, room.id, "thread_id") == (trade.thread_id,)
    says(server, owner, "/subscribe", room)
    assert kept(place, room.id, "thread_id") == (None,)


def test_a_group_that_it_is_removed_from_is_no_longer_subscribed_and_not_again_by_its_return(
    server: BotApiServer, place: Installation
) -> None:
    owner = somebody(server)
    room = server.world.supergroup("Press", owner=owner)
    says(server, owner, "/subscribe", room)
    room.removes_bot(owner)
    assert until_ended(place, room.id) == "the bot was removed from the group"
    last = server.messages(room)[-1]
    room.adds_bot(owner)
    server.wait_for_message(room, after=last)
    assert says(server, owner, "/subscriptions", room).text == NOTHING


def test_a_subscription_moves_along_with_its_group(server: BotApiServer, place: Installation) -> None:
    owner = somebody(server)
    group = server.world.group("Press", owner=owner)
    message = says(server, owner, "/subscribe", group)
    presses(server, owner, message, "Visits")
    presses(server, owner, message, "Astana")
    made_at = kept(place, group.id, "made_at")
    supergroup = group.migrates(owner)
    shown = says(server, owner, "/subscriptions", supergroup)
    assert "• briefings of these visits: Astana" in shown.text
    assert kept(place, group.id, "chat_id") is None
    assert kept(place, supergroup.id, "made_at") == made_at
    # That the old group is left is the end of its number alone.
    group.removes_bot(owner)
    until_dealt_with(server, place, "my_chat_member")
    assert says(server, owner, "/subscriptions", supergroup).text == shown.text


# Channels.


def test_a_channel_is_subscribed_by_the_link_that_its_administrator_gets(
    server: BotApiServer, place: Installation
) -> None:
    anna = somebody(server)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    offer = offered(server, channel, anna)
    assert offer.text.startswith("I may post in “Newsroom” now.")
    assert kept(place, channel.id, "chat_id") is None
    (button,) = offer.buttons
    assert button.url is not None
    payload = button.url.partition("?start=")[2]
    assert payload.startswith("s_")
    assert len(payload) <= 64
    started = anna.follows(button.url)
    assert started is not None
    done = server.wait_for_message(anna, after=started)
    assert done.text == (
        "From now on new briefings are announced in “Newsroom”.\n\n"
        "Announced in “Newsroom”:\n• every new briefing\n• each at once\n• language: English"
    )
    columns = "kind, title, language, made_by, thread_id"
    assert kept(place, channel.id, columns) == ("channel", "Newsroom", "en", anna.id, None)
    assert kept(place, anna.id, "chat_id") is None
    assert server.bot_messages(channel) == []


def test_whoever_had_not_started_the_bot_is_asked_about_the_channel_when_they_do(
    server: BotApiServer, place: Installation
) -> None:
    anna = somebody(server, started=False)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    lost = server.world.channel("Lost", owner=anna, with_bot=False)
    for room in (channel, lost):
        room.adds_bot(anna, rights=POSTING)
    until(
        lambda: [kept(place, room.id, "ended_because") for room in (channel, lost)] == [("offered",)] * 2,
        "the offers",
    )
    lost.removes_bot(anna)
    until(lambda: kept(place, lost.id, "chat_id") is None, "the end of the offer")
    offer = server.wait_for_message(anna, after=anna.starts(), containing="Newsroom")
    done = server.wait_for_message(anna, after=anna.follows(offer.buttons[0].url or ""))
    assert done.text.startswith("From now on new briefings are announced in “Newsroom”.")
    assert kept(place, channel.id, "made_by, ended_at") == (anna.id, None)
    again = says(server, anna, "/start")
    anna.asks("/help")
    server.wait_for_message(anna, containing="Write your question", after=again)
    assert [one.text for one in server.bot_messages(anna) if "Shall new briefings be" in one.text] == [offer.text]


def test_channels_are_listed_and_changed_in_the_private_chat(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    channel, done = subscribed_channel(server, anna)
    presses(server, anna, done, "Countries")
    presses(server, anna, done, "Kazakhstan")
    assert choices(place, channel.id) == ([], ["KZ"])
    other, _ = subscribed_channel(server, anna, "Archive")
    listed = says(server, anna, "/subscriptions")
    assert listed.text == "Your subscriptions to announcements. Touch one to change it."
    assert labels(listed) == ["Subscribe", "Archive", "Newsroom"]
    presses(server, anna, listed, "Newsroom")
    assert "• briefings that name these countries: Kazakhstan" in listed.text
    presses(server, anna, listed, "Time zone")
    zoned = says(server, anna, "/subscriptions zone Asia/Tashkent", reply_to=listed)
    assert zoned.text.startswith("Announced in “Newsroom”:")
    assert kept(place, channel.id, "time_zone") == ("Asia/Tashkent",)
    assert kept(place, other.id, "time_zone") == ("Asia/Almaty",)
    presses(server, anna, zoned, "◀ Back")
    assert labels(zoned) == ["Subscribe", "Archive", "Newsroom"]
    presses(server, anna, zoned, "Archive")
    presses(server, anna, zoned, "Unsubscribe")
    assert zoned.text == "Done: new briefings are no longer announced in “Archive”."
    assert kept(place, other.id, "ended_because") == ("it was ended in Telegram",)
    says(server, anna, "/subscribe")
    assert labels(says(server, anna, "/subscriptions")) == ["This chat", "Newsroom"]


def test_rights_in_the_channel_are_asked_for_again_at_each_press(server: BotApiServer, place: Installation) -> None:
    anna, owner = somebody(server), somebody(server)
    channel = server.world.channel("Newsroom", owner=owner, with_bot=False)
    channel.promotes(anna, rights=POSTING)
    link = offered(server, channel, anna).buttons[0].url
    assert link is not None
    started = anna.follows(link)
    assert started is not None
    done = server.wait_for_message(anna, after=started)
    listed = says(server, anna, "/subscriptions")
    channel.promotes(anna, rights=["can_manage_chat"])
    assert is_refused(server, anna, done, "Unsubscribe") == NOT_THEIRS
    assert is_refused(server, anna, done, "Visits") == NOT_THEIRS
    assert is_refused(server, anna, listed, "Newsroom") == NOT_THEIRS
    assert says(server, anna, "/subscriptions zone UTC", reply_to=done).text == NOT_THEIRS
    assert kept(place, channel.id, "ended_at, time_zone") == (None, "Asia/Almaty")
    # Buttons of one chat are of no use in another.
    forged = done.button("Unsubscribe").callback_data
    assert forged is not None
    theirs = says(server, owner, "/subscriptions")
    reply = server.wait_for_answer(owner.sends_callback(theirs, forged))
    assert reply["text"].startswith("This button does not work here.")
    assert kept(place, channel.id, "ended_at") == (None,)


def test_the_link_of_another_persons_channel_changes_nothing_and_says_why(
    server: BotApiServer, place: Installation
) -> None:
    anna, stranger, helper = somebody(server), somebody(server), somebody(server)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    channel.adds(stranger)
    channel.promotes(helper, rights=["can_manage_chat"])
    link = offered(server, channel, anna).buttons[0].url
    assert link is not None
    for person in (stranger, helper, somebody(server)):
        started = person.follows(link)
        assert started is not None
        assert server.wait_for_message(person, after=started).text == NOT_THEIRS
    assert kept(place, channel.id, "chat_id") is None


def test_a_link_that_was_made_up_changes_nothing(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    link = offered(server, channel, anna).buttons[0].url
    assert link is not None
    payload = link.partition("?start=")[2]
    other = server.world.channel("Other", owner=anna)
    forged = [
        "s_",
        "s_-",
        payload[:-1],
        payload[:-1] + ("A" if payload[-1] != "A" else "B"),
        f"s_{payload[2:].upper()}",
        f"s_{in_base36(-other.id)}{payload[-11:]}",
        f"s_{abs(other.id)}",
    ]
    started = [(person, person.starts(one)) for one in forged for person in [somebody(server)]]
    replies = [server.wait_for_message(person, after=message).text for person, message in started]
    assert replies == [NOT_MINE] * len(forged)
    assert rows(place, "SELECT * FROM subscriptions WHERE chat_id IN (?, ?)", channel.id, other.id) == []


def test_a_link_is_of_no_use_where_the_bot_may_no_longer_post(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    link = offered(server, channel, anna).buttons[0].url
    assert link is not None
    channel.promotes_bot(anna, rights=["can_manage_chat"])
    started = anna.follows(link)
    assert started is not None
    assert server.wait_for_message(anna, after=started).text == MAY_NOT_POST
    channel.removes_bot(anna)
    again = anna.follows(link)
    assert again is not None
    assert server.wait_for_message(anna, after=again).text == MAY_NOT_POST
    assert kept(place, channel.id, "chat_id") is None


def test_only_the_right_to_post_is_worth_an_offer_and_only_once(server: BotApiServer, place: Installation) -> None:
    anna = somebody(server)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    channel.adds_bot(anna, rights=["can_manage_chat"])
    offer = offered(server, channel, anna)
    channel.promotes_bot(anna, rights=[*POSTING, "can_edit_messages"])
    until_dealt_with(server, place, "my_chat_member")
    assert server.bot_messages(anna) == [offer]


def test_a_person_who_has_not_started_the_bot_is_not_written_to(server: BotApiServer, place: Installation) -> None:
    stranger = somebody(server, started=False)
    channel = server.world.channel("Newsroom", owner=stranger, with_bot=False)
    channel.adds_bot(stranger, rights=POSTING)
    until_dealt_with(server, place, "my_chat_member")
    assert len(server.calls("sendMessage", chat=stranger)) == 1
    assert server.bot_messages(stranger) == []


@pytest.mark.parametrize(
    ("is_removed", "because"),
    [(True, "the bot was removed from the channel"), (False, "the bot lost the right to post in the channel")],
)
def test_a_channel_that_it_may_not_post_in_is_no_longer_subscribed(
    server: BotApiServer, place: Installation, is_removed: bool, because: str
) -> None:
    anna = somebody(server)
    channel, done = subscribed_channel(server, anna)
    if is_removed:
        channel.removes_bot(anna)
    else:
        channel.promotes_bot(anna, rights=["can_manage_chat"])
    assert until_ended(place, channel.id) == because
    assert server.wait_for_answer(anna.presses(done, "Visits"))["show_alert"] is True
    assert labels(says(server, anna, "/subscriptions")) == ["Subscribe"]


# After a restart.


def test_after_a_restart_buttons_links_and_choices_are_the_same(
    server: BotApiServer, place: Installation, bot: Restarting
) -> None:
    anna = somebody(server)
    message = says(server, anna, "/subscribe")
    presses(server, anna, message, "Visits")
    channel = server.world.channel("Newsroom", owner=anna, with_bot=False)
    link = offered(server, channel, anna).buttons[0].url
    assert link is not None
    bot.stop()
    press = anna.presses(message, "Astana")
    started = anna.follows(link)
    assert started is not None
    bot.start()
    server.wait_for_answer(press)
    done = server.wait_for_message(anna, after=started)
    assert done.text.startswith("From now on new briefings are announced in “Newsroom”.")
    assert choices(place, anna.id) == (["Astana"], [])
    assert kept(place, channel.id, "made_by, ended_at") == (anna.id, None)


def _seal(server: BotApiServer) -> Seal:
    return Seal(SecretStr(server.token))
