"""The HTTP side: /bot<TOKEN>/<method>, answered as Telegram answers."""

import json
import traceback
from typing import TYPE_CHECKING, Any

from tornado.web import RequestHandler

from botapi.dispatch import ASYNCHRONOUS, BY_LOWER_CASE, HANDLERS, find_method, parameters_of
from botapi.errors import ApiError, violation
from botapi.faulty import FaultyHandler, NoAnswerError
from botapi.file_names import kept_name
from botapi.journal import Call, Violation
from botapi.shapes import Upload

if TYPE_CHECKING:
    from botapi.server import BotApiServer


class ApiHandler(FaultyHandler):
    """One call of one method."""

    is_json = False

    async def get(self, token: str, name: str) -> None:
        """Telegram takes GET and POST alike."""
        await self.post(token, name)

    async def post(self, token: str, name: str) -> None:
        """Answer a call, or let it go wrong as the test planned."""
        call: Call | None = None
        try:
            self._check_token(token)
            fields, files = self._fields()
            call = self.api.begin(
                BY_LOWER_CASE.get(name.lower(), name),
                fields | {key: f"<{len(file.content)} bytes>" for key, file in files.items()},
            )
            result = await self._call(call, fields, files)
        except NoAnswerError:
            self.api.finish(call, None, "no answer")
        except ApiError as error:
            if call is None:
                call = self.api.begin(name, {})
            self._refuse(call, error)
        except Exception:  # noqa: BLE001 - the edge: a fault of this server must fail the test, not hide in a log
            self.api.crash(traceback.format_exc())
            self.api.finish(call, 500, "Internal Server Error")
            self.answer(500, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
        else:
            self.api.finish(call, 200, None, result)
            self.answer(200, {"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if token != self.api.state.token:
            raise ApiError(401, "Unauthorized", violation="the token is not this bot's")

    def _fields(self) -> tuple[dict[str, Any], dict[str, Upload]]:
        fields: dict[str, Any] = {}
        for source in (self.request.query_arguments, self.request.body_arguments):
            for key, values in source.items():
                if len(values) > 1 or key in fields:
                    raise violation(f"parameter {key!r} given twice", f"parameter {key!r} given twice")
                try:
                    fields[key] = values[0].decode()
                except UnicodeDecodeError:
                    raise violation(f"{key}: not UTF-8", "strings must be encoded in UTF-8") from None
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            self.is_json = True
            fields |= self._json_body()
        files = {
            key: Upload(key, kept_name(parts[0].filename), parts[0].body)
            for key, parts in self.request.files.items()
            if parts
        }
        return fields, files

    def _json_body(self) -> dict[str, Any]:
        try:
            body = json.loads(self.request.body or b"{}")
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise violation("the body is not a JSON object", "can't parse the request as a JSON object")
        return body

    async def _call(self, call: Call, fields: dict[str, Any], files: dict[str, Upload]) -> Any:
        fault = self.api.faults.take(call.method, fields)
        if fault is not None:
            call.fault = fault.name
        if fault is not None and fault.kind in {"slow", "unmeasured"}:
            await self.wait(fault.seconds)
            fault = None
        if fault is not None and not fault.accepted:
            await self.fail(call, fault)
        method = find_method(call.method)
        call.parameters = parameters_of(method, fields, files, is_json=self.is_json)
        if method in ASYNCHRONOUS:
            result = await self._updates_method(method, call.parameters)
        else:
            with self.api.state.changed:
                result = HANDLERS[method](self.api.state, call.parameters)
        if fault is not None:
            await self.fail(call, fault)
        return result

    async def _updates_method(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self.api.polling.get_updates(parameters, self.poll)
        if method == "getWebhookInfo":
            return self.api.webhook.info()
        return self.api.webhook.set({"url": "", **parameters})

    def _refuse(self, call: Call, error: ApiError) -> None:
        if error.violation is not None:
            self.api.report(Violation(call.method, call.parameters, error.violation))
        self.api.finish(call, error.code, error.description)
        body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
        if error.parameters:
            body["parameters"] = error.parameters
        self.answer(error.code, body)


class UnknownHandler(RequestHandler):
    """Any other address: a wrongly built one is a violation too."""

    api: "BotApiServer"

    def initialize(self, api: "BotApiServer") -> None:
        """Take the server that this belongs to."""
        self.api = api

    def prepare(self) -> None:
        """Report and refuse, whatever the HTTP method."""
        self.api.report(Violation("", {}, f"no such address: {self.request.method} {self.request.path[:40]}"))
        self.set_status(404)
        self.finish(json.dumps({"ok": False, "error_code": 404, "description": "Not Found"}))
