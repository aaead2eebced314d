"""The commands with words of their own: ``verbale audiences``, ``verbale admins``, ``verbale feeds``. See ``commands``.

Alone, each lists. What they do is imported when a command is called, for start-up time; each place is the first line of
a command.
"""

# ruff: noqa: PLC0415
# For start-up time, as the docstring says.

from enum import StrEnum
from typing import Annotated

import typer

from verbale_bot.cli.options import JsonOption

LARGEST_ID = 2**52 - 1
"""Telegram's ids of chats and persons fit into 52 bits."""


class RoleName(StrEnum):
    """What an administrator may do; the values are those of ``Role``, which is not loaded for a page of help."""

    EDITOR = "editor"
    OWNER = "owner"


class RuleName(StrEnum):
    """What becomes of what is new in a feed; the values are those of ``Rule``."""

    ASK = "ask"
    PUBLISH = "publish"


audiences_app = typer.Typer(help="Who may see a briefing that is not for everybody. Without a command: list.")
admins_app = typer.Typer(help="Who may run the bot's office in the chat. Without a command: list.")
feeds_app = typer.Typer(help="Feeds and folders that the bot watches for new briefings. Without a command: list.")

AudienceArgument = Annotated[str, typer.Argument(metavar="NAME", help="Small Latin letters, figures and hyphens.")]
MemberArgument = Annotated[
    int,
    typer.Argument(
        metavar="MEMBER_ID",
        min=-LARGEST_ID,
        max=LARGEST_ID,
        help="A person's id in Telegram, or a group's or channel's, which is below 0.",
    ),
]
UserArgument = Annotated[
    int, typer.Argument(metavar="USER_ID", min=1, max=LARGEST_ID, help="The person's id in Telegram.")
]
NameOption = Annotated[str | None, typer.Option("--name", metavar="N", help="What to call them in lists.")]
# Ids of groups begin with a hyphen, and are no options.
WITH_IDS_OF_GROUPS = {"ignore_unknown_options": True}


@audiences_app.callback(invoke_without_command=True)
def audiences(context: typer.Context, as_json: JsonOption = False) -> None:
    """Who may see a briefing that is not for everybody. Without a command: list."""
    if _is_alone(context, as_json):
        list_audiences(as_json)


@audiences_app.command("list")
def list_audiences(as_json: JsonOption = False) -> None:
    """List the audiences with their members."""
    from verbale.settings import read_settings
    from verbale_bot.cli import audiences

    audiences.list_audiences(read_settings(), as_json)


@audiences_app.command("make")
def make_audience(name: AudienceArgument, as_json: JsonOption = False) -> None:
    """Make an audience, which has no members yet."""
    from verbale.settings import read_settings
    from verbale_bot.cli import audiences

    audiences.make(read_settings(), name, as_json)


@audiences_app.command("drop")
def drop_audience(name: AudienceArgument, as_json: JsonOption = False) -> None:
    """Remove an audience with its members; refused while a briefing, a draft or a feed is for it."""
    from verbale.settings import read_settings
    from verbale_bot.cli import audiences

    audiences.drop(read_settings(), name, as_json)


@audiences_app.command("add", context_settings=WITH_IDS_OF_GROUPS)
def add_member(
    audience: AudienceArgument, member_id: MemberArgument, name: NameOption = None, as_json: JsonOption = False
) -> None:
    """Add a person, a group or a channel to an audience."""
    if member_id == 0:
        raise typer.BadParameter("0 is nobody's id", param_hint="MEMBER_ID")
    from verbale.settings import read_settings
    from verbale_bot.cli import audiences

    audiences.add(read_settings(), audience, member_id, name, as_json)


@audiences_app.command("remove", context_settings=WITH_IDS_OF_GROUPS)
def remove_member(audience: AudienceArgument, member_id: MemberArgument, as_json: JsonOption = False) -> None:
    """Take a person, a group or a channel out of an audience."""
    from verbale.settings import read_settings
    from verbale_bot.cli import audiences

    audiences.remove(read_settings(), audience, member_id, as_json)


@admins_app.callback(invoke_without_command=True)
def admins(context: typer.Context, as_json: JsonOption = False) -> None:
    """Who may run the bot's office in the chat. Without a command: list."""
    if _is_alone(context, as_json):
        list_admins(as_json)


@admins_app.command("list")
def list_admins(as_json: JsonOption = False) -> None:
    """List the administrators; those of VERBALE_ADMINS are owners."""
    from verbale.settings import read_settings
    from verbale_bot.cli import admins

    admins.list_admins(read_settings(), as_json)


@admins_app.command("add")
def add_admin(
    user_id: UserArgument,
    role: Annotated[
        RoleName, typer.Option("--role", help="An editor may do all that concerns briefings, an owner everything.")
    ] = RoleName.EDITOR,
    name: NameOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a person an administrator, or give one another role."""
    from verbale.settings import read_settings
    from verbale.store.rights import Role
    from verbale_bot.cli import admins

    admins.add(read_settings(), user_id, Role(role.value), name, as_json)


@admins_app.command("remove")
def remove_admin(user_id: UserArgument, as_json: JsonOption = False) -> None:
    """Take a person's rights away, at once."""
    from verbale.settings import read_settings
    from verbale_bot.cli import admins

    admins.remove(read_settings(), user_id, as_json)


@feeds_app.callback(invoke_without_command=True)
def feeds(context: typer.Context, as_json: JsonOption = False) -> None:
    """Feeds and folders that the bot watches for new briefings. Without a command: list."""
    if _is_alone(context, as_json):
        list_feeds(as_json)


@feeds_app.command("list")
def list_feeds(as_json: JsonOption = False) -> None:
    """List what is watched, with when it was looked at and what went wrong."""
    from verbale.settings import read_settings
    from verbale_bot.cli import feeds

    feeds.list_feeds(read_settings(), as_json)


@feeds_app.command("add")
def add_feed(
    source: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS_OR_FOLDER",
            help="An RSS or Atom feed on the web, where VERBALE_FETCH_URLS allows it; or a folder.",
        ),
    ],
    rule: Annotated[
        RuleName, typer.Option("--rule", help="Ask an administrator about what is new, or publish it at once.")
    ] = RuleName.ASK,
    visit: Annotated[
        str | None, typer.Option("--visit", metavar="V", help="The visit that what comes from it belongs to.")
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option("--audience", metavar="A", help="Who may see what comes from it; may be given several times."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Watch a feed or a folder from now on."""
    from verbale.settings import read_settings
    from verbale.store.feeds import Rule
    from verbale_bot.cli import feeds

    watched = feeds.Watched(source, Rule(rule.value), visit, tuple(audience or ()))
    feeds.add(read_settings(), watched, as_json)


@feeds_app.command("remove")
def remove_feed(
    feed_id: Annotated[int, typer.Argument(metavar="ID", min=1, help="Its number, as verbale feeds lists it.")],
    as_json: JsonOption = False,
) -> None:
    """Watch something no longer; what came from it stays."""
    from verbale.settings import read_settings
    from verbale_bot.cli import feeds

    feeds.remove(read_settings(), feed_id, as_json)


def register(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    app.add_typer(audiences_app, name="audiences")
    app.add_typer(admins_app, name="admins")
    app.add_typer(feeds_app, name="feeds")


def _is_alone(context: typer.Context, as_json: bool) -> bool:
    """Whether the command stands without another one after it."""
    if context.invoked_subcommand is None:
        return True
    if as_json:
        raise typer.BadParameter(f"write --json after {context.invoked_subcommand}")
    return False
