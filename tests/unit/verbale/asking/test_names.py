"""Proper names, and one spelling for five alphabets."""

import time

import pytest

from verbale.asking.names import names_in, romanised

# One name a line as English, Russian, Kazakh, Uzbek and Tajik write it.
SAME_NAMES = [
    ("Nurtleu", "Нуртлеу", "Нұртілеу", "Nurtleu", "Нуртлеу"),
    ("Muhriddin", "Мухриддин", "Мухриддин", "Muhriddin", "Муҳриддин"),
    ("Tokayev", "Токаев", "Тоқаев", "Toqayev", "Тоқаев"),
    ("Mirziyoyev", "Мирзиёев", "Мирзиёев", "Mirziyoyev", "Мирзиёев"),
    ("Rahmon", "Рахмон", "Рахмон", "Rahmon", "Раҳмон"),
    ("Kazakhstan", "Казахстан", "Қазақстан", "Qozogʻiston", "Қазоқистон"),
    ("Zhaparov", "Жапаров", "Жапаров", "Japarov", "Жапаров"),
    ("Khakimov", "Хакимов", "Хакимов", "Hakimov", "Ҳакимов"),
    ("Samarkand", "Самарканд", "Самарқанд", "Samarqand", "Самарқанд"),
    ("Bukhara", "Бухара", "Бұхара", "Buxoro", "Бухоро"),
    ("Shymkent", "Шымкент", "Шымкент", "Chimkent", "Чимкент"),
    ("Sirojiddin", "Сироджиддин", "Сироджиддин", "Sirojiddin", "Сироҷиддин"),
    ("Yerzhan", "Ержан", "Ержан", "Yerjan", "Ержан"),
    ("Aliyev", "Алиев", "Әлиев", "Aliyev", "Алиев"),
    ("Philippines", "Филиппины", "Филиппин", "Filippin", "Филиппин"),
    ("Alexander", "Александр", "Александр", "Aleksandr", "Александр"),
    ("Lukashenko", "Лукашенко", "Лукашенко", "Lukashenko", "Лукашенко"),
    ("Qaplanbek", "Капланбек", "Қапланбек", "Qaplanbek", "Қапланбек"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Murat Nurtleu?", ["Murat Nurtleu"]),
        ("Tokayev met Xi Jinping in Astana.", ["Tokayev", "Xi Jinping", "Astana"]),
        ("The SCO and UN met. But I was away", ["SCO", "UN"]),
        ("Mr. Trump spoke. Minister Varela listened", ["Mr. Trump", "Varela"]),
        ("In January the C5+1 and COP28 met", ["C5+1", "COP28"]),
        ("what did putin say", []),
        ("WHO CAME TO DUSHANBE?", []),
        ("What did Sirojiddin Muhriddin sign?", ["Sirojiddin Muhriddin"]),
        ("О чём говорили К.-Ж. Токаев и Ш. Мирзиёев?", ["К.-Ж. Токаев", "Ш. Мирзиёев"]),
        ("ШОС и ИФСА", ["ШОС", "ИФСА"]),
        ("Назовите даты визита Токаева", ["Токаева"]),
        ("Кто такой Мурат Нуртлеу?", ["Мурат Нуртлеу"]),
        ("В Доме на улице Ли. Там он жил", ["Доме", "Ли"]),
        ("Мұрат Нұртілеу деген кім?", ["Мұрат Нұртілеу"]),
        ("Президент Тоқаевтың сапары", ["Тоқаевтың"]),
        ("Бұл сапарда ҰҚШҰ туралы не айтылды?", ["ҰҚШҰ"]),
        ("Prezident Shavkat Mirziyoyev qachon keldi?", ["Shavkat Mirziyoyev"]),
        ("Bugun Oʻktam Barnoyev keldi", ["Oʻktam Barnoyev"]),
        ("Бугун Шавкат Мирзиёев келди", ["Шавкат Мирзиёев"]),
        ("Дар Душанбе Эмомалӣ Раҳмон чӣ гуфт?", ["Душанбе Эмомалӣ Раҳмон"]),
        ("Кӣ ба Хуҷанд омад?", ["Хуҷанд"]),
        ("вазири корҳои хориҷӣ, ҷаноби олӣ", []),
    ],
)
def test_names_of_a_text(text: str, expected: list[str]) -> None:
    """Runs of capitalised words and acronyms; not what is capitalised because it begins the sentence, nor months."""
    assert [name.span.of(text) for name in names_in(text)] == expected


def test_a_name_comes_with_its_romanised_form() -> None:
    assert [name.folded for name in names_in("Кто такой Тоқаев?")] == ["takaev"]


def likeness(one: str, other: str) -> float:
    """Share of common 4-grams of two words."""
    grams = [{f"_{word}_"[i : i + 4] for i in range(len(word) - 1)} for word in (one, other)]
    return 2 * len(grams[0] & grams[1]) / (len(grams[0]) + len(grams[1]))


@pytest.mark.parametrize("forms", SAME_NAMES)
def test_a_name_is_near_itself_in_all_languages(forms: tuple[str, ...]) -> None:
    english = romanised(forms[0])
    assert min(likeness(english, romanised(form)) for form in forms[1:]) >= 0.35


def test_names_of_different_people_stay_apart() -> None:
    first = [romanised(forms[0]) for forms in SAME_NAMES]
    alike = [likeness(one, other) for one in first for other in first if one != other]
    assert max(alike) < 0.35


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Мирзиёев", "mirziaev"),
        ("Mirziyoyev", "mirziaev"),
        ("Oʻzbekiston", "azbekistan"),
        ("O'zbekiston", "azbekistan"),
        ("Ғарм", "garm"),
        ("Gʻarm", "garm"),
        ("Gharm", "garm"),
        ("Ҷайшанкар", "jaishankar"),
        ("Zürich", "zurish"),
        ("2024 – 5%", "2024 – 5%"),
    ],
)
def test_spellings(written: str, spelt: str) -> None:
    assert romanised(written) == spelt


@pytest.mark.parametrize("hostile", ["A-" * 100_000, "A." * 100_000, "A'" * 100_000, "Aa " * 50_000, "А1+1" * 50_000])
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    names_in(hostile + " a")
    assert time.perf_counter() - started < 10
