"""The buttons that administrators press, and who may press them."""

from collections.abc import Mapping

from verbale_bot.telegram.announcing.choosing_moment import press_schedule
from verbale_bot.telegram.announcing.choosing_sentences import press_sentences, press_tick
from verbale_bot.telegram.announcing.controlling import (
    press_pause,
    press_resume,
    press_stop_delivery,
    press_uncertain_again,
)
from verbale_bot.telegram.announcing.preview import (
    press_announce,
    press_back_to_preview,
    press_discard_announcement,
    press_send,
    press_show_announcement,
)
from verbale_bot.telegram.announcing.recalling import press_recall
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
        Action.ANNOUNCE: press_announce,
        Action.ANNOUNCE_SEND: press_send,
        Action.ANNOUNCE_SCHEDULE: press_schedule,
        Action.ANNOUNCE_SENTENCES: press_sentences,
        Action.ANNOUNCE_TICK: press_tick,
        Action.ANNOUNCE_BACK: press_back_to_preview,
        Action.ANNOUNCE_DISCARD: press_discard_announcement,
        Action.ANNOUNCE_SHOW: press_show_announcement,
        Action.PAUSE: press_pause,
        Action.RESUME: press_resume,
        Action.STOP: press_stop_delivery,
        Action.UNCERTAIN_AGAIN: press_uncertain_again,
        Action.RECALL: press_recall,
    }.items()
}
