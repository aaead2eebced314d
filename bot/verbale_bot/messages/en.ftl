start = I answer questions about diplomatic visits with verbatim quotations from briefings. Each quotation comes with its source; I add no word of my own.

    Just ask, in English, Russian, Kazakh, Uzbek or Tajik. The quotations stay in the language of the original.
start-examples = For example:
start-empty = There are no briefings yet.
example-question = What is said about “{ $title }”?
help = Write your question as you would ask a person, for example who took part, when, how much, or what was agreed. The best quotations come first, each with the briefing it stands in, its date and its paragraph. The title opens the source at that very place.

    If the briefings do not say it, I say so.

    /start – what this is, with examples
    /help – this text
    /about – how quotations are made
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
