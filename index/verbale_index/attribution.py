"""Who speaks in what is quoted, in the words of the edition itself."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from verbale.answer import Citation
from verbale.quote import Quote
from verbale.span import Span
from verbale.speech.speakers import Speakers, Speech
from verbale_index.passages import Passages, laid_text
from verbale_index.shelf import Shelf

EDITIONS_KEPT = 300
"""Editions of which it is kept who speaks: finding that takes some milliseconds an edition."""

SpeechBySpan = Mapping[Span, Speech | None]


class Attribution:
    """Makes citations of quotes. Safe to use from several threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, int], SpeechBySpan] = OrderedDict()

    def citation(self, passages: Passages, sentence: int, also: tuple[Quote, ...]) -> Citation:
        """What is quoted for the sentence in row ``sentence``, with its speaker; ``also`` are other places of the same.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
        """
        quote = passages.sentence_quote(sentence)
        known = self._kept(quote.briefing, quote.edition)
        if known is None or quote.span not in known:
            known = self._find(passages, int(passages.paragraphs[passages.sentences[sentence, 0], 0]))
        speech = known[quote.span]
        if speech is None:
            return Citation(quote, also=also)
        speaker = speech.speaker
        named = None if speaker is None else Quote(quote.briefing, quote.edition, speaker.start, speaker.end)
        return Citation(quote, speech.kind, named, also)

    def read(self, passages: Passages, edition: int) -> None:
        """Have it known who speaks in all that can be quoted of the edition in row ``edition``.

        Raises:
            Damaged: its stored text does not fit its SHA-256.
        """
        key = passages.editions[edition]
        if self._kept(key.briefing, key.number) is None:
            self._find(passages, edition)

    def _find(self, passages: Passages, edition: int) -> SpeechBySpan:
        key = passages.editions[edition]
        place = key.briefing, key.number
        # What tells the speakers takes a hundred times as much memory as who they are.
        speakers = Speakers(laid_text(self._shelf.editions([key])[place], key.language))
        found = {span: speakers.speech_in(span) for span in passages.quoted_spans(edition)}
        with self._lock:
            self._known[place] = found
            while len(self._known) > EDITIONS_KEPT:
                self._known.popitem(last=False)
        return found

    def _kept(self, briefing: str, number: int) -> SpeechBySpan | None:
        with self._lock:
            known = self._known.get((briefing, number))
            if known is not None:
                self._known.move_to_end((briefing, number))
            return known
