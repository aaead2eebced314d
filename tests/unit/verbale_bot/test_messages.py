import re
import unicodedata
from datetime import date
from functools import cache
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from verbale.answer import Reason
from verbale.describing import Field
from verbale.language import Language
from verbale_bot.messages import date_in_words, message, reason_in_words

COUNTS = (0, 1, 2, 5, 11, 21, 22, 25, 101)
SHOWN_OVER_THE_CHAT = (
    "button-too-old",
    "button-broken",
    "verdict-thanks",
    "verdict-withdrawn",
    "no-more",
    "more-shown",
    "nothing-to-continue",
    "admins-only",
    "announce-gone",
    "announce-how-many",
    "briefing-gone",
    "correct-done-already",
    "draft-gone",
    "index-not-running",
    "index-stopping",
    "office-only-press",
    "subscription-not-administrator",
    "subscription-over",
)
"""What may answer the press of a button."""
BUTTONS_OF_THE_OFFICE = (
    "announce-schedule",
    "announce-send",
    "announce-sentences",
    "announce-unschedule",
    "correct-edit",
    "correct-leave",
    "correct-reply",
    "draft-as-edition",
    "draft-back",
    "draft-discard",
    "draft-edit",
    "draft-publish",
    "index-stop",
    "news-pause",
    "news-recall",
    "news-resume",
    "news-stop",
    "news-uncertain-again",
    "office-leave",
    "rollback-do",
)
BUTTONS_UNDER_POSTS = ("news-ask", "news-full-text", "news-unsubscribe")
LONGEST_CAPTION = 1024
LONGEST = {
    "bot-name": 64,
    "bot-short-description": 120,
    "bot-description": 512,
    "inline-not-said": 64,
    "export-done": LONGEST_CAPTION,
    **dict.fromkeys(SHOWN_OVER_THE_CHAT, 200),
    **dict.fromkeys(BUTTONS_OF_THE_OFFICE, 28),
    **dict.fromkeys(BUTTONS_UNDER_POSTS, 20),
}
"""Telegram's limits, in UTF-16 units; of a longer label a telephone shows only the start, under a post two in a row."""
LONGEST_OF_PREFIX = {"command-": 256, "button-": 32, "verdict-reason-": 32, "draft-field-": 16}
"""A command's description is limited by Telegram; of a draft's fields, three buttons stand in a row."""
FILES = ("{}.ftl", "office-{}.ftl", "news-{}.ftl")
"""What people are told, what administrators are, and what is said of announcements."""
NUMBER_UNSAID = {("forgotten", 0), *((f"{name}-ask", number) for name in ("remove", "restore") for number in COUNTS)}
"""Where a number only chooses between sentences."""
DATES = frozenset({"date", "first", "last", "made", "moment", "new_date", "old_date"})
NAMING_A_BUTTON = {
    **dict.fromkeys((f"draft-bad-{field}" for field in Field), "draft-edit"),
    **dict.fromkeys(("announce-bad-moment", "announce-past"), "announce-schedule"),
}
"""Says which button to touch; its label may stand in quotation marks where it has none in English."""
SAME_AS_IN_ENGLISH = {("bot-name", language) for language in Language} | {("draft-field-embargo", Language.UZBEK)}
QUOTATION_MARKS = re.compile('["«»“”„‟‚‛‹›]')
OWN_QUOTATION_MARKS = {
    Language.ENGLISH: "“”",
    Language.RUSSIAN: "«»",
    Language.KAZAKH: "«»",
    Language.UZBEK: "“”",
    Language.TAJIK: "«»",
}
RUSSIAN_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
CYRILLIC_LETTERS = {
    Language.RUSSIAN: RUSSIAN_LETTERS,
    Language.KAZAKH: RUSSIAN_LETTERS + "әғқңөұүһі",
    Language.TAJIK: RUSSIAN_LETTERS.translate(str.maketrans("", "", "цщыь")) + "ғӣқӯҳҷ",
    Language.ENGLISH: "",
    Language.UZBEK: "",
}
COMMAND = re.compile(r"(?<!\w)/[a-z]+")
SYMBOLS = re.compile("[◀▶👍👎•·]")


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - named by the library
        self.names.add(node.id.name)


def _source(language: Language, file: str) -> str:
    return files("verbale_bot.messages").joinpath(file.format(language.value)).read_text("utf-8")


@cache
def _messages_of(language: Language, file: str) -> dict[str, set[str]]:
    """Names of the messages in a file, each with its placeholders."""
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(_source(language, file)).body:
        assert not isinstance(entry, ast.Junk), f"{language.value}: {entry.content}"
        if isinstance(entry, ast.Message):
            placeholders = _Placeholders()
            placeholders.visit(entry)
            found[entry.id.name] = placeholders.names
    return found


