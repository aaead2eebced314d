"""What follow-up questions are understood to mean, in the five languages."""

import time

import pytest

from verbale.answer import Turn
from verbale.asking.follow_up import Dependence, Understood, understood
from verbale.language import Language


def _asked(language: str, *questions: str) -> Understood:
    """The last of ``questions`` after the others, without what was answered."""
    context = [Turn("user", question) for question in questions[:-1]]
    return understood(questions[-1], context, Language(language))


_EN = "What did Kazakhstan agree with Tajikistan on transit?"
_RU = "О чём Казахстан договорился с Таджикистаном по транзиту?"
_KK = "Қазақстан Тәжікстанмен транзит туралы не келісті?"
_UZ = "Qozogʻiston Tojikiston bilan tranzit boʻyicha nimaga kelishdi?"
_TG = "Қазоқистон бо Тоҷикистон дар бораи транзит чӣ мувофиқа кард?"


@pytest.mark.parametrize(
    ("language", "questions", "held", "absent"),
    [
        ("en", (_EN, "When?"), "When Kazakhstan Tajikistan transit", ""),
        ("en", (_EN, "And why?"), "why Kazakhstan Tajikistan transit", ""),
        ("en", (_EN, "And with Uzbekistan?"), "Kazakhstan Uzbekistan transit", "Tajikistan"),
        ("en", (_EN, "What about Uzbekistan?"), "Kazakhstan Uzbekistan transit", "Tajikistan"),
        ("en", (_EN, "Thanks!", "And with Uzbekistan?"), "Kazakhstan Uzbekistan transit", "Tajikistan"),
        ("en", (_EN, "And with Uzbekistan?", "When?"), "When Kazakhstan Uzbekistan transit", "Tajikistan"),
        ("en", (_EN, "Why?", "And when?"), "when Kazakhstan Tajikistan transit", ""),
        ("en", (_EN, "Where was it signed?"), "signed Kazakhstan Tajikistan transit", ""),
        ("en", ("Who met Rahmon in Dushanbe?", "And in Tashkent?"), "met Rahmon Tashkent", "Dushanbe"),
        ("en", ("What was traded in 2022?", "And in 2023?"), "traded 2023", "2022"),
        ("en", ("What did Nurtleu sign in Dushanbe?", "And Tokayev?"), "Tokayev sign Dushanbe", "Nurtleu"),
        ("en", ("Who chaired the forum in Astana?", "Who else attended?"), "attended forum Astana", ""),
        ("en", ("When does Mirziyoyev visit Dushanbe?", "Will he go to Khujand?"), "Mirziyoyev Khujand", "Dushanbe"),
        ("ru", (_RU, "Когда?"), "Когда Казахстан Таджикистаном транзиту", ""),
        ("ru", (_RU, "А с Узбекистаном?"), "Казахстан Узбекистаном транзиту", "Таджикистаном"),
        ("ru", (_RU, "А как насчёт Узбекистана?"), "Казахстан Узбекистана транзиту", "Таджикистаном"),
        ("ru", (_RU, "Спасибо", "А с Узбекистаном?"), "Казахстан Узбекистаном транзиту", "Таджикистаном"),
        ("ru", (_RU, "А с Узбекистаном?", "Когда?"), "Когда Казахстан Узбекистаном", "Таджикистаном"),
        ("ru", (_RU, "Почему?", "А когда?"), "когда Казахстан Таджикистаном", ""),
        ("ru", (_RU, "Где это подписали?"), "подписали Казахстан Таджикистаном", ""),
        ("ru", ("Кто возглавил форум в Астане?", "А кто ещё присутствовал?"), "присутствовал форум Астане", ""),
        ("ru", ("Кто встретился с Рахмоном в Душанбе?", "А в Ташкенте?"), "Рахмоном Ташкенте", "Душанбе"),
        ("ru", ("Каков товарооборот за 2022 год?", "А за 2023 год?"), "товарооборот 2023", "2022"),
        ("ru", ("Что подписал Нуртлеу в Душанбе?", "А Токаев?"), "подписал Токаев Душанбе", "Нуртлеу"),
        ("ru", ("Когда Мирзиёев посетит Душанбе?", "А потом он поедет в Худжанд?"), "Мирзиёев Худжанд", "Душанбе"),
        ("kk", (_KK, "Қашан?"), "Қашан Қазақстан Тәжікстанмен транзит", ""),
        ("kk", (_KK, "Ал қашан?"), "қашан Қазақстан Тәжікстанмен", ""),
        ("kk", (_KK, "Ал Өзбекстанмен ше?"), "Қазақстан Өзбекстанмен транзит", "Тәжікстанмен"),
        ("kk", (_KK, "Өзбекстанмен ше?"), "Қазақстан Өзбекстанмен транзит", "Тәжікстанмен"),
        ("kk", (_KK, "Рақмет!", "Ал Өзбекстанмен ше?"), "Қазақстан Өзбекстанмен", "Тәжікстанмен"),
        ("kk", (_KK, "Ал Өзбекстанмен ше?", "Қашан?"), "Қашан Қазақстан Өзбекстанмен", "Тәжікстанмен"),
        ("kk", (_KK, "Неге?", "Ал қашан?"), "қашан Қазақстан Тәжікстанмен", ""),
        ("kk", (_KK, "Ол қайда жасалды?"), "жасалды Қазақстан Тәжікстанмен", ""),
        ("kk", ("Астанадағы форумды кім ашты?", "Тағы кім қатысты?"), "қатысты форумды Астанадағы", ""),
        ("kk", ("Душанбеде Рахмонмен кім кездесті?", "Ал Ташкентте ше?"), "Рахмонмен Ташкентте", "Душанбеде"),
        ("kk", ("2022 жылы сауда қанша болды?", "Ал 2023 жылы?"), "сауда 2023", "2022"),
        ("kk", ("Мирзиёев Душанбеге қашан келеді?", "Кіммен кездеседі?"), "кездеседі Мирзиёев Душанбеге", ""),
        ("uz", (_UZ, "Qachon?"), "Qachon Qozogʻiston Tojikiston tranzit", ""),
        ("uz", (_UZ, "Va qachon?"), "qachon Qozogʻiston Tojikiston", ""),
        ("uz", (_UZ, "Turkmaniston bilan-chi?"), "Qozogʻiston Turkmaniston tranzit", "Tojikiston"),
        ("uz", (_UZ, "Va Turkmaniston bilan?"), "Qozogʻiston Turkmaniston tranzit", "Tojikiston"),
        ("uz", (_UZ, "Rahmat!", "Turkmaniston bilan-chi?"), "Qozogʻiston Turkmaniston", "Tojikiston"),
        ("uz", (_UZ, "Turkmaniston bilan-chi?", "Qachon?"), "Qachon Qozogʻiston Turkmaniston", "Tojikiston"),
        ("uz", (_UZ, "Nega?", "Qachon?"), "Qachon Qozogʻiston Tojikiston", ""),
        ("uz", (_UZ, "Bu qayerda imzolandi?"), "imzolandi Qozogʻiston Tojikiston", ""),
        ("uz", ("Ostonadagi forumni kim ochdi?", "Yana kim qatnashdi?"), "qatnashdi forumni", ""),
        ("uz", ("Dushanbeda Rahmon bilan kim uchrashdi?", "Toshkentda-chi?"), "Rahmon Toshkentda", "Dushanbeda"),
        ("uz", ("2022-yilda savdo hajmi qancha boʻldi?", "2023-yilda-chi?"), "savdo hajmi 2023", "2022"),
        ("uz", ("Mirziyoyev Dushanbega qachon boradi?", "U kim bilan uchrashadi?"), "Mirziyoyev Dushanbega", ""),
        ("uz", ("Мирзиёев Душанбега қачон боради?", "Нега?"), "Нега Мирзиёев Душанбега", ""),
        ("tg", (_TG, "Кай?"), "Кай Қазоқистон Тоҷикистон транзит", ""),
        ("tg", (_TG, "Ва кай?"), "кай Қазоқистон Тоҷикистон", ""),
        ("tg", (_TG, "Ва бо Ӯзбекистон?"), "Қазоқистон Ӯзбекистон транзит", "Тоҷикистон"),
        ("tg", (_TG, "Бо Ӯзбекистон чӣ?"), "Қазоқистон Ӯзбекистон транзит", "Тоҷикистон"),
        ("tg", (_TG, "Раҳмат!", "Ва бо Ӯзбекистон?"), "Қазоқистон Ӯзбекистон", "Тоҷикистон"),
        ("tg", (_TG, "Ва бо Ӯзбекистон?", "Кай?"), "Кай Қазоқистон Ӯзбекистон", "Тоҷикистон"),
        ("tg", (_TG, "Чаро?", "Кай?"), "Кай Қазоқистон Тоҷикистон", ""),
        ("tg", (_TG, "Ин дар куҷо имзо шуд?"), "имзо Қазоқистон Тоҷикистон", ""),
        ("tg", ("Форумро дар Остона кӣ кушод?", "Боз кӣ иштирок кард?"), "Форумро Остона", ""),
        ("tg", ("Кӣ бо Мирзиёев дар Душанбе вохӯрд?", "Ва дар Тошканд?"), "Мирзиёев Тошканд", "Душанбе"),
        ("tg", ("Савдо дар соли 2022 чанд буд?", "Ва дар соли 2023?"), "Савдо 2023", "2022"),
        ("tg", ("Мирзиёев ба Душанбе кай меояд?", "Ӯ бо кӣ вомехӯрад?"), "вомехӯрад Мирзиёев Душанбе", ""),
    ],
)
def test_what_is_missing_is_taken_from_before(
    language: str, questions: tuple[str, ...], held: str, absent: str
) -> None:
    """A place, a day or a name of the same kind is replaced; thanks in between change nothing."""
    meant = _asked(language, *questions)
    assert meant.dependence is Dependence.DEPENDS
    words = {word.strip("?!.,") for word in meant.text.split()}
    assert [word for word in held.split() if word not in words and word + "-yilda" not in words] == []
    assert absent not in (words if absent else {absent + " is not asked for"})


