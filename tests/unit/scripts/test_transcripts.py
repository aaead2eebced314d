import re
from html import unescape

import pytest
from scripts.transcripts.page import colour_of, page
from scripts.transcripts.picture import Bubble, Label, Offered, Picture, Replied, Screen
from scripts.transcripts.rich_text import GAP, SIGNS, plain, rich

from botapi.entities import Entity
from botapi.utf16 import utf16_length

HOSTILE = "<script>alert(\"&amp;')</script>"
QUOTED = '<span class="quote">'
LINKED = '<span class="link">'


def _drawn(*bubbles: Bubble, shows_names: bool = False) -> str:
    return page(Picture("talk", (Screen("Verbale", "bot", bubbles, shows_names=shows_names),)))


def test_an_entity_covers_the_characters_that_its_utf16_units_name() -> None:
    text = "🙂🙂 Қаражат 60%"
    bold = Entity("bold", utf16_length("🙂🙂 "), utf16_length("Қаражат"))
    assert bold.offset == 5
    assert rich(text, [bold]) == "🙂🙂 <b>Қаражат</b> 60%"


@pytest.mark.parametrize(
    ("kind", "opening", "closing"),
    [
        ("bold", "<b>", "</b>"),
        ("italic", "<i>", "</i>"),
        ("underline", "<u>", "</u>"),
        ("strikethrough", "<s>", "</s>"),
        ("code", "<code>", "</code>"),
        ("pre", "<code>", "</code>"),
        ("blockquote", QUOTED, "</span>"),
        ("expandable_blockquote", QUOTED, "</span>"),
        ("text_link", LINKED, "</span>"),
        ("mention", LINKED, "</span>"),
        ("bot_command", LINKED, "</span>"),
        ("spoiler", '<span class="spoiler">', "</span>"),
        ("phone_number", "", ""),
    ],
)
def test_every_kind_of_entity_has_its_element_and_an_unknown_one_none(kind: str, opening: str, closing: str) -> None:
    assert rich("a bc d", [Entity(kind, 2, 2)]) == f"a {opening}bc{closing} d"


def test_entities_within_entities_are_elements_within_elements_in_whatever_order_they_come() -> None:
    text = "worth $420mn."
    entities = [Entity("underline", 7, 3), Entity("blockquote", 0, 13), Entity("bold", 6, 6)]
    expected = f"{QUOTED}worth <b>$<u>420</u>mn</b>.</span>"
    assert rich(text, entities) == expected
    assert rich(text, entities[::-1]) == expected


def test_entities_of_one_stretch_are_closed_in_the_order_that_html_wants() -> None:
    assert rich("ab", [Entity("bold", 0, 2), Entity("italic", 0, 2)]) == "<b><i>ab</i></b>"


def test_entities_that_only_overlap_are_cut_so_that_no_element_crosses_another() -> None:
    assert rich("abc", [Entity("bold", 0, 2), Entity("italic", 1, 2)]) == "<b>a<i>b</i></b><i>c</i>"


def test_neighbours_of_one_kind_stay_two_elements() -> None:
    entities = [Entity("blockquote", 0, 1), Entity("blockquote", 1, 1)]
    assert rich("ab", entities) == f"{QUOTED}a</span>{QUOTED}b</span>"


def test_the_line_break_behind_a_quotation_is_its_own_line_and_shown_once() -> None:
    assert rich("ab\n— Talks", [Entity("blockquote", 0, 2)]) == f"{QUOTED}ab</span>— Talks"
    assert rich("ab\n— Talks", [Entity("bold", 0, 2)]) == "<b>ab</b>\n— Talks"


def test_an_empty_line_is_a_gap_and_a_single_break_stays() -> None:
    assert rich("a\n\nb\nc", []) == f"a{GAP}b\nc"


def test_a_text_is_escaped_within_its_entities_and_outside_of_them() -> None:
    drawn = rich("<a> & <b>", [Entity("bold", 0, 3)])
    assert drawn == "<b>&lt;a&gt;</b> &amp; &lt;b&gt;"


def test_an_empty_text_is_empty() -> None:
    assert rich("", []) == ""


def test_taking_the_elements_away_leaves_the_text() -> None:
    text = "«Бұрын әр тарап» & 👨‍👩‍👧 <5%> 🙂"
    entities = [Entity("bold", 1, 5), Entity("text_link", 8, 9, url="https://press.example"), Entity("italic", 10, 3)]
    assert unescape(re.sub(r"<[^>]*>", "", rich(text, entities))) == text


def test_thumbs_are_drawn_because_not_every_machine_has_letters_for_them() -> None:
    assert plain("👍 or 👎") == f"{SIGNS['👍']} or {SIGNS['👎']}"
    assert "👍" not in _drawn(Bubble("Verbale", "", "09:41", rows=((Label("👍"), Label("👎")),)))