def _messages(language: Language) -> dict[str, set[str]]:
    """Names of all of a language's messages, each with its placeholders."""
    return {name: placeholders for file in FILES for name, placeholders in _messages_of(language, file).items()}


def _texts(language: Language, number: int = 2) -> dict[str, str]:
    """All that is said in a language, with ``number`` for each placeholder."""
    return {
        name: message(name, language, **dict.fromkeys(placeholders, number))
        for name, placeholders in _messages(language).items()
    }


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("file", FILES)
def test_each_language_is_complete_and_its_placeholders_agree(file: str, language: Language) -> None:
    assert _messages_of(language, file) == _messages_of(Language.ENGLISH, file)


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.ENGLISH])
def test_every_message_is_translated(language: Language) -> None:
    """What holds no words, as the counts of ratings, may be the same everywhere."""
    english = _texts(Language.ENGLISH)
    same = {(name, language) for name, text in _texts(language).items() if text == english[name]}
    assert {(name, language) for name, language in same if re.search(r"[^\W\d_]", english[name])} <= SAME_AS_IN_ENGLISH


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason, language: Language) -> None:
    endings = ":" if reason is Reason.NEAR else (".", "!")  # after the colon comes the quotation
    assert reason_in_words(reason, language).endswith(endings)


def test_plurals_follow_the_language() -> None:
    one = message("about", Language.ENGLISH, version="1", briefings=1, paragraphs=14)
    many = message("about", Language.ENGLISH, version="1", briefings=3, paragraphs=40)
    assert one.endswith("1 briefing, 14 paragraphs.")
    assert many.endswith("3 briefings, 40 paragraphs.")


def test_a_missing_argument_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(ValueError, match="example-question in ru"):
        message("example-question", Language.RUSSIAN)


def test_placeholders_bring_no_invisible_characters() -> None:
    text = message("example-question", Language.KAZAKH, title="Сапар")
    assert text == "«Сапар» туралы не айтылған?"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, "January 25, 2024"),
        (Language.RUSSIAN, "25 января 2024\N{NARROW NO-BREAK SPACE}г."),
        (Language.KAZAKH, "2024\N{NARROW NO-BREAK SPACE}ж. 25 қаңтар"),
        (Language.UZBEK, "25-yanvar, 2024"),
        (Language.TAJIK, "25 Январ 2024"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: Language, expected: str) -> None:
    assert date_in_words(date(2024, 1, 25), language) == expected


@pytest.mark.parametrize("language", list(Language))
def test_no_message_comes_twice(language: Language) -> None:
    names = [name for file in FILES for name in re.findall("^([a-z0-9-]+) =", _source(language, file), re.MULTILINE)]
    assert len(names) == len(set(names)) == len(_messages(language))


@pytest.mark.parametrize("language", list(Language))
def test_every_message_can_be_said_of_every_number(language: Language) -> None:
    """``message`` raises when a selector or a placeholder fails; each number that is said stands in the text."""
    counted = {name: found for name, found in _messages(language).items() if found}
    for number in COUNTS:
        texts = _texts(language, number)
        for name, placeholders in counted.items():
            if (name, number) not in NUMBER_UNSAID:
                assert texts[name].count(str(number)) >= len(placeholders), (name, number)


def _forms(name: str, form: str) -> dict[int, str]:
    """What follows each number in a Russian message."""
    said = {}
    for number in COUNTS[1:]:
        found = re.search(rf"(?<!\d){number}{form}", _texts(Language.RUSSIAN, number)[name])
        assert found is not None, (name, number)
        said[number] = found.group(1)
    return said


