from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import ARRIVAL, edition
from verbale.alignment import Counterpart, changed_span, word_changes
from verbale.canonical import canonical_text
from verbale.edition import Edition
from verbale.span import Span

ROAD = "He said that the road over the Anzob pass would reopen in May."
MET = "It was met at the airport by the Deputy Minister of Transport, Farrukh Saidov."
OLD = edition()


def _new(old: str, new: str) -> Edition:
    assert old in OLD.text
    return edition(ARRIVAL.replace(old, new), number=2)


def _after(new: Edition, words: str, old: Edition = OLD) -> tuple[list[str], bool]:
    start = old.text.index(words)
    found = changed_span(old, new, Span(start, start + len(words)), "en")
    return [span.of(new.text) for span in found.spans], found.is_unchanged


def test_a_passage_of_an_unchanged_text_is_the_same_place() -> None:
    assert changed_span(OLD, OLD, Span(5, 300), "en") == Counterpart((Span(5, 300),), is_unchanged=True)


def test_a_passage_is_unchanged_where_only_its_neighbour_changed() -> None:
    assert _after(_new("$2 billion by 2030", "$3 billion by 2035"), ROAD) == ([ROAD], True)
    assert _after(_new(MET, "Nobody met it."), ROAD) == ([ROAD], True)


def test_a_changed_sentence_is_replaced_by_its_new_wording() -> None:
    june = ROAD.replace("May", "June")
    assert _after(_new(ROAD, june), ROAD) == ([june], False)


def test_a_part_of_a_sentence_is_found_as_that_part_where_another_part_changed() -> None:
    new = _new("in May", "in June")
    assert _after(new, "the road over the Anzob pass") == (["the road over the Anzob pass"], True)


def test_a_part_that_changed_is_replaced_by_the_whole_sentence() -> None:
    june = ROAD.replace("May", "June")
    assert _after(_new("in May", "in June"), "reopen in May") == ([june], False)


def test_words_that_stand_elsewhere_are_no_proof_that_the_passage_stayed() -> None:
    old = edition("Talks were held in May. The road over the pass reopens in May, he said.")
    new = edition("Talks were held in May. The road over the pass reopens in June, he said.", number=2)
    start = old.text.rindex("in May")
    found = changed_span(old, new, Span(start, start + len("in May")), "en")
    assert [span.of(new.text) for span in found.spans] == ["The road over the pass reopens in June, he said."]
    assert not found.is_unchanged


def test_a_deleted_sentence_is_gone() -> None:
    found = _after(_new(f" {ROAD}", ""), ROAD)
    assert found == ([], False)
    assert changed_span(OLD, edition("Quite another text.", number=2), Span(0, 20), "en").is_gone


def test_a_sentence_that_was_moved_is_unchanged() -> None:
    new = edition(f"{ROAD}\n\n" + ARRIVAL.replace(f" {ROAD}", ""), number=2)
    assert _after(new, ROAD) == ([ROAD], True)


def test_other_paragraphs_are_no_other_words() -> None:
    both = f"{MET} {ROAD}"
    new = _new(both, f"{MET}\n\n{ROAD}")
    assert _after(new, both) == ([f"{MET}\n\n{ROAD}"], True)


def test_a_sentence_that_became_two_is_replaced_by_both() -> None:
    old = edition("The sides signed the water agreement and they opened the border crossing at Sarazm. Trade grew.")
    new = edition(
        "The sides signed the water agreement. They opened the border crossing at Sarazm. Trade grew.", number=2
    )
    found = changed_span(old, new, Span(0, old.text.index(" Trade")), "en")
    assert [span.of(new.text) for span in found.spans] == [new.text[: new.text.index(" Trade")]]
    assert not found.is_unchanged


def test_two_sentences_that_became_one_are_each_replaced_by_it() -> None:
    old = edition("The sides signed the water agreement. They opened the border crossing at Sarazm.")
    new = edition("The sides signed the water agreement and they opened the border crossing at Sarazm.", number=2)
    for words in ("The sides signed the water agreement.", "They opened the border crossing at Sarazm."):
        start = old.text.index(words)
        found = changed_span(old, new, Span(start, start + len(words)), "en")
        assert [span.of(new.text) for span in found.spans] == [new.text]


def test_what_was_put_between_two_sentences_changes_the_passage_of_both() -> None:
    new = _new(ROAD, f"A band played. {ROAD}")
    assert _after(new, f"{MET} {ROAD}") == ([MET, ROAD], False)


