"""All that the program says of its own to people in chats, in five languages (Project Fluent files beside this one)."""

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource

from verbale.answer import Reason
from verbale.language import Language

MESSAGES_KEPT = 1024
"""The labels of buttons and the dates of briefings are needed for every answer."""
OWN_COUNTRY_NAMES = {("KG", Language.RUSSIAN): "Кыргызстан"}
"""By code and language: what a country calls itself in a language in which CLDR calls it otherwise."""
MESSAGE_OF_REASON = {
    Reason.NOT_SAID: "not-said",
    Reason.NO_BRIEFINGS: "no-briefings",
    Reason.NO_QUESTION: "no-question",
    Reason.NEAR: "near",
    Reason.GREETING: "small-talk-greeting",
    Reason.THANKS: "small-talk-thanks",
    Reason.FAREWELL: "small-talk-farewell",
    Reason.ABOUT_BOT: "small-talk-about",
    Reason.ACKNOWLEDGED: "small-talk-acknowledged",
    Reason.TEST: "small-talk-test",
}


@lru_cache(maxsize=MESSAGES_KEPT)
def message(name: str, language: Language, **arguments: str | int) -> str:
    """The message ``name`` in ``language``, with its placeholders filled.

    Raises:
        KeyError: there is no such message.
        ValueError: an argument is missing.
    """
    bundle = _bundle(language)
    pattern = bundle.get_message(name).value
    if pattern is None:
        raise KeyError(name)
    text, errors = bundle.format_pattern(pattern, arguments)
    if errors:
        raise ValueError(f"message {name} in {language}: {errors}")
    return str(text)


@lru_cache(maxsize=MESSAGES_KEPT)
def date_in_words(day: date, language: Language) -> str:
    """A day as it is written in ``language``, the month in words."""
    return format_date(day, "long", locale=language.value)


@lru_cache(maxsize=MESSAGES_KEPT)
def country_name(code: str, language: Language) -> str:
    """What a country is called in ``language``, by its ISO 3166 code, or the European Union or the United Nations."""
    own = OWN_COUNTRY_NAMES.get((code, language))
    name: str = own or Locale(language.value).territories.get(code, code)
    return name.replace("ʻ", "‘") if language is Language.UZBEK else name  # the sign that all messages have


def language_name(of: str, language: Language) -> str:
    """Name of the language with the code ``of``, as it is called in ``language``."""
    return message(f"language-{of}", language)


def reason_in_words(reason: Reason, language: Language) -> str:
    """Why nothing is quoted as an answer, for the person who asked."""
    return message(MESSAGE_OF_REASON[reason], language)


@cache
def _bundle(language: Language) -> FluentBundle:
    # Isolation marks around placeholders would move entities and end up in copied text.
    bundle = FluentBundle([language.value], use_isolating=False)
    for name in (f"{language.value}.ftl", f"office-{language.value}.ftl", f"news-{language.value}.ftl"):
        bundle.add_resource(FluentResource(files(__name__).joinpath(name).read_text("utf-8")))
    return bundle
