"""The body of an answer: read to its end or to a bound, before and after decompression."""

import zlib
from collections.abc import AsyncIterator

_GZIP = 16 + zlib.MAX_WBITS
_MOST_MEMBERS = 100
"""A gzip stream may consist of many; each costs time, however little it holds."""


class TooLarge(Exception):
    """A body that goes on beyond the bound."""


class BadlyCompressed(Exception):
    """A body that is not what gzip makes, or not all of it."""


async def read(pieces: AsyncIterator[bytes], *, is_gzip: bool, largest_bytes: int) -> bytes:
    """A whole body; never holds more than ``largest_bytes`` and a piece.

    aiohttp could decompress by itself, but takes a stream that is cut off for a whole one, and a quotation must not
    come from half a page.

    Raises:
        TooLarge: the body, or what it decompresses to, goes on beyond ``largest_bytes``.
        BadlyCompressed: it says gzip and is not.
    """
    gunzip = _Gunzip(largest_bytes) if is_gzip else None
    body = bytearray()
    received_bytes = 0
    async for piece in pieces:
        received_bytes += len(piece)
        if received_bytes > largest_bytes:
            raise TooLarge
        body += piece if gunzip is None else gunzip.feed(piece)
    if gunzip is not None:
        gunzip.finish()
    return bytes(body)


class _Gunzip:
    """Decompresses gzip up to a bound."""

    def __init__(self, largest_bytes: int) -> None:
        self._left_bytes = largest_bytes
        self._member = zlib.decompressobj(_GZIP)
        self._members = 1

    def feed(self, piece: bytes) -> bytes:
        out = bytearray()
        while piece:
            if self._member.eof:
                self._begin_another()
            try:
                # One byte more than may be: when it comes, there is too much, and otherwise all of the piece is read.
                part = self._member.decompress(piece, self._left_bytes + 1)
            except zlib.error as error:
                raise BadlyCompressed from error
            self._left_bytes -= len(part)
            if self._left_bytes < 0:
                raise TooLarge
            out += part
            piece = self._member.unused_data
        return bytes(out)

    def finish(self) -> None:
        if not self._member.eof:
            raise BadlyCompressed

    def _begin_another(self) -> None:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise BadlyCompressed
        self._member = zlib.decompressobj(_GZIP)
