"""Who may do what: asked at the moment of the act, by the id of the person alone."""

from collections.abc import Awaitable, Callable

from verbale.store import audit
from verbale.store.rights import Role
from verbale_bot.telegram.edges import Handler
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.sending import NotSent, OutOfReach

PressHandler = Callable[[Press], Awaitable[None]]
OWNERS = frozenset({Role.OWNER})
EDITORS = frozenset({Role.OWNER, Role.EDITOR})


def for_editors(handle: Handler) -> Handler:
    """A command for all administrators; in a group it is replied to in private."""
    return _guarded(handle, EDITORS)


def for_owners(handle: Handler) -> Handler:
    """A command for owners; in a group it is replied to in private."""
    return _guarded(handle, OWNERS)


def pressed_by_editors(handle: PressHandler) -> PressHandler:
    """A button for all administrators."""
    return _guarded_press(handle, EDITORS)


def pressed_by_owners(handle: PressHandler) -> PressHandler:
    """A button for owners."""
    return _guarded_press(handle, OWNERS)


def actor_of(exchange: Exchange) -> str:
    """The person as the audit log names them.

    Raises:
        LookupError: no person stands behind the update.
    """
    if exchange.user_id is None:
        raise LookupError(f"update {exchange.update.update_id} comes from nobody")
    return audit.user(exchange.user_id)


def _guarded(handle: Handler, roles: frozenset[Role]) -> Handler:
    async def guarded(exchange: Exchange) -> None:
        if exchange.message.forward_origin is not None or exchange.role not in EDITORS:
            await exchange.tell("office-only", id=str(exchange.user_id or "–"))
            return
        if exchange.role not in roles:
            await exchange.tell("office-owners-only")
            return
        if not exchange.is_group:
            await handle(exchange)
            return
        await exchange.tell("office-in-private")
        try:
            await handle(exchange.in_private())
        except OutOfReach:
            raise
        except NotSent:
            await exchange.tell("office-not-open", bot=exchange.desk.bot.username)

    return guarded


def _guarded_press(handle: PressHandler, roles: frozenset[Role]) -> PressHandler:
    async def guarded(press: Press) -> None:
        if press.exchange.role in roles:
            await handle(press)
        else:
            await press.toast("office-only-press", alert=True)

    return guarded
