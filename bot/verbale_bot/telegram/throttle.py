"""How many questions a person and a chat may ask: token buckets.

Their time is that of the messages: what somebody asked over an hour in which the bot did not run is no flood, and
what was sent before a refusal was read takes no turn from what is asked after the wait.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_REMEMBERED = 50_000
"""Buckets that are forgotten first are those that were used longest ago, which are full again."""
TOLD_FOR_SECONDS = 10.0
"""While somebody goes on asking too much in a group, it is told again after so long at the earliest."""
NEARLY = 1 - 1e-9
"""Whoever waits as long as was said must not be refused because seconds do not add up exactly."""


@dataclass(frozen=True)
class Refusal:
    """A question is one too many; ``seconds`` until the next is taken. ``is_news``: it was not said here lately."""

    seconds: int
    of_chat: bool
    is_news: bool


@dataclass
class _Bucket:
    tokens: float
    at: float
    told_until: dict[int, float] = field(default_factory=dict)
    """By chat, until when its people know that they have to wait."""


class Throttle:
    """Each person and each chat has a bucket that holds a minute's questions and fills again within a minute."""

    def __init__(self, per_person: int, per_chat: int) -> None:
        self._per_person = per_person
        self._per_chat = per_chat
        self._people: OrderedDict[int, _Bucket] = OrderedDict()
        self._chats: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, user_id: int, chat_id: int, asked_at: float) -> Refusal | None:
        """Count a question of a time in seconds; None where it may be answered. A refused question costs nothing."""
        person = _bucket(self._people, user_id, self._per_person, asked_at)
        chat = _bucket(self._chats, chat_id, self._per_chat, asked_at)
        for bucket, rate, of_chat in ((person, self._per_person, False), (chat, self._per_chat, True)):
            if bucket.tokens < NEARLY:
                seconds = math.ceil((NEARLY - bucket.tokens) * 60 / rate)
                is_news = bucket.at >= bucket.told_until.get(chat_id, bucket.at)
                if is_news:
                    bucket.told_until[chat_id] = bucket.at + max(seconds, TOLD_FOR_SECONDS)
                return Refusal(seconds, of_chat, is_news)
        for bucket in (person, chat):
            bucket.tokens -= 1
        # In private, silence after an answer would explain nothing.
        person.told_until.pop(user_id, None)
        return None


def _bucket(buckets: OrderedDict[int, _Bucket], key: int, rate: int, asked_at: float) -> _Bucket:
    """The bucket of a person or a chat, filled up to a time; what was asked earlier finds it as it is."""
    bucket = buckets.setdefault(key, _Bucket(rate, asked_at))
    buckets.move_to_end(key)
    now = max(bucket.at, asked_at)
    bucket.tokens = min(float(rate), bucket.tokens + (now - bucket.at) * rate / 60)
    bucket.at = now
    if len(buckets) > MOST_REMEMBERED:
        buckets.popitem(last=False)
    return bucket
