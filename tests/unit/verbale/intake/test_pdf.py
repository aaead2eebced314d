"""PDF documents: the paragraphs that a reader sees."""

import pytest

from made_documents import (
    BOLD,
    Placed,
    block,
    pdf,
    pdf_of_objects,
    pdf_with_content,
)
from verbale.intake.document import RefusedDocument
from verbale.intake.pdf import read_pdf

LEFT, TOP = 72, 740

RUSSIAN = [
    "Министр иностранных дел Казахстана провёл в пятницу перегово-",
    "ры со своим таджикским коллегой. Стороны обсудили сотрудни-",
    "чество в водной отрасли и торгово-",
    "экономические связи двух стран на ближайшие несколько лет.",
]
RUSSIAN_TEXT = (
    "Министр иностранных дел Казахстана провёл в пятницу переговоры со своим таджикским коллегой. Стороны обсудили "
    "сотрудничество в водной отрасли и торгово-экономические связи двух стран на ближайшие несколько лет."
)
KAZAKH = [
    "Қазақстан мен Тәжікстан сыртқы істер министрлері Душанбеде",
    "кездесіп, ынтымақтастық жөнінде келіссөз өткізді.",
]
TAJIK = [
    "Вазирони корҳои хориҷии ду кишвар дар шаҳри Душанбе мулоқот",
    "карда, дар бораи ҳамкорӣ дар соҳаи обу энергетика гуфтугӯ карданд.",
]


def paragraphs(*pages: list[Placed], title: str = "A title") -> tuple[str, ...]:
    return read_pdf("a.pdf", pdf(*pages, title=title)).paragraphs


def test_lines_become_paragraphs_at_larger_gaps() -> None:
    """In Cyrillic of three languages; words that were divided at the ends of lines are whole, compounds keep hyphens."""
    page = [*block(LEFT, TOP, RUSSIAN), *block(LEFT, TOP - 70, KAZAKH), *block(LEFT, TOP - 112, TAJIK)]
    assert paragraphs(page) == (RUSSIAN_TEXT, " ".join(KAZAKH), " ".join(TAJIK))


def test_lines_become_paragraphs_at_indents() -> None:
    """Where there is no space between paragraphs, the first line of each is indented."""
    page = block(
        LEFT,
        TOP,
        [
            "  The ministers of the two countries met in Dushanbe on Friday",
            "and signed a memorandum on trade. Then they spoke to the press.",
            "  The memorandum opens two border posts by the first of May.",
            "It will be in force for five years from the day of signature.",
        ],
    )
    assert paragraphs(page) == (
        "The ministers of the two countries met in Dushanbe on Friday and signed a memorandum on trade. Then they spoke "
        "to the press.",
        "The memorandum opens two border posts by the first of May. It will be in force for five years from the day of "
        "signature.",
    )


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    """Without any other sign, too; a line that had no room for the next word does not."""
    page = block(
        LEFT,
        TOP,
        [
            "The ministers of the two countries met in Dushanbe on Friday.",
            "Kazakhstan signed a memorandum.",
            "Trade between the two countries grew by 5.3 per cent in 2023.",
        ],
    )
    assert paragraphs(page) == (
        "The ministers of the two countries met in Dushanbe on Friday. Kazakhstan signed a memorandum.",
        "Trade between the two countries grew by 5.3 per cent in 2023.",
    )


def test_hyphens_at_the_ends_of_lines() -> None:
    """A small letter after one is the rest of the word; names, years and compounds used elsewhere keep theirs."""
    page = block(
        LEFT,
        TOP,
        [
            "The ministers spoke of the co-operation and of the Kazakhstan-",
            "Tajikistan dialogue on trans-boundary waters in the years 2023-",
            "2024, signed a memo-",
            "randum, and found the trans-",
            "boundary question a matter of first impor\u00ad",
            "tance, as both of them said.",
        ],
    )
    assert paragraphs(page) == (
        "The ministers spoke of the co-operation and of the Kazakhstan-Tajikistan dialogue on trans-boundary waters in "
        "the years 2023-2024, signed a memorandum, and found the trans-boundary question a matter of first importance, "
        "as both of them said.",
    )


def test_ligatures_become_letters() -> None:
    """So that the words are found and can be quoted."""
    page = block(LEFT, TOP, ["The oﬃce of the ﬁrst deputy gave a ﬂag, an aﬀair of suﬄed silk."])
    assert paragraphs(page) == ("The office of the first deputy gave a flag, an affair of suffled silk.",)


