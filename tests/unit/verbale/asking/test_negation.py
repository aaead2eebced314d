import time

import pytest

from verbale.asking.negation import denies


@pytest.mark.parametrize(
    "text",
    [
        "The road will not reopen in May.",
        "What was NOT agreed?",
        "It hasn't reopened.",
        "It hasn’t reopened.",
        "Nobody was hurt.",
        "They left without signing.",
        "All countries except Iran signed.",
        "The minister refused to comment.",
        "Other than trade, what was discussed?",
        "Дорога не откроется.",
        "Никто не пострадал.",
        "Делегация уехала без подписи.",
        "Министр отказался отвечать.",
        "Вопросов нет.",
        "Жол ашылған жоқ.",
        "Бұл шешім емес.",
        "Ешкім келмеді.",
        "Yo‘l ochilmadi.",
        "Yo'q, bu to'g'ri emas.",
        "Yo‘q",
        "Hech kim kelmadi.",
        "Йўл очилмади.",
        "Ҳеч ким келмади.",
        "Роҳ кушода нашуд.",
        "Ин дуруст нест.",
        "Ҳеҷ кас наомад.",
    ],
)
def test_a_word_that_denies_is_found_in_every_language(text: str) -> None:
    assert denies(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The road will reopen in May.",
        "A note was noted by the notary of Norway.",
        "The northern route was opened.",
        "Дорога откроется в мае.",
        "Нефть и небо Нидерландов.",
        "Министр нижней палаты принял бизнесменов.",
        "Жол мамырда ашылады.",
        "Yo‘l may oyida ochiladi.",
        "Masalan, almashinuv hajmi oshdi.",
        "Йўл май ойида очилади.",
        "Роҳ моҳи май кушода мешавад.",
        "Намояндагони давлатҳо омаданд.",
    ],
)
def test_what_only_looks_like_it_denies_nothing(text: str) -> None:
    assert denies(text) is False


@pytest.mark.parametrize("piece", ["n", "не", "на", "a'", "мады", "x" * 50 + " ", "‘", "other than"])
def test_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    times = []
    for length in (20_000, 80_000):
        text = (piece * (length // len(piece) + 1))[:length]
        started = time.perf_counter()
        denies(text + "!")
        times.append(time.perf_counter() - started)
    assert times[1] < 8 * times[0] + 0.05  # four times the length; sixteen times the time would be a square
