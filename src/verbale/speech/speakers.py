"""Who speaks in a stretch of text: whether it holds direct or reported speech, and whom the text itself names for it.

The words are tokens with a kind (a post, a title, a name, a pronoun …). Capitalised words that are nothing else make
names; posts stand beside them. A verb of saying has its speaker beside it; the speaker's first mention by full name in
the same edition is what is returned. What fits several persons alike fits nobody: nothing is guessed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verbale.span import Span
from verbale.speech.attributions import Attributions
from verbale.speech.candidates import NamedSpeaker, SpeakerKind
from verbale.speech.edition_words import words_of
from verbale.speech.mentions import Mention
from verbale.speech.persons import Persons
from verbale.standing import LaidText

_SENTENCES_BACK = 12
# Whoever spoke farther back than this is not meant by "he".
_LONGEST_WAY_BACK = 6000
# A quoted stretch is shorter; of a longer one only the beginning is judged.
_SENTENCES_JUDGED = 64
_LONGEST_JUDGED = 6000


class SpeechKind(StrEnum):
    """Whether words are quoted or retold."""

    DIRECT = "direct"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Speech:
    """Speech in a stretch of text; ``speaker`` is the span, in the edition, of the name with the post beside it."""

    kind: SpeechKind
    speaker: Span | None


def speech_in(laid: LaidText, span: Span) -> Speech | None:
    """The speech in ``span``, or None if nobody speaks there. For several spans of a text make one ``Speakers``."""
    return Speakers(laid).speech_in(span)


class Speakers:
    """The persons and quotations of one edition, found once; it answers for any number of spans."""

    def __init__(self, laid: LaidText) -> None:
        self._laid = laid
        self._edition = words_of(laid)
        self._quotations = self._edition.quotations
        self._persons = Persons(self._edition)
        self._attributions = Attributions(self._edition, self._persons)

    def speech_in(self, span: Span) -> Speech | None:
        """The speech in ``span`` (as of ``standing_span``), or None if nobody speaks there.

        Only the first 64 sentences of a longer span are judged, and no more than begin in its first 6,000 code points.
        """
        numbers = self._sentences_of(span)
        attributed = [(number, one) for number in numbers if (one := self._attributions.of(number)) is not None]
        inside = {one for number in numbers for one in self._quotations.within(self._edition.judged(number))}
        is_whole = any(one.is_long and self._quotations.is_whole_sentence(one) for one in inside)
        if is_whole and not attributed:
            return Speech(SpeechKind.DIRECT, self._speaker_beside(numbers.start))
        if not attributed:
            return None
        is_direct = is_whole or any(self._quotations.is_speech(one) for one in inside)
        speakers = {self._resolve(one, number) for number, one in attributed}
        return Speech(
            SpeechKind.DIRECT if is_direct else SpeechKind.REPORTED, speakers.pop() if len(speakers) == 1 else None
        )

    def _sentences_of(self, span: Span) -> range:
        """Numbers of the sentences that ``span`` overlaps, as many as are judged."""
        starts = self._laid.starts
        first = max(bisect_right(starts, span.start) - 1, 0)
        end = bisect_left(starts, min(span.end, span.start + _LONGEST_JUDGED))
        return range(first, min(end, first + _SENTENCES_JUDGED))

    def _sentences_before(self, number: int) -> Iterator[int]:
        """Numbers of the sentences before one, nearest first, in which its speaker may be looked for."""
        nearest = self._laid.starts[number] - _LONGEST_WAY_BACK
        for earlier in range(number - 1, max(number - _SENTENCES_BACK, 0) - 1, -1):
            if self._laid.flat_sentences[earlier].end <= nearest:
                return
            yield earlier

    def _speaker_beside(self, first: int) -> Span | None:
        """Who speaks in a sentence that is all quotation: whoever the sentence before it in the paragraph names."""
        for number in self._sentences_before(first):
            if self._edition.paragraph_of(number) != self._edition.paragraph_of(first):
                return None
            attribution = self._attributions.of(number)
            if attribution is not None:
                is_known = attribution.mention is None or self._persons.is_person(attribution.mention)
                is_person = is_known and attribution.kind != SpeakerKind.ORGANISATION
                return self._resolve(attribution, number) if is_person else None
            if not self._is_all_quoted(number):
                return None
        return None

    def _is_all_quoted(self, number: int) -> bool:
        quoted = self._quotations.within(self._edition.judged(number))
        return any(self._quotations.is_whole_sentence(one) for one in quoted)

    def _resolve(self, speaker: NamedSpeaker, number: int) -> Span | None:
        """The first full mention of whom the attribution of sentence ``number`` names."""
        match speaker.kind:
            case SpeakerKind.PERSON if speaker.mention is not None:
                return self._persons.named(speaker.mention)
            case SpeakerKind.POST:
                return self._resolve_post(speaker, number)
            case SpeakerKind.ORGANISATION:
                return self._edition.span(speaker.start, speaker.end)
            case SpeakerKind.PRONOUN:
                return self._resolve_pronoun(speaker, number)
            case _:
                return None

    def _resolve_post(self, speaker: NamedSpeaker, number: int) -> Span | None:
        holders = self._persons.holding(self._persons.office(speaker.start, speaker.end))
        if holders is None:
            return None
        if len(holders) > 1:
            return self._last_speaker_among(holders, number)
        # A post that nobody is named with is all that the text says about the speaker.
        return next(iter(holders), self._edition.span(speaker.start, speaker.end))

    def _last_speaker_among(self, persons: frozenset[Span], number: int) -> Span | None:
        """The one of ``persons`` who spoke last before sentence ``number`` in its paragraph: again "the minister"."""
        for earlier in self._sentences_before(number):
            if self._edition.paragraph_of(earlier) != self._edition.paragraph_of(number):
                return None
            attribution = self._attributions.of(earlier)
            speaker = None
            if attribution is not None and attribution.mention is not None:
                speaker = self._persons.named(attribution.mention)
            elif attribution is not None and attribution.kind == SpeakerKind.POST:
                holders = self._persons.holding(self._persons.office(attribution.start, attribution.end))
                speaker = next(iter(holders)) if holders is not None and len(holders) == 1 else None
            if speaker is not None:
                return speaker if speaker in persons else None
        return None

    def _resolve_pronoun(self, speaker: NamedSpeaker, number: int) -> Span | None:
        """The speaker, or else the subject, of the nearest sentence before that has one."""
        pronoun = self._edition.tokens[speaker.start].lower
        for earlier in (number, *self._sentences_before(number)):
            if self._edition.paragraph_of(earlier) < self._edition.paragraph_of(number) - 1:
                return None
            named = [
                one
                for one in self._edition.mentions_in(self._edition.judged(earlier))
                if (earlier < number or one.end <= speaker.start)
                and not self._quotations.is_quoted(self._edition.tokens[one.start].start)
                and self._may_be(pronoun, one)
            ]
            attribution = self._attributions.of(earlier) if earlier < number else None
            if attribution is not None and attribution.kind == SpeakerKind.PRONOUN:
                if self._edition.tokens[attribution.start].lower in self._same_person(pronoun):
                    continue  # whoever else is named there was spoken about
                return None
            if attribution is not None:
                is_meant = attribution.kind == SpeakerKind.POST or attribution.mention in named
                return self._resolve(attribution, earlier) if is_meant else None
            if any(self._persons.is_person(one) for one in named):
                return self._subject_among(named)
        return None

    def _subject_among(self, named: Sequence[Mention]) -> Span | None:
        """The person who is named first, if no other may be the subject of the sentence."""
        persons = [one for one in named if self._persons.is_person(one) and not self._persons.is_object(one)]
        spans = {self._persons.named(one) for one in persons}
        return spans.pop() if len(spans) == 1 and persons[0] is named[0] else None

    def _same_person(self, pronoun: str) -> frozenset[str]:
        """Pronouns for the person whom ``pronoun`` stands for: «его» and «он»."""
        words = self._edition.words
        if pronoun in words.masculine and pronoun in words.feminine:
            return words.masculine | words.feminine
        return words.feminine if pronoun in words.feminine else words.masculine

    def _may_be(self, pronoun: str, mention: Mention) -> bool:
        words = self._edition.words
        if pronoun not in words.feminine:
            return mention.female is not True
        if pronoun not in words.masculine:
            return mention.female is not False
        return True
