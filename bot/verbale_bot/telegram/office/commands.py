"""The commands of administrators, and who may give them."""

from collections.abc import Mapping

from verbale_bot.telegram.announcing.preview import announce_command
from verbale_bot.telegram.edges import Handler
from verbale_bot.telegram.office.adding import add_command, edit_command
from verbale_bot.telegram.office.comparing import diff_command
from verbale_bot.telegram.office.exporting import export_command
from verbale_bot.telegram.office.feeding import feeds_command
from verbale_bot.telegram.office.informing import status_command
from verbale_bot.telegram.office.people import admins_command, audience_command
from verbale_bot.telegram.office.reindexing import reindex_command
from verbale_bot.telegram.office.removing import remove_command, restore_command, rollback_command
from verbale_bot.telegram.office.reporting import stats_command
from verbale_bot.telegram.office.rights import for_editors, for_owners
from verbale_bot.telegram.office.unanswered import unanswered_command

OFFICE_COMMANDS: Mapping[str, Handler] = {
    "add": for_editors(add_command),
    "edit": for_editors(edit_command),
    "reindex": for_editors(reindex_command),
    "status": for_editors(status_command),
    "rollback": for_editors(rollback_command),
    "remove": for_editors(remove_command),
    "restore": for_editors(restore_command),
    "feeds": for_editors(feeds_command),
    "diff": for_editors(diff_command),
    "audience": for_editors(audience_command),
    "stats": for_editors(stats_command),
    "unanswered": for_editors(unanswered_command),
    "announce": for_editors(announce_command),
    "admins": for_owners(admins_command),
    "export": for_owners(export_command),
}