SENTENCES = [
    "The two sides spoke about water and about the power stations.",
    "Nobody left the hall before the declaration had been signed.",
    "A commission of both governments will meet in Khujand in May.",
    "The presidents will hear its report at the end of this year.",
]


def running_page(number: int, sentence: str, *, count: int = 4) -> list[Placed]:
    return [
        Placed(LEFT, 800, "Ministry of Foreign Affairs", 9),
        Placed(430, 800, f"Bulletin No. {number + 11}", 9),
        *block(LEFT, TOP, [sentence]),
        Placed(LEFT, 60, "www.mfa.example", 9),
        Placed(290, 40, f"Page {number} of {count}", 9),
    ]


def test_running_heads_and_feet_are_left_out() -> None:
    """The same words at the same height, whatever figures are in them, and the numbers of pages."""
    pages = [running_page(number, sentence) for number, sentence in enumerate(SENTENCES, start=1)]
    assert paragraphs(*pages) == tuple(SENTENCES)


def test_heads_of_even_and_odd_pages_are_left_out() -> None:
    """Each is on every other page only."""
    pages = [
        [Placed(LEFT, 800, ("Visit to Khujand", "Silk Road Wire")[number % 2]), *block(LEFT, TOP, [sentence])]
        for number, sentence in enumerate(SENTENCES)
    ]
    assert paragraphs(*pages) == tuple(SENTENCES)


def test_words_that_come_again_at_another_height_stay() -> None:
    """Or in the middle of the page."""
    first = block(LEFT, TOP, [SENTENCES[0], SENTENCES[1]], leading=30)
    second = block(LEFT, TOP - 40, [SENTENCES[0], SENTENCES[2]], leading=30)
    assert paragraphs(first, second) == (SENTENCES[0], SENTENCES[1], SENTENCES[0], SENTENCES[2])


@pytest.mark.parametrize(
    "number", ["12", "— 4 —", "- 4 -", "Page 3 of 9", "стр. 3", "3-бет", "саҳифаи 3", "3/9", "iv", "[7]", "С. 5 из 12"]
)
def test_numbers_of_pages_are_left_out(number: str) -> None:
    """On a single page, too, where nothing repeats."""
    expected = (SENTENCES[0],) if number != "саҳифаи 3" else (SENTENCES[0], number)
    assert paragraphs([*block(LEFT, TOP, [SENTENCES[0]]), Placed(290, 40, number)]) == expected


def test_figures_that_are_no_page_numbers_stay() -> None:
    """Within the page, or with words of their own."""
    page = [*block(LEFT, TOP, ["12"]), *block(LEFT, TOP - 40, [SENTENCES[0]]), *block(LEFT, 60, ["Astana, 2024"])]
    page = [Placed(LEFT, TOP + 30, "A heading of the page"), *page]
    assert paragraphs(page) == ("A heading of the page", "12", SENTENCES[0], "Astana, 2024")


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    """As its sentence does, past the page number and the running head."""
    first = [
        *block(
            LEFT, 120, ["The ministers of the two countries met in Dushanbe on Friday and", "agreed to open two border"]
        ),
        Placed(290, 40, "1"),
    ]
    second = [
        *block(LEFT, TOP, ["posts by the first of May."]),
        *block(LEFT, TOP - 40, ["A second paragraph."]),
        Placed(290, 40, "2"),
    ]
    assert paragraphs(first, second) == (
        "The ministers of the two countries met in Dushanbe on Friday and agreed to open two border posts by the first "
        "of May.",
        "A second paragraph.",
    )


def test_a_word_is_divided_by_a_page_break() -> None:
    """It is whole again."""
    first = block(LEFT, 100, ["The ministers of the two countries met and signed a memoran-"])
    second = block(LEFT, TOP, ["dum on trade."])
    assert paragraphs(first, second) == ("The ministers of the two countries met and signed a memorandum on trade.",)


def test_a_paragraph_that_ends_with_its_page_ends() -> None:
    """The next page begins another."""
    assert paragraphs(block(LEFT, 100, [SENTENCES[0]]), block(LEFT, TOP, [SENTENCES[1]])) == tuple(SENTENCES[:2])


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("Many ministers signed a paper.", ("{} Many ministers signed a paper. Then they left.", "They came again.")),
        ("Many ministers signed.", ("{} Many ministers signed.", "Then they left.", "They came again.")),
    ],
)
def test_a_justified_line_that_reaches_the_edge_goes_on(last: str, expected: tuple[str, ...]) -> None:
    """On the next page, though a sentence ends with it; the last line of a paragraph ends before the edge."""
    # The same words in another order have the same width.
    lines = ["Many ministers. signed a paper", "signed a paper. Many ministers", "a paper. signed Many ministers"]
    first = block(LEFT, 120, [*lines, last])
    second = [*block(LEFT, TOP, ["Then they left."]), *block(LEFT, TOP - 40, ["They came again."])]
    assert paragraphs(first, second) == tuple(text.format(" ".join(lines)) for text in expected)


