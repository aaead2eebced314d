"""Plain text: paragraphs, wrapped lines, divided words and titles."""

from verbale.intake.plain_text import read_plain_text

WRAPPED = """The foreign ministers of Kazakhstan and Tajikistan met in Dushanbe on
Thursday and discussed trade, water and the training of young
diplomats. The talks lasted three hours.

The Kazakh side reported that the road between the two capitals would
be finished by 2026, and that forty buses had been handed over.
"""


def test_a_line_is_a_paragraph_where_lines_are_not_broken() -> None:
    """Articles copied from a browser have one paragraph a line and no empty lines."""
    text = (
        "The foreign ministers met in Dushanbe on Thursday and signed a programme of cooperation.\n"
        "“We are glad,” said the minister of Tajikistan.\n"
        "Trade grew by 5.3 percent. It reached $1.2bn.\n"
        "Share\n"
    )
    content = read_plain_text(text)
    assert content.title is None
    assert content.paragraphs == tuple(text.splitlines())


def test_lines_broken_at_a_width_are_joined() -> None:
    """An empty line separates paragraphs there, a line break is a blank."""
    paragraphs = read_plain_text(WRAPPED).paragraphs
    assert paragraphs == (
        " ".join(WRAPPED.splitlines()[:3]),
        " ".join(WRAPPED.splitlines()[4:]),
    )


def test_an_indent_begins_a_paragraph_in_wrapped_text() -> None:
    """Some offices indent instead of leaving a line empty."""
    text = (
        "  The ministers met in the city of Dushanbe and\nspoke of trade.\n  They signed a programme and\nwent home.\n"
    )
    assert read_plain_text(text).paragraphs == (
        "The ministers met in the city of Dushanbe and spoke of trade.",
        "They signed a programme and went home.",
    )


def test_a_short_line_at_a_sentence_end_ends_a_wrapped_paragraph() -> None:
    """Without empty lines and indents, that is what is left to tell paragraphs apart."""
    text = (
        "The foreign ministers of the two neighbouring countries met in the city of\n"
        "Dushanbe and spoke of trade.\n"
        "The leaders of the two neighbouring countries will meet in the summer, if\n"
        "nothing comes in between.\n"
    )
    assert len(read_plain_text(text).paragraphs) == 2


def test_divided_words_are_whole_again() -> None:
    """сотрудни-чество loses the hyphen of the line end, торгово-экономический and Kazakh-Tajik keep their own."""
    text = (
        "Стороны обсудили сотрудни-\nчество двух стран и торгово-\nэкономические связи, а также казахстанско-\n"
        "таджикские проекты и под\u00ad\nготовку кадров, что важно для обеих\nстран региона.\n"
    )
    assert read_plain_text(text).paragraphs == (
        (
            "Стороны обсудили сотрудничество двух стран и торгово-экономические связи, а также "
            "казахстанско-таджикские проекты и подготовку кадров, что важно для обеих стран региона."
        ),
    )


def test_a_word_written_with_a_hyphen_elsewhere_keeps_it() -> None:
    """The text itself tells how it writes the word."""
    text = "The two sides agreed on a follow-up visit, and this follow-\nup visit will take place in the\nspring.\n"
    assert "this follow-up visit will" in read_plain_text(text).paragraphs[0]


def test_items_of_a_list_are_paragraphs() -> None:
    """Also in a wrapped text."""
    text = WRAPPED + "\nThe sides agreed:\n- on roads;\n- on water and the sharing of its\n  cost;\n- on schools.\n"
    assert read_plain_text(text).paragraphs[2:] == (
        "The sides agreed:",
        "- on roads;",
        "- on water and the sharing of its cost;",
        "- on schools.",
    )


def test_a_short_first_line_is_the_title() -> None:
    """It stands apart, or is far shorter than the text under it, and is no sentence."""
    assert read_plain_text("Visit to Dushanbe\n\nThe ministers met.").title == "Visit to Dushanbe"
    long = "The ministers met in Dushanbe and signed a programme of cooperation for three years."
    content = read_plain_text(f"Visit to Dushanbe\n{long}\n{long}")
    assert (content.title, content.paragraphs) == ("Visit to Dushanbe", (long, long))


def test_a_first_sentence_is_no_title() -> None:
    """A full stop ends it."""
    content = read_plain_text("The ministers met.\n\nThey signed a programme.")
    assert (content.title, content.paragraphs) == (None, ("The ministers met.", "They signed a programme."))


def test_windows_and_old_mac_line_ends() -> None:
    """They separate as line feeds do."""
    assert read_plain_text("One.\r\n\r\nTwo.\r\rThree.").paragraphs == ("One.", "Two.", "Three.")