@pytest.mark.parametrize(
    ("language", "before", "question"),
    [
        ("en", _EN, "Who won the football match?"),
        ("en", _EN, "And who won the football match yesterday?"),
        ("en", _EN, "Who is Murat Nurtleu?"),
        ("en", _EN, "What did Mirziyoyev say in Dushanbe about water?"),
        ("en", _EN, "When will Tokayev visit his colleague in Ankara?"),
        ("en", _EN, "What is uranium?"),
        ("ru", _RU, "Кто выиграл футбольный матч?"),
        ("ru", _RU, "А кто выиграл вчера футбольный матч?"),
        ("ru", _RU, "Кто такой Мурат Нуртлеу?"),
        ("ru", _RU, "Что сказал Мирзиёев в Душанбе о воде?"),
        ("ru", _RU, "Когда Токаев посетит Анкару?"),
        ("ru", _RU, "Что такое уран?"),
        ("kk", _KK, "Футбол матчында кім жеңді?"),
        ("kk", _KK, "Мұрат Нұртілеу деген кім?"),
        ("kk", _KK, "Мирзиёев Душанбеде су туралы не айтты?"),
        ("kk", _KK, "Тоқаев Анкараға қашан барады?"),
        ("kk", _KK, "KazAID деген не?"),
        ("uz", _UZ, "Futbol oʻyinida kim gʻalaba qozondi?"),
        ("uz", _UZ, "Murat Nurtleu kim?"),
        ("uz", _UZ, "Mirziyoyev Dushanbeda suv haqida nima dedi?"),
        ("uz", _UZ, "Toqayev Anqaraga qachon boradi?"),
        ("uz", _UZ, "KazAID nima?"),
        ("tg", _TG, "Дар бозии футбол кадом даста ғолиб омад?"),
        ("tg", _TG, "Мурат Нуртлеу кист?"),
        ("tg", _TG, "Мирзиёев дар Душанбе дар бораи об чӣ гуфт?"),
        ("tg", _TG, "Токаев ба Анқара кай меравад?"),
        ("tg", _TG, "KazAID чист?"),
    ],
)
def test_a_new_topic_keeps_its_own_words(language: str, before: str, question: str) -> None:
    """What came before only stands beside it, and weighs less than a third of it."""
    meant = _asked(language, before, question)
    assert meant.dependence is Dependence.STANDS
    assert meant.text == meant.answer_kind_question == question
    assert meant.beside_share == 0.25
    assert meant.carried_weight == 0.2


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("context", [[], [Turn("user", "👍")], [Turn("agent", "Dushanbe is the capital.")]])
@pytest.mark.parametrize("question", ["When?", "And with Uzbekistan?", "", "😀", "А он?"])
def test_without_an_earlier_question_nothing_is_carried(question: str, context: list[Turn], language: Language) -> None:
    assert understood(question, context, language) == Understood(
        question, "", 0.0, question, "", 0.0, Dependence.STANDS
    )


