"""/admins and /audience: who runs the office, and who may see what is not for everybody."""

from dataclasses import dataclass

from sqlalchemy import Connection
from telegram import Message, MessageOriginUser

from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.store import admins, audiences
from verbale.store.rights import Role
from verbale_bot.telegram.addressing import LENT_ACCOUNTS, command_of, replied_to
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.profile import set_office_menu
from verbale_bot.telegram.rendering import shortened

LONGEST_NAME_CHARACTERS = 100
MOST_UNITS = 3800


@dataclass(frozen=True)
class Named:
    """A person or a chat that a command is about."""

    id: int
    name: str


async def admins_command(exchange: Exchange) -> None:
    """/admins; /admins add [editor or owner] under a message, or with an id; /admins remove likewise."""
    word, *arguments = _arguments(exchange) or ["list"]
    role = next((Role(one) for one in arguments if one in set(Role)), Role.EDITOR)
    named = [one for one in arguments if one not in set(Role)]
    # Somebody named in a way that is not understood is not whoever wrote the message above.
    person = _by_id(named[0]) if len(named) == 1 else None if named else _person(exchange.message, [])
    if word == "list":
        await _list_admins(exchange)
    elif word not in {"add", "remove"}:
        await exchange.say(exchange.words("admins-how"))
    elif person is None:
        await exchange.say(exchange.words("admins-who"))
    elif word == "add":
        await _add_admin(exchange, person, role)
    else:
        await _remove_admin(exchange, person)


async def audience_command(exchange: Exchange) -> None:
    """/audience; make NAME, drop NAME; add NAME and remove NAME in a group, under a message, or with an id."""
    word, *arguments = _arguments(exchange) or ["list"]
    name = arguments[0] if arguments else ""
    if word == "list":
        await _list_audiences(exchange)
        return
    if word not in {"make", "drop", "add", "remove"} or not name:
        await exchange.say(exchange.words("audience-how"))
        return
    member = None
    if word in {"add", "remove"}:
        member = _person(exchange.message, arguments[1:], with_chats=True) or _this_group(exchange)
        if member is None:
            await exchange.say(exchange.words("audience-who"))
            return
    await _change_audience(exchange, word, name, member)


async def _list_admins(exchange: Exchange) -> None:
    known = await exchange.desk.state.read(admins.all_admins)
    lines = [exchange.words("admins-title").text]
    lines += [f"• {user_id}: {exchange.words('role-owner-settings').text}" for user_id in sorted(exchange.desk.owners)]
    lines += [
        f"• {one.name} ({one.user_id}): {exchange.words(f'role-{one.role.value}').text}"
        for one in known
        if one.user_id not in exchange.desk.owners
    ]
    await exchange.say(Formatted(shortened("\n".join([*lines, "", exchange.words("admins-how").text]), MOST_UNITS)))


async def _add_admin(exchange: Exchange, person: Named, role: Role) -> None:
    actor, now = actor_of(exchange), exchange.now()
    if person.id in exchange.desk.owners:
        await exchange.say(exchange.words("admins-by-settings", person=person.name))
        return
    await exchange.desk.state.write(lambda connection: admins.add(connection, now, actor, person.id, role, person.name))
    await exchange.say(exchange.words(f"admins-added-{role.value}", person=person.name, id=str(person.id)))
    await _show_menu(exchange, person, is_there=True)


async def _remove_admin(exchange: Exchange, person: Named) -> None:
    actor, now = actor_of(exchange), exchange.now()
    if person.id in exchange.desk.owners:
        await exchange.say(exchange.words("admins-by-settings", person=person.name))
        return
    removed = await exchange.desk.state.write(lambda connection: admins.remove(connection, now, actor, person.id))
    word = "admins-removed" if removed or exchange.is_again else "admins-not"
    await exchange.say(exchange.words(word, person=person.name, id=str(person.id)))
    await _show_menu(exchange, person, is_there=False)


async def _show_menu(exchange: Exchange, person: Named, *, is_there: bool) -> None:
    """Give a person the menu of administrators, or take it away, where the bot sets menus at all."""
    if exchange.desk.service.program.settings.set_profile:
        await set_office_menu(exchange.desk.bot, exchange.desk.default_language, person.id, is_there=is_there)


async def _list_audiences(exchange: Exchange) -> None:
    known = await exchange.desk.state.read(audiences.all_audiences)
    lines = [exchange.words("audience-title" if known else "audience-none").text]
    for one in known:
        members = ", ".join(f"{member.name} ({member.member_id})" for member in one.members)
        lines.append(f"• {one.name}: {members or exchange.words('draft-none').text}")
    await exchange.say(Formatted(shortened("\n".join([*lines, "", exchange.words("audience-how").text]), MOST_UNITS)))


async def _change_audience(exchange: Exchange, word: str, name: str, member: Named | None) -> None:
    actor, now = actor_of(exchange), exchange.now()

    def change(connection: Connection) -> bool:
        if member is not None and word == "add":
            return audiences.add_member(connection, now, actor, name, member.id, member.name)
        if member is not None:
            return audiences.remove_member(connection, now, actor, name, member.id)
        return (audiences.make if word == "make" else audiences.drop)(connection, now, actor, name)

    try:
        changed = await exchange.desk.state.write(change)
    except Refused as error:
        await exchange.say(exchange.words("office-refused", reason=str(error)))
        return
    done = changed or exchange.is_again
    await exchange.say(
        exchange.words(
            f"audience-{word}-{'done' if done else 'same'}", audience=name, member="" if member is None else member.name
        )
    )


def _person(message: Message, arguments: list[str], *, with_chats: bool = False) -> Named | None:
    """Whom a command is about: the author of what it replies to, or an id that stands in it."""
    for argument in arguments:
        by_id = _by_id(argument, with_chats=with_chats)
        if by_id is not None:
            return by_id
    replied = replied_to(message)
    if replied is None:
        return None
    if replied.contact is not None:
        # Whoever shared it is not meant, though the person in it may be unknown to Telegram.
        known = replied.contact.user_id
        return None if known is None else Named(known, _on_one_line(replied.contact.first_name))
    if isinstance(replied.forward_origin, MessageOriginUser):
        author = replied.forward_origin.sender_user
    elif replied.forward_origin is None and replied.sender_chat is None and replied.from_user is not None:
        author = replied.from_user
    else:
        return None  # who hides behind a channel, a group or a forward is not known
    if author.is_bot or author.id in LENT_ACCOUNTS:
        return None
    return Named(author.id, _on_one_line(author.full_name))


def _by_id(argument: str, *, with_chats: bool = False) -> Named | None:
    digits = argument.removeprefix("-") if with_chats else argument
    is_id = digits.isascii() and digits.isdigit() and 0 < int(digits) < 2**52
    return Named(int(argument), argument) if is_id else None


def _this_group(exchange: Exchange) -> Named | None:
    """The group that the command was written in."""
    chat = exchange.update.effective_chat
    if chat is None or chat.id > 0:
        return None
    return Named(exchange.desk.moved.get(chat.id, chat.id), _on_one_line(chat.title or str(chat.id)))


def _on_one_line(name: str) -> str:
    return canonical_line(name)[:LONGEST_NAME_CHARACTERS] or "–"


def _arguments(exchange: Exchange) -> list[str]:
    command = command_of(exchange.message, exchange.desk.bot)
    return [] if command is None else command[1].casefold().split()
