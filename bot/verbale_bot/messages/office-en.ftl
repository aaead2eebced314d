# What the bot says to administrators.
help-office = You are an administrator. Send a briefing as a file, or its text or address after /add; I show what I understood, and you publish it.

    /add – add a briefing
    /edit – change a briefing’s details: title, date, audience, embargo
    /remove, /restore – withdraw a briefing, bring it back
    /diff – compare two editions, with what was said from them
    /announce – announce a briefing to subscribers
    /reindex – take in the folder and rebuild the index
    /rollback – back to the index before
    /status – what serves, what waits, what went wrong
    /stats, /unanswered – what was asked, and what found no answer
    /feeds – watch feeds for new briefings
    /audience – who may see what is not for everybody
    /admins, /export – for owners

    When a briefing changes or is withdrawn, I tell you which messages quoted it, and mark them if you like.
office-only = Only administrators of this bot may do this. Your Telegram id is { $id }; whoever runs the bot can add it.
office-only-press = Only administrators of this bot may do this.
office-owners-only = Only owners may do this.
office-in-private = I answer in our private chat.
office-not-open = I cannot write to you yet: open @{ $bot } and touch Start, then send the command again.
office-refused = Not done. { $reason }
office-left = Left as it is.
office-leave = Leave it

# Adding a briefing.
add-ask = Send the briefing as a file (.txt, .md, .html, .pdf, .docx), or reply to this message with its text or its web address.
add-no-fetching = Fetching from the web is switched off (VERBALE_FETCH_URLS): this computer would connect to whatever address it is given. Send the page as a file, or its text.
add-refused = This could not be read. { $reason }
add-too-large = This file is too large: at most { $megabytes } MB are read. Divide it, or send its text alone.
add-unavailable = Telegram does not give me this file any more. Please send it again.
draft-new = New briefing: { $id }
draft-edition = New edition { $edition } of { $id }
draft-known = Known already: this is the text of edition { $edition }
draft-none = none
draft-field-title = Title
draft-field-date = Date
draft-field-language = Language
draft-field-source = Source
draft-field-visit = Visit
draft-field-audience = Audience
draft-field-embargo = Embargo
draft-paragraphs = { $count ->
        [one] { $count } paragraph:
       *[other] { $count } paragraphs:
    }
draft-more-paragraphs = … and { $count } more
draft-furniture = { $count ->
        [one] { $count } line was taken for page furniture and left out:
       *[other] { $count } lines were taken for page furniture and left out:
    }
draft-twin = Much the same: { $percent } % stands in “{ $title }” as well.
draft-publish = Publish
draft-edit = Edit details
draft-discard = Discard
edit-how = Write /edit and the id of a briefing. /briefings lists them; the id stands in the card when a briefing is added.
draft-back = ◀ Back
draft-as-edition = As a new edition of “{ $title }”
draft-gone = This draft has been dealt with already.
draft-discarded = Discarded.
draft-unchanged = Nothing to do: { $id } has just this text and these details.
draft-published = Published: “{ $title }” ({ $id }).
draft-under-embargo = Until { $moment } it exists for administrators only.
draft-ask-title = Reply with the title.
draft-ask-date = Reply with the date, for instance 2025-03-04 or 4 March 2025; a hyphen for none.
draft-ask-language = Which language is the briefing in?
draft-ask-source = Reply with the web address of the original; a hyphen for none.
draft-ask-visit = Reply with the name of the visit; a hyphen for none.
draft-ask-audience = Reply with the audience that may see it, or several with commas between them. There are:
draft-ask-embargo = Reply with the moment when it may be seen, for instance 2025-03-04 14:30 (time zone { $zone }); a hyphen for none.
draft-bad-title = That cannot be a title: it is empty or very long. Touch Edit details and try again.
draft-bad-date = I do not understand this date. Write it like 2025-03-04 or 4 March 2025. Touch Edit details and try again.
draft-bad-language = I do not know this language. Touch Edit details and choose one.
draft-bad-source = That is no web address: it begins with https:// or http://. Touch Edit details and try again.
draft-bad-visit = That cannot be the name of a visit: it is empty or very long. Touch Edit details and try again.
draft-bad-audience = There is no such audience. /audience lists them and makes new ones. Touch Edit details and try again.
draft-bad-embargo = I do not understand this moment. Write it like 2025-03-04 14:30. Touch Edit details and try again.

# The index.
index-begun = Rebuilding the index. The old one answers until the new one is whole.
index-stop = Stop
index-stage-1 = reading files, { $done } of { $total }
index-stage-2 = reading briefings, { $done } of { $total }
index-stage-3 = computing what texts mean, { $done } of { $total }
index-stage-4 = writing
index-stage-5 = checking
index-left = { $seconds ->
        [one] about { $seconds } second left
       *[other] about { $seconds } seconds left
    }
