"""What is known of the words by which a language attributes speech, and how lists of them become patterns."""

import re
from dataclasses import dataclass

from verbale.standing_words import any_of


@dataclass(frozen=True)
class SpeechWords:
    """The words of one language; sets are in lower case with ' for every apostrophe."""

    saying: re.Pattern[str]
    """A finite verb of saying."""
    saying_after_quotation: re.Pattern[str]
    """A verb that attributes only directly after a quotation ("…," he continued)."""
    by_words_of: re.Pattern[str]
    """"According to": the speaker stands beside it, in whatever case."""
    posts: re.Pattern[str]
    """The noun at the head of a post; group ``oblique`` is an ending of another case, ``plural`` of the plural."""
    organisations: re.Pattern[str]
    """The noun at the head of an organisation's name; group ``oblique`` as above."""
    modifiers: re.Pattern[str]
    """What stands before a post and belongs to it."""
    titles: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    """Pronouns for one man, for one woman; one for either is in both."""
    groups: frozenset[str]
    """Words for several speakers, none of whom is named by them."""
    no_names: re.Pattern[str]
    """Words with a capital letter that are no person's name: countries, portfolios, months."""
    joining: frozenset[str]
    """Words inside the name of a post or an organisation."""
    bridge: frozenset[str]
    """Words that may stand between the speaker and the verb of saying."""
    verbs: re.Pattern[str]
    """Words that end the name of a post, for they are verbs."""
    endings: re.Pattern[str]
    """Endings that a surname has in some cases."""
    oblique_name: re.Pattern[str]
    """A surname in a case that no subject has."""
    head_is_last: bool
    """Whether a post ends with its head noun, as in Kazakh and Uzbek, or begins with it."""
    dependent: re.Pattern[str]
    """Where the head is last: words of a sentence that belong to no post, by their case or because they are verbs."""


# Up to this length, a word is too short to tell by its beginning: «ол» is he, but Олжас is a name.
_LONGEST_WHOLE_WORD = 4
_SURNAME = (
    r"\w*(?:ов|ев|ёв|бай|бек|зода|зод|ов[аы]|ев[аы]|ov|ev|yev|ova|eva|zoda|boy|bek)"
    r"(?:[аеуыи]|ым|ом|ой|[нтд][ыі]ң|[ғг][аеә]|[қк][ае]|[нтд][ыі]|[дт][ае]н?|[бмп]ен|ning|ga|ni|dan|da|нинг|га|ни|дан|да|ро)?$"
)


def pattern(expression: str) -> re.Pattern[str]:
    """A pattern that finds ``expression`` as whole words, in any case."""
    return re.compile(rf"(?<![\w'-]){expression}(?![\w'])", re.IGNORECASE)


def word_set(listed: str) -> frozenset[str]:
    """The expressions in ``listed``, which are separated by blanks and have underscores for blanks inside."""
    return frozenset(word.replace("_", " ") for word in listed.split())


def stems(listed: str) -> re.Pattern[str]:
    """Words that begin with one of ``listed``, or are one of four letters at most; surnames made of them are not."""
    beginnings = [stem if len(stem) > _LONGEST_WHOLE_WORD else rf"{stem}(?!\w)" for stem in listed.split()]
    return re.compile(rf"(?!{_SURNAME}){any_of(' '.join(beginnings))}[\w'-]*", re.IGNORECASE)


NEVER = re.compile(r"(?!)")
"""Matches nothing."""
