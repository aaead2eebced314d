"""How many questions a person and a chat may ask: token buckets."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_REMEMBERED = 50_000
"""Buckets that are forgotten first are those that were used longest ago, which are full again."""
TOLD_FOR_SECONDS = 10.0
"""While somebody goes on asking too much, they are told again after so long at the earliest."""
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

    def __init__(self, per_person: int, per_chat: int, clock: Callable[[], float]) -> None:
        self._per_person = per_person
        self._per_chat = per_chat
        self._clock = clock
        self._people: OrderedDict[int, _Bucket] = OrderedDict()
        self._chats: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, user_id: int, chat_id: int) -> Refusal | None:
        """Count a question; None where it may be answered. A refused question costs nothing."""
        person = self._bucket(self._people, user_id, self._per_person)
        chat = self._bucket(self._chats, chat_id, self._per_chat)
        for bucket, rate, of_chat in ((person, self._per_person, False), (chat, self._per_chat, True)):
            if bucket.tokens < NEARLY:
                seconds = math.ceil((NEARLY - bucket.tokens) * 60 / rate)
                is_news = bucket.at >= bucket.told_until.get(chat_id, bucket.at)
                if is_news:
                    bucket.told_until[chat_id] = bucket.at + max(seconds, TOLD_FOR_SECONDS)
                return Refusal(seconds, of_chat, is_news)
        for bucket in (person, chat):
            bucket.tokens -= 1
        return None

    def _bucket(self, buckets: OrderedDict[int, _Bucket], key: int, rate: int) -> _Bucket:
        now = self._clock()
        bucket = buckets.setdefault(key, _Bucket(rate, now))
        buckets.move_to_end(key)
        bucket.tokens = min(float(rate), bucket.tokens + (now - bucket.at) * rate / 60)
        bucket.at = now
        if len(buckets) > MOST_REMEMBERED:
            buckets.popitem(last=False)
        return bucket
