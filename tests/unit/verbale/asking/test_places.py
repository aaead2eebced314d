"""Countries and cities in the five languages."""

import time

import pytest

from verbale.asking.places import places_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visits Kazakhstan", "KZ"),
        ("visit to kazakhstan and china", "KZ CN"),
        ("Kazakhstan's minister", "KZ"),
        ("Tajik and Uzbek officials", "TJ UZ"),
        ("the United States, the U.S. and the US", "US US US"),
        ("tell us about the talks", ""),
        ("the United Arab Emirates", "AE"),
        ("in Astana and New York", "KZ/Astana US/New York"),
        ("Turkey signed, nobody ate turkey", "TR"),
        ("the King of Jordan", "JO"),
        ("Michael Jordan and Chad Smith", ""),
        ("Latin America and South Korea", "KR"),
        ("Papua New Guinea, not Guinea", "PG GN"),
        ("on the coast, in the east", ""),
        ("the EU and the UN", "EU UN"),
        ("в Казахстане", "KZ"),
        ("с Казахстаном", "KZ"),
        ("таджикский министр", "TJ"),
        ("узбекско-таджикская граница", "UZ TJ"),
        ("Саудовскую Аравию и Южную Корею", "SA KR"),
        ("из Ташкента в Астану", "UZ/Tashkent KZ/Astana"),
        ("Соединённых Штатов и США", "US US"),
        ("в Индии и на Кубе", "IN CU"),
        ("Того же дня он был в Того", "TG"),
        ("северный кубок", ""),
        ("малый чад", ""),
        ("российскими и китайскими", "RU CN"),
        ("Қазақстанда", "KZ"),
        ("Қазақстанның елшісі", "KZ"),
        ("Тәжікстанмен сауда", "TJ"),
        ("қазақ және өзбек тарапы", "KZ UZ"),
        ("Ресейлік әріптесі", "RU"),
        ("Мәскеуде, Бейжіңде", "RU/Moscow CN/Beijing"),
        ("АҚШ-тың ұсынысы", "US"),
        ("БҰҰ Бас Ассамблеясы", "UN"),
        ("ақша мен ақшам", ""),
        ("түрік және түрікмен", "TR TM"),
        ("өткен жылға қарағанда", ""),
        ("Еуропалық одаққа", "EU"),
        ("O'zbekistonda", "UZ"),
        ("Oʻzbekistonning", "UZ"),
        ("O‘zbekistondan", "UZ"),
        ("Qozogʻiston bilan", "KZ"),
        ("tojikistonlik mutaxassislar", "TJ"),
        ("Toshkentdan Samarqandga", "UZ/Tashkent UZ/Samarkand"),
        ("Amerika Qoʻshma Shtatlarida", "US"),
        ("AQSH prezidenti", "US"),
        ("U Oshga bordi, osh yedi", "KG/Osh"),
        ("bunga qarshi va yaman", ""),
        ("Xitoyga", "CN"),
        ("Ўзбекистонда ва Қозоғистонда", "UZ KZ"),
        ("Тоҷикистонро", "TJ"),
        ("Ӯзбекистону Тоҷикистон", "UZ TJ"),
        ("тоҷикон ва қазоқҳо", "TJ KZ"),
        ("дар шаҳри Душанбе", "TJ/Dushanbe"),
        ("Иттиҳоди Аврупо", "EU"),
        ("Кореяи Ҷанубӣ", "KR"),
        ("Руссия ва Русия", "RU RU"),
        ("дар Чин", "CN"),
        ("вазири корҳои хориҷии Эрон", "IR"),
        ("ба Хуҷанд омад", "TJ/Khujand"),
        ("ширкатҳои ИМА", "US"),
    ],
)
def test_places_of_a_text(text: str, expected: str) -> None:
    """Inflected names, adjectives and peoples count for the country; common words do not."""
    found = [place.country + (f"/{place.city}" if place.city else "") for place in places_in(text)]
    assert " ".join(found) == expected


def test_a_span_covers_the_word_with_its_ending_and_all_words_of_a_name() -> None:
    text = "Он посетил Саудовскую Аравию и Oʻzbekistonning poytaxti"
    assert [place.span.of(text) for place in places_in(text)] == ["Саудовскую Аравию", "Oʻzbekistonning"]


def test_a_country_has_one_code_in_all_languages() -> None:
    names = ("Germany", "Германия", "Germaniya", "Олмон")
    assert [places_in(name)[0].country for name in names] == ["DE"] * 4


@pytest.mark.parametrize("hostile", ["united " * 50_000, "Chad " * 50_000, "северная " * 50_000])
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    places_in(hostile)
    assert time.perf_counter() - started < 10
