"""Who speaks in what is quoted, in the words of the edition itself."""

from collections import OrderedDict
from threading import Lock

from verbale.answer import Citation
from verbale.quote import Quote
from verbale.span import Span
from verbale.speech.speakers import Speakers
from verbale.store.briefings import EditionKey
from verbale_index.passages import Passages, laid_text
from verbale_index.shelf import Shelf

EDITIONS_KEPT = 200
"""Editions whose speakers are kept: finding them takes some milliseconds an edition."""


class Attribution:
    """Makes citations of quotes. Safe to use from several threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._speakers: OrderedDict[tuple[str, int], Speakers] = OrderedDict()

    def citation(self, passages: Passages, sentence: int, also: tuple[Quote, ...]) -> Citation:
        """What is quoted for the sentence in row ``sentence``, with its speaker; ``also`` are other places of the same.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
        """
        quote = passages.sentence_quote(sentence)
        key = passages.editions[passages.paragraphs[passages.sentences[sentence, 0], 0]]
        speech = self.speakers_of(key).speech_in(Span(quote.start, quote.end))
        if speech is None:
            return Citation(quote, also=also)
        speaker = speech.speaker
        named = None if speaker is None else Quote(quote.briefing, quote.edition, speaker.start, speaker.end)
        return Citation(quote, speech.kind, named, also)

    def speakers_of(self, key: EditionKey) -> Speakers:
        """Who speaks in an edition, found now or lately.

        Raises:
            Damaged: its stored text does not fit its SHA-256.
        """
        place = key.briefing, key.number
        with self._lock:
            kept = self._speakers.get(place)
            if kept is not None:
                self._speakers.move_to_end(place)
                return kept
        speakers = Speakers(laid_text(self._shelf.editions([key])[place], key.language))
        with self._lock:
            self._speakers[place] = speakers
            while len(self._speakers) > EDITIONS_KEPT:
                self._speakers.popitem(last=False)
        return speakers
