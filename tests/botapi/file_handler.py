"""Files themselves: /file/bot<TOKEN>/<path>, under the paths that getFile has named."""

from tornado.iostream import StreamClosedError

from botapi.errors import ApiError
from botapi.faults import DOWNLOAD, Fault
from botapi.faulty import FaultyHandler, NoAnswerError
from botapi.journal import Call, Violation

PIECES = 10


class FileHandler(FaultyHandler):
    """The content of a file."""

    async def get(self, token: str, path: str) -> None:
        """Give the bytes, or let it go wrong as the test planned."""
        accepted = self.request.headers.get("Accept-Encoding", "")
        call = self.api.begin(DOWNLOAD, {"file_path": path, "accept_encoding": accepted})
        try:
            if token != self.api.state.token:
                self.api.report(Violation(DOWNLOAD, {}, "the token is not this bot's"))
                raise ApiError(404, "Not Found")
            fault = self.api.faults.take(DOWNLOAD, {})
            if fault is not None:
                call.fault = fault.name
            if fault is not None and not fault.accepted:
                await self.fail(call, fault)
            await self._give(call, self._content(path), fault)
        except (NoAnswerError, StreamClosedError):
            self.api.finish(call, None, "no answer")
        except ApiError as error:
            self.api.finish(call, error.code, error.description)
            self.answer(error.code, {"ok": False, "error_code": error.code, "description": error.description})
        else:
            self.api.finish(call, 200, None)

    def _content(self, path: str) -> bytes:
        with self.api.state.changed:
            file, good_until = self.api.state.links.get(path, (None, 0.0))
            if file is None or self.api.state.clock.now() >= good_until:
                raise ApiError(404, "Not Found")
            return file.content

    async def _give(self, call: Call, content: bytes, fault: Fault | None) -> None:
        if fault is not None and fault.kind == "answer":
            await self.fail(call, fault)
        self.set_header("Content-Type", "application/octet-stream")
        if fault is None or fault.kind != "unmeasured":
            self.set_header("Content-Length", str(len(content)))
        if fault is None or fault.kind == "unmeasured":
            await self._write(content)
        elif fault.kind == "slow":
            size = max(1, -(-len(content) // PIECES))
            for start in range(0, len(content), size):
                await self.wait(fault.seconds / PIECES)
                await self._write(content[start : start + size])
        else:
            await self._write(content[: len(content) // 2])
            await self.fail(call, fault)

    async def _write(self, piece: bytes) -> None:
        if self.poll.abandoned:
            self.cut()
            raise NoAnswerError
        self.write(piece)
        await self.flush()
