"""Announcements arrive once, where and as each chat wants them, whatever becomes of chats and of the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from announcing_steps import DEALT_WITH, Newsroom, Preview, data_of, labels, news, newsroom, sentences_of, visit_of
from botapi.faults import flood, refusal, reset, server_error
from botapi.people import Person
from botapi.rooms import Room
from stored import front_matter, is_verbatim, rows
from talking import asks, somebody
from verbale.language import Language
from verbale_bot.messages import date_in_words
from verbale_bot.messages import message as words

EACH = ("Refused", "Tongues", "Speech", "Channel", "Moving", "Flood", "Lost", "Outage", "Recall")
FLOOD_SECONDS = 2
POSTING = ("can_manage_chat", "can_post_messages")
CANNOT_DELETE = refusal(400, "Bad Request: message can't be deleted for everyone")
SPEAKER = "Minister of Transport Gulnara Iskendirova"
SAID = "“The first lorry of flour will cross the new bridge on 3 June, whatever the weather,” the minister said."
SPEECH = f"{SPEAKER} met the press in Speech on Monday.\n\n{SAID}"
DAY = date(2025, 3, 4)
TRIED = (
    "SELECT 1 FROM outbox JOIN deliveries ON deliveries.id = outbox.delivery WHERE briefing = ? "
    "AND (outbox.state = 'sending' OR outbox.changed_at > deliveries.made_at)"
)


@dataclass(frozen=True)
class Unwilling:
    """Chats that an announcement cannot reach, each for a reason of its own, and a topic that it can."""

    blocker: Person
    deactivated: Person
    kicked: Room
    silenced: Room
    channel: Room
    closed: Room
    deleted: Room
    open: Room
    owners: dict[str, Person]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Newsroom]:
    briefings = {f"{name.lower()}.md": news(name) for name in (*EACH, "Telegram", "Other")}
    briefings["chosen.md"] = news("Chosen", date="2025-03-05")  # the latest stands first among what is to be chosen
    details = {"title": "The Speech papers", "date": "2025-03-04", "visit": visit_of("Speech")}
    briefings["speech.md"] = front_matter(**details) + SPEECH
    yield from newsroom(tmp_path_factory.mktemp("delivery"), model_cache, briefings)


@pytest.fixture(scope="module")
def readers(room: Newsroom) -> dict[str, list[Person]]:
    """Four for each briefing who have subscribed to its visit."""
    people = iter(room.subscribers(*(name for name in EACH for _ in range(4))))
    return {name: [next(people) for _ in range(4)] for name in EACH}


@pytest.fixture(scope="module")
def groups(room: Newsroom) -> list[tuple[Room, Person]]:
    """Three groups with their owners that become supergroups."""
    return [room.group("Moving", basic=True) for _ in range(3)]


@pytest.fixture(scope="module")
def unwilling(room: Newsroom) -> Unwilling:
    server, world = room.server, room.server.world
    blocker, deactivated = room.subscribers("Refused", "Refused")
    owners = {title: somebody(server) for title in ("Kicked", "Silenced", "Refused news", "Closed", "Deleted", "Open")}
    kicked, silenced = (world.supergroup(title, owner=owners[title]) for title in ("Kicked", "Silenced"))
    closed, deleted, is_open = (
        world.supergroup(title, owner=owners[title], forum=True) for title in ("Closed", "Deleted", "Open")
    )
    for group in (kicked, silenced):
        room.subscribes(owners[str(group.chat.title)], group, "Refused")
    topics = {}
    for forum in (closed, deleted, is_open):
        owner = owners[str(forum.chat.title)]
        topics[forum.id] = forum.opens_topic("News", owner)
        room.subscribes(owner, forum, "Refused", topics[forum.id])
    channel = subscribed_channel(room, owners["Refused news"], "Refused")
    # What becomes of the chats the bot is not told: as if all of it happened at the moment of the announcement.
    world.holds_updates()
    blocker.blocks_bot()
    deactivated.deactivates()
    kicked.removes_bot(owners["Kicked"])
    silenced.restricts_bot(owners["Silenced"])
    channel.promotes_bot(owners["Refused news"], rights=["can_manage_chat"])
    closed.closes_topic(topics[closed.id])
    deleted.deletes_topic(topics[deleted.id])
    world.releases_updates(lambda _: [])
    return Unwilling(blocker, deactivated, kicked, silenced, channel, closed, deleted, is_open, owners)


@pytest.fixture(scope="module")
def channel(room: Newsroom) -> Room:
    """A channel that gets what is announced about one briefing."""
    return subscribed_channel(room, somebody(room.server), "Channel")


@pytest.fixture(scope="module")
def previews(
    room: Newsroom,
    readers: dict[str, list[Person]],
    groups: list[tuple[Room, Person]],
    unwilling: Unwilling,
    channel: Room,
) -> dict[str, Preview]:
    """All previews; whoever was there before them was spoken to long enough ago that a message may come at once."""
    assert (len(readers), len(groups), len(unwilling.owners), channel.chat.type) == (len(EACH), 3, 6, "channel")
    return dict(zip(EACH, room.previews(*EACH), strict=True))


def subscribed_channel(room: Newsroom, owner: Person, name: str) -> Room:
    """A channel that its owner adds the bot to, and subscribes by the link."""
    channel = room.server.world.channel(f"{name} news", owner=owner, with_bot=False)
    last = room.server.messages(owner)[-1] if room.server.messages(owner) else None
    channel.adds_bot(owner, rights=POSTING)
    offer = room.server.wait_for_message(owner, after=last)
    started = owner.follows(offer.button("Announce there").url or "")
    room.server.wait_for_message(owner, after=started, containing="From now on new briefings are announced in")
    room.chooses(channel, name)
    return channel


def test_the_report_names_whom_the_post_could_not_reach_and_why(
    room: Newsroom, readers: dict[str, list[Person]], unwilling: Unwilling, previews: dict[str, Preview]
) -> None:
    chats = unwilling
    first, *problems = room.sends(previews["Refused"]).split("\n")
    assert first == "Sent to 5 of 12. Failed: 7. Uncertain, whether it arrived: 0."
    gone = ", ".join(map(str, sorted((chats.blocker.id, chats.deactivated.id))))
    no_right = ", ".join(sorted((f"Silenced ({chats.silenced.id})", f"Refused news ({chats.channel.id})")))
    no_topic = ", ".join(sorted((f"Closed ({chats.closed.id})", f"Deleted ({chats.deleted.id})")))
    assert sorted(", ".join(sorted(line.split(": ")[1].split(", "))) for line in problems) == sorted(
        (gone, f"Kicked ({chats.kicked.id})", no_right, no_topic)
    )
    assert sorted(line.rpartition(": ")[0] for line in problems) == [
        "• blocked the bot, or is gone – 2",
        "• the bot is no longer in the chat – 1",
        "• the bot may not write there – 2",
        "• the topic was closed or deleted – 2",
    ]
    for person in readers["Refused"]:
        room.post(person, "Refused")
    topic = next(one for one in chats.open.chat.topics.values() if one.name == "News")
    assert room.post(chats.open, "Refused").thread_id == topic.thread_id


def test_subscriptions_of_chats_that_are_gone_end_and_of_the_others_the_owner_is_told_what_to_do(
    room: Newsroom, unwilling: Unwilling, previews: dict[str, Preview]
) -> None:
    room.ended(previews["Refused"].control)
    chats = unwilling
    ended = rows(room.place, "SELECT chat_id FROM subscriptions WHERE ended_at IS NOT NULL")
    assert {chat for (chat,) in ended} == {chats.blocker.id, chats.deactivated.id, chats.kicked.id}
    told = {
        "Kicked": "I am no longer in “Kicked”",
        "Silenced": "I could not announce a briefing in “Silenced”: I may not write there.",
        "Refused news": "I could not announce a briefing in “Refused news”: I may not write there.",
        "Closed": "I could not announce a briefing in “Closed”: the topic was closed or deleted.",
        "Deleted": "I could not announce a briefing in “Deleted”: the topic was closed or deleted.",
    }
    for title, text in told.items():
        room.server.wait_for_message(chats.owners[title], containing=text)


def test_each_chat_is_told_in_the_language_that_was_chosen(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    english, russian, kazakh, _ = readers["Tongues"]
    asked = asks(room.server, russian, "/language")
    russian.presses(asked, "Русский")
    settings = asks(room.server, kazakh, "/subscriptions")
    kazakh.presses(settings, "Language")
    room.server.wait_for(lambda: "Қазақша" in labels(settings), what="the languages")
    kazakh.presses(settings, "Қазақша")
    room.server.wait_for(lambda: settings.text.endswith("• language: Kazakh"), what="the language")
    room.sends(previews["Tongues"])
    for person, language in ((english, Language.ENGLISH), (russian, Language.RUSSIAN), (kazakh, Language.KAZAKH)):
        post = room.post(person, "Tongues")
        buttons = [words(name, language) for name in ("news-ask", "news-full-text", "news-unsubscribe")]
        assert labels(post) == buttons
        assert post.text.split("\n")[1].split(" · ")[0] == date_in_words(DAY, language)
        assert post.quotations == sentences_of("Tongues")


def test_whoever_has_chosen_no_language_is_told_in_that_of_their_telegram(room: Newsroom) -> None:
    """As the bot does whenever it speaks to them, and to an administrator in the report."""
    boss = room.boss()
    boss.account.language_code = "ru"
    anna = room.subscriber("Telegram", language="ru")
    control = room.preview(boss, "Telegram").control
    boss.presses(control, words("announce-send", Language.RUSSIAN))
    post = room.post(anna, "Telegram")
    room.until("the end", "SELECT 1 FROM deliveries WHERE briefing = 'telegram' AND state = 'done'")
    figures = {"sent": 1, "total": 1, "failed": 0, "uncertain": 0}
    assert labels(post)[0] == words("news-ask", Language.RUSSIAN)
    assert control.text == words("news-announcement-done", Language.RUSSIAN, **figures)


def test_direct_speech_has_its_speaker(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    room.sends(previews["Speech"])
    post = room.post(readers["Speech"][0], "Speech")
    assert SAID in post.quotations
    assert is_verbatim(room.place, post)
    place = post.text.index(SAID) + len(SAID)
    assert post.text[place:].split("\n")[1] == f"Speaker: {SPEAKER}"


def test_a_post_in_a_channel_leads_to_answers_about_its_briefing(
    room: Newsroom, channel: Room, previews: dict[str, Preview]
) -> None:
    reader = somebody(room.server)
    report = room.sends(previews["Channel"])
    assert report.startswith("Sent to 5 of 5. ")
    post = room.post(channel, "Channel")
    assert post.sender_chat_id == channel.id
    assert post.quotations == sentences_of("Channel")
    assert labels(post) == ["Ask about this", "Full text"]
    assert post.button("Full text").url == "https://press.example/channel"
    started = reader.follows(post.button("Ask about this").url or "")
    shown, chosen = room.server.wait_for_messages(reader, 2, after=started)[:2]
    assert shown.text.startswith("The Channel papers\n")
    assert chosen.text == "Questions in this chat are now about “The Channel papers”. /visit changes this."
    answer = asks(room.server, reader, "How many lorries of flour will be sent across the river?")
    assert answer.quotations[0] == sentences_of("Channel")[0]
    assert all("Channel" in quoted for quoted in answer.quotations)


def test_a_group_that_becomes_a_supergroup_gets_the_post_once(
    room: Newsroom, groups: list[tuple[Room, Person]], previews: dict[str, Preview]
) -> None:
    """Whether it moved before and the bot was told, or was not told, or it moves while Telegram lets the bot wait."""
    server = room.server
    (told, his), (untold, hers), (during, theirs) = groups
    moved = [told.migrates(his)]
    room.until("the move", "SELECT 1 FROM subscriptions WHERE chat_id = ?", moved[0].id)
    server.world.holds_updates()
    moved.append(untold.migrates(hers))
    server.world.releases_updates(lambda _: [])
    server.faults.add("sendMessage", flood(FLOOD_SECONDS), chat=during.id)
    moving = previews["Moving"]
    moving.boss.presses(moving.control, "Send now")
    server.wait_for(lambda: any(call.status == 429 for call in server.calls("sendMessage", chat=during)), what="429")
    moved.append(during.migrates(theirs))
    assert room.ended(moving.control) == "Sent to 7 of 7. Failed: 0. Uncertain, whether it arrived: 0."
    for supergroup in moved:
        assert labels(room.post(supergroup, "Moving")) == ["Ask about this", "Full text"]
        assert rows(room.place, "SELECT ended_at FROM subscriptions WHERE chat_id = ?", supergroup.id) == [(None,)]
    for group, _ in groups:
        assert room.posts(group, "Moving") == []
        assert rows(room.place, "SELECT * FROM subscriptions WHERE chat_id = ?", group.id) == []


def test_a_chat_that_telegram_wants_left_alone_waits_and_no_other_does(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    """Meanwhile somebody may still unsubscribe."""
    server = room.server
    anna, boris, slow, leaving = readers["Flood"]
    for person in (slow, leaving):
        server.faults.add("sendMessage", flood(FLOOD_SECONDS), chat=person.id)
    previews["Flood"].boss.presses(previews["Flood"].control, "Send now")
    server.wait_for(lambda: len(server.calls("sendMessage", chat=leaving)) > 1, what="the refused post")
    leaving.asks("/unsubscribe")
    first, *problems = room.ended(previews["Flood"].control).split("\n")
    assert first == "Sent to 3 of 4. Failed: 1. Uncertain, whether it arrived: 0."
    assert problems == [f"• unsubscribed meanwhile – 1: {leaving.id}"]
    refused = next(call for call in server.calls("sendMessage", chat=slow) if call.status == 429)
    assert room.post(slow, "Flood").date - refused.at >= FLOOD_SECONDS
    for person in (anna, boris):
        assert room.post(person, "Flood").date - refused.at < FLOOD_SECONDS
    assert room.posts(leaving, "Flood") == []


def test_what_is_uncertain_is_listed_and_sent_again_once_when_somebody_says_so(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    """A refusal in Telegram's own words is certain, and the post is tried again without anybody's word."""
    server, lost = room.server, previews["Lost"]
    arrived, vanished, page, refused = readers["Lost"]
    server.faults.add("sendMessage", reset(accepted=True), chat=arrived.id)
    server.faults.add("sendMessage", reset(), chat=vanished.id)
    server.faults.add("sendMessage", server_error(accepted=True), chat=page.id)
    server.faults.add("sendMessage", refusal(500, "Internal Server Error"), chat=refused.id)
    first, *problems = room.sends(lost).split("\n")
    assert first == "Sent to 1 of 4. Failed: 0. Uncertain, whether it arrived: 3."
    uncertain = ", ".join(str(one.id) for one in (arrived, vanished, page))
    hint = "Look into the uncertain chats before you send again: where the post has arrived, it would stand twice."
    assert problems == [f"• uncertain: Telegram did not answer – 3: {uncertain}", hint]
    assert [len(room.posts(one, "Lost")) for one in readers["Lost"]] == [1, 0, 1, 1]
    assert labels(lost.control) == ["Send the uncertain again", "Recall"]
    again = data_of(lost.control, "Send the uncertain again")
    for press in [lost.boss.sends_callback(lost.control, again) for _ in range(2)]:
        server.wait_for_answer(press)
    server.wait_for(
        lambda: lost.control.text == "Sent to 4 of 4. Failed: 0. Uncertain, whether it arrived: 0.", what="the end"
    )
    room.until("the end", "SELECT 1 FROM deliveries WHERE briefing = 'lost' AND state = 'done'")
    assert labels(lost.control) == ["Recall"]
    assert [len(room.posts(one, "Lost")) for one in readers["Lost"]] == [2, 1, 2, 1]


def test_what_was_recalled_is_not_sent_again_by_a_button_that_is_gone(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    """Where deleting is refused, the post says in the chat's language that it was recalled."""
    server, recall = room.server, previews["Recall"]
    deleted, kept, foreign, lost = readers["Recall"]
    settings = asks(server, foreign, "/subscriptions")
    foreign.presses(settings, "Language")
    server.wait_for(lambda: "Русский" in labels(settings), what="the languages")
    foreign.presses(settings, "Русский")
    server.wait_for(lambda: settings.text.endswith("• language: Russian"), what="the language")
    server.faults.add("sendMessage", reset(), chat=lost.id)
    room.sends(recall)
    again = data_of(recall.control, "Send the uncertain again")
    posts = {person.id: room.post(person, "Recall") for person in (deleted, kept, foreign)}
    for person in (kept, foreign):
        server.faults.add("deleteMessage", CANNOT_DELETE, chat=person.id)
    recall.boss.presses(recall.control, "Recall")
    server.wait_for(lambda: recall.control.text == "Recalled: 3 of 3. Failed: 0.", what="the recall")
    assert posts[deleted.id].deleted
    for person, language in ((kept, Language.ENGLISH), (foreign, Language.RUSSIAN)):
        assert posts[person.id].text == words("news-recalled-post", language)
        assert (posts[person.id].buttons, posts[person.id].quotations) == ((), ())
    assert room.alert(recall.boss, recall.control, again) == DEALT_WITH
    assert room.posts(lost, "Recall") == []


