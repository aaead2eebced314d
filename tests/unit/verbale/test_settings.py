from pathlib import Path

import pytest

from verbale.settings import Settings, SettingsRefused, known_names, read_settings

TOKEN = "123456:AAexample_token-value"


@pytest.fixture(autouse=True)
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_environment_is_read_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("VERBALE_DATA_DIR=from-file\nVERBALE_DEFAULT_LANGUAGE=kk\n")
    monkeypatch.setenv("VERBALE_DATA_DIR", "from-environment")
    settings = read_settings()
    assert settings.data_dir == Path("from-environment")
    assert settings.default_language == "kk"


def test_administrators_are_user_ids_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_ADMINS", " 12, 345 ,")
    assert read_settings().admins == (12, 345)


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_EMBEDDING_MODEL", "")
    assert read_settings().embedding_model == "bundled"


def test_nothing_is_fetched_from_the_web_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    assert (settings.fetch_urls, settings.fetch_private, settings.feeds_minutes) == (False, False, 30)
    monkeypatch.setenv("VERBALE_FETCH_URLS", "true")
    monkeypatch.setenv("VERBALE_FEEDS_MINUTES", "1440")
    settings = read_settings()
    assert (settings.fetch_urls, settings.fetch_private, settings.feeds_minutes) == (True, False, 1440)


def test_an_unknown_name_in_the_environment_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKN", TOKEN)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert str(refused.value) == (
        "Unknown setting VERBALE_TELEGRAM_TOKN in the environment. Did you mean VERBALE_TELEGRAM_TOKEN?"
    )


def test_an_unknown_name_in_the_file_is_refused_with_the_nearest() -> None:
    Path(".env").write_text("VERBALE_BRIEFING_DIR=x\nOTHER=1\n")
    with pytest.raises(SettingsRefused, match=r"VERBALE_BRIEFING_DIR in \.env\. Did you mean VERBALE_BRIEFINGS_DIR\?"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("VERBALE_ADMINS", "anna", "must be numeric user ids"),
        ("VERBALE_ADMINS", "-5", "must be numeric user ids"),
        ("VERBALE_TELEGRAM_API_URL", "ftp://example.org", "must be an http"),
        ("VERBALE_DEFAULT_LANGUAGE", "de", "Input should be 'en', 'ru', 'kk', 'uz' or 'tg'"),
        ("VERBALE_LOG_LEVEL", "loud", "Input should be 'DEBUG'"),
        ("VERBALE_THREADS", "0", "greater than or equal to 1"),
        ("VERBALE_THREADS", "1000", "less than or equal to 64"),
        ("VERBALE_KEEP_GENERATIONS", "1", "greater than or equal to 2"),
        ("VERBALE_MAX_DOCUMENT_MB", "x", "valid integer"),
        ("VERBALE_FETCH_URLS", "perhaps", "valid boolean"),
        ("VERBALE_FEEDS_MINUTES", "0", "greater than or equal to 1"),
        ("VERBALE_FEEDS_MINUTES", "1441", "less than or equal to 1440"),
        ("VERBALE_TELEGRAM_TOKEN", "no token", "is not a bot's token"),
    ],
)
def test_values_are_bounded(monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused, match=message) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name}: ")


def test_a_refused_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKEN", "secret token with blanks")
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert "secret" not in str(refused.value)
    assert "secret" not in repr(refused.value)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKEN", TOKEN)
    settings = read_settings()
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings.model_dump())
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN


def test_a_file_that_is_not_utf8_is_refused() -> None:
    Path(".env").write_bytes("VERBALE_DATA_DIR=данные\n".encode("cp1251"))
    with pytest.raises(SettingsRefused, match="is not UTF-8 text"):
        read_settings()


def test_the_default_database_is_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    settings = read_settings(data_dir=tmp_path / "data")
    assert settings.effective_database_url == f"sqlite:///{tmp_path}/data/verbale.db"


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())
