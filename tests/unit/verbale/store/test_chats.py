from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, func, select

from library import Library
from verbale.language import Language
from verbale.store.chats import ChatSettings, read_chat, set_introduced, set_language, set_scope
from verbale.store.schema import chats

AT = datetime(2025, 3, 4, 12, tzinfo=UTC)
GROUP = -1_001_234_567_890


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def test_a_chat_that_nothing_is_known_about_has_no_settings_and_reading_makes_none(connection: Connection) -> None:
    assert read_chat(connection, GROUP) == ChatSettings(None, None, None)
    assert connection.scalar(select(func.count()).select_from(chats)) == 0


def test_each_setting_is_kept_beside_the_others(connection: Connection) -> None:
    set_scope(connection, GROUP, "Сафари Душанбе — ташриф 🇹🇯")
    set_language(connection, GROUP, Language.TAJIK)
    set_introduced(connection, GROUP, AT)
    assert read_chat(connection, GROUP) == ChatSettings(Language.TAJIK, "Сафари Душанбе — ташриф 🇹🇯", AT)
    assert connection.scalar(select(func.count()).select_from(chats)) == 1


@pytest.mark.parametrize("language", list(Language))
def test_every_language_comes_back_as_it_was_chosen(connection: Connection, language: Language) -> None:
    set_language(connection, 42, language)
    assert read_chat(connection, 42).language is language
    assert connection.scalar(select(chats.c.language)) == language.value


def test_a_setting_is_taken_back_alone(connection: Connection) -> None:
    set_language(connection, 42, Language.KAZAKH)
    set_scope(connection, 42, "astana-2025")
    set_introduced(connection, 42, AT)
    set_language(connection, 42, None)
    assert read_chat(connection, 42) == ChatSettings(None, "astana-2025", AT)
    set_scope(connection, 42, None)
    set_introduced(connection, 42, None)
    assert read_chat(connection, 42) == ChatSettings()


def test_taking_back_what_was_never_chosen_is_harmless(connection: Connection) -> None:
    set_scope(connection, 42, None)
    set_language(connection, 42, None)
    assert read_chat(connection, 42) == ChatSettings()


def test_chats_have_settings_of_their_own(connection: Connection) -> None:
    set_language(connection, 42, Language.UZBEK)
    set_language(connection, -42, Language.ENGLISH)
    set_scope(connection, -42, "")
    assert read_chat(connection, 42) == ChatSettings(language=Language.UZBEK)
    assert read_chat(connection, -42) == ChatSettings(language=Language.ENGLISH, scope="")


def test_moments_come_back_in_utc(connection: Connection) -> None:
    set_introduced(connection, 42, datetime(2025, 3, 4, 17, tzinfo=timezone(timedelta(hours=5))))
    introduced = read_chat(connection, 42).introduced_at
    assert introduced == AT
    assert introduced.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(library: Library) -> None:
    with pytest.raises(Exception, match="without a time zone"), library.database.writing() as connection:
        set_introduced(connection, 42, AT.replace(tzinfo=None))
    with library.database.reading() as connection:
        assert read_chat(connection, 42) == ChatSettings()
