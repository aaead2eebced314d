"""Small talk and questions after a greeting, in the five languages."""

import pytest

from verbale.asking.small_talk import is_keyword, small_talk, without_greeting
from verbale.language import Language


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Hello!", "greeting"),
        ("en", "good morning, dear bot", "greeting"),
        ("en", "How are you?", "greeting"),
        ("en", "Thank you very much!!!", "thanks"),
        ("en", "ok thanks", "thanks"),
        ("en", "thanks, bye", "thanks"),
        ("en", "Goodbye", "farewell"),
        ("en", "Who are you?", "about"),
        ("en", "Hi! What can you do?", "about"),
        ("en", "are you a robot", "about"),
        ("en", "Who made you?", "about"),
        ("en", "Great!", "acknowledged"),
        ("en", "stupid bot", "acknowledged"),
        ("en", "test", "test"),
        ("en", "test 123", "test"),
        ("en", "123", "test"),
        ("en", "?", "test"),
        ("en", "👍", "acknowledged"),
        ("en", "🙏", "thanks"),
        ("ru", "Здравствуйте!", "greeting"),
        ("ru", "Привет, как дела?", "greeting"),
        ("ru", "Спасибо большое", "thanks"),
        ("ru", "до свидания", "farewell"),
        ("ru", "Ты бот?", "about"),
        ("ru", "Что ты умеешь?", "about"),
        ("ru", "Кто тебя создал?", "about"),
        ("ru", "понятно", "acknowledged"),
        ("ru", "молодец!", "acknowledged"),
        ("ru", "проверка связи", "test"),
        ("kk", "Сәлеметсіз бе!", "greeting"),
        ("kk", "Қайырлы күн", "greeting"),
        ("kk", "Қалайсыз?", "greeting"),
        ("kk", "Рақмет!", "thanks"),
        ("kk", "Көп рахмет", "thanks"),
        ("kk", "Сау болыңыз", "farewell"),
        ("kk", "Сен кімсің?", "about"),
        ("kk", "Не істей аласың?", "about"),
        ("kk", "Сені кім жасады?", "about"),
        ("kk", "түсінікті", "acknowledged"),
        ("kk", "тексеру", "test"),
        ("uz", "Assalomu alaykum!", "greeting"),
        ("uz", "Salom", "greeting"),
        ("uz", "Ассалому алайкум", "greeting"),
        ("uz", "Katta rahmat", "thanks"),
        ("uz", "Xayr", "farewell"),
        ("uz", "Koʻrishguncha!", "farewell"),
        ("uz", "Siz kimsiz?", "about"),
        ("uz", "Nima qila olasiz?", "about"),
        ("uz", "Sizni kim yaratgan?", "about"),
        ("uz", "tushunarli", "acknowledged"),
        ("uz", "sinov", "test"),
        ("tg", "Салом!", "greeting"),
        ("tg", "Рӯз ба хайр", "greeting"),
        ("tg", "Шумо чӣ хел?", "greeting"),
        ("tg", "Раҳмати калон", "thanks"),
        ("tg", "Ташаккур", "thanks"),
        ("tg", "Хайр", "farewell"),
        ("tg", "То дидан!", "farewell"),
        ("tg", "Шумо кистед?", "about"),
        ("tg", "Туро кӣ сохт?", "about"),
        ("tg", "фаҳмо", "acknowledged"),
        ("tg", "санҷиш", "test"),
    ],
)
def test_small_talk_is_told_by_all_of_its_words(language: str, text: str, kind: str) -> None:
    assert small_talk(text, Language(language)) == kind


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "text",
    [
        "Hello, who took part in the talks?",
        "Thanks to whom was it signed?",
        "What does the ministry do?",
        "Who are they?",
        "Who is the minister?",
        "How does it work?",
        "Who is this?",
        "What is this about?",
        "Hello Kitty exhibition",
        "Good Friday agreement",
        "Can you help me find the date of the visit?",
        "2024",
        "25%",
        "Кто такой Токаев?",
        "Кто они?",
        "Что делает министерство?",
        "Спасибо кому сказал президент?",
        "Как работает терминал?",
        "Проверка на границе",
        "Олар кім?",
        "Сәлеметсіз бе! Кім келді?",
        "Министрлік не істейді?",
        "Ular kim?",
        "Salom, kim keldi?",
        "Vazirlik nima qiladi?",
        "Онҳо кистанд?",
        "Салом! Кӣ омад?",
        "Вазорат чӣ кор мекунад?",
        "",
        "   ",
    ],
)
def test_what_may_ask_about_a_visit_is_no_small_talk(text: str, language: Language) -> None:
    assert small_talk(text, language) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Hello! Who came?", "Who came?"),
        ("Hi, please tell me when it opens", "when it opens"),
        ("Could you please tell me who signed it?", "who signed it?"),
        ("Tell me about water", "Tell me about water"),
        ("Thanks to whom was it signed?", "Thanks to whom was it signed?"),
        ("Hi-tech park opening", "Hi-tech park opening"),
        ("So far, who came?", "So far, who came?"),
        ("Hello!", "Hello!"),
        ("Скажите, пожалуйста, кто приехал?", "кто приехал?"),
        ("Добрый день! Подскажите, сколько это стоило", "сколько это стоило"),
        ("Спасибо за вопрос", "Спасибо за вопрос"),
        ("Сәлеметсіз бе! Кім келді?", "Кім келді?"),
        ("Айтыңызшы, сапар қашан болды?", "сапар қашан болды?"),
        ("Assalomu alaykum, kim keldi?", "kim keldi?"),
        ("Iltimos, ayting: kim keldi?", "kim keldi?"),
        ("Ассалому алайкум! Ким келди?", "Ким келди?"),
        ("Салом! Кӣ омад?", "Кӣ омад?"),
        ("Лутфан гӯед, вазир кай омад?", "вазир кай омад?"),
        ("Who came? Hello!", "Who came? Hello!"),
        ("", ""),
    ],
)
def test_greetings_and_politeness_are_taken_off_a_question(text: str, question: str) -> None:
    assert without_greeting(text, Language.ENGLISH) == question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uranium", True),
        ("транзит", True),
        ("KazAID agency", True),
        ("Рогун", True),
        ("су мәселесі", True),
        ("gaz narxi", True),
        ("нархи газ", True),
        ("who", False),
        ("Кто?", False),
        ("kim keldi", False),
        ("кім келді", False),
        ("кӣ омад", False),
        ("Hello", False),
        ("water?", False),
        ("2024", False),
        ("price of gas", False),
        ("", False),
    ],
)
def test_a_keyword_is_one_or_two_words_that_ask_nothing(text: str, expected: bool) -> None:
    assert is_keyword(text) is expected
