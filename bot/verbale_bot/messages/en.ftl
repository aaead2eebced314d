start = I answer questions about diplomatic visits with verbatim quotations from briefings. Each quotation comes with its source; I add no word of my own.

    Just ask, in English, Russian, Kazakh, Uzbek or Tajik. The quotations stay in the language of the original.
start-examples = For example:
start-empty = There are no briefings yet.
example-question = What is said about “{ $title }”?
help = Write your question as you would ask a person, for example who took part, when, how much, or what was agreed. The best quotations come first, each with the briefing it stands in, its date and its paragraph. The title opens the source at that very place. If the briefings do not say it, I say so.

    Reply to an answer, or write again soon after it, to ask further. If you correct your question within a minute, I correct my answer.

    /briefings – all briefings, newest first
    /latest – the latest briefing in three sentences
    /visit – choose which visit your questions are about
    /more – more quotations for your last question
    /verify – check whether a quotation is word for word
    /subscriptions – what is announced here
    /language – choose my language
    /forget – forget our conversation
    /privacy – what is stored about you
    /about – how quotations are made

    In groups, write /ask and your question, mention me, or reply to one of my messages. In any other chat, type my name and your question into the message field.
help-group = Write /ask and your question, mention me anywhere in a message, or reply to one of my messages. I answer with quotations from the briefings, each with its source. To all other talk I am silent.

    /briefings – all briefings, newest first
    /latest – the latest briefing in three sentences
    /more – more quotations for the last question
    /verify – check a quotation: reply with it to the message
    /visit, /language, /subscriptions – for the administrators of this group
    /privacy – what is stored
about = Verbale { $version }. Every quotation is cut out of a stored edition of a briefing, and the edition is checked against its SHA-256 before anything is sent. I never paraphrase and never write a sentence about a visit myself.

    { $briefings ->
        [one] { $briefings } briefing, { $paragraphs } paragraphs.
       *[other] { $briefings } briefings, { $paragraphs } paragraphs.
    }
not-said = The briefings do not say.
no-briefings = There are no briefings to answer from yet.
no-question = I see no question in this message. Please write it in words.
text-only = I can read text only. Please write your question as a message.
failed = Something went wrong on my side and your question was not answered. Please ask it again.
unknown-command = I do not know this command. /help lists what I can do.
language-en = English
language-ru = Russian
language-kk = Kazakh
language-uz = Uzbek
language-tg = Tajik
small-talk-greeting = Hello! Ask me about a visit: who took part, when, how much, or what was agreed. I answer with quotations from the briefings.
small-talk-thanks = You are welcome! Ask again whenever you like.
small-talk-farewell = Goodbye! I am here whenever you have a question about a visit.
small-talk-about = I am Verbale, a program that answers questions about diplomatic visits. I only quote the briefings word for word and name the source. Just write your question; /help says more.
small-talk-acknowledged = All right! If you have another question about a visit, just write it.
small-talk-test = I am here and reading. Write a question about a visit, for example who took part or what was signed.
near = The briefings do not say exactly this. The nearest is:
speaker = Speaker
reported-speech = Reported speech
also-in = Also in

# What Telegram shows of the bot: at most 64, 120 and 512 characters; of a command at most 256.
bot-name = Verbale
bot-short-description = Questions about diplomatic visits, answered word for word from briefings, each quotation with its source.
bot-description = Ask about a diplomatic visit: who took part, when, how much, what was agreed. I answer with verbatim quotations from the briefings, each with its source, and add no word of my own. In English, Russian, Kazakh, Uzbek and Tajik; in private, in groups and, by typing my name, in any chat.
command-start = What this is, with examples
command-help = What I can do
command-ask = Ask about a visit
command-briefings = All briefings, newest first
command-visit = Choose which visit questions are about
command-latest = The latest briefing in three sentences
command-more = More quotations for the last question
command-language = Choose my language
command-verify = Check a quotation word for word
command-forget = Forget this conversation
command-privacy = What is stored about you
command-deletemydata = Delete everything stored about you
command-about = How quotations are made

