"""The kinds of value that a parameter can have: each checks a JSON value and decodes a form field."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botapi.errors import violation
from botapi.utf16 import has_lone_surrogate, utf16_length


@dataclass(frozen=True)
class Upload:
    """A file as it came in a multipart body."""

    field_name: str
    file_name: str
    content: bytes


@dataclass(frozen=True)
class Shape:
    """Any value; the base of all shapes."""

    def check(self, value: object, where: str) -> Any:
        """Return the value if it fits, raise ApiError with a violation if not."""
        return value

    def decode(self, raw: str, where: str) -> Any:
        """Read a form field: JSON, as Telegram takes everything that is not text."""
        try:
            value = json.loads(raw)
        except ValueError:
            raise violation(f"{where}: not JSON: {raw[:80]!r}", f"can't parse {where} JSON object") from None
        return self.check(value, where)


@dataclass(frozen=True)
class Integer(Shape):
    """A whole number within bounds."""

    minimum: int | None = None
    maximum: int | None = None

    def check(self, value: object, where: str) -> int:
        """Refuse other types and numbers out of bounds."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise violation(f"{where}: {value!r} is not an integer", f"invalid {where} specified")
        if self.minimum is not None and value < self.minimum:
            raise violation(f"{where}: {value} is less than {self.minimum}", f"invalid {where} specified")
        if self.maximum is not None and value > self.maximum:
            raise violation(f"{where}: {value} is more than {self.maximum}", f"invalid {where} specified")
        return value


@dataclass(frozen=True)
class Boolean(Shape):
    """True or false."""

    def check(self, value: object, where: str) -> bool:
        """Refuse other types."""
        if not isinstance(value, bool):
            raise violation(f"{where}: {value!r} is not a boolean", f"invalid {where} specified")
        return value

    def decode(self, raw: str, where: str) -> bool:
        """Telegram reads True and true alike."""
        if raw.lower() not in {"true", "false"}:
            raise violation(f"{where}: {raw!r} is not a boolean", f"invalid {where} specified")
        return raw.lower() == "true"


@dataclass(frozen=True)
class Text(Shape):
    """A string; its length is counted in UTF-16 units, or in bytes of UTF-8."""

    minimum: int = 0
    maximum: int | None = None
    in_bytes: bool = False
    pattern: str | None = None
    empty_says: str | None = None
    long_says: str | None = None

    def check(self, value: object, where: str) -> str:
        """Refuse other types, torn characters and wrong lengths."""
        if not isinstance(value, str):
            raise violation(f"{where}: {value!r} is not a string", f"field {where!r} must be a string")
        if has_lone_surrogate(value):
            raise violation(f"{where}: holds a lone surrogate", "strings must be encoded in UTF-8")
        length = len(value.encode()) if self.in_bytes else utf16_length(value)
        unit = "bytes" if self.in_bytes else "UTF-16 units"
        if length < self.minimum:
            reason = f"{where}: {length} {unit}, at least {self.minimum} wanted"
            raise violation(reason, self.empty_says or f"{where} is too short")
        if self.maximum is not None and length > self.maximum:
            reason = f"{where}: {length} {unit}, at most {self.maximum} allowed"
            raise violation(reason, self.long_says or f"{where} is too long")
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            raise violation(f"{where}: {value!r} does not match {self.pattern}", f"invalid {where} specified")
        return value

    def decode(self, raw: str, where: str) -> str:
        """A form field is the text itself."""
        return self.check(raw, where)


@dataclass(frozen=True)
class Choice(Text):
    """One of a few words."""

    words: tuple[str, ...] = ()

    def check(self, value: object, where: str) -> str:
        """Refuse any other word."""
        if not isinstance(value, str) or value not in self.words:
            raise violation(f"{where}: {value!r} is not one of {', '.join(self.words)}", f"wrong {where} specified")
        return value