def test_thanks_are_not_understood_as_a_question() -> None:
    meant = _asked("en", _EN, "Thank you very much!")
    assert (meant.text, meant.carried, meant.beside) == ("Thank you very much!", "", "")


def test_a_question_of_few_words_leans_on_the_one_before() -> None:
    """It stays the first text, what it may be about is the second one."""
    meant = _asked("en", "Why did Nurtleu visit Dushanbe?", "Which documents were signed?")
    assert meant.dependence is Dependence.LEANS
    assert meant.text == "Which documents were signed?"
    assert meant.beside == "Which documents were signed? Nurtleu visit Dushanbe"
    assert meant.beside_share == pytest.approx(1 / 3)


def test_an_ellipsis_asks_what_the_question_before_asked() -> None:
    meant = _asked("en", "Who visited Tajikistan?", "And Uzbekistan?")
    assert meant.text == "Who visited Uzbekistan?"
    assert meant.answer_kind_question == "Who visited Tajikistan?"


def test_a_question_word_of_its_own_tells_the_kind_of_answer() -> None:
    assert _asked("en", "Who visited Tajikistan?", "When?").answer_kind_question == "When?"
    assert _asked("uz", _UZ, "Qachon?").answer_kind_question == "Qachon?"


def test_the_place_in_the_same_position_is_replaced() -> None:
    question = "What did Kazakhstan agree with Tajikistan in Dushanbe?"
    assert _asked("en", question, "And with Uzbekistan?").text == (
        "What did Kazakhstan agree with Uzbekistan in Dushanbe?"
    )
    assert _asked("en", question, "And in Tashkent?").text == "What did Kazakhstan agree with Tajikistan in Tashkent?"


