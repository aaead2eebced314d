"""The tables."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

SCHEMA_VERSION = 1
"""Raised with every change of a table that older code cannot read."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone, also on SQLite, which keeps none: stored in UTC, returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a moment to UTC before it is stored; one without a time zone is a mistake."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment its time zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

schema_info = Table(
    "schema_info",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
)

briefings = Table(
    "briefings",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("title", Text, nullable=False),
    Column("date", Date),
    Column("language", String(8), nullable=False),
    Column("source_url", Text),
    Column("visit", Text),
    Column("audience", JSON, nullable=False),  # list of names
    Column("embargo_until", UtcDateTime),
    Column("current_edition", Integer, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("file_sha256", String(64), nullable=False),  # of the file that was read last
    Column("reading_version", Integer, nullable=False),  # of the rules that it was read by
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # the bytes of a file as they came
)

editions = Table(
    "editions",
    metadata,
    Column("briefing", String(200), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("taken_in_at", UtcDateTime, nullable=False),
    Column("furniture", JSON, nullable=False),  # list of the lines that were kept out of the text
    Column("file_name", Text, nullable=False),
    Column("original_sha256", String(64), nullable=False),
    ForeignKeyConstraint(["briefing"], ["briefings.id"]),
    ForeignKeyConstraint(["original_sha256"], ["originals.sha256"]),
)

vectors = Table(
    "vectors",
    metadata,
    Column("fingerprint", String(64), primary_key=True),  # of the encoder
    Column("text_sha256", LargeBinary(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # float16, little-endian
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),  # grows with every change of a briefing, so that readers can keep copies
)