def test_a_sentence_is_not_replaced_by_one_that_says_anew_what_another_said() -> None:
    old = edition("The sides signed 12 documents on trade and transport. The sides signed 7 documents on water.")
    new = edition("The sides signed 13 documents on trade and transport.", number=2)
    start = old.text.index("The sides signed 7")
    assert changed_span(old, new, Span(start, len(old.text)), "en").is_gone


def test_it_reads_cyrillic_and_emoji_alike() -> None:
    old = edition("🇰🇿 Дорога откроется в мае. Торговля выросла на 5%.")
    new = edition("🇰🇿🇹🇯 Дорога откроется в июне. Торговля выросла на 6%.", number=2)
    found = changed_span(old, new, Span(0, old.text.index(" Торговля")), "ru")
    assert [span.of(new.text) for span in found.spans] == ["🇰🇿🇹🇯 Дорога откроется в июне."]


@pytest.mark.parametrize("span", [Span(3, 3), Span(0, 10_000)])
def test_a_span_that_holds_nothing_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="No passage of edition 1"):
        changed_span(OLD, OLD, span, "en")


SENTENCES = st.lists(
    st.sampled_from(
        ["The road reopens in May.", "Trade grew by 5%.", "Дорога откроется!", "A tree was planted; so.", "\n\n"]
    ),
    max_size=8,
)


@given(SENTENCES.filter(lambda one: bool(canonical_text(" ".join(one)))), SENTENCES, st.data())
def test_counterparts_lie_in_the_new_text_apart_and_in_order(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    before, after = edition(" ".join(old)), edition(" ".join(new), number=2)
    start = data.draw(st.integers(0, len(before.text) - 1))
    end = data.draw(st.integers(start + 1, len(before.text)))
    span = Span(start, end)
    found = changed_span(before, after, span, "en")
    assert all(one.end < other.start for one, other in pairwise(found.spans))
    assert all(0 <= one.start < one.end <= len(after.text) for one in found.spans)
    if found.is_unchanged:
        assert found.spans[0].of(after.text).split() == span.of(before.text).split()
    same = changed_span(before, before, span, "en")
    if span.of(before.text).strip() == span.of(before.text):
        assert same == Counterpart((span,), is_unchanged=True)


def _changed_words(old: str, new: str) -> tuple[list[str], list[str]]:
    removed, added = word_changes(old, new)
    return [span.of(old) for span in removed], [span.of(new) for span in added]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        (ROAD, ROAD.replace("May", "June"), ["May"], ["June"]),
        ("to $1.1 billion", "to $1.2 billion", ["1.1"], ["1.2"]),
        ("by 5% in all", "by 6% in all", ["5%"], ["6%"]),
        ("by 5 % in all", "by 15 % in all", ["5 %"], ["15 %"]),
        ("the new road opens", "the road opens", ["new "], []),
        ("the road opens", "the road opens again", [], [" again"]),
        ("Oʻzbekiston va Qozogʻiston", "Oʻzbekiston va Qirgʻiziston", ["Qozogʻiston"], ["Qirgʻiziston"]),
        ("Flags 🇺🇿 fly", "Flags 🇺🇸 fly", ["🇺🇿"], ["🇺🇸"]),
        ("", "all new", [], ["all new"]),
        ("all old", "", ["all old"], []),
        ("", "", [], []),
    ],
)
def test_words_and_numbers_change_as_wholes(old: str, new: str, removed: list[str], added: list[str]) -> None:
    assert _changed_words(old, new) == (removed, added)


def test_a_lone_small_word_between_two_changes_is_changed_with_them() -> None:
    old, new = "The Minister of Energy spoke at length.", "The Head of State spoke at length."
    assert _changed_words(old, new) == (["Minister of Energy"], ["Head of State"])


def _kept(text: str, changes: list[Span]) -> str:
    at, kept = 0, ""
    for span in changes:
        assert at <= span.start < span.end <= len(text)
        kept, at = kept + text[at : span.start], span.end
    return kept + text[at:]


WORDS = st.lists(
    st.sampled_from([*["аб", "x.", "5%", "1.5", "“May”", "\n\n", "🇺🇿", "👩\u200d👩", ","], " ", "  "]), max_size=14
).map("".join)


@given(st.one_of(WORDS, st.text(max_size=40)), st.one_of(WORDS, st.text(max_size=40)))
def test_what_is_kept_is_the_same_in_both_texts(old: str, new: str) -> None:
    removed, added = word_changes(old, new)
    assert _kept(old, removed) == _kept(new, added)


@given(st.one_of(WORDS, st.text(max_size=60)))
def test_an_unchanged_text_has_no_changes(text: str) -> None:
    assert word_changes(text, text) == ([], [])
