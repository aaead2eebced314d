"""Daily digests: a line and a quotation for each briefing that was announced since the last one, once a day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from announcing_steps import Newsroom, Preview, labels, news, newsroom, sentences_of, write
from botapi.faults import reset
from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.state import ChatRef
from stored import is_verbatim, rows, withdraw
from talking import asks, somebody
from verbale.language import Language
from verbale_bot.messages import date_in_words
from verbale_bot.messages import message as words

ZONE = "Asia/Almaty"
TITLES = {
    "Fergal": "The Fergal papers",
    "Solmar": "The Solmar papers",
    "Astana": "The Kazakhstan papers",
    "Secret": "For few",
}
LATER = ("Nukus", "Merv", "Termez", "Naryn", "Osh")
TWO_DAYS_AGO = "UPDATE {0} SET {1} = strftime('%Y-%m-%d %H:%M:%f000', {1}, '-2 days')"


@dataclass(frozen=True)
class Readers:
    """Chats with digests, by what is particular about them; ``at_once`` has none."""

    everything: Person
    visit: Person
    country: Person
    russian: Person
    member: Person
    lost: Person
    nothing: Person
    at_once: Person
    group: Room

    @property
    def daily(self) -> tuple[ChatRef, ...]:
        """Those with digests."""
        people = (self.everything, self.visit, self.country, self.russian, self.member, self.lost, self.nothing)
        return (*people, self.group)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Newsroom]:
    briefings = {f"{name.lower()}.md": news(name) for name in ("Fergal", "Solmar", *LATER)}
    briefings["astana.md"] = news("Astana", title=TITLES["Astana"], visit="Kazakhstan in Mary")
    briefings["secret.md"] = news("Secret", title=TITLES["Secret"], audience="few")
    folder = tmp_path_factory.mktemp("digests")
    yield from newsroom(folder, model_cache, briefings, VERBALE_TIME_ZONE=ZONE)


@pytest.fixture(scope="module")
def readers(room: Newsroom) -> Readers:
    owner, world = somebody(room.server), room.server.world
    names = ("everything", "visit", "country", "russian", "member", "lost", "nothing", "at_once")
    people = {name: somebody(room.server) for name in names}
    made = Readers(group=world.supergroup("Press", owner=owner), **people)
    with ThreadPoolExecutor(len(made.daily)) as together:
        who = [owner if isinstance(chat, Room) else made for chat in made.daily]
        list(together.map(_has_digests, [room] * len(who), who, made.daily))
    asks(room.server, made.at_once, "/subscribe")
    room.chooses(made.at_once, "Fergal", "Termez", "Naryn")
    room.chooses(made.visit, "Solmar")
    room.chooses(made.nothing, "Bukhara")
    write(room.place, "UPDATE subscriptions SET countries = '[\"KZ\"]' WHERE chat_id = ?", made.country.id)
    asks(room.server, room.boss(), "/audience make few")
    asks(room.server, room.boss(), f"/audience add few {made.member.id}")
    return made


def _has_digests(room: Newsroom, who: Person | Readers, chat: ChatRef) -> None:
    """Subscribe a chat, and choose an hour that is far from now; one of them chooses a language, too."""
    hour = (datetime.now(ZoneInfo(ZONE)).hour + 12) % 24
    person = who if isinstance(who, Person) else chat
    assert isinstance(person, Person)
    said = room.server.wait_for_message(chat, after=person.sends(chat, "/subscribe"))
    person.presses(said, "When")
    room.server.wait_for(lambda: f"{hour:02}:00" in labels(said), what="the hours")
    person.presses(said, f"{hour:02}:00")
    room.server.wait_for(lambda: f"• all of a day together, at {hour:02}:00 ({ZONE})" in said.text, what="the hour")
    if isinstance(who, Readers) and chat is who.russian:
        person.presses(said, "Language")
        room.server.wait_for(lambda: "Русский" in labels(said), what="the languages")
        person.presses(said, "Русский")
        room.server.wait_for(lambda: said.text.endswith("• language: Russian"), what="the language")


def two_days_pass(room: Newsroom, *, not_for: int = 0) -> None:
    """Let all have happened two days before, while the bot is away: then it is past the hour of every next digest.

    Only the last digest of the chat ``not_for`` was today.
    """
    room.stop()
    for table, column in (("deliveries", "made_at"), ("subscriptions", "made_at")):
        write(room.place, TWO_DAYS_AGO.format(table, column))
    write(room.place, TWO_DAYS_AGO.format("subscriptions", "digested_at") + " WHERE chat_id <> ?", not_for)
    room.start()


def digests(room: Newsroom, chat: ChatRef, title: str = "News of the day: ") -> list[Message]:
    return [one for one in room.server.bot_messages(chat) if one.text.startswith(title)]


def digest(room: Newsroom, chat: ChatRef, number: int = 1, title: str = "News of the day: ") -> Message:
    """The digest of a chat with this number, as soon as it is there; there is none after it."""
    room.server.wait_for(lambda: len(digests(room, chat, title)) >= number, what=f"digest {number}")
    found = digests(room, chat, title)
    assert len(found) == number
    return found[-1]


def entry(name: str, more: str = "") -> str:
    """What a digest says of a briefing: its first key sentence, and where it stands."""
    return f"{sentences_of(name)[0]}\n— {TITLES.get(name, f'The {name} papers')} · March 4, 2025 · ¶ 1{more}"


@pytest.fixture(scope="module")
def first_day(room: Newsroom, readers: Readers) -> Readers:
    """Four briefings are announced, one after the other; then the hour comes."""
    previews: list[Preview] = room.previews(*TITLES)
    assert previews[0].control.text.endswith("It goes to 1 chat at once, and into 5 daily digests.")
    reports = [room.sends(one) for one in previews]
    assert [one.partition(".")[0] for one in reports] == ["Sent to 1 of 1"] + ["Sent to 0 of 0"] * 3
    assert [digests(room, chat) for chat in readers.daily] == [[]] * len(readers.daily)
    assert all(TITLES["Fergal"] not in one.text for chat in readers.daily for one in room.server.bot_messages(chat))
    room.server.faults.add("sendMessage", reset(accepted=True), chat=readers.lost.id)
    two_days_pass(room)
    for chat in (readers.everything, readers.member, readers.group, readers.visit, readers.country):
        digest(room, chat)
    room.until("the end", "SELECT 1 FROM deliveries WHERE kind = 'digest' AND state = 'done'")
    return readers


def test_a_digest_has_one_quotation_and_its_source_for_each_briefing_in_order(
    room: Newsroom, first_day: Readers
) -> None:
    one = digest(room, first_day.everything)
    seen = ("Fergal", "Solmar", "Astana")
    assert one.text == "\n\n".join(["News of the day: 3 briefings", *map(entry, seen)])
    assert one.quotations == tuple(sentences_of(name)[0] for name in seen)
    assert [text for text, _ in one.links] == [TITLES[name] for name in seen]
    assert all(url.startswith("https://press.example/") for _, url in one.links)
    assert is_verbatim(room.place, one)


def test_a_digest_holds_what_the_chat_has_chosen_and_may_see(room: Newsroom, first_day: Readers) -> None:
    assert digest(room, first_day.visit).text == f"News of the day: 1 briefing\n\n{entry('Solmar')}"
    assert digest(room, first_day.country).text == f"News of the day: 1 briefing\n\n{entry('Astana')}"
    seen = ("Fergal", "Solmar", "Astana", "Secret")
    assert digest(room, first_day.member).text == "\n\n".join(["News of the day: 4 briefings", *map(entry, seen)])
    assert digests(room, first_day.nothing) == []


def test_a_digest_is_in_the_language_that_was_chosen_for_it(room: Newsroom, first_day: Readers) -> None:
    title = words("news-digest-title", Language.RUSSIAN, count=3)
    one = digest(room, first_day.russian, title=title)
    day = date_in_words(date(2025, 3, 4), Language.RUSSIAN)
    assert one.text.split("\n\n")[1] == f"{sentences_of('Fergal')[0]}\n— The Fergal papers · {day} · ¶ 1 · английский"
    assert labels(one) == [words("news-unsubscribe", Language.RUSSIAN)]


def test_whoever_is_told_at_once_gets_no_digest(room: Newsroom, first_day: Readers) -> None:
    room.post(first_day.at_once, "Fergal")
    assert digests(room, first_day.at_once) == []


def test_groups_have_no_button_to_unsubscribe_under_a_digest_and_persons_have(
    room: Newsroom, first_day: Readers
) -> None:
    assert digest(room, first_day.group).buttons == ()
    one = digest(room, first_day.visit)
    assert labels(one) == ["Unsubscribe"]
    first_day.visit.presses(one, "Unsubscribe")
    said = room.server.wait_for_message(first_day.visit, after=one)
    assert said.text == "Done: new briefings are no longer announced here."
    ended = "SELECT ended_because FROM subscriptions WHERE chat_id = ?"
    assert rows(room.place, ended, first_day.visit.id) == [("it was ended in Telegram",)]


def test_a_digest_of_which_nobody_knows_whether_it_arrived_is_not_sent_again(
    room: Newsroom, first_day: Readers
) -> None:
    digest(room, first_day.lost)
    state = "SELECT outbox.state FROM outbox JOIN deliveries ON deliveries.id = delivery WHERE kind = 'digest' AND chat_id = ?"
    assert rows(room.place, state, first_day.lost.id) == [("uncertain",)]


def test_the_state_of_the_bot_tells_administrators_of_uncertain_digests(room: Newsroom, first_day: Readers) -> None:
    digest(room, first_day.lost)
    assert " 1 uncertain." in asks(room.server, room.boss(), "/status").text


def test_a_correction_reaches_what_a_digest_quoted(room: Newsroom, first_day: Readers) -> None:
    one, boss = digest(room, first_day.everything), room.boss()
    old, new = sentences_of("Solmar")[0], sentences_of("Solmar", lorries=41)[0]
    room.place.write("solmar.md", news("Solmar", lorries=41))
    asked = boss.asks("/reindex")
    offer = room.server.wait_for_message(boss, after=asked, containing="“The Solmar papers” has changed.")
    boss.presses(offer, "Mark the messages")
    room.server.wait_for(lambda: offer.text.startswith("Corrected:"), what="the corrections")
    assert one.quotations == (sentences_of("Fergal")[0], old, new, sentences_of("Astana")[0])
    assert [entity.of(one.text) for entity in one.entities if entity.type == "strikethrough"] == [old]


def test_the_next_digest_tells_only_of_what_is_new_as_it_reads_now(room: Newsroom, first_day: Readers) -> None:
    """There is one digest a day; what was withdrawn or recalled meanwhile is in none."""
    boss = room.boss()
    later = dict(zip(LATER, room.previews(*LATER), strict=True))
    for one in later.values():
        room.sends(one)
    withdraw(room.place, "merv")
    later["Naryn"].boss.presses(later["Naryn"].control, "Recall")
    room.server.wait_for(lambda: later["Naryn"].control.text == "Recalled: 1 of 1. Failed: 0.", what="the recall")
    room.place.write("termez.md", news("Termez", lorries=41))
    room.server.wait_for_message(boss, after=boss.asks("/reindex"), containing="“The Termez papers” has changed.")
    two_days_pass(room, not_for=first_day.member.id)
    seen = [entry("Nukus"), entry("Termez").replace("40", "41"), entry("Osh")]
    expected = "\n\n".join(["News of the day: 3 briefings", *seen])
    assert digest(room, first_day.everything, 2).text == expected
    assert digest(room, first_day.group, 2).text == expected
    room.until("the end", "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state = 'running')")
    assert len(digests(room, first_day.member)) == 1