index-done = Done in { $seconds } s. Generation { $number } answers now: { $briefings ->
        [one] { $briefings } briefing
       *[other] { $briefings } briefings
    }, { $paragraphs } paragraphs, { $embedded } texts new.
index-same = Nothing has changed: generation { $number } answers on, with { $briefings ->
        [one] { $briefings } briefing
       *[other] { $briefings } briefings
    } and { $paragraphs } paragraphs.
index-nothing = There are no briefings to build an index of. Send one as a file.
index-cancelled = Stopped. The index is as it was.
index-failed = The index was not rebuilt; the old one answers on. { $reason }
index-stopping = Stopping …
index-not-running = Nothing is being rebuilt at this moment.
index-more = … and { $count } more
taken-new = new
taken-edition = new edition
taken-details = details changed

# Removing, restoring, going back.
remove-ask = { $count ->
        [one] Withdraw this briefing? Nobody is answered from it any more, at once; it can be restored.
       *[other] Which briefing is to be withdrawn? Nobody is answered from it any more, at once; it can be restored.
    }
remove-none = There is no such briefing that could be withdrawn. /briefings lists them.
remove-gone = “{ $title }” was withdrawn already.
removed = Withdrawn: “{ $title }”. /restore brings it back.
restore-ask = { $count ->
        [one] Restore this briefing? People are answered from it again, at once.
       *[other] Which briefing is to be restored? People are answered from it again, at once.
    }
restore-none = There is no such withdrawn briefing.
restore-gone = “{ $title }” is not withdrawn.
restored = Restored: “{ $title }”.
rollback-ask = Go back from generation { $now } to generation { $number }, made on { $made }? What would change:
rollback-do = Go back
rollback-none = There is no earlier generation to go back to.
rollback-failed = Not done. { $reason }
rollback-late = Meanwhile another generation answers. Nothing was done; send /rollback again.
rollback-done = Generation { $number } answers again. /reindex builds a new one of all that is stored.
rollback-gone = − “{ $title }” would no longer be answered from
rollback-back = + “{ $title }” would be answered from again
rollback-edition = ~ “{ $title }”: edition { $before } instead of { $now }
rollback-same = the briefings and editions are the same in both.

# Status.
status-serving = Generation { $number } of { $made } answers: { $briefings ->
        [one] { $briefings } briefing
       *[other] { $briefings } briefings
    }, { $paragraphs } paragraphs, model { $model }.
status-no-index = There is no index. /reindex builds one.
status-up-to-date = It holds all that is published.
status-behind = It does not hold what is published at this moment: /reindex brings it up to date.
status-stored = Stored: { $briefings ->
        [one] { $briefings } briefing
       *[other] { $briefings } briefings
    } ({ $withdrawn } withdrawn), { $editions ->
        [one] { $editions } edition
       *[other] { $editions } editions
    }.
status-queue = Waiting: { $waiting ->
        [one] { $waiting } message
       *[other] { $waiting } messages
    }, { $drafts ->
        [one] { $drafts } draft
       *[other] { $drafts } drafts
    }.
status-outbox = Outbox: { $pending } waiting, { $failed } failed, { $uncertain } uncertain.
status-machine = Memory { $memory } MB at most; data { $data } MB; { $free } MB of the disk are free.
status-audit = Audit log: { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    }.
status-damage = Damage: { $reason }
status-errors = Last warnings and errors:
status-no-errors = No warnings and no errors since the start.

# Administrators and audiences.
role-owner = owner
role-editor = editor
role-owner-settings = owner, by the settings
admins-title = Administrators:
admins-how = Reply to a person’s message with /admins add, /admins add owner, or /admins remove; or write the id after it. Editors publish, correct and withdraw; owners may also appoint others and export.
admins-who = Whom do you mean? Reply to a message of that person, or write their numeric id. Who writes as a group or channel, or hides it in forwards, cannot be recognised.
admins-by-settings = { $person } is an owner by the settings of the program (VERBALE_ADMINS) and can only be changed there.
admins-added-owner = { $person } ({ $id }) is an owner now.
admins-added-editor = { $person } ({ $id }) is an editor now.
admins-removed = { $person } ({ $id }) is no administrator any more.
admins-not = { $person } ({ $id }) is no administrator.
audience-title = Audiences and their members; everybody belongs to “public”:
audience-none = There are no audiences: everybody sees every briefing.
audience-how = /audience make NAME, /audience drop NAME. In a group, /audience add NAME lets the group see what is for NAME; so does a reply to a person’s message, or an id at the end; /audience remove NAME takes that back.
audience-who = Whom do you mean? Write this in the group, reply to a message of the person, or write an id at the end.
audience-make-done = There is an audience “{ $audience }” now.
audience-make-same = There is an audience “{ $audience }” already.
audience-drop-done = The audience “{ $audience }” is gone.
audience-drop-same = There is no audience “{ $audience }”.
audience-add-done = { $member } belongs to the audience “{ $audience }” now.
audience-add-same = { $member } belongs to the audience “{ $audience }” already.
audience-remove-done = { $member } no longer belongs to the audience “{ $audience }”.
audience-remove-same = { $member } does not belong to the audience “{ $audience }”.

