"""The settings: read from the environment and from ``.env``, bounded, with nothing unknown let through."""

import difflib
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from verbale.errors import VerbaleError

PREFIX = "VERBALE_"
PUBLIC_API_URL = "https://api.telegram.org"
BUNDLED_MODEL = "bundled"

TOKEN_FORM = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,100}")
"""A bot's user id, a colon, and letters, digits, hyphens or underscores."""
WEBHOOK_SECRET_FORM = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram accepts as ``secret_token`` of ``setWebhook``."""
LARGEST_PORT = 65535
SOURCES = frozenset({"folder", "chat", "feeds"})
"""Where briefings come from."""


class SettingsRefused(VerbaleError):
    """A setting has an unknown name or a value that cannot be used."""


class Settings(BaseSettings):
    """What an administrator can set; each field is the variable ``VERBALE_`` + its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # the environment is everybody's; unknown names under our prefix are refused in read_settings
        frozen=True,
        hide_input_in_errors=True,  # a refused value may be a secret
    )

    telegram_token: SecretStr | None = Field(None, description="Token of the bot, as @BotFather gives it.")
    telegram_api_url: str = Field(
        PUBLIC_API_URL, description="Base URL of the Bot API; the token is appended after /bot."
    )
    admins: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="User ids of the administrators, comma-separated."
    )
    briefings_dir: Path = Field(Path("briefings"), description="Folder with the briefings' files.")
    data_dir: Path = Field(Path("var"), description="Folder for the database and the index.")
    database_url: str | None = Field(None, description="SQLAlchemy URL; by default SQLite in the data folder.")
    embedding_model: str = Field(
        BUNDLED_MODEL,
        min_length=1,
        max_length=1000,
        description="The bundled model, or any sentence-transformers model by name or folder.",
    )
    reranker_model: str | None = Field(
        None, max_length=1000, description="A sentence-transformers cross-encoder that has the last word on the order."
    )
    default_language: Literal["en", "ru", "kk", "uz", "tg"] = Field(
        "en", description="Language of the bot where nothing else tells it."
    )
    webhook_url: str | None = Field(
        None, description="Public address that Telegram sends updates to; without it the bot polls."
    )
    webhook_secret: SecretStr | None = Field(None, description="What Telegram sends along, so that no one else can.")
    webhook_listen: str = Field("127.0.0.1:8080", description="Address and port that the webhook listens on.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    cache_dir: Path | None = Field(
        None, description="Folder for what can be made again, the prepared model; by default the user's cache."
    )
    threads: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 64),
        ge=1,
        le=64,
        description="Processor threads for embedding.",
    )
    keep_generations: int = Field(3, ge=2, le=50, description="How many generations of the index are kept.")
    keep_questions_days: int = Field(
        30, ge=1, le=3650, description="After so many days questions and who asked them are emptied."
    )
    questions_per_minute: int = Field(
        30, ge=1, le=1000, description="How many questions a person may ask within a minute."
    )
    chat_questions_per_minute: int = Field(
        60, ge=1, le=10_000, description="How many questions a group may ask within a minute."
    )
    queue_limit: int = Field(
        300, ge=1, le=10_000, description="From so many waiting messages on, people are told that theirs waits."
    )
    set_profile: bool = Field(
        default=True, description="Whether the bot sets its name, descriptions and menus in Telegram."
    )
    announce: Annotated[tuple[Literal["folder", "chat", "feeds"], ...], NoDecode] = Field(
        (),
        description="Sources whose new briefings are announced by themselves, comma-separated: folder, chat, feeds.",
    )
    time_zone: str = Field(
        "UTC",
        description="Time zone of the office, such as Asia/Almaty: of moments that administrators write and read.",
    )
    max_document_mb: int = Field(5, ge=1, le=50, description="Largest briefing file that is read, in megabytes.")
    fetch_urls: bool = Field(
        default=False,
        description="Whether /add and feeds may fetch from the web: the bot's machine would then connect to addresses "
        "that an administrator names.",
    )
    fetch_private: bool = Field(
        default=False,
        description="Whether addresses of private networks and of this machine may be fetched; for tests, and for "
        "offices that publish on their own network.",
    )
    feeds_minutes: int = Field(
        30, ge=1, le=1440, description="How often watched feeds and folders are looked at, in minutes."
    )

    @field_validator("telegram_token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN_FORM.fullmatch(token.get_secret_value()):
            raise ValueError("is not a bot's token (digits, a colon, letters): copy it from @BotFather")
        return token

    @field_validator("telegram_api_url")
    @classmethod
    def _url_is_http(cls, url: str) -> str:
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
            raise ValueError(f"must be an http(s) address such as {PUBLIC_API_URL}")
        return url.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_encrypted(cls, url: str | None) -> str | None:
        # Telegram takes https alone; a test, or a proxy on the same machine, may do without.
        if url is not None and not re.fullmatch(r"(https://|http://127\.0\.0\.1)[^\s?#]*/[^\s?#]+", url):
            raise ValueError("must be an https address with a path, such as https://bot.example.org/verbale")
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret_has_its_form(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not WEBHOOK_SECRET_FORM.fullmatch(secret.get_secret_value()):
            raise ValueError("must be 1 to 256 letters, digits, hyphens or underscores")
        return secret

    @field_validator("webhook_listen")
    @classmethod
    def _listen_has_a_port(cls, listen: str) -> str:
        if not re.fullmatch(r"[^\s:]+:\d{1,5}", listen) or int(listen.rpartition(":")[2]) > LARGEST_PORT:
            raise ValueError("must be an address and a port, such as 127.0.0.1:8080")
        return listen

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("VERBALE_WEBHOOK_URL needs VERBALE_WEBHOOK_SECRET, or anybody could send updates")
        return self

    @field_validator("announce", mode="before")
    @classmethod
    def _split_sources(cls, sources: object) -> object:
        if not isinstance(sources, str):
            return sources
        names = tuple(part.strip().lower() for part in sources.split(",") if part.strip())
        if not set(names) <= SOURCES:
            raise ValueError(f"must be some of {', '.join(sorted(SOURCES))}, separated by commas")
        return names

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("must be the name of a time zone, such as Asia/Almaty or UTC") from error
        return zone

    @field_validator("admins", mode="before")
    @classmethod
    def _split_ids(cls, ids: object) -> object:
        if not isinstance(ids, str):
            return ids
        parts = [part.strip() for part in ids.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and 0 < int(part) < 2**52 for part in parts):
            raise ValueError("must be numeric user ids, separated by commas, such as 123456789,987654321")
        return tuple(int(part) for part in parts)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def effective_database_url(self) -> str:
        """The database URL, SQLite in the data folder where none is set."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'verbale.db').absolute()}"


def known_names() -> frozenset[str]:
    """The names of all settings, as they stand in the environment."""
    return frozenset(PREFIX + name.upper() for name in Settings.model_fields)


def read_settings(env_file: Path = Path(".env"), **overrides: Any) -> Settings:
    """Read the settings from the environment, then from ``env_file`` where it exists.

    Raises:
        SettingsRefused: a name is unknown (the nearest known one is named) or a value is out of bounds. A refused value
            is never repeated in the message: it may be a secret.
    """
    try:
        from_file = dotenv_values(env_file, encoding="utf-8") if env_file.is_file() else {}
    except UnicodeDecodeError as error:
        raise SettingsRefused(f"{env_file} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    for name in sorted({*os.environ, *from_file}):
        if name.upper().startswith(PREFIX) and name.upper() not in known_names():
            where = str(env_file) if name in from_file else "the environment"
            nearest = difflib.get_close_matches(name.upper(), sorted(known_names()), n=1, cutoff=0)[0]
            raise SettingsRefused(f"Unknown setting {name} in {where}.", f"Did you mean {nearest}?")
    try:
        return Settings(_env_file=env_file if env_file.is_file() else None, **overrides)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else "The settings"
        raise SettingsRefused(f"{name}: {first['msg'].removeprefix('Value error, ')}.", "See .env.example.") from None
