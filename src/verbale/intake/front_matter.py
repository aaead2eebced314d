"""Front matter: what an administrator writes about a briefing above its text, in YAML between two lines of hyphens."""

import datetime as dt
import difflib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml

from verbale.canonical import canonical_line
from verbale.intake.document import RefusedDocument
from verbale.language import Language

KEYS = ("title", "date", "language", "source_url", "visit", "audience", "embargo_until")
_FENCE = "---"
_END_FENCES = ("---", "...")
_LONGEST_CHARACTERS = 16_384
_DEEPEST = 4
_LONGEST_VALUE_CHARACTERS = 500


@dataclass(frozen=True)
class FrontMatter:
    """The values that were given; ``audience`` is empty when none was, ``embargo_until`` has a time zone."""

    title: str | None = None
    date: dt.date | None = None
    language: Language | None = None
    source_url: str | None = None
    visit: str | None = None
    audience: tuple[str, ...] = ()
    embargo_until: dt.datetime | None = None


class _Loader(yaml.SafeLoader):
    """YAML without what a few lines about a briefing never need: anchors, deep nesting, a key given twice."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's own parser is untyped
        if getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not accepted", problem_mark=event.start_mark)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002  the signature is PyYAML's
        keys = [key.value for key, _ in node.value]
        twice = next((key for key, _ in node.value if keys.count(key.value) > 1), None)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"{twice.value} is given twice", problem_mark=twice.start_mark)
        return super().construct_mapping(node, deep=deep)


def split_front_matter(file_name: str, text: str) -> tuple[FrontMatter, str]:
    """What the front matter of ``text`` says, and the text below it, which is all of it where there is none.

    Raises:
        RefusedDocument: It is not closed, not YAML, too long, or holds a key or a value that means nothing.
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return FrontMatter(), text
    length = 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in _END_FENCES:
            block = "".join(lines[1:number])
            return _understand(file_name, _parse(file_name, block)), "".join(lines[number + 1 :])
        length += len(line)
        if length > _LONGEST_CHARACTERS:
            break
    raise RefusedDocument(
        file_name,
        f"its front matter is not closed within {_LONGEST_CHARACTERS} characters",
        f"Put a line of {_FENCE} between the front matter and the text.",
    )


def _parse(file_name: str, block: str) -> Mapping[object, object]:
    try:
        values = yaml.load(block, Loader=_Loader)  # noqa: S506  a SafeLoader, made stricter
    except yaml.MarkedYAMLError as error:
        # The line of the file: marks count from 0, and the fence is the first line.
        place = f" (line {error.problem_mark.line + 2})" if error.problem_mark else ""
        reason = f"its front matter is not YAML{place}: {canonical_line(error.problem or 'it cannot be parsed')}"
        raise RefusedDocument(
            file_name, reason, "Write one 'key: value' a line; put values with colons in quotes."
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        reason = f"its front matter is not YAML: {canonical_line(str(error))}"
        raise RefusedDocument(file_name, reason, "Write one 'key: value' a line, dates as 2024-05-31.") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        reason = "its front matter is not a list of keys and values (line 2)"
        raise RefusedDocument(file_name, reason, "Write one 'key: value' a line.")
    return values


def _understand(file_name: str, values: Mapping[object, object]) -> FrontMatter:
    for key in values:
        if key not in KEYS:
            nearest = difflib.get_close_matches(str(key).lower(), KEYS, n=1, cutoff=0.5)
            remedy = f"Did you mean {nearest[0]}? " if nearest else ""
            reason = f"its front matter has the unknown key {canonical_line(str(key))[:_LONGEST_VALUE_CHARACTERS]}"
            raise RefusedDocument(file_name, reason, f"{remedy}The keys are {', '.join(KEYS)}.")
    given = _Values(file_name, {str(key): value for key, value in values.items() if value is not None})
    return FrontMatter(
        title=given.line("title"),
        date=given.day("date"),
        language=given.language("language"),
        source_url=given.url("source_url"),
        visit=given.line("visit"),
        audience=given.names("audience"),
        embargo_until=given.moment("embargo_until"),
    )


@dataclass(frozen=True)
class _Values:
    """The values as YAML has them, read one by one as what they must be."""

    file_name: str
    values: Mapping[str, object]

    def _refusal(self, key: str, what_it_must_be: str) -> RefusedDocument:
        shown = canonical_line(str(self.values[key]))[:60]
        return RefusedDocument(
            self.file_name, f"{key} in its front matter is not {what_it_must_be}: {shown}", _REMEDIES[key]
        )

    def line(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None:
            return None
        line = canonical_line(value) if isinstance(value, str) else ""
        if not line or len(line) > _LONGEST_VALUE_CHARACTERS:
            raise self._refusal(key, f"a text of 1 to {_LONGEST_VALUE_CHARACTERS} characters")
        return line

    def day(self, key: str) -> dt.date | None:
        value = self.values.get(key)
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value.strip())
            except ValueError as error:
                raise self._refusal(key, "a date") from error
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        raise self._refusal(key, "a date")

    def language(self, key: str) -> Language | None:
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or value.strip().lower() not in set(Language):
            raise self._refusal(key, "one of the five languages")
        return Language(value.strip().lower())

    def url(self, key: str) -> str | None:
        value = self.line(key)
        if value is not None and not is_web_address(value):
            raise self._refusal(key, "a web address")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        names = [canonical_line(name) if isinstance(name, str) else "" for name in listed]
        if not names or not all(0 < len(name) <= _LONGEST_VALUE_CHARACTERS for name in names):
            raise self._refusal(key, "a name or a list of names")
        return tuple(dict.fromkeys(names))

    def moment(self, key: str) -> dt.datetime | None:
        value = self.values.get(key)
        if isinstance(value, str):
            try:
                value = dt.datetime.fromisoformat(value.strip())
            except ValueError as error:
                raise self._refusal(key, "a moment") from error
        if value is None:
            return None
        if not isinstance(value, dt.datetime) or value.tzinfo is None:
            raise self._refusal(key, "a moment with its UTC offset")
        if not dt.MINYEAR < value.year < dt.MAXYEAR:  # in another time zone it may be no moment that there is
            raise self._refusal(key, "a moment of these times")
        return value


_REMEDIES = {
    "title": "Write the title in quotes.",
    "date": "Write it as 2024-05-31.",
    "language": f"Write one of {', '.join(Language)}.",
    "source_url": "Write it with https:// or http://.",
    "visit": "Write the name of the visit in quotes.",
    "audience": "Write one name, or several as [ministers, press].",
    "embargo_until": "Write it as 2024-05-31T09:00:00+05:00.",
}


def is_web_address(address: str) -> bool:
    """Whether ``address`` is an absolute http or https URL that names a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in address
    except ValueError:
        return False
