from pathlib import Path

import numpy as np
import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Turn
from verbale.quote import Quote
from verbale_index.retrieval import FAVOURED_DEPTH, OTHER_LANGUAGE_WEIGHT, SAME_LANGUAGE_WEIGHT, Found, find

MET = ARRIVAL.split("\n\n")[1]
ABOUT_SAIDOV = "Кто такой Фаррух Саидов?"


def _quotes(found: Found) -> list[Quote]:
    passages = found.view.generation.passages
    return [passages.paragraph_quote(row) for row in found.rows.tolist()]


def _near(number: int) -> str:
    return f"When will the road over the pass reopen, asked visitor number {number} of the ministry of roads?"


@pytest.fixture
def many(library: Library) -> Library:
    """Two hundred paragraphs that are nearer to a question about the road than those of the quiet briefing."""
    library.add("loud", "\n\n".join(map(_near, range(200))))
    library.add("quiet", "Snow closed it.\n\nCattle and grain crossed the border at Panjakent.")
    library.build()
    return library


def test_a_name_is_found_in_another_script(library: Library) -> None:
    """The encoder knows no meaning and shares no letters: the keywords alone find the paragraph."""
    library.add("arrival", ARRIVAL)
    library.add("other", "\n\n".join(f"Paragraph {n} tells of wheat, cotton, wool and silk." for n in range(50)))
    library.build()
    found = find(library.asked(ABOUT_SAIDOV), library.view(), depth=1)
    assert len(found.rows) == 2  # one by meaning, one by keywords
    by_keywords = _quotes(found)[int(np.argmax(found.keywords))]
    assert library.texts([by_keywords]) == [MET]
    assert float(found.keywords.min()) < 0.1 < float(found.keywords.max())


def test_what_is_favoured_is_found_however_much_is_nearer(many: Library) -> None:
    asked, view = many.asked("When will the road over the pass reopen?"), many.view()
    plain = find(asked, view)
    assert {quote.briefing for quote in _quotes(plain)} == {"loud"}
    assert not plain.favoured.any()
    found = find(asked, view, view.mask_of(["quiet"]))
    favoured = [quote.briefing for quote, own in zip(_quotes(found), found.favoured.tolist(), strict=True) if own]
    assert favoured == ["quiet", "quiet"]
    places = found.best(10, 4).tolist()
    assert places[:10] == list(range(10))
    assert [_quotes(found)[place].briefing for place in places[10:]] == ["quiet", "quiet"]
    assert found.best(10, 1).tolist()[10:] == [places[10]]


def test_no_more_is_favoured_than_is_worth_a_look(library: Library) -> None:
    library.add("loud", "\n\n".join(map(_near, range(200))))
    library.add("quiet", "\n\n".join(f"Snow closed road {n}." for n in range(100)))
    library.build()
    view = library.view()
    found = find(library.asked("When will the road over the pass reopen?"), view, view.mask_of(["quiet"]))
    assert FAVOURED_DEPTH <= int(found.favoured.sum()) <= 2 * FAVOURED_DEPTH


def test_a_mask_holds_the_rows_of_its_briefings(many: Library) -> None:
    assert many.view().mask_of(["quiet"]).tolist() == [False] * 200 + [True] * 2
    assert not many.view().mask_of([]).any()


def test_scores_fall_and_say_what_they_say(many: Library) -> None:
    found = find(many.asked("When will the road over the pass reopen?"), many.view())
    scores = found.scores.tolist()
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= 1 + SAME_LANGUAGE_WEIGHT + 1e-5
    vectors = many.view().generation.paragraph_vectors.vectors()[found.rows]
    cosines = vectors @ many.asked("When will the road over the pass reopen?").vector
    assert found.cosines.tolist() == pytest.approx(cosines.tolist(), abs=1e-6)
    assert (len(found.rows), len(set(found.rows.tolist()))) == (len(scores), len(scores))


def test_the_best_by_both_sides_has_the_highest_score_there_is(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    library.build()
    found = find(library.asked(MET), library.view())
    assert found.scores[0] == pytest.approx(1 + SAME_LANGUAGE_WEIGHT, abs=1e-4)
    assert library.texts(_quotes(found)[:1]) == [MET]


def test_keywords_weigh_less_in_another_language(library: Library) -> None:
    """Only names and figures can agree there."""
    library.add("arrival", ARRIVAL, language="ru")
    library.build()
    found = find(library.asked(MET), library.view())
    assert found.scores[0] == pytest.approx(1 + OTHER_LANGUAGE_WEIGHT, abs=1e-4)


def test_the_order_is_always_the_same(library: Library, tmp_path: Path) -> None:
    """Whenever it is asked, and in whatever order the briefings came."""
    texts = {f"b{n}": f"The road {n % 3} over the pass reopens in May.\n\nTrade grew." for n in range(40)}
    other = Library(tmp_path / "other")
    for made, names in ((library, list(texts)), (other, list(texts)[::-1])):
        for name in names:
            made.add(name, texts[name])
        made.build()
    founds = [find(made.asked("When does the road reopen?"), made.view()) for made in (library, library, other)]
    assert _quotes(founds[0]) == _quotes(founds[1]) == _quotes(founds[2])
    assert founds[0].scores.tolist() == founds[1].scores.tolist() == founds[2].scores.tolist()
    other.close()


def test_among_equals_what_may_not_be_seen_makes_no_difference(library: Library, tmp_path: Path) -> None:
    """More paragraphs are equally good than are found: which ones are, hidden paragraphs do not decide."""
    hiding = Library(tmp_path / "hiding")
    secret = "\n\n".join(
        f"The parties agreed to build the Anzob tunnel number {n} together in secret." for n in range(90)
    )
    for made in (library, hiding):
        for n in range(150):
            made.add(f"b{n:03}", "The parties agreed to build the Anzob tunnel together.")
    hiding.add("a-secret", secret, audience=("embassy",))
    found = []
    for made in (library, hiding):
        made.build()
        found.append(find(made.asked("Кто построит Анзобский туннель?"), made.view()))
    assert _quotes(found[0]) == _quotes(found[1])
    hiding.close()


def test_words_carried_over_from_before_find_what_the_question_leaves_out(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("other", "\n\n".join(f"Paragraph {n} tells of wheat, cotton, wool and silk." for n in range(20)))
    library.build()
    before = (Turn("user", "When will the road over the Anzob pass reopen?"), Turn("agent", "In May."))
    alone, after = library.asked("And why?"), library.asked("And why?", before)
    assert (len(alone.carried), len(after.carried) > 0) == (0, True)
    assert np.array_equal(alone.grams, after.grams)
    keywords = find(after, library.view()).keyword_scores
    row = int(np.argmax(keywords.paragraphs))
    assert library.texts([library.view().generation.passages.paragraph_quote(row)]) == [MET]


@pytest.mark.parametrize("n_paragraphs", [1, 2, 3])
def test_in_the_smallest_index_scores_stay_within_their_bounds(library: Library, n_paragraphs: int) -> None:
    library.add("arrival", "\n\n".join(ARRIVAL.split("\n\n")[:n_paragraphs]))
    library.build()
    for question in ("Who won the football match?", "When does the road reopen?", "Кто выиграл?"):
        found = find(library.asked(question), library.view())
        assert len(found.rows) == n_paragraphs
        assert float(np.abs(found.scores).max()) < 100
