"""Posts are corrected like all that quotes a briefing; also where they quoted only what is the same, they say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from announcing_steps import Newsroom, Preview, labels, news, newsroom, sentences_of, write
from botapi.faults import slow
from botapi.model import Message
from botapi.people import Person
from stored import is_verbatim, rows

NAMES = ("Marked", "Elsewhere", "Replied", "Withdrawn", "Late", "Recalled")
SLOW_SECONDS = 8.0
"""Longer than it takes to publish a correction and to have the posts marked."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Newsroom]:
    briefings = {f"{name.lower()}.md": news(name) for name in NAMES}
    yield from newsroom(tmp_path_factory.mktemp("corrections_of_posts"), model_cache, briefings)


@pytest.fixture(scope="module")
def readers(room: Newsroom) -> dict[str, Person]:
    """Somebody for each briefing who has subscribed to its visit."""
    return dict(zip(NAMES, room.subscribers(*NAMES), strict=True))


def announced(room: Newsroom, name: str, chosen: str = "[0, 1]") -> Preview:
    """A briefing that was announced, with some of its sentences."""
    preview = room.preview(room.boss(), name)
    write(room.place, "UPDATE announcements SET chosen = ? WHERE briefing = ?", chosen, name.lower())
    assert room.sends(preview).startswith("Sent to 1 of 1.")
    return preview


def offer_after(room: Newsroom, boss: Person, name: str, command: str) -> Message:
    """What the bot asks when a briefing has changed or was withdrawn."""
    return room.server.wait_for_message(boss, after=boss.asks(command), containing=f"“The {name} papers” ")


def corrected(room: Newsroom, boss: Person, name: str, lorries: int = 41) -> Message:
    room.place.write(f"{name.lower()}.md", news(name, lorries))
    return offer_after(room, boss, name, "/reindex")


def choose(room: Newsroom, boss: Person, offer: Message, label: str) -> str:
    """What is done about the messages; how it ended."""
    boss.presses(offer, label)
    room.server.wait_for(lambda: offer.text.startswith("Corrected: "), what="the corrections")
    return offer.text


def struck(message: Message) -> list[str]:
    return [entity.of(message.text) for entity in message.entities if entity.type == "strikethrough"]


def test_a_post_is_marked_in_its_place_and_keeps_its_buttons(room: Newsroom, readers: dict[str, Person]) -> None:
    boss = announced(room, "Marked").boss
    post = room.post(readers["Marked"], "Marked")
    offer = corrected(room, boss, "Marked")
    assert offer.text.startswith("“The Marked papers” has changed. 2 messages in 2 chats")  # the preview, too
    assert choose(room, boss, offer, "Mark the messages").startswith("Corrected: 2. Not reached: 0.")
    assert post.text.startswith("The Marked papers\nMarch 4, 2025\n\n")
    assert struck(post) == [sentences_of("Marked")[0]]
    assert sentences_of("Marked", 41)[0] in post.text
    assert sentences_of("Marked")[1] in post.text
    assert labels(post) == ["Ask about this", "Full text", "Unsubscribe"]
    assert is_verbatim(room.place, post)


def test_a_post_that_quoted_only_what_is_the_same_says_that_the_briefing_was_corrected(
    room: Newsroom, readers: dict[str, Person]
) -> None:
    boss = announced(room, "Elsewhere", chosen="[1]").boss
    post = room.post(readers["Elsewhere"], "Elsewhere")
    before = post.text
    offer = corrected(room, boss, "Elsewhere")
    choose(room, boss, offer, "Mark the messages")
    first, line = post.text.rsplit("\n\n", 1)
    assert first == before
    assert line.startswith("The briefing was corrected on ")
    assert line.endswith("; what is quoted here is unchanged.")
    assert struck(post) == []
    assert labels(post) == ["Ask about this", "Full text", "Unsubscribe"]
    again = corrected(room, boss, "Elsewhere", 42)
    assert choose(room, boss, again, "Mark the messages").startswith("Corrected: 2.")
    assert post.text.count("The briefing was corrected on ") == 1


def test_where_replies_were_chosen_a_post_stays_and_is_replied_to(room: Newsroom, readers: dict[str, Person]) -> None:
    boss = announced(room, "Replied", chosen="[1]").boss
    post = room.post(readers["Replied"], "Replied")
    before = post.versions
    choose(room, boss, corrected(room, boss, "Replied"), "Reply to them")
    reply = room.server.wait_for_message(readers["Replied"], after=post)
    assert post.versions == before
    assert reply.reply_to == post.message_id
    assert reply.text.startswith("The briefing was corrected on ")
    assert "The Replied papers" in reply.text


def test_a_withdrawn_briefing_is_struck_out_and_can_no_longer_be_asked_about(
    room: Newsroom, readers: dict[str, Person]
) -> None:
    boss = announced(room, "Withdrawn").boss
    post = room.post(readers["Withdrawn"], "Withdrawn")
    asked = boss.asks("/remove withdrawn")
    confirm = room.server.wait_for_message(boss, after=asked)
    boss.presses(confirm, labels(confirm)[0])
    offer = room.server.wait_for_message(boss, after=confirm, containing="“The Withdrawn papers” was withdrawn.")
    choose(room, boss, offer, "Mark the messages")
    assert struck(post) == list(sentences_of("Withdrawn"))
    assert "Withdrawn on " in post.text
    assert labels(post) == ["Unsubscribe"]


def test_a_post_that_arrives_when_its_correction_was_planned_is_corrected_with_the_others(
    room: Newsroom, readers: dict[str, Person]
) -> None:
    reader = readers["Late"]
    preview = room.preview(room.boss(), "Late")
    room.server.faults.add("sendMessage", slow(SLOW_SECONDS), chat=reader.id)
    preview.boss.presses(preview.control, "Send now")
    room.until("the call", "SELECT 1 FROM outbox WHERE chat_id = ? AND state = 'sending'", reader.id)
    other = room.boss()
    offer = corrected(room, other, "Late")
    choose(room, other, offer, "Mark the messages")
    late = "SELECT 1 FROM outbox WHERE chat_id = ? AND ledger_id IS NULL AND state = 'sending'"
    assert rows(room.place, late, reader.id) == [(1,)]
    room.server.wait_for(
        lambda: any(sentences_of("Late", 41)[0] in post.text for post in room.posts(reader, "Late")),
        what="the correction of the late post",
    )
    (post,) = room.posts(reader, "Late")
    assert struck(post) == [sentences_of("Late")[0]]
    assert room.ended(preview.control).startswith("Sent to 1 of 1.")


def test_what_corrected_a_post_goes_with_it_when_it_is_recalled(room: Newsroom, readers: dict[str, Person]) -> None:
    preview = announced(room, "Recalled")
    reader = readers["Recalled"]
    post = room.post(reader, "Recalled")
    choose(room, preview.boss, corrected(room, preview.boss, "Recalled"), "Reply to them")
    reply = room.server.wait_for_message(reader, after=post)
    preview.boss.presses(preview.control, "Recall")
    room.server.wait_for(lambda: preview.control.text.startswith("Recalled: 2 of 2."), what="the recall")
    assert (post.deleted, reply.deleted) == (True, True)