@dataclass(frozen=True)
class ChatId(Shape):
    """A number, or the @name of a public chat."""

    def check(self, value: object, where: str) -> int | str:
        """Refuse anything that can be neither."""
        if isinstance(value, int) and not isinstance(value, bool) and value != 0:
            return value
        if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            return self.check(int(value), where)
        if isinstance(value, str) and re.fullmatch(r"@[A-Za-z][A-Za-z0-9_]{3,31}", value):
            return value
        raise violation(f"{where}: {value!r} is neither a number nor an @name", f"{where} is empty")

    def decode(self, raw: str, where: str) -> int | str:
        """A form field is the number or the name itself."""
        return self.check(raw, where)


@dataclass(frozen=True)
class File(Shape):
    """A file: uploaded, attach://NAME, a file_id, or a URL."""

    def check(self, value: object, where: str) -> Upload | str:
        """Refuse anything that can be neither a file nor a name of one."""
        if isinstance(value, Upload) or (isinstance(value, str) and value):
            return value
        raise violation(f"{where}: no file", f"there is no {where} in the request")

    def decode(self, raw: str, where: str) -> Upload | str:
        """A form field is the file_id or the URL."""
        return self.check(raw, where)


@dataclass(frozen=True)
class ListOf(Shape):
    """A JSON array."""

    item: Shape
    minimum: int = 0
    maximum: int | None = None
    long_says: str | None = None

    def check(self, value: object, where: str) -> list[Any]:
        """Refuse other types, wrong lengths and wrong items."""
        if not isinstance(value, list):
            raise violation(f"{where}: not an array", f"can't parse {where}: expected an Array")
        if len(value) < self.minimum or (self.maximum is not None and len(value) > self.maximum):
            bounds = f"{self.minimum} to {self.maximum if self.maximum is not None else 'any number'}"
            raise violation(f"{where}: {len(value)} items, {bounds} allowed", self.long_says or f"wrong {where} length")
        return [self.item.check(item, f"{where}[{number}]") for number, item in enumerate(value)]


@dataclass(frozen=True)
class Struct(Shape):
    """A JSON object with known fields; ``exactly_one`` of a few fields may be demanded."""

    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)
    exactly_one: tuple[str, ...] = ()

    def check(self, value: object, where: str) -> dict[str, Any]:
        """Refuse other types, unknown fields, missing fields and wrong values."""
        if not isinstance(value, dict):
            raise violation(f"{where}: not an object", f"can't parse {where}: expected an Object")
        fields = {**self.required, **self.optional}
        for name in value:
            if name not in fields:
                raise violation(f"{where}: unknown field {name!r}", f"can't parse {where}: unknown field {name!r}")
        for name in self.required:
            if name not in value:
                raise violation(f"{where}: field {name!r} missing", f"can't parse {where}: can't find field {name!r}")
        present = [name for name in self.exactly_one if name in value]
        if self.exactly_one and len(present) != 1:
            reason = f"{where}: exactly one of {', '.join(self.exactly_one)} wanted, found {present or 'none'}"
            raise violation(reason, f"can't parse {where}: text buttons are unallowed in the inline keyboard")
        return {name: fields[name].check(item, f"{where}.{name}") for name, item in value.items()}


@dataclass(frozen=True)
class Tagged(Shape):
    """A JSON object whose fields depend on one of them."""

    tag: str
    variants: Mapping[str, Struct]

    def check(self, value: object, where: str) -> dict[str, Any]:
        """Refuse unknown tags, then check as that tag's object."""
        if not isinstance(value, dict) or value.get(self.tag) not in self.variants:
            found = value.get(self.tag) if isinstance(value, dict) else value
            reason = f"{where}: {self.tag} {found!r} is not one of {', '.join(self.variants)}"
            raise violation(reason, f"can't parse {where}: unsupported {self.tag}")
        return self.variants[value[self.tag]].check(value, where)


@dataclass(frozen=True)
class ByKey(Shape):
    """A JSON object whose kind shows in which key it has."""

    variants: Mapping[str, Struct]

    def check(self, value: object, where: str) -> dict[str, Any]:
        """Refuse objects of no known kind."""
        if isinstance(value, dict):
            for key, variant in self.variants.items():
                if key in value:
                    return variant.check(value, where)
        reason = f"{where}: none of the keys {', '.join(self.variants)}"
        raise violation(reason, f"can't parse {where}: object expected as {where}")