# Corrections of what was said.
correct-changed = “{ $title }” has changed. { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } in { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    } quoted a passage that reads differently now, or announced the briefing. What shall be done?
correct-withdrawn = “{ $title }” was withdrawn. { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } in { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    } quoted it. What shall be done?
correct-back = “{ $title }” is back. That it was withdrawn stands in { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } in { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    }. What shall be done?
correct-edit = Mark the messages
correct-update = Bring them up to date
correct-reply = Reply to them
correct-leave = Leave them
correct-left = The messages stay as they are.
correct-done-already = There is nothing to correct here any more.
correct-running = Correcting: { $done } of { $total } …
correct-ended = Corrected: { $sent }. Not reached: { $failed }. Uncertain: { $uncertain }.
correction-reply = Correction: what this message quoted has changed since.
withdrawal-reply = The briefing that this message quoted was withdrawn.
corrected-on = Corrected on { $date }. The passage reads now:
corrected-gone = Corrected on { $date }: the current edition no longer has this passage.
corrected-unseen = Corrected on { $date }.
corrected-elsewhere = The briefing was corrected on { $date }; what is quoted here is unchanged.
withdrawn-on = Withdrawn on { $date }.
back-on = The briefing, which had been withdrawn, is back since { $date }.
diff-how = Write /diff and the id of a briefing, and if you like the numbers of two editions: /diff visit-to-dushanbe 1 3
diff-one = “{ $title }” has one edition only.
diff-title = “{ $title }”
    Edition { $old } of { $old_date }, quoted { $old_said } times; edition { $new } of { $new_date }, quoted { $new_said } times.
diff-same = The texts are the same.
diff-paragraph = ¶ { $number } in edition { $edition }:

# Feeds.
feeds-title = Watched for new briefings:
feeds-none = Nothing is watched for new briefings.
feeds-how = /feeds add and the address of an RSS or Atom feed: each new item is shown to you before it is published; with the word publish behind it, it is published at once. /feeds remove and the number; /feeds check looks now. Folders are added on the command line.
feeds-rule-ask = asks first
feeds-rule-publish = publishes at once
feeds-added-ask = Watched from now on: { $address }. New items are shown to you first; those that it has already are not.
feeds-added-publish = Watched from now on: { $address }. New items are published at once; those that it has already are not.
feeds-removed = No longer watched: { $address }
feeds-unknown = There is no feed with this number. /feeds lists them.
feeds-checking = Looking now. What is new appears here.
command-feeds = What is watched for new briefings

# Commands in the menu of administrators.
command-add = Add a briefing
command-edit = Change a briefing’s details
command-reindex = Rebuild the index
command-status = How the bot is doing
command-rollback = Back to the index before
command-remove = Withdraw a briefing
command-restore = Restore a briefing
command-diff = Compare two editions
command-audience = Who may see what
command-admins = Who runs the office

# Reports.
report-how = Write /{ $command }, or /{ $command } 90 for another number of days than 30: from 1 to 365.
stats-none = From { $first } to { $last } nothing was asked.
stats-period = From { $first } to { $last } (days by UTC):
stats-asked = { $asked ->
        [one] { $asked } question
       *[other] { $asked } questions
    }
stats-answered = • answered: { $answered } ({ $percent } %)
stats-near = • something near shown: { $near }
stats-not-found = • not found: { $missing }
stats-verdicts = 👍 { $good } · 👎 { $bad }
chart-days = Questions a day
chart-weeks = Questions a week
chart-answered = answered
chart-near = something near
chart-not-found = not found
chart-verdicts-days = Ratings a day
chart-verdicts-weeks = Ratings a week
chart-good = good
chart-bad = bad
unanswered-none = From { $first } to { $last } no question was left without an answer.
unanswered-title = Not answered from { $first } to { $last }: { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }. Those that ask for the same stand together.
unanswered-newest = Not answered from { $first } to { $last }, the newest { $count }. Those that ask for the same stand together.
unanswered-group = Asked { $count } ×
unanswered-group-near = Asked { $count } ×, something near was shown { $near } ×
export-done = All that was said, asked, rated and done, as CSV files. They hold ids of people and chats and what they asked: keep them as carefully as the database.
export-too-large = The export is too large for Telegram, which takes { $megabytes } MB. On the computer that runs the bot, verbale export writes it into a folder.
command-stats = How much is asked and answered
command-unanswered = What was not answered
command-export = Everything as CSV files

