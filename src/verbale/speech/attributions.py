"""Attributions: whom each sentence names as its speaker, beside a verb of saying outside its quotations."""

import re
from collections.abc import Iterator
from itertools import islice

from verbale.span import Span
from verbale.speech.beside_verb import BesideVerb
from verbale.speech.candidates import Candidates, NamedSpeaker
from verbale.speech.edition_words import EditionWords
from verbale.speech.persons import Persons
from verbale.speech.vocabulary import SUBORDINATING

_VERBS_TRIED = 8


class Attributions:
    """The attributions of an edition, each found when it is asked for, once."""

    def __init__(self, edition: EditionWords, persons: Persons) -> None:
        self._edition = edition
        self._persons = persons
        self._found: dict[int, NamedSpeaker | None] = {}

    def of(self, sentence: int) -> NamedSpeaker | None:
        """What a sentence, by its number in the edition, names as its speaker; None if nobody speaks in it."""
        if sentence not in self._found:
            self._found[sentence] = self._find(self._edition.judged(sentence))
        return self._found[sentence]

    def _find(self, sentence: Span) -> NamedSpeaker | None:
        words, quotations = self._edition.words, self._edition.quotations
        outside = list(self._outside_quotations(sentence))
        patterns = [words.by_words_of, words.saying]
        if any(quotations.is_speech(one) for one in quotations.within(sentence)):
            patterns.append(words.saying_after_quotation)
        for pattern in patterns:
            for place, match in islice(self._verbs(pattern, outside), _VERBS_TRIED):
                beside = BesideVerb(self._candidates(place, match))
                speaker = beside.of_words() if pattern is words.by_words_of else beside.of_verb()
                if speaker is not None and not self._is_subordinate(speaker):
                    return speaker
        return None

    def _outside_quotations(self, sentence: Span) -> Iterator[Span]:
        """What of a sentence stands before, between and after its long quotations."""
        start = sentence.start
        for quotation in self._edition.quotations.within(sentence):
            if quotation.is_long:
                if quotation.start > start:
                    yield Span(start, quotation.start)
                start = max(start, quotation.end)
        if start < sentence.end:
            yield Span(start, sentence.end)

    def _verbs(self, pattern: re.Pattern[str], outside: list[Span]) -> Iterator[tuple[Span, re.Match[str]]]:
        for place in outside:
            for match in pattern.finditer(self._edition.text, place.start, place.end):
                yield place, match

    def _candidates(self, place: Span, verb: re.Match[str]) -> Candidates:
        token_at = self._edition.token_at
        return Candidates(
            edition=self._edition,
            persons=self._persons,
            low=token_at(place.start),
            high=token_at(place.end),
            verb_start=token_at(verb.start()),
            verb_end=token_at(verb.end()),
        )

    def _is_subordinate(self, speaker: NamedSpeaker) -> bool:
        """Whether a conjunction before the speaker tells that this is not who speaks in the sentence."""
        before = self._edition.tokens[speaker.start - 1].lower if speaker.start > 0 else ""
        return before in SUBORDINATING