@pytest.mark.parametrize(
    ("name", "form", "one", "few", "many"),
    [
        ("deleted", r" (\w+),", "вопрос", "вопроса", "вопросов"),
        ("deleted", r" (\w+) и ваши", "оценка", "оценки", "оценок"),
        ("forgotten", r" (.+)\.", "ваш вопрос", "ваших вопроса", "ваших вопросов"),
        ("slow-down", r" (\w+) и ", "секунду", "секунды", "секунд"),
        ("slow-down-chat", r" (\w+) и ", "секунду", "секунды", "секунд"),
        ("briefings-title", r" (\w+) пресс", "сообщение", "сообщения", "сообщений"),
        ("verify-rest", r" ([^.]+)\.", "отрывок не проверен", "отрывка не проверены", "отрывков не проверены"),
        ("privacy", r" (\w+);", "дня", "дней", "дней"),
        ("draft-paragraphs", r" (\w+):", "абзац", "абзаца", "абзацев"),
        ("draft-furniture", r" (\w+ \w+) за", "строка принята", "строки приняты", "строк приняты"),
        ("draft-furniture", r" .+ (\w+):", "пропущена", "пропущены", "пропущены"),
        ("index-left", r" (\w+)$", "секунды", "секунд", "секунд"),
        ("index-done", r" (\w+),", "сообщение", "сообщения", "сообщений"),
        ("index-done", r" (\w+), новых", "абзац", "абзаца", "абзацев"),
        ("index-same", r" (\w+) и", "сообщение", "сообщения", "сообщений"),
        ("index-same", r" (\w+)\.", "абзац", "абзаца", "абзацев"),
        ("status-serving", r" (\w+), \d", "сообщение", "сообщения", "сообщений"),
        ("status-serving", r" (\w+), модель", "абзац", "абзаца", "абзацев"),
        ("status-stored", r" (\w+) \(", "сообщение", "сообщения", "сообщений"),
        ("status-stored", r" (\w+)\.", "редакция", "редакции", "редакций"),
        ("status-queue", r" (\w+) из", "сообщение", "сообщения", "сообщений"),
        ("status-queue", r" (\w+)\.", "черновик", "черновика", "черновиков"),
        ("status-audit", r" (\w+)\.", "запись", "записи", "записей"),
        ("correct-changed", r" (\w+ \w+) в", "моём сообщении", "моих сообщениях", "моих сообщениях"),
        ("correct-changed", r" (\w+)\.", "чате", "чатах", "чатах"),
        ("correct-withdrawn", r" (\w+ \w+) в", "моём сообщении", "моих сообщениях", "моих сообщениях"),
        ("correct-withdrawn", r" (\w+)\.", "чате", "чатах", "чатах"),
        ("diff-title", r" (\w+);", "раз", "раза", "раз"),
        ("diff-title", r" (\w+)\.", "раз", "раза", "раз"),
        ("announce-preview", r" (\w+) и", "чат", "чата", "чатов"),
        ("announce-preview", r" (\w+ \w+)\.", "ежедневную сводку", "ежедневные сводки", "ежедневных сводок"),
        ("news-digest-title", r" (\w+) пресс", "сообщение", "сообщения", "сообщений"),
        ("stats-asked", r" (\w+)$", "вопрос", "вопроса", "вопросов"),
        ("unanswered-title", r" (\w+)\.", "вопрос", "вопроса", "вопросов"),
        ("unanswered-group", r" (\w+)$", "раз", "раза", "раз"),
        ("unanswered-group-near", r" (\w+),", "раз", "раза", "раз"),
        ("unanswered-group-near", r" (\w+)$", "раз", "раза", "раз"),
    ],
)
def test_russian_counts_in_three_forms(name: str, form: str, one: str, few: str, many: str) -> None:
    expected = {1: one, 2: few, 5: many, 11: many, 21: one, 22: few, 25: many, 101: one}
    assert _forms(name, form) == expected


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["remove-ask", "restore-ask"])
def test_one_briefing_alone_is_asked_about_otherwise_than_many(name: str, language: Language) -> None:
    """Also where a number like twenty-one counts in the form of one."""
    texts = [message(name, language, count=count) for count in COUNTS]
    assert len(set(texts)) == 2
    assert texts.count(message(name, language, count=1)) == 1


def test_numbers_stand_before_the_singular_in_kazakh_uzbek_and_tajik() -> None:
    for number in COUNTS:
        arguments = {"questions": number, "verdicts": number}
        assert message("deleted", Language.KAZAKH, **arguments).startswith(f"Жойылды: {number} сұрақ, {number} баға ")
        assert message("deleted", Language.UZBEK, **arguments).startswith(
            f"O‘chirildi: {number} ta savol, {number} ta baho "
        )
        assert message("deleted", Language.TAJIK, **arguments).startswith(
            f"Нест карда шуд: {number} савол, {number} баҳо "
        )


@pytest.mark.parametrize(
    ("language", "nothing", "one"),
    [
        (
            Language.ENGLISH,
            "There was nothing to forget: I remember none of your questions here.",
            "Forgotten: 1 question of yours in this chat.",
        ),
        (
            Language.RUSSIAN,
            "Забывать нечего: ваших вопросов здесь я не помню.",
            "Забыто в этом чате: 1 ваш вопрос.",
        ),
        (
            Language.KAZAKH,
            "Ұмытатын ештеңе жоқ: мұндағы бірде-бір сұрағыңыз есімде жоқ.",
            "Ұмытылды: осы чатта қойған 1 сұрағыңыз.",
        ),
        (
            Language.UZBEK,
            "Unutadigan narsa yo‘q: bu yerdagi birorta ham savolingiz esimda yo‘q.",
            "Unutildi: shu chatdagi 1 ta savolingiz.",
        ),
        (
            Language.TAJIK,
            "Барои фаромӯш кардан чизе нест: ягон саволи шуморо дар ин ҷо дар ёд надорам.",
            "Фаромӯш шуд: 1 саволи шумо дар ин чат.",
        ),
    ],
)
def test_forgetting_nothing_has_words_of_its_own(language: Language, nothing: str, one: str) -> None:
    assert message("forgotten", language, questions=0) == nothing
    assert message("forgotten", language, questions=1) == one


