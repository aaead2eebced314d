"""What is quoted with a sentence so that it does not mislead, in the five languages."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.canonical import canonical_text, paragraph_spans
from verbale.sentences import sentence_spans
from verbale.span import Span
from verbale.speech import quotation_marks
from verbale.speech.quotation_marks import ParagraphQuotations
from verbale.standing import LaidText, points_back, standing_span

LANGUAGES = ["en", "ru", "kk", "uz", "tg"]


def laid(text: str, language: str) -> LaidText:
    """The text with its sentences as an edition has them."""
    rows = [
        tuple(Span(p.start + s.start, p.start + s.end) for s in sentence_spans(p.of(text), language))
        for p in paragraph_spans(text)
    ]
    return LaidText(text, tuple(rows), language)


def quoted(text: str, language: str, paragraph: int, sentence: int, longest: int = 900) -> str:
    """The words that are quoted for a sentence."""
    return standing_span(laid(text, language), paragraph, sentence, longest).of(text)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "They will begin in October."),
        ("en", "This measure saves eleven million dollars."),
        ("en", "It was opened by the two ministers."),
        ("en", "However, the tariff stays the same."),
        ("en", "In addition, two laboratories will open."),
        ("en", "At the same time, trade grew."),
        ("en", "That is why the road was closed."),
        ("en", "But the price is open."),
        ("en", "Both parties pledged to go on."),
        ("en", "The latter will be signed in May."),
        ("en", "There the guests will open a forum."),
        ("en", "Three of them will be tested in July."),
        ("en", "In this regard, the sides will meet again."),
        ("en", "In 2024 it took three days."),
        ("en", "According to her, the average contract has grown."),
        ("ru", "Он прибыл в Душанбе во вторник."),
        ("ru", "Это позволит увеличить поставки."),
        ("ru", "Также стороны обсудили транспорт."),
        ("ru", "Кроме того, подписан протокол."),
        ("ru", "При этом тариф не изменится."),
        ("ru", "Однако вопрос остался открытым."),
        ("ru", "В свою очередь, гости поблагодарили хозяев."),
        ("ru", "По её словам, работы идут по плану."),
        ("ru", "В этой связи решено создать группу."),
        ("ru", "Самому древнему из них около двух тысяч лет."),
        ("ru", "В 2024 году он возглавил комитет."),
        ("kk", "Ол кездесуге қатысты."),
        ("kk", "Бұл былтырғыдан көп."),
        ("kk", "Сондай-ақ тараптар көлікті талқылады."),
        ("kk", "Сонымен қатар екі құжат дайындалды."),
        ("kk", "Бұдан бөлек жаңа бекет ашылады."),
        ("kk", "Оның сөзінше, жұмыс аяқталды."),
        ("uz", "U poytaxtga keldi."),
        ("uz", "Ular yangi yo‘l haqida gaplashdi."),
        ("uz", "Bu savdo hajmini oshiradi."),
        ("uz", "Shuningdek, tomonlar suv masalasini ko‘rib chiqdi."),
        ("uz", "Bundan tashqari, ikki hujjat imzolandi."),
        ("uz", "Унинг сўзларига кўра, иш тугади."),
        ("uz", "Шунингдек, томонлар сув масаласини кўриб чиқди."),
        ("tg", "Ӯ ба Душанбе омад."),
        ("tg", "Онҳо дар бораи роҳ сӯҳбат карданд."),
        ("tg", "Ин имкон медиҳад, ки савдо афзояд."),
        ("tg", "Инчунин ҷонибҳо масъалаи обро баррасӣ карданд."),
        ("tg", "Ҳамчунин ду ҳуҷҷат имзо шуд."),
        ("tg", "Ғайр аз ин, озмоишгоҳ кушода мешавад."),
        ("tg", "Ба гуфтаи ӯ, кор анҷом ёфт."),
    ],
)
def test_a_sentence_that_points_back_needs_what_came_before(language: str, sentence: str) -> None:
    """Pronouns, demonstratives and connectives have their referents in the sentence before."""
    assert points_back(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It is expected that the terminal will open in May."),
        ("en", "It is important to go on."),
        ("en", "It was reported that trade grew."),
        ("en", "It should be noted that the price is fixed."),
        ("en", "There are eight posts on the river."),
        ("en", "This week the ministers meet in Astana."),
        ("en", "This year trade grew by 9%."),
        ("en", "This visit lasts three days."),
        ("en", "These talks were the fifth."),
        ("en", "Both Kazakhstan and Tajikistan will take part."),
        ("en", "In January the minister said that it would open."),
        ("en", "As part of his visit, Minister Seitkali laid a wreath."),
        ("en", "Italy will send experts."),
        ("ru", "В этом году торговля выросла."),
        ("ru", "Этой весной откроется станция."),
        ("ru", "Этот визит стал пятым."),
        ("ru", "Они́кс — камень."),
        ("ru", "Стороны договорились о поставках."),
        ("kk", "Осы аптада министрлер кездеседі."),
        ("kk", "Бұл сапар үш күнге созылады."),
        ("kk", "Тараптар келісті."),
        ("uz", "Shu yil savdo o‘sdi."),
        ("uz", "Ushbu tashrif uch kun davom etadi."),
        ("uz", "Ulug‘bek Karimov forumni ochdi."),
        ("tg", "Ин ҳафта вазирон мулоқот мекунанд."),
        ("tg", "Ин сафар се рӯз давом мекунад."),
        ("tg", "Ҷонибҳо созиш карданд."),
    ],
)
def test_a_sentence_that_points_at_nothing_stands_alone(language: str, sentence: str) -> None:
    """The event of the briefing, the time of the day and the impersonal "it" need no explanation."""
    assert not points_back(sentence, language)


TALKS = "The sides agreed on a terminal. It will have 14 lanes. Also, it will work at night. Moreover, it is cheap."


def test_two_sentences_back_are_enough() -> None:
    """The last of four sentences that hang together is quoted with two of the others."""
    assert quoted(TALKS, "en", 0, 3) == "It will have 14 lanes. Also, it will work at night. Moreover, it is cheap."


def test_nothing_more_is_taken_than_stands_alone() -> None:
    """The sentence before stands alone, so it is the only one that is added."""
    assert quoted(TALKS, "en", 0, 1) == "The sides agreed on a terminal. It will have 14 lanes."


def test_what_does_not_fit_is_left_out() -> None:
    """A sentence longer than the limit is still quoted whole."""
    assert quoted(TALKS, "en", 0, 1, longest=30) == "It will have 14 lanes."
    assert quoted(TALKS, "en", 0, 0, longest=5) == "The sides agreed on a terminal."


def test_only_a_person_is_looked_for_in_the_paragraph_before() -> None:
    """A connective at the beginning of a paragraph may refer to all of the paragraph before; one sentence says little."""
    text = "Министр прибыл утром.\n\nОн провёл переговоры.\n\nТакже подписан протокол."
    assert quoted(text, "ru", 1, 0) == "Министр прибыл утром.\n\nОн провёл переговоры."
    assert quoted(text, "ru", 2, 0) == "Также подписан протокол."


QUOTATION = "The hosts met us well. “We came for two days. We stay for three. We leave with much.”"


@pytest.mark.parametrize("sentence", [1, 2, 3])
def test_a_sentence_inside_a_quotation_is_quoted_with_its_marks(sentence: int) -> None:
    """From the opening to the closing mark."""
    assert quoted(QUOTATION, "en", 0, sentence) == "“We came for two days. We stay for three. We leave with much.”"


def test_one_side_of_a_quotation_is_better_than_none() -> None:
    """If all of it is too long, the part from its opening mark shows that it is one."""
    assert quoted(QUOTATION, "en", 0, 2, longest=50) == "“We came for two days. We stay for three."


@pytest.mark.parametrize("paragraph", [0, 1, 2])
def test_a_quotation_of_several_paragraphs_is_one(paragraph: int) -> None:
    """Each of its paragraphs opens with a mark, only the last one closes."""
    text = "«Мы приехали на два дня.\n\n«Мы остаёмся на три.\n\n«Мы уезжаем с тремя договорами», — сказал министр.\n\nКонец."
    assert quoted(text, "ru", paragraph, 0) == text.removesuffix("\n\nКонец.")


LIST = "The programme includes:\n\n- talks in Astana;\n\n- a visit to Shymkent;\n\na concert.\n\nThe guests leave on Friday."


def test_a_colon_takes_its_list() -> None:
    """With the last item, which has neither a dash nor a semicolon, but not with what follows."""
    assert quoted(LIST, "en", 0, 0) == LIST.removesuffix("\n\nThe guests leave on Friday.")


def test_a_long_list_is_cut_after_an_item() -> None:
    """As many items as fit are quoted."""
    assert quoted(LIST, "en", 0, 0, longest=60) == "The programme includes:\n\n- talks in Astana;"


def test_an_item_is_quoted_with_its_introduction() -> None:
    """From the sentence with the colon; alone, if that does not fit."""
    assert quoted(LIST, "en", 2, 0) == "The programme includes:\n\n- talks in Astana;\n\n- a visit to Shymkent;"
    assert quoted(LIST, "en", 2, 0, longest=40) == "- a visit to Shymkent;"


def test_a_colon_takes_the_quotation_that_follows_as_a_paragraph() -> None:
    """And nothing after it."""
    text = "Министр сказал:\n\n«Дорога открыта. Мы рады».\n\nПереговоры продолжаются."
    assert quoted(text, "ru", 0, 0) == "Министр сказал:\n\n«Дорога открыта. Мы рады»."


def test_figures_at_the_beginning_are_no_items() -> None:
    """A paragraph that begins with a year or a decimal does not belong to a list."""
    text = "The figures are as follows:\n\n2.5 million tonnes passed.\n\n2026 will be better."
    assert quoted(text, "en", 0, 0) == "The figures are as follows:"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"The bridge is ready." This was said by the minister.'),
        ("ru", "«Мост готов к открытию». Об этом заявил министр."),
        ("kk", "«Көпір ашылуға дайын». Бұл туралы министр мәлімдеді."),
        ("uz", "«Ko‘prik ochilishga tayyor». Bu haqda vazir ma’lum qildi."),
        ("tg", "«Пул омода аст». Дар ин бора вазир хабар дод."),
    ],
)
def test_a_quotation_takes_the_sentence_that_says_whose_it_is(language: str, text: str) -> None:
    """Speech without its speaker would be anybody's."""
    assert quoted(text, language, 0, 0) == text