# Announcements: for whom they are made, and for whom they are.
announce-which = Which briefing shall be announced? Touch one, or write /announce and its id.
announce-unknown = There is no such briefing. /announce alone lists the latest.
announce-not-indexed = This briefing is not in the index yet. Send /reindex, then announce it.
announce-public = everybody
announce-preview = Above is the post, exactly as it will look. Who may see it: { $audience }. It goes to { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    } at once, and into { $digests ->
        [one] { $digests } daily digest
       *[other] { $digests } daily digests
    }.
announce-send = Send now
announce-schedule = Schedule
announce-sentences = Sentences
announce-how-many = One to five sentences can be posted.
announce-ask-moment = Reply with the moment, for instance 2025-03-04 14:30 (time zone { $zone }).
announce-bad-moment = I do not understand this moment. Write it like 2025-03-04 14:30. Touch Schedule and try again.
announce-past = This moment has passed. Touch Schedule and try again.
announce-scheduled = Scheduled: it is sent { $moment }, also if the program is restarted until then.
announce-unschedule = Not yet
announce-gone = This announcement has been dealt with already.
announce-not-sent = The announcement of { $briefing } that was scheduled was not sent. { $reason }
announce-changed = The briefing has changed or was withdrawn since. Announce it anew: /announce
announce-embargo = The briefing is under embargo. Schedule the announcement for later.
announce-before-embargo = The briefing is under embargo until { $moment }: touch “{ announce-schedule }” and choose a later moment.
announce-by-itself = “{ $title }” is announced by itself.
news-ask = Ask about this
news-full-text = Full text
news-unsubscribe = Unsubscribe
news-digest-title = { $count ->
        [one] News of the day: { $count } briefing
       *[other] News of the day: { $count } briefings
    }
news-recalled-post = This announcement was recalled.
news-announcement-running = Sending: { $sent } of { $total } …
news-announcement-paused = Paused after { $sent } of { $total }.
news-announcement-stopped = Stopped after { $sent } of { $total }. Failed: { $failed }. Uncertain: { $uncertain }.
news-announcement-done = Sent to { $sent } of { $total }. Failed: { $failed }. Uncertain, whether it arrived: { $uncertain }.
news-recall-running = Recalling: { $sent } of { $total } …
news-recall-paused = Recalling is paused after { $sent } of { $total }.
news-recall-stopped = Recalling was stopped after { $sent } of { $total }. Failed: { $failed }.
news-recall-done = Recalled: { $sent } of { $total }. Failed: { $failed }.
news-pause = Pause
news-resume = Go on
news-stop = Stop
news-uncertain-again = Send the uncertain again
news-recall = Recall
news-digest-more = And { $count } more: /latest
news-problem = • { $reason } – { $count }: { $chats }
news-why-blocked = blocked the bot, or is gone
news-why-gone = the bot is no longer in the chat
news-why-no-right = the bot may not write there
news-why-no-topic = the topic was closed or deleted
news-why-changed = the briefing was changed or withdrawn meanwhile
news-why-not-wanted = unsubscribed meanwhile
news-why-not-seen = may not see the briefing any more
news-why-not-known = what was said there is no longer known
news-why-empty = there is nothing to tell there
news-why-killed = uncertain: the program was interrupted while it was being sent
news-why-unanswered = uncertain: Telegram did not answer
news-why-broken = an error of the program; see the log
news-lost-gone = I am no longer in “{ $chat }”, so that new briefings are no longer announced there. Add me and subscribe again if they shall be.
news-lost-no-right = I could not announce a briefing in “{ $chat }”: I may not write there. Give me the right to, or end the subscription.
news-lost-no-topic = I could not announce a briefing in “{ $chat }”: the topic was closed or deleted. Open it again, or write /subscribe in another place of the group.
announce-told = Everybody who subscribed has been told of this edition already.
news-about = “{ $title }”
news-uncertain-hint = Look into the uncertain chats before you send again: where the post has arrived, it would stand twice.
news-digest-running = Daily digest: { $sent } of { $total } …
news-digest-done = Daily digest: sent to { $sent } of { $total }. Failed: { $failed }. Uncertain, whether it arrived: { $uncertain }.
command-announce = Announce a briefing to subscribers
