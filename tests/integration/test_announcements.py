"""Announcements: what is previewed is what is posted, once to each who subscribed, and it can be recalled."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from library import ARRIVAL, RAILWAY
from program import Installation, running_bot
from stored import front_matter, is_verbatim, rows, until
from talking import asks, somebody

BOSS = 1501


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid(unanswered_allowed=True)


@pytest.fixture(scope="module")
def boss(server: BotApiServer) -> Person:
    return server.world.user(BOSS, "Boris", language_code="en", started=True)


@pytest.fixture(scope="module")
def place(
    server: BotApiServer, boss: Person, tmp_path_factory: pytest.TempPathFactory, model_cache: Path
) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("announcements"), model_cache)
    details = front_matter(title="Talks in Dushanbe", date="2025-03-03", source_url="https://press.example/talks")
    made.write("arrival.md", details + ARRIVAL)
    made.write("railway.md", front_matter(title="Локомотивы", date="2025-03-04") + RAILWAY)
    made.write("secret.md", front_matter(title="For few", audience="few") + "Only few may read of the tunnel.")
    assert made.run("reindex").code == 0
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_ADMINS": str(BOSS),
        "VERBALE_SET_PROFILE": "false",
    }
    with running_bot(made, settings) as running:
        yield made
        finished = running.stop()
        assert "was not dealt with" not in finished.err, finished.err


def subscriber(server: BotApiServer, language: str = "en") -> Person:
    person = somebody(server, language)
    asks(server, person, "/subscribe")
    return person


def group_of(server: BotApiServer, owner: Person) -> Room:
    room = server.world.supergroup("Press", owner=owner)
    room.adds_bot(by=owner)
    server.wait_for_message(room)
    owner.sends(room, "/subscribe")
    server.wait_for_messages(room, 2)
    return room


def previewed(server: BotApiServer, boss: Person, briefing: str) -> tuple[Message, Message]:
    """The post as it will look, and the message that controls it."""
    asked = boss.asks(f"/announce {briefing}")
    post, control = server.wait_for_messages(boss, 2, after=asked)
    return post, control


def ended(server: BotApiServer, control: Message) -> str:
    server.wait_for(lambda: control.text.startswith(("Sent to", "Stopped", "Recalled")), what="the end")
    return control.text


def test_the_post_is_what_was_previewed_entity_for_entity(
    server: BotApiServer, place: Installation, boss: Person
) -> None:
    anna, group = subscriber(server), group_of(server, somebody(server))
    post, control = previewed(server, boss, "arrival")
    assert control.text.startswith("Above is the post, exactly as it will look. Who may see it: everybody.")
    last = {chat: server.bot_messages(chat)[-1] for chat in (anna, group)}
    boss.presses(control, "Send now")
    for chat in (anna, group):
        got = server.wait_for_message(chat, after=last[chat])
        assert (got.text, got.entities) == (post.text, post.entities)
        assert got.quotations
        assert is_verbatim(place, got)
        assert got.button("Ask about this").url == "https://t.me/verbale_test_bot?start=b_arrival"
        assert got.button("Full text").url == "https://press.example/talks"
    assert [button.text for button in server.bot_messages(group)[-1].buttons] == ["Ask about this", "Full text"]
    assert re.match(r"Sent to \d+ of \d+\. Failed: 0\. ", ended(server, control))


def test_fewer_sentences_are_posted_when_ticks_are_taken_away(
    server: BotApiServer, place: Installation, boss: Person
) -> None:
    anna = subscriber(server)
    post, control = previewed(server, boss, "arrival")
    before = post.quotations
    boss.presses(control, "Sentences")
    server.wait_for(lambda: any(button.text.startswith("✓") for button in control.buttons), what="the ticks")
    boss.presses(control, "✓ ")
    server.wait_for_edit(post)
    assert post.quotations == before[1:]
    boss.presses(control, "Back")
    server.wait_for(lambda: any(button.text == "Send now" for button in control.buttons), what="the way back")
    last = server.bot_messages(anna)[-1]
    boss.presses(control, "Send now")
    assert server.wait_for_message(anna, after=last).text == post.text
    ended(server, control)


def test_whoever_has_blocked_the_bot_is_no_longer_subscribed_and_the_report_says_so(
    server: BotApiServer, place: Installation, boss: Person
) -> None:
    anna = subscriber(server)
    anna.blocks_bot()
    _, control = previewed(server, boss, "railway")
    boss.presses(control, "Send now")
    assert f"• blocked the bot, or is gone – 1: {anna.id}" in ended(server, control)
    found = rows(place, "SELECT ended_because FROM subscriptions WHERE chat_id = ?", anna.id)
    assert found == [("Forbidden: bot was blocked by the user",)]


def test_one_tap_under_a_post_ends_the_subscription(server: BotApiServer, place: Installation, boss: Person) -> None:
    anna = subscriber(server)
    last = server.bot_messages(anna)[-1]
    _, control = previewed(server, boss, "arrival")
    boss.presses(control, "Send now")
    post = server.wait_for_message(anna, after=last)
    ended(server, control)
    anna.presses(post, "Unsubscribe")
    until(
        lambda: rows(place, "SELECT ended_at IS NOT NULL FROM subscriptions WHERE chat_id = ?", anna.id) == [(1,)],
        "the end of the subscription",
    )


def test_a_briefing_for_few_is_announced_to_those_alone(
    server: BotApiServer, place: Installation, boss: Person
) -> None:
    outsider, member = subscriber(server), subscriber(server)
    asks(server, boss, "/audience make few")
    asks(server, boss, f"/audience add few {member.id}")
    said_before = len(server.bot_messages(outsider))
    last = server.bot_messages(member)[-1]
    _, control = previewed(server, boss, "secret")
    assert "Who may see it: few. It goes to 1 chat at once" in control.text
    boss.presses(control, "Send now")
    assert "tunnel" in server.wait_for_message(member, after=last).text
    ended(server, control)
    assert len(server.bot_messages(outsider)) == said_before


def test_what_was_recalled_is_gone(server: BotApiServer, place: Installation, boss: Person) -> None:
    anna, group = subscriber(server), group_of(server, somebody(server))
    last = {chat: server.bot_messages(chat)[-1] for chat in (anna, group)}
    _, control = previewed(server, boss, "railway")
    boss.presses(control, "Send now")
    posts = [server.wait_for_message(chat, after=last[chat]) for chat in (anna, group)]
    ended(server, control)
    boss.presses(control, "Recall")
    server.wait_for(lambda: control.text.startswith("Recalled"), what="the recall")
    assert all(post.deleted for post in posts)


def test_a_scheduled_announcement_is_sent_at_its_moment(
    server: BotApiServer, place: Installation, boss: Person
) -> None:
    anna = subscriber(server)
    last = server.bot_messages(anna)[-1]
    _, control = previewed(server, boss, "arrival")
    boss.presses(control, "Schedule")
    asked = server.wait_for_message(boss, after=control)
    past = asks(server, boss, "2020-01-01 10:00", reply_to=asked)
    assert past.text == "This moment has passed. Touch Schedule and try again."
    due = datetime.now(UTC) + timedelta(seconds=4)
    boss.asks(due.isoformat(timespec="seconds"), reply_to=asked)
    server.wait_for(lambda: control.text.startswith("Scheduled: "), what="the schedule")
    assert [button.text for button in control.buttons] == ["Not yet", "Discard"]
    server.wait_for_message(anna, after=last)
    assert datetime.now(UTC) >= due.replace(microsecond=0)
    ended(server, control)