def test_a_quotation_that_names_its_speaker_takes_nothing() -> None:
    """The next sentence says something else."""
    text = "«Мост готов», — заявил министр. Об этом сообщает агентство."
    assert quoted(text, "ru", 0, 0) == "«Мост готов», — заявил министр."


PIECES = st.sampled_from(
    [
        "He said. ", "It is so: ", "«", "»", "“", "”", '"', "- item; ", "1) item; ", "\n\n", "Он сказал. ", "Бұл ", "Also, ",
        "Конец. ", "(a) ", ":", ";", ".", "! ", "This was said. ", "— деді ол. ", "U keldi. ", "Ӯ гуфт. ", "Nurlan Serik ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(), st.sampled_from(LANGUAGES), st.integers(0, 300))
def test_the_span_holds_the_sentence_and_whole_sentences(raw: str, language: str, longest: int) -> None:
    """It is within the limit unless the sentence itself is not; it begins and ends where sentences do."""
    text = laid(canonical_text(raw), language)
    flat = [sentence for row in text.sentences for sentence in row]
    for paragraph, row in enumerate(text.sentences):
        for index, sentence in enumerate(row):
            span = standing_span(text, paragraph, index, longest)
            assert span.start <= sentence.start
            assert sentence.end <= span.end
            assert span.start in {one.start for one in flat}
            assert span.end in {one.end for one in flat}
            assert len(span) <= max(longest, len(sentence))


def calls_in(action: Callable[[], object]) -> int:
    """How many functions are called while ``action`` runs: a measure of work that no other process disturbs."""
    count = 0

    def tell(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tell)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def all_spans(edition: LaidText) -> list[Span]:
    """What is quoted for each sentence of an edition."""
    return [standing_span(edition, paragraph, index, 900) for paragraph, index in edition.places]


HOSTILE = [
    "«a. ", "«Aa bb. Cc dd.» ", '"Aa. ', "(a. ", "Aa bb: ", "Он. ", "a;\n\n", "«Aa bb\n\n", "“Aa. Bb.\n\n", "- a:\n\n",
    "АА ББ. ", "«A» «b» c. ", "«««Aa. ", "«Aa. Bb»\n\nОб этом заявил министр.\n\n",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_longer_edition_is_no_more_work_for_each_sentence(hostile: str) -> None:
    """Marks without partners, endless lists and endless paragraphs are looked at once, and only as far as they fit."""
    short, long = (laid(canonical_text(hostile * count), "ru") for count in (250, 1000))
    work = calls_in(lambda: all_spans(short)), calls_in(lambda: all_spans(long))
    assert work[1] < 6 * work[0]


class Compared(int):
    """A number that counts how often it is compared."""

    comparisons = 0

    def __eq__(self, other: object) -> bool:
        Compared.comparisons += 1
        return super().__eq__(other)

    __hash__ = int.__hash__


def test_a_sentence_is_not_searched_for() -> None:
    """Its place among the sentences of the edition is calculated, not looked up in all of them."""
    edition = laid("\n\n".join(["Aa bb. Cc dd."] * 500), "en")
    assert standing_span(edition, Compared(499), Compared(1), 900) == edition.sentences[499][1]
    assert Compared.comparisons < 10


def test_quotations_of_a_paragraph_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many of its sentences are asked about."""
    looked_at = []

    def quotations_of(text: str, paragraph: Span) -> ParagraphQuotations:
        looked_at.append(paragraph)
        return quotation_marks.quotations_of(text, paragraph)

    monkeypatch.setattr("verbale.standing.quotations_of", quotations_of)
    edition = laid(canonical_text("“Aa. Bb.” Cc. " * 50 + "\n\n" + "«Dd. Ee. " * 50), "en")
    all_spans(edition)
    assert sorted(looked_at) == [edition.paragraph(0), edition.paragraph(1)]


def test_the_middle_of_a_long_paragraph_is_quoted_as_that_of_a_short_one() -> None:
    """The sentence, found among ten thousand, takes the one before it that it points at."""
    edition = laid("The road is open. It has two lanes. " * 5000, "en")
    span = standing_span(edition, 0, 6001, 900)
    assert span == Span(edition.sentences[0][6000].start, edition.sentences[0][6001].end)
    assert span.of(edition.text) == "The road is open. It has two lanes."


def test_a_sentence_without_blanks_is_its_own_span() -> None:
    """However long it is."""
    assert standing_span(laid("«a" * 300_000, "ru"), 0, 0, 900) == Span(0, 600_000)


@pytest.mark.parametrize(("paragraph", "sentence"), [(0, 2), (1, 0), (0, -1), (-1, 0)])
def test_there_must_be_such_a_sentence(paragraph: int, sentence: int) -> None:
    """Numbers that count from the end, or past it, are refused."""
    with pytest.raises(IndexError):
        standing_span(laid("Aa bb. Cc dd.", "en"), paragraph, sentence, 900)