def test_no_text_of_a_picture_can_become_markup() -> None:
    bubble = Bubble(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        rows=((Label(HOSTILE),),),
        replied=Replied(HOSTILE, HOSTILE),
        via=HOSTILE,
        entities=(Entity("text_link", 0, 4, url=f'">{HOSTILE}'),),
    )
    screen = Screen(HOSTILE, HOSTILE, (bubble,), shows_names=True, typed=HOSTILE, offered=(Offered(HOSTILE, HOSTILE),))
    drawn = page(Picture(HOSTILE, (screen,), language='en"><script>'))
    assert "<script" not in drawn
    # The page's title, two of the screen, seven of the message whose text is cut in two by a link, and three below.
    assert drawn.count("alert(&quot;&amp;amp;&#x27;)") == 13


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    link = Entity("text_link", 0, 6, url="https://press.example/talks")
    drawn = _drawn(Bubble("Verbale", "Source", "09:41", entities=(link,), rows=((Label("Source", opens=True),),)))
    for wanted in ("http", "url(", "src=", "href=", "@import", "<script", "<link"):
        assert wanted not in drawn


def test_the_language_of_the_picture_is_that_of_the_page() -> None:
    assert '<html lang="kk">' in page(Picture("talk", (), language="kk"))


def test_messages_of_who_looks_stand_on_their_own_side() -> None:
    drawn = _drawn(Bubble("Dana", "How much?", "09:41", own=True), Bubble("Verbale", "5%", "09:42"))
    assert re.findall(r'<div class="(said[^"]*)">', drawn) == ["said own", "said"]
    assert re.findall(r'<div class="text">([^<]*)<span class="time">([^<]*)</span>', drawn) == [
        ("How much?", "09:41"),
        ("5%", "09:42"),
    ]


def test_names_are_shown_in_rooms_of_everybody_else_only() -> None:
    bubbles = (Bubble("Malika", "When?", "09:41"), Bubble("Laylo", "At seven.", "09:42", own=True))
    names = r'<div class="who" style="color:(#\w+)">(\w+)</div>'
    assert re.findall(names, _drawn(*bubbles, shows_names=True)) == [(colour_of("Malika"), "Malika")]
    assert re.findall(names, _drawn(*bubbles)) == []


def test_a_reply_shows_who_and_the_first_line_of_what_is_answered() -> None:
    drawn = _drawn(Bubble("Verbale", "5%", "09:41", replied=Replied("Dana", "How much?\nI forgot.")))
    assert '<div class="replied"><b>Dana</b><span>How much?</span></div>' in drawn
    assert "I forgot" not in drawn


def test_buttons_keep_their_rows_and_show_which_was_pressed_and_which_leads_away() -> None:
    rows = ((Label("More"), Label("Context", pressed=True), Label("Source", opens=True)), (Label("Back"),))
    drawn = _drawn(Bubble("Verbale", "5%", "09:41", rows=rows))
    found = [
        re.findall(r'<div class="(button[^"]*)">(\w+)(<svg class="away")?', row)
        for row in drawn.split('<div class="row">')[1:]
    ]
    assert found == [
        [("button", "More", ""), ("button pressed", "Context", ""), ("button", "Source", '<svg class="away"')],
        [("button", "Back", "")],
    ]


def test_a_quotation_sent_inline_says_by_way_of_whom() -> None:
    own = Bubble("Farida", "5%", "09:41", own=True, via="@verbale_bot")
    assert '<div class="via">via @verbale_bot</div>' in _drawn(own, shows_names=True)
    other = Bubble("Farida", "5%", "09:41", via="@verbale_bot")
    assert 'Farida <small class="via">via @verbale_bot</small></div>' in _drawn(other, shows_names=True)


def test_the_list_over_the_field_and_what_is_typed_are_shown_in_order() -> None:
    offered = (Offered("Talks", "15 April", chosen=True), Offered("Forum", "16 April"))
    drawn = page(Picture("inline", (Screen("Desk", "2 members", (), typed="@verbale_bot trains", offered=offered),)))
    assert re.findall(r'<div class="(offer[ "][^>]*)>.*?<b>(\w+)</b><p>([^<]*)</p>', drawn) == [
        ('offer chosen"', "Talks", "15 April"),
        ('offer"', "Forum", "16 April"),
    ]
    assert drawn.index("16 April") < drawn.index('<div class="field">@verbale_bot trains<i></i></div>')


def test_screens_stand_side_by_side_in_their_order() -> None:
    drawn = page(Picture("talk", (Screen("First", "bot", ()), Screen("Second", "bot", ()))))
    assert re.findall(r'<section class="screen">.*?<b>(\w+)</b>', drawn) == ["First", "Second"]


def test_a_name_has_the_same_colour_on_every_picture() -> None:
    colours = [colour_of(name) for name in ("Verbale", "Timur", "Malika", "Аружан", "")]
    assert colours == ["#2f8f93", "#c0812c", "#8a63b8", "#3d86c6", "#3d86c6"]