def test_notes_at_the_foot_do_not_divide_a_paragraph() -> None:
    """They come after the paragraph that they stand under."""
    first = [
        *block(
            LEFT, 160, ["The ministers of the two countries met in Dushanbe on Friday and", "agreed to open two border"]
        ),
        *block(LEFT, 100, ["1 The agreement of 1993 on the posts at the border is meant."], size=8),
    ]
    second = block(LEFT, TOP, ["posts by the first of May."])
    assert paragraphs(first, second) == (
        "The ministers of the two countries met in Dushanbe on Friday and agreed to open two border posts by the first "
        "of May.",
        "1 The agreement of 1993 on the posts at the border is meant.",
    )


COLUMN_1 = [
    "The ministers of the two",
    "countries met in Dushanbe",
    "on Friday and signed a",
    "memorandum on trade and",
]
COLUMN_2 = [
    "water. It opens two border",
    "posts by the first of May.",
    "  Trade grew by 5.3 per cent",
    "in the year before that.",
]
COLUMN_3 = ["  A commission of both", "governments will meet in", "Khujand in the spring to", "hear what was done."]
OF_COLUMNS_1_2 = (
    "The ministers of the two countries met in Dushanbe on Friday and signed a memorandum on trade and water. It opens "
    "two border posts by the first of May.",
    "Trade grew by 5.3 per cent in the year before that.",
)
OF_COLUMN_3 = "A commission of both governments will meet in Khujand in the spring to hear what was done."


def test_two_columns_are_read_one_after_the_other() -> None:
    """Under a heading that lies across them, and above a paragraph that does; rows need not be at one height."""
    page = [
        Placed(LEFT, 780, "The ministers meet in Dushanbe and sign a paper", 18),
        *block(LEFT, TOP, COLUMN_1),
        *block(320, TOP - 5, COLUMN_2),
        *block(LEFT, TOP - 90, ["Below the columns a line lies across the whole width of the page, as it is."]),
    ]
    content = read_pdf("a.pdf", pdf(page))
    assert content.title == "The ministers meet in Dushanbe and sign a paper"
    assert content.paragraphs == (
        *OF_COLUMNS_1_2,
        "Below the columns a line lies across the whole width of the page, as it is.",
    )


def test_three_columns_are_read_one_after_the_other() -> None:
    """In newspapers."""
    page = [
        *block(40, TOP, COLUMN_1, size=9),
        *block(220, TOP, COLUMN_2, size=9),
        *block(400, TOP, COLUMN_3, size=9),
    ]
    assert paragraphs(page) == (*OF_COLUMNS_1_2, OF_COLUMN_3)


