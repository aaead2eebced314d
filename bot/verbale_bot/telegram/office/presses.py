"""The buttons that administrators press, and who may press them."""

from collections.abc import Mapping

from verbale_bot.telegram.office.correcting import press_correct
from verbale_bot.telegram.office.draft_buttons import (
    press_back,
    press_discard,
    press_edit,
    press_edition_of,
    press_field,
    press_language,
    press_publish,
)
from verbale_bot.telegram.office.reindexing import press_stop
from verbale_bot.telegram.office.removing import press_nothing, press_remove, press_restore, press_roll_back
from verbale_bot.telegram.office.rights import PressHandler, pressed_by_editors
from verbale_bot.telegram.seal import Action

OFFICE_PRESSES: Mapping[Action, PressHandler] = {
    action: pressed_by_editors(handle)
    for action, handle in {
        Action.PUBLISH: press_publish,
        Action.EDIT_DRAFT: press_edit,
        Action.DISCARD: press_discard,
        Action.EDITION_OF: press_edition_of,
        Action.DRAFT_FIELD: press_field,
        Action.DRAFT_LANGUAGE: press_language,
        Action.SHOW_DRAFT: press_back,
        Action.STOP_INDEXING: press_stop,
        Action.ROLL_BACK: press_roll_back,
        Action.REMOVE: press_remove,
        Action.RESTORE: press_restore,
        Action.CORRECT: press_correct,
        Action.NOTHING: press_nothing,
    }.items()
}