@pytest.mark.parametrize("language", list(Language))
def test_what_telegram_limits_is_within_its_limits(language: Language) -> None:
    for name, text in _texts(language).items():
        limit = LONGEST.get(name, 4096)
        for prefix, longest in LONGEST_OF_PREFIX.items():
            if name.startswith(prefix) and name not in SHOWN_OVER_THE_CHAT:
                limit = longest
        assert 1 <= _utf16_units(text) <= limit, name


@pytest.mark.parametrize("language", list(Language))
def test_the_name_is_the_same_in_every_language(language: Language) -> None:
    assert message("bot-name", language) == "Verbale"


@pytest.mark.parametrize("language", list(Language))
def test_no_message_holds_an_invisible_character_or_a_decomposed_letter(language: Language) -> None:
    """Neither control nor formatting characters (bidirectional ones are), nor blanks that Telegram would take away."""
    for name, text in _texts(language).items():
        invisible = [character for character in text if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn"}]
        assert set(invisible) <= {"\n"}, name
        assert unicodedata.is_normalized("NFC", text), name
        assert text == text.strip(), name
        assert "  " not in text, name


@pytest.mark.parametrize("language", list(Language))
def test_quotation_marks_are_those_of_the_language_and_come_in_pairs(language: Language) -> None:
    english = _texts(Language.ENGLISH)
    for name, text in _texts(language).items():
        pairs = len(QUOTATION_MARKS.findall(english[name])) // 2
        marks = "".join(QUOTATION_MARKS.findall(text))
        own = OWN_QUOTATION_MARKS[language]
        may_be = {own * pairs, own * (pairs + 1)} if name in NAMING_A_BUTTON else {own * pairs}
        assert marks in may_be, name


@pytest.mark.parametrize("language", list(Language))
def test_a_button_that_is_to_be_touched_is_called_by_its_label(language: Language) -> None:
    texts = _texts(language)
    assert {name for name in texts if name.startswith("draft-bad-")} <= NAMING_A_BUTTON.keys()
    assert [name for name, label in NAMING_A_BUTTON.items() if texts[label] not in texts[name]] == []


def test_uzbek_letters_have_one_sign_and_the_glottal_stop_another() -> None:
    """The sign of oʻ and gʻ opens, the glottal stop closes; typewriters' apostrophes and others do not occur."""
    for name, text in _texts(Language.UZBEK).items():
        assert re.findall("[ʻʼ`´′']", text) == [], name
        assert re.findall("(?<![oOgG])‘", text) == [], name
        assert re.findall("(?<![a-z])’|’(?![a-z])", text) == [], name


@pytest.mark.parametrize("language", list(Language))
def test_words_are_written_in_the_letters_of_the_language(language: Language) -> None:
    """A Latin letter that looks like a Cyrillic one, or a letter of another language, cannot be found by searching."""
    for name, text in _texts(language).items():
        for word in re.findall(r"[^\W\d_]+", text):
            cyrillic = {letter for letter in word.lower() if "\u0400" <= letter <= "\u052f"}
            latin = {letter for letter in word.lower() if letter.isascii()}
            assert not (cyrillic and latin), (name, word)
            assert cyrillic <= set(CYRILLIC_LETTERS[language]), (name, word)


@pytest.mark.parametrize("language", list(Language))
def test_commands_and_symbols_are_those_of_the_english_message(language: Language) -> None:
    english = _texts(Language.ENGLISH)
    for name, text in _texts(language).items():
        for pattern in (COMMAND, SYMBOLS):
            assert sorted(pattern.findall(text)) == sorted(pattern.findall(english[name])), name


@pytest.mark.parametrize("language", list(Language))
def test_a_date_that_ends_with_a_full_stop_is_not_followed_by_another(language: Language) -> None:
    day = date_in_words(date(2024, 1, 25), language)
    for name, placeholders in _messages(language).items():
        if placeholders & DATES:
            text = message(name, language, **dict.fromkeys(placeholders, 2) | dict.fromkeys(placeholders & DATES, day))
            assert text.count(day) == len(placeholders & DATES), name
            assert ".." not in text, name
