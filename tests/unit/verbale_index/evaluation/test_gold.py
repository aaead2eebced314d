from pathlib import Path

from labelled import article, question, write_set
from verbale.quote import Quote
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.gold import Gold, GoldKind, gold_of
from verbale_index.evaluation.labelled_set import read_labelled_set

FIRST = "The talks  were held in Dushanbe. They end in Dushanbe."
SECOND = "\u00ad \u200b"
THIRD = "Trade stood at $1.1 billion. It is to be $2 billion by 2030."


def _gold(tmp_path: Path, row: dict[str, object]) -> tuple[Gold, Corpus]:
    found = read_labelled_set(write_set(tmp_path, [article("set:A b", FIRST, SECOND, THIRD)], [row]))
    corpus = Corpus("en", found.articles)
    return gold_of(found.questions[0], corpus), corpus


def _texts(gold: Gold, corpus: Corpus) -> list[str]:
    return [corpus.words_of(Quote(at.briefing, 1, at.span.start, at.span.end)) for at in gold.answers]


def _quote(corpus: Corpus, words: str) -> Quote:
    (made,) = corpus.articles.values()
    start = made.text.index(words)
    return Quote(made.briefing, 1, start, start + len(words))


def test_a_paragraph_that_is_empty_in_canonical_form_does_not_shift_the_others(tmp_path: Path) -> None:
    gold, corpus = _gold(tmp_path, question("1", "How much?", "set:A b", [2], ["$2 billion"]))
    assert _texts(gold, corpus) == ["$2 billion"]
    made = corpus.articles["set:A b"]
    assert (made.briefing, made.spans[1]) == ("set-a-b", None)
    assert made.text == FIRST.replace("  ", " ") + "\n\n" + THIRD
    assert gold.paragraph_ranks([_quote(corpus, "Trade stood"), _quote(corpus, THIRD)]) == (2,)


def test_an_answer_is_where_the_set_says_though_canonical_text_is_shorter(tmp_path: Path) -> None:
    row = question("1", "Where?", "set:A b", [0], ["Dushanbe"], answer_start=[FIRST.rindex("Dushanbe")])
    gold, corpus = _gold(tmp_path, row)
    assert not gold.is_quoted_by(_quote(corpus, "The talks were held in Dushanbe."))
    assert gold.is_quoted_by(_quote(corpus, "They end in Dushanbe."))


def test_an_answer_without_a_place_is_everywhere(tmp_path: Path) -> None:
    row = question("1", "Where?", "set:A b", [0], ["Dushanbe"], answer_start=[3])
    gold, corpus = _gold(tmp_path, row)
    assert _texts(gold, corpus) == ["Dushanbe", "Dushanbe"]
    assert gold.quote_rank([_quote(corpus, "It is to be"), _quote(corpus, "The talks were held in Dushanbe.")]) == 2
    assert gold.quote_rank([_quote(corpus, "It is to be")]) == 0


def test_a_quote_must_cover_half_of_the_evidence_sentence(tmp_path: Path) -> None:
    evidence = "It is to be $2 billion by 2030."
    row = question("1", "How much?", "set:A b", [2], ["billion"], evidence_sentence=evidence)
    gold, corpus = _gold(tmp_path, row)
    assert (gold.kind, gold.is_quoted_by(_quote(corpus, "Trade stood at $1.1 billion."))) == (GoldKind.ANSWER, True)
    assert gold.evidence_rank([_quote(corpus, "It is to be"), _quote(corpus, "It is to be $2 bill")]) == 2


def test_without_words_to_quote_any_sentence_of_a_gold_paragraph_hits(tmp_path: Path) -> None:
    gold, corpus = _gold(tmp_path, question("1", "How much?", "set:A b", [2]))
    assert gold.kind is GoldKind.PARAGRAPH
    assert gold.is_quoted_by(_quote(corpus, "Trade stood at $1.1 billion."))
    assert not gold.is_quoted_by(_quote(corpus, "They end in Dushanbe."))
    assert gold.evidence_rank([]) is None


def test_an_article_alone_makes_each_of_its_paragraphs_gold(tmp_path: Path) -> None:
    gold, _ = _gold(tmp_path, question("1", "What?", "set:A b"))
    assert len(gold.paragraphs) == 2


def test_an_answer_that_stands_nowhere_cannot_be_judged(tmp_path: Path) -> None:
    gold, _ = _gold(tmp_path, question("1", "Where?", "set:A b", [0], ["Almaty"]))
    assert (gold.kind, gold.quote_rank([]), len(gold.paragraphs)) == (None, None, 1)
    gold, _ = _gold(tmp_path, question("1", "Where?", "elsewhere", [0], ["Dushanbe"]))
    assert (gold.kind, gold.paragraphs) == (None, ())


def test_articles_whose_slugs_are_the_same_are_told_apart(tmp_path: Path) -> None:
    folder = write_set(tmp_path, [article("a:b", "One."), article("a b", "Two.")], [question("1", "?", "a:b")])
    corpus = Corpus("en", read_labelled_set(folder).articles)
    first, second = (made.briefing for made in corpus.articles.values())
    assert first == "a-b"
    assert second.startswith("a-b-")
    assert corpus.viewer.audiences == {first, second}
    assert corpus.viewer_without(["a:b"]).audiences == {second}
