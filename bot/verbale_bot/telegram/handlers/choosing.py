"""What is chosen for a chat: the language and the visit; in a group by its administrators."""

from verbale.canonical import canonical_line
from verbale.language import Language
from verbale.store.chats import set_language, set_scope
from verbale_bot.browsing import briefings_seen, title_of_scope, visits_of
from verbale_bot.messages import message as words
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import ALL, NAMES_OF_LANGUAGES, Keyboards
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import short_name

MOST_VISITS = 40
"""A keyboard has a hundred buttons at most, and nobody reads that many."""


async def language_command(exchange: Exchange) -> None:
    """/language, alone or with the name or the code of one."""
    if not await exchange.may_change_settings():
        await exchange.tell("admins-only")
        return
    argument = _argument(exchange).casefold()
    named = [one for one, name in NAMES_OF_LANGUAGES.items() if argument in {one.value, name.casefold()}]
    if named:
        await exchange.say(await _choose_language(exchange, named[0]))
        return
    markup = Keyboards(exchange.desk.seal, exchange.chat_id, exchange.language).languages(exchange.chosen_language)
    await exchange.say(exchange.words("language-choose"), markup=markup)


async def press_language(press: Press) -> None:
    """A language was touched."""
    exchange = press.exchange
    if not await exchange.may_change_settings():
        await press.toast("admins-only", alert=True)
        return
    code = press.pressed.fields[0]
    text = await _choose_language(exchange, None if code == ALL else Language(code))
    await press.toast()
    await exchange.change(press.message.message_id, text)


async def visit_command(exchange: Exchange) -> None:
    """/visit, alone or with the name of one, or a part of it."""
    if not await exchange.may_change_settings():
        await exchange.tell("admins-only")
        return
    names, title = await _visits(exchange)
    argument = _argument(exchange).casefold()
    named = [name for name in names if name.casefold() == argument] or [
        name for name in names if argument and argument in name.casefold()
    ]
    if len(named) == 1:
        await exchange.say(await _choose_scope(exchange, named[0]))
    elif not names and title is None:
        await exchange.say(exchange.words("visit-none"))
    else:
        now = exchange.words("visit-now-all") if title is None else exchange.words("visit-now", scope=shortened(title))
        asked = exchange.words("visit-unknown" if argument and not named else "visit-choose") + " " + now
        keyboards = Keyboards(exchange.desk.seal, exchange.chat_id, exchange.language)
        await exchange.say(asked, markup=keyboards.visits(names[:MOST_VISITS], exchange.scope if title else None))


async def press_visit(press: Press) -> None:
    """A visit was touched, or all of them."""
    exchange, name = press.exchange, press.pressed.fields[0]
    if not await exchange.may_change_settings():
        await press.toast("admins-only", alert=True)
        return
    names, _ = await _visits(exchange)
    visit = next((one for one in names if short_name(one) == name), None)
    if visit is None and name != ALL:
        await press.toast("button-too-old", alert=True)
        return
    await press.toast()
    await exchange.change(press.message.message_id, await _choose_scope(exchange, visit))


async def _visits(exchange: Exchange) -> tuple[list[str], str | None]:
    """Names of the visits that can be chosen, and what the present choice is called."""
    service, scope = exchange.desk.service, exchange.scope
    seen = await service.run(lambda engine: briefings_seen(service.program, engine, exchange.viewer))
    return visits_of(seen), None if scope is None else title_of_scope(seen, scope)


async def _choose_scope(exchange: Exchange, visit: str | None) -> Formatted:
    await exchange.desk.state.write(lambda connection: set_scope(connection, exchange.chat_id, visit))
    return exchange.words("visit-cleared") if visit is None else exchange.words("visit-chosen", scope=shortened(visit))


async def _choose_language(exchange: Exchange, language: Language | None) -> Formatted:
    """Keep the choice, and say so in the language that was chosen."""
    await exchange.desk.state.write(lambda connection: set_language(connection, exchange.chat_id, language))
    if language is not None:
        return Formatted(words("language-chosen", language))
    return Formatted(words("language-cleared", exchange.telegram_language or exchange.desk.default_language))


def _argument(exchange: Exchange) -> str:
    command = command_of(exchange.message, exchange.desk.bot)
    return "" if command is None else canonical_line(command[1])
