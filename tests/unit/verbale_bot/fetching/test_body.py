import gzip
from collections.abc import AsyncIterator

import pytest

from verbale_bot.fetching.body import BadlyCompressed, TooLarge, read


async def _pieces(data: bytes, piece_bytes: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), piece_bytes):
        yield data[start : start + piece_bytes]


@pytest.mark.parametrize("piece_bytes", [1, 7, 100_000])
async def test_a_body_of_the_largest_size_is_read_and_one_of_a_byte_more_is_not(piece_bytes: int) -> None:
    body = bytes(range(250)) * 20
    assert await read(_pieces(body, piece_bytes), is_gzip=False, largest_bytes=5000) == body
    with pytest.raises(TooLarge):
        await read(_pieces(body, piece_bytes), is_gzip=False, largest_bytes=4999)


@pytest.mark.parametrize("piece_bytes", [1, 7, 100_000])
async def test_the_bound_is_that_of_what_is_decompressed(piece_bytes: int) -> None:
    body = bytes(range(250)) * 20
    packed = gzip.compress(body, mtime=0)
    assert await read(_pieces(packed, piece_bytes), is_gzip=True, largest_bytes=5000) == body
    with pytest.raises(TooLarge):
        await read(_pieces(packed, piece_bytes), is_gzip=True, largest_bytes=4999)


async def test_a_stream_of_several_members_is_read_whole() -> None:
    packed = gzip.compress(b"Talks ", mtime=0) + gzip.compress(b"were held.", mtime=0)
    for piece_bytes in (1, 10, 1000):
        assert await read(_pieces(packed, piece_bytes), is_gzip=True, largest_bytes=100) == b"Talks were held."


async def test_a_bomb_ends_at_the_bound() -> None:
    """A thousandth of a bomb is enough to see what it is: the rest is not even read."""
    bomb = gzip.compress(bytes(200_000_000), compresslevel=9)
    assert len(bomb) < 200_000
    read_bytes = 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal read_bytes
        async for piece in _pieces(bomb):
            read_bytes += len(piece)
            yield piece

    with pytest.raises(TooLarge):
        await read(counted(), is_gzip=True, largest_bytes=1_000_000)
    assert read_bytes <= 2000


async def test_what_is_received_is_bounded_even_where_it_decompresses_to_nothing() -> None:
    empty_blocks = gzip.compress(b"", mtime=0)[:10] + b"\x00\x00\x00\xff\xff" * 1000
    with pytest.raises(TooLarge):
        await read(_pieces(empty_blocks), is_gzip=True, largest_bytes=4000)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"<html>",
        gzip.compress(b"Talks were held.", mtime=0)[:-1],
        gzip.compress(b"Talks were held.", mtime=0)[:12],
        gzip.compress(b"Talks were held.", mtime=0)[:-8] + b"\0" * 8,
        gzip.compress(b"Talks were held.", mtime=0) + b"and more",
        gzip.compress(b"", mtime=0) * 101,
    ],
)
async def test_half_a_stream_and_no_stream_are_not_taken_for_a_whole_one(packed: bytes) -> None:
    with pytest.raises(BadlyCompressed):
        await read(_pieces(packed), is_gzip=True, largest_bytes=10_000)
