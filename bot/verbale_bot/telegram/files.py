"""Files to and from Telegram's chats, at the pace of its messages and through the same failures."""

import json
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from telegram import Bot, Document, File, Message, ReplyParameters
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, NetworkError, RetryAfter

from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.http import BodyTooLarge, HttpRequest
from verbale_bot.telegram.insisting import Call, Insisting, says

DOWNLOAD_SECONDS = 120.0
"""For a whole file; one that comes byte by byte would keep its connection for ever otherwise."""
BUSY_SECONDS = 5
"""What is waited where Telegram asks to wait without saying how long."""
UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\x7f";/\\]')
"""In the head of an upload these end the name of a file, or the head."""
# How Telegram says it, in lower case: python-telegram-bot changes capitals.
TOO_BIG = "file is too big"

Upload = Callable[[int, ReplyParameters | None], Awaitable[Message]]


class FileTooLarge(Exception):
    """A file has more than ``largest_bytes``; nothing of it was kept."""

    def __init__(self, largest_bytes: int) -> None:
        super().__init__(f"the file has more than {largest_bytes} bytes")
        self.largest_bytes = largest_bytes


class FileUnavailable(Exception):
    """Telegram does not give a file, and will not: it has to be sent again."""


class Files:
    """Sends documents and pictures, and downloads documents; messages of the same ``insisting`` share its pace."""

    def __init__(self, bot: Bot, http: HttpRequest, insisting: Insisting) -> None:
        self._bot = bot
        self._http = http
        self._insisting = insisting

    async def send_document(
        self,
        chat_id: int,
        file_name: str,
        data: bytes,
        caption: Formatted | None = None,
        *,
        reply_to: int | None = None,
    ) -> Message:
        """Send a file; a group that became a supergroup gets it there.

        Raises:
            FileTooLarge: Telegram takes no file of this size.
            NotSent: it cannot be delivered; why is in the log.
            OutOfReach: it cannot be delivered now.
        """
        _check_size(len(data), FileSizeLimit.FILESIZE_UPLOAD)
        name, text = UNSAFE_IN_NAMES.sub("_", file_name), caption or Formatted()

        def upload(place: int, reply: ReplyParameters | None) -> Awaitable[Message]:
            return self._bot.send_document(
                place,
                data,
                filename=name,
                caption=text.text or None,
                caption_entities=text.entities or None,
                reply_parameters=reply,
            )

        return await self._send("sendDocument", chat_id, upload, reply_to)

    async def send_photo(
        self, chat_id: int, data: bytes, caption: Formatted | None = None, *, reply_to: int | None = None
    ) -> Message:
        """Send a picture (PNG, JPEG or WebP), which Telegram shows as one and compresses.

        Raises:
            FileTooLarge, NotSent, OutOfReach: as ``send_document``.
        """
        _check_size(len(data), FileSizeLimit.PHOTOSIZE_UPLOAD)
        text = caption or Formatted()

        def upload(place: int, reply: ReplyParameters | None) -> Awaitable[Message]:
            return self._bot.send_photo(
                place,
                data,
                caption=text.text or None,
                caption_entities=text.entities or None,
                reply_parameters=reply,
            )

        return await self._send("sendPhoto", chat_id, upload, reply_to)

    async def download(self, document: Document, largest_bytes: int) -> bytes:
        """The bytes of a file that somebody sent; Telegram itself gives no more than 20 MB.

        Raises:
            FileTooLarge: it has more than ``largest_bytes``, by its own account or in truth, or than Telegram gives.
            FileUnavailable: Telegram has it no more.
            OutOfReach: it cannot be had now.
        """
        _check_size(document.file_size, largest_bytes)

        async def attempt() -> bytes:
            # An address is good for an hour: each attempt asks for one anew.
            return await self._fetch(await self._locate(document.file_id, largest_bytes), largest_bytes)

        return await self._insisting.insist(Call("getFile"), attempt)

    async def _send(self, method: str, chat_id: int, upload: Upload, reply_to: int | None) -> Message:
        async def deliver(place: int) -> Message:
            reply = None
            if reply_to is not None and place == chat_id:
                # Elsewhere the chat has become a supergroup, where its old messages have no numbers.
                reply = ReplyParameters(reply_to, allow_sending_without_reply=True)
            return await self._insisting.post(f"{method} to {place}", place, lambda: upload(place, reply))

        return await self._insisting.wherever(method, chat_id, deliver)

    async def _locate(self, file_id: str, largest_bytes: int) -> str:
        """Where a file can be fetched: an address that holds the token."""
        try:
            file: File = await self._bot.get_file(file_id)
        except BadRequest as error:
            if says(error, TOO_BIG):
                raise FileTooLarge(min(largest_bytes, FileSizeLimit.FILESIZE_DOWNLOAD)) from None
            raise FileUnavailable(error.message) from error
        _check_size(file.file_size, largest_bytes)
        if file.file_path is None or not file.file_path.startswith(("http://", "https://")):
            raise FileUnavailable("Telegram's server does not give the file over HTTP")
        return file.file_path

    async def _fetch(self, address: str, largest_bytes: int) -> bytes:
        try:
            status, body = await self._http.fetch(address, largest_bytes, DOWNLOAD_SECONDS)
        except BodyTooLarge:
            raise FileTooLarge(largest_bytes) from None
        if status == HTTPStatus.OK:
            return body
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise RetryAfter(_wait_asked_for(body))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NetworkError(f"the file's address answers {status}")
        raise FileUnavailable(f"the file's address answers {status}")


def _check_size(size_bytes: int | None, largest_bytes: int) -> None:
    if size_bytes is not None and size_bytes > largest_bytes:
        raise FileTooLarge(int(largest_bytes))


def _wait_asked_for(body: bytes) -> int:
    """The seconds of an answer 429."""
    try:
        return int(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return BUSY_SECONDS
