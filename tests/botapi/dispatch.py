"""From a request's fields to a method's result: parameters are checked against their shapes, then carried out."""

from collections.abc import Callable, Mapping
from typing import Any

from botapi.chat_methods import CHAT_HANDLERS
from botapi.editing import EDITING_HANDLERS
from botapi.errors import ApiError, violation
from botapi.methods import METHODS, REFUSED_PARAMETERS, Method
from botapi.profile_methods import PROFILE_HANDLERS
from botapi.query_methods import QUERY_HANDLERS
from botapi.sending import SENDING_HANDLERS
from botapi.shapes import File, Upload
from botapi.state import State

ATTACHED = "attach://"
# What the client sent: text in form fields, JSON values in a JSON body, files in a multipart body.
RawFields = Mapping[str, Any]
Handler = Callable[[State, dict[str, Any]], Any]

HANDLERS: dict[str, Handler] = {
    **CHAT_HANDLERS,
    **EDITING_HANDLERS,
    **PROFILE_HANDLERS,
    **QUERY_HANDLERS,
    **SENDING_HANDLERS,
}
# Their answers take time, or change how updates travel: polling.py and webhook.py.
ASYNCHRONOUS = frozenset({"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"})
BY_LOWER_CASE = {name.lower(): name for name in METHODS}


def find_method(name: str) -> str:
    """The method's own spelling; raise ApiError 404 with a violation if there is none."""
    # Telegram does not mind capitals here.
    known = BY_LOWER_CASE.get(name.lower())
    if known is None:
        reason = f"no method {name!r}, or none that this server knows"
        raise ApiError(404, "Not Found: method not found", violation=reason)
    return known


def parameters_of(name: str, fields: RawFields, files: Mapping[str, Upload], *, is_json: bool) -> dict[str, Any]:
    """Decoded and checked parameters; raise ApiError with a violation for the first that is wrong."""
    method = METHODS[name]
    shapes = {**method.required, **method.optional}
    parameters: dict[str, Any] = {}
    unused = dict(files)
    for parameter, raw in {**fields, **files}.items():
        if parameter not in shapes:
            if parameter in files:
                # Files are also sent under names of their own and referred to as attach://NAME.
                continue
            reason = REFUSED_PARAMETERS.get(parameter, "the method does not take it")
            raise violation(f"parameter {parameter!r}: {reason}", f"unknown parameter {parameter!r}")
        shape = shapes[parameter]
        value = raw
        if isinstance(raw, Upload):
            unused.pop(parameter)
        elif isinstance(shape, File) and isinstance(raw, str) and raw.startswith(ATTACHED):
            attached = unused.pop(raw.removeprefix(ATTACHED), None)
            if attached is None:
                raise violation(f"{parameter}: {raw} is not in the request", f"wrong file in {parameter}")
            value = attached
        elif isinstance(raw, str) and not is_json:
            value = shape.decode(raw, parameter)
        parameters[parameter] = shape.check(value, parameter)
    if unused:
        raise violation(f"files {sorted(unused)} are referred to by no parameter", "unexpected file in the request")
    _check_required(method, parameters)
    return parameters


def _check_required(method: Method, parameters: Mapping[str, Any]) -> None:
    for parameter in method.required:
        if parameter not in parameters:
            says = {"chat_id": "chat_id is empty", "text": "message text is empty"}
            default = f"parameter {parameter!r} is required"
            raise violation(f"parameter {parameter!r} is missing", says.get(parameter, default))
