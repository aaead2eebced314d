"""The tables."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

SCHEMA_VERSION = 3
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
    # 1 where a person confirmed the details: what a file does not say stays as it was confirmed
    Column("is_by_hand", Integer, nullable=False, server_default=text("0")),
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
    # Who might see it while it was the current one: those of the briefing may have changed since.
    Column("audience", JSON),
    Column("embargo_until", UtcDateTime),
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

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", Text),  # the update as Telegram wrote it, in JSON; emptied when it has been dealt with
    Column("received_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Index("inbox_by_done", "bot_id", "done_at"),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # a person's private chat has the person's id
    Column("language", String(8)),  # chosen here; where it is not, Telegram's or the question's
    Column("scope", Text),  # what questions are about: the name of a visit or the id of a briefing
    Column("introduced_at", UtcDateTime),  # when the bot said in a group what it is
)

answers = Table(
    "answers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("question_message_id", BigInteger),
    Column("user_id", BigInteger),  # who asked; emptied with the question
    Column("question", Text),  # emptied by the person, or when it has become old
    Column("language", String(8), nullable=False),  # the reader's
    Column("outcome", String(16), nullable=False),
    Column("reason", String(100)),
    Column("confidence", Float, nullable=False),
    Column("citations", JSON, nullable=False),  # list, best first: quote, speech, speaker, also
    Column("scope", Text),
    Column("follows", BigInteger),  # the answer that the question is a follow-up to
    Column("asked_at", UtcDateTime, nullable=False),
    Index("answers_by_chat", "chat_id", "asked_at"),
    Index("answers_by_user", "user_id"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),  # what the message is a reply to
    Column("part", Integer, nullable=False),  # from 0; which of the messages for that update
    Column("kind", String(16), nullable=False),
    Column("chat_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("message_id", BigInteger),
    Column("inline_message_id", String(100)),
    Column("answer_id", BigInteger),
    Column("first", Integer, nullable=False),  # place among the answer's citations of the first one shown here
    Column("quotes", JSON, nullable=False),  # list of places: briefing, edition, start, end
    Column("sent_at", UtcDateTime, nullable=False),
    UniqueConstraint("bot_id", "update_id", "part"),
    Index("ledger_by_message", "chat_id", "message_id"),
    Index("ledger_by_answer", "answer_id"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", BigInteger, nullable=False),
    Column("user_id", BigInteger),  # emptied when it has become old
    Column("is_good", Integer, nullable=False),  # 1 or 0
    Column("reason", String(16)),
    Column("given_at", UtcDateTime, nullable=False),
    UniqueConstraint("answer_id", "user_id"),
)

admins = Table(
    "admins",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("name", Text, nullable=False),  # as it was in Telegram then; rights hang on the id alone
    Column("added_by", String(64), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

audiences = Table(
    "audiences",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
)

audience_members = Table(
    "audience_members",
    metadata,
    Column("audience", String(64), primary_key=True),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),  # of a chat, below 0, or of a person
    Column("name", Text, nullable=False),  # what it was called then
    Column("added_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["audience"], ["audiences.name"]),
    Index("audiences_by_member", "member_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("act", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),  # JSON, to the byte what was hashed
    Column("previous_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("origin", String(16), nullable=False),  # file, text, address, or feed
    Column("feed", Integer),  # the one that it came from
    Column("briefing", String(200), nullable=False),  # the id that it will be published under
    Column("file_name", Text, nullable=False),
    Column("data", LargeBinary),  # the file as it came; emptied when the draft is dealt with
    Column("text", Text, nullable=False),
    Column("furniture", JSON, nullable=False),
    Column("title", Text, nullable=False),
    Column("date", Date),
    Column("language", String(8), nullable=False),
    Column("source_url", Text),
    Column("visit", Text),
    Column("audience", JSON, nullable=False),
    Column("embargo_until", UtcDateTime),
    Column("made_by", BigInteger),  # the person's id
    Column("chat_id", BigInteger),  # where it is shown, and in which message
    Column("message_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    Index("drafts_by_state", "state", "made_at"),
    sqlite_autoincrement=True,  # buttons name the id, so that of a deleted draft must not come again
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # a feed on the web, or a folder
    Column("address", Text, nullable=False),
    Column("rule", String(16), nullable=False),  # what becomes of a new item: ask, or publish
    Column("visit", Text),
    Column("audience", JSON, nullable=False),
    Column("added_by", BigInteger),
    Column("added_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failure", Text),  # why it could not be read the last time
    sqlite_autoincrement=True,
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed", Integer, primary_key=True, autoincrement=False),
    Column("key_sha256", String(64), primary_key=True),  # of what names the item in its feed
    Column("seen_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["feed"], ["feeds.id"]),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("briefing", String(200), nullable=False),
    Column("edition", Integer),  # the one that it is about; none where the briefing was withdrawn
    Column("recalls", Integer),  # the delivery whose messages it takes back
    Column("language", String(8)),  # of its report
    Column("made_by", BigInteger),
    Column("report_chat_id", BigInteger),  # where its progress is shown, and in which message
    Column("report_message_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("ledger_id", Integer),  # the message that it is about
    Column("state", String(16), nullable=False),
    Column("reason", Text),  # why it could not be delivered
    Column("since", UtcDateTime),  # of a digest: what was announced from then on
    Column("message_id", BigInteger),  # what was sent
    Column("changed_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["delivery"], ["deliveries.id"]),
    Index("outbox_by_state", "delivery", "state"),
    Index("outbox_by_ledger", "ledger_id"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),  # of the chat: private, group, channel
    Column("thread_id", BigInteger),  # the topic that announcements go to
    Column("title", Text, nullable=False),  # what the chat was called then
    Column("visits", JSON, nullable=False),  # list of names; with "countries" empty, too, everything is wanted
    Column("countries", JSON, nullable=False),  # list of codes
    Column("language", String(8)),  # that was chosen for what is announced
    Column("spoken", String(8)),  # what the bot spoke with whoever subscribed
    Column("digest_hour", Integer),  # 0 to 23, of the time zone; none where each is announced at once
    Column("time_zone", String(64), nullable=False),
    Column("digested_at", UtcDateTime),  # until when the last digest told
    Column("made_by", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_because", Text),
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False),  # draft, scheduled, sent, discarded
    Column("briefing", String(200), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("quotes", JSON, nullable=False),  # list of citations: all that may be chosen
    Column("chosen", JSON, nullable=False),  # list of indices into them
    Column("due_at", UtcDateTime),
    Column("delivery", Integer),  # the one that it became
    Column("made_by", BigInteger),
    Column("language", String(8)),  # what the bot spoke with whoever made it
    Column("chat_id", BigInteger),  # where its preview is shown, and in which message
    Column("message_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    Index("announcements_by_state", "state", "due_at"),
    sqlite_autoincrement=True,
)