# Under an answer.
button-more = More quotes
button-context = Context
button-source = Source
button-everywhere = Search all visits
verdict-reason-wrong = Not what I asked
verdict-reason-incomplete = Something is missing
verdict-reason-outdated = Out of date
verdict-thanks = Thank you, noted.
verdict-why = What was wrong with it?
no-more = There are no more quotations for this question.
more-shown = These quotations are already below.
nothing-to-continue = There is no question here yet that I could show more for. Ask one first.
button-too-old = This answer is too old. Please ask the question again.
button-broken = This button does not work here. Please ask the question again.
admins-only = Only the administrators of this group can change this.
scope-note = Only “{ $scope }” was searched.
edited-late = You changed a question that I answered a while ago. Send it as a new message and I will answer it anew.

# When too much comes at once.
slow-down = That was a lot in a short time. Please wait { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } and ask again.
slow-down-chat = There have been a lot of questions in this chat in a short time. Please wait { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } and ask again.
queued = Many people are asking at this moment. Your question is kept, and I will answer it as soon as it is its turn.

# Groups.
group-hello = Hello! I answer questions about diplomatic visits with verbatim quotations from briefings, each with its source.

    Write /ask and your question, mention me anywhere in a message, or reply to one of my messages. To all other talk I am silent. Administrators of this group choose my language with /language and the visit with /visit.
group-privacy-mode = For the administrators: Telegram's privacy mode is on for me, so mentions may not reach me; /ask and replies to my messages always do. To change this, make me an administrator of this group, or switch the mode off at @BotFather (/setprivacy) and add me again.
ask-empty = What would you like to know? Reply to this message with your question.

# Briefings and visits.
briefings-title = { $total ->
        [one] { $total } briefing
       *[other] { $total } briefings
    }, newest first. Touch one to see it.
button-newer = ◀ Newer
button-older = Older ▶
button-ask-this = Ask only about this
briefing-gone = I cannot find this briefing. /briefings shows those there are.
visit-choose = Which visit should questions in this chat be about?
visit-now-all = At present they are about all briefings.
visit-now = At present they are about “{ $scope }”.
visit-all = All briefings
visit-none = The briefings do not name their visits, so there is nothing to choose from.
visit-chosen = Questions in this chat are now about “{ $scope }”. /visit changes this.
visit-cleared = Questions in this chat are now about all briefings.
visit-unknown = I know no such visit. Choose one of these.

# Language.
language-choose = In which language should I speak here?
language-automatic = Automatic
language-chosen = From now on I speak English here. Quotations stay in the language of the original.
language-cleared = From now on I choose the language myself: that of your Telegram, or else that of the question.

# Checking a quotation.
verify-ask = Reply to this message with the quotation, or forward a message that holds it.
verify-current = Verbatim. Edition { $edition } of { $date }, which is the current one.
verify-typography = Word for word the same; only quotation marks, dashes or blanks differ. Edition { $edition } of { $date }, which is the current one.
verify-superseded = Verbatim in edition { $edition } of { $date }. That is no longer the current edition.
verify-superseded-typography = Word for word the same in edition { $edition } of { $date }; only quotation marks, dashes or blanks differ. That is no longer the current edition.
verify-same-now = In the current edition { $edition } the passage is unchanged.
verify-changed = In the current edition { $edition } the passage reads:
verify-gone = The current edition { $edition } no longer has this passage.
verify-not = Not verbatim: this does not stand in any briefing word for word.
verify-nearest = What comes nearest:
verify-nothing = I see no text in this message that I could check.
verify-rest = { $count ->
        [one] { $count } further passage was not checked: send it by itself.
       *[other] { $count } further passages were not checked: send them by themselves.
    }

# What is stored about a person.
forgotten = { $questions ->
        [0] There was nothing to forget: I remember none of your questions here.
        [one] Forgotten: { $questions } question of yours in this chat.
       *[other] Forgotten: { $questions } questions of yours in this chat.
    }
privacy = What is stored about you:

    • your questions and the quotations that answered them, with your Telegram identifier and that of the chat, for { $days } days; so that you can ask further, use the buttons and be told of corrections;
    • your 👍 and 👎;
    • the language and the visit that you chose;
    • what you want to be announced to you, and where.

    Nothing else: no name, no telephone number, no profile. Nobody else gets any of it. In groups I keep only what is addressed to me.

    /forget – empties the questions of this chat
    /deletemydata – deletes everything about you, at once
deleted = Deleted: { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }, { $verdicts ->
        [one] { $verdicts } rating
       *[other] { $verdicts } ratings
    } and your settings. Nothing about you is stored any more.

# Inline mode; the first is a button of at most 64 characters.
inline-not-said = The briefings do not say · Ask in private
inline-near = Near, but not exactly this