def test_a_month_keeps_the_year_of_the_month_it_replaces() -> None:
    meant = _asked("en", "Who visited Dushanbe in January 2024?", "And in February?")
    assert meant.text == "Who visited Dushanbe in February 2024?"


@pytest.mark.parametrize(
    ("language", "asked", "answer", "question", "name"),
    [
        (
            "en",
            "Who chaired the talks?",
            "The talks were chaired by Murat Nurtleu.",
            "What did he say?",
            "Murat Nurtleu",
        ),
        ("ru", "Кто вёл переговоры?", "Переговоры вёл Мурат Нуртлеу.", "Что он сказал?", "Мурат Нуртлеу"),
        ("kk", "Келіссөзді кім жүргізді?", "Оны Мұрат Нұртілеу жүргізді.", "Ол не айтты?", "Мұрат Нұртілеу"),
        ("uz", "Muzokarani kim olib bordi?", "Uni Murat Nurtleu olib bordi.", "U nima dedi?", "Murat Nurtleu"),
        ("tg", "Гуфтушунидро кӣ бурд?", "Онро Мурат Нуртлеу бурд.", "Ӯ чӣ гуфт?", "Мурат Нуртлеу"),
    ],
)
def test_a_pronoun_may_mean_whom_the_answer_named(
    language: str, asked: str, answer: str, question: str, name: str
) -> None:
    """The reply to thanks in between is no answer."""
    context = [Turn("user", asked), Turn("agent", answer), Turn("user", "👍"), Turn("agent", "Glad to help, Sir Bot.")]
    meant = understood(question, context, Language(language))
    assert name in meant.text
    assert name in meant.carried
    assert "Sir" not in meant.text


def test_there_means_the_place_that_the_answer_named() -> None:
    context = [Turn("user", "Where was the forum held?"), Turn("agent", "The forum was held in Khujand.")]
    meant = understood("Who spoke there?", context, Language.ENGLISH)
    assert meant.text == "Who spoke there? forum held Khujand"


@pytest.mark.parametrize(
    "question",
    [
        "Is there a border post between Kazakhstan and China?",
        "How many visits did Kazakhstan host this year?",
        "Did Tokayev invite Rahmon and when did he accept?",
        "Did the ministers say that transit fees would fall?",
    ],
)
def test_words_that_only_look_like_pronouns_point_at_nothing(question: str) -> None:
    assert _asked("en", "Who visited Dushanbe?", question).dependence is Dependence.STANDS


def test_what_is_carried_does_not_grow_without_end() -> None:
    questions = [f"And why does it matter to delegate{number} and partner{number}?" for number in range(6)]
    meant = _asked("en", "Who " + " ".join(f"word{number}" for number in range(300)) + "?", *questions)
    assert len(meant.carried.split()) == 24


def test_a_call_on_endless_turns_is_done_in_half_a_second() -> None:
    context = [Turn("user", "what about it " * 5000), Turn("agent", "Aaaa " * 50_000)] * 3
    start = time.perf_counter()
    understood("And he?", context, Language.ENGLISH)
    assert time.perf_counter() - start < 0.5