def test_while_telegram_cannot_be_reached_nothing_is_lost_and_nothing_is_uncertain(
    room: Newsroom, readers: dict[str, list[Person]], previews: dict[str, Preview]
) -> None:
    room.schedules(previews["Outage"])
    room.server.stop()
    try:
        room.comes_due("Outage")
        room.until("an attempt", TRIED, "outage")
    finally:
        room.server.start()
    report = room.ended(previews["Outage"].control)
    assert report == "Sent to 4 of 4. Failed: 0. Uncertain, whether it arrived: 0."
    for person in readers["Outage"]:
        room.post(person, "Outage")


def test_what_is_chosen_by_its_buttons_is_what_is_announced(room: Newsroom) -> None:
    anna = somebody(room.server)
    said = asks(room.server, anna, "/subscribe")
    anna.presses(said, "Visits")
    room.server.wait_for(lambda: visit_of("Chosen") in labels(said), what="the visits")
    anna.presses(said, visit_of("Chosen"))
    room.server.wait_for(lambda: f"✓ {visit_of('Chosen')}" in labels(said), what="the choice")
    for preview, chats in zip(room.previews("Chosen", "Other"), (1, 0), strict=True):
        assert room.sends(preview).startswith(f"Sent to {chats} of {chats}.")
    room.post(anna, "Chosen")
    assert room.posts(anna, "Other") == []
