"""What the figures mean, for whoever runs the bot and has never measured a search."""

from collections.abc import Mapping

ASKING = """\
Each question was put to the parts that answer in Telegram: the search for paragraphs, the choice of sentences, and the
decision whether to answer at all. Nothing was adjusted to the set."""

HOW_TO_READ = """\
Every figure is a share or an average between 0 and 1. The small numbers under it are its 95 % interval: had the set
been made of other articles of the same kind, the figure would most likely have come out somewhere in there. Whether
two programs differ is not to be seen from overlapping intervals; verbale eval --compare tells it, question by
question.

hit@1 means that the first thing found is right, hit@3 that one of the first three is. An answerable question about
which the program said nothing counts as not found, since nobody was helped.

“As labelled” takes the questions as the set has them: some have an answer, and some may have been written so that
none is there though a text looks like it. “Article left out” asks each answerable question a second time with its
article hidden, as if somebody asked about a visit that no briefing tells of yet. The first is a trap, the second is
everyday life."""
"""Paragraphs, with an empty line between them."""

_ABSTENTION = {
    "auroc": "How often an answerable question has a higher confidence than one without an answer; 0.5 is a coin.",
    "precision": "Of the questions answered, the share that had an answer.",
    "answered": "The share of questions without an answer that were answered.",
    "risk": "Of the answers given, the share whose first quotation is wrong; any to a question without an answer is.",
    "aurc": "That share, on average over all thresholds that one could set: see the plot.",
    "ece": "How far, on average, the confidence is from the share that was right: see the plot.",
    "brier": "The mean square of the confidence's distance from right (1) or wrong (0); always 0.5 would give 0.25.",
}

EXPLANATIONS: Mapping[str, str] = {
    "paragraph_hit_1": "The first paragraph found holds the answer.",
    "paragraph_mrr_10": "One over the place of the first right paragraph among ten: 1 is always first, 0.5 second.",
    "paragraph_ndcg_10": "Counts every right paragraph among ten, and less for lower places.",
    "quote_hit_1": "The first quotation is right.",
    "quote_hit_3": "One of three quotations is right.",
    "quote_hit_1_if_quoted": "As hit@1, over the questions about which the program quoted anything.",
    "evidence_hit_1": "The first quotation is the sentence that the set's makers would quote.",
    "dense_hit_1": "For comparison: simply the sentence whose meaning is nearest. It always quotes, never abstains.",
    "bm25_hit_1": "For comparison: the sentence that shares the most and rarest words. It always quotes, too.",
    "recall": "Of the questions that have an answer, the share that was answered.",
    **{f"{name}_{pool}": text for name, text in _ABSTENTION.items() for pool in ("labelled", "left_out")},
}
"""By the names of figures; one that explains itself has none."""