def test_rows_of_a_table_are_paragraphs() -> None:
    """Their cells have bars between, as those of web pages have."""
    rows = [("Country", "2022", "2023"), ("Kazakhstan", "1.1", "1.3"), ("Tajikistan", "0.4", "0.5")]
    page = [
        Placed(x, TOP - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((LEFT, 250, 350), row, strict=True)
    ]
    page += block(LEFT, TOP - 70, [SENTENCES[0]])
    assert paragraphs(page) == (
        "Country | 2022 | 2023",
        "Kazakhstan | 1.1 | 1.3",
        "Tajikistan | 0.4 | 0.5",
        SENTENCES[0],
    )


def test_items_of_a_list_are_paragraphs() -> None:
    """With their bullets or numbers, which stand apart from them."""
    items = [
        "two posts at the border are opened by the",
        "first of May;",
        "forty officers are trained;",
        "a road is built.",
    ]
    page = [Placed(LEFT + 20, TOP - 14 * number, item) for number, item in enumerate(items)]
    page += [Placed(LEFT, TOP - 14 * number, "•") for number in (0, 2, 3)]
    assert paragraphs(page) == (
        "• two posts at the border are opened by the first of May;",
        "• forty officers are trained;",
        "• a road is built.",
    )


def test_headings_are_paragraphs_of_their_own() -> None:
    """By the size of their letters or by their weight, without any space around them."""
    page = [
        Placed(LEFT, TOP, "Water", 11, BOLD),
        Placed(LEFT, TOP - 14, "The two sides spoke about water and the power stations on the"),
        Placed(LEFT, TOP - 28, "river, and about those that are going to be built."),
        Placed(LEFT, TOP - 44, "Trade", 14),
        Placed(LEFT, TOP - 60, "It grew by 5.3 per cent."),
    ]
    assert paragraphs(page) == (
        "Water",
        "The two sides spoke about water and the power stations on the river, and about those that are going to be built.",
        "Trade",
        "It grew by 5.3 per cent.",
    )


@pytest.mark.parametrize(
    ("property_title", "title"),
    [
        ("Talks in Khujand", "Talks in Khujand"),
        ("Microsoft Word - final_v2.docx", "Visit to Khujand: what was agreed"),
        ("untitled", "Visit to Khujand: what was agreed"),
        ("Document1", "Visit to Khujand: what was agreed"),
        ("release-2024.indd", "Visit to Khujand: what was agreed"),
        ("Âèçèò ìèíèñòðà", "Visit to Khujand: what was agreed"),
        ("", "Visit to Khujand: what was agreed"),
    ],
)
def test_the_title(property_title: str, title: str) -> None:
    """The one in the properties if it is one, else the largest heading, over its lines; it is no paragraph."""
    page = [
        *block(LEFT, 800, ["Press service"], size=13),
        *block(LEFT, 770, ["Visit to Khujand:", "what was agreed"], size=20, leading=24),
        *block(LEFT, 700, [SENTENCES[0], SENTENCES[1]]),
    ]
    content = read_pdf("a.pdf", pdf(page, title=property_title))
    assert content.title == title
    heading = ("Visit to Khujand: what was agreed",) if title == "Talks in Khujand" else ()
    assert content.paragraphs == ("Press service", *heading, f"{SENTENCES[0]} {SENTENCES[1]}")
    assert content.date is None


def test_there_may_be_no_title() -> None:
    """Where all letters are alike and the properties say nothing."""
    assert read_pdf("a.pdf", pdf(block(LEFT, TOP, [SENTENCES[0]]))).title is None


def test_pages_that_are_shown_turned_are_read() -> None:
    """Their letters lie across the page as it is stored."""
    page = [
        Placed(100, 100, "The ministers of the two countries met in Dushanbe on Friday", degrees=90),
        Placed(114, 100, "and signed a memorandum.", degrees=90),
    ]
    content = read_pdf("a.pdf", pdf(page, rotation=90))
    assert content.paragraphs == (
        "The ministers of the two countries met in Dushanbe on Friday and signed a memorandum.",
    )


def test_stamps_and_what_lies_beside_the_page_are_left_out() -> None:
    """Nobody reads them as text."""
    page = [
        *block(LEFT, TOP, [SENTENCES[0]]),
        Placed(150, 300, "DRAFT", 60, degrees=45),
        Placed(700, TOP - 14, "Beside the page."),
    ]
    assert paragraphs(page) == (SENTENCES[0],)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
SCAN = (
    CATALOGUE,
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
    b"<</Length 29>>stream\nq 600 0 0 800 0 0 cm /I Do Q  \nendstream",
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream",
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf_of_objects(*SCAN), "its pages are pictures without text"),
        (pdf([Placed(290, 40, "3")]), "its pages hold no text"),
        (pdf([Placed(72, 700, SENTENCES[0])], password="secret"), "it is encrypted with a password"),
        (b"%PDF-1.7 and then nothing", "it is damaged"),
        (pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "it is damaged"),
        (
            pdf_of_objects(
                CATALOGUE,
                b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 4/Parent 3 0 R>>",
                b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4/Parent 2 0 R>>",
            ),
            "it is damaged",
        ),
        (
            b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 1\n0000000000 65535 f \n"
            b"trailer\n<</Size 3/Root 1 0 R/Prev 52>>\nstartxref\n52\n%%EOF",
            "it is damaged",
        ),
        (
            pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>", PAGE),
            "it has 10,000 pages, where 300 are accepted",
        ),
        (pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", PAGE), "its pages hold no text"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    """With the reason in words and what to do about it."""
    with pytest.raises(RefusedDocument) as refused:
        read_pdf("a.pdf", data)
    assert refused.value.reason.startswith(reason)
    assert refused.value.remedy


def test_fonts_that_do_not_tell_their_letters_are_refused() -> None:
    """What comes out of them would be signs that nobody wrote."""
    import zlib

    content = zlib.compress(b"BT /F1 12 Tf 72 700 Td (\x01\x02\x03\x04\x05\x06\x07\x08) Tj ET")
    with pytest.raises(RefusedDocument, match="fonts do not tell"):
        read_pdf("a.pdf", pdf_with_content(content))
