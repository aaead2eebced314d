"""What a person hears who names something that is not there."""

from collections.abc import Iterable
from difflib import get_close_matches

from verbale.errors import Refused


def not_there(what: str, name: str, known: Iterable[str], remedy: str) -> Refused:
    """The refusal, with the nearest of the ``known`` names, or with ``remedy`` where none is known."""
    nearest = get_close_matches(name.casefold(), sorted(known), n=1, cutoff=0)
    return Refused(f"There is no {what} {name}.", f"The nearest is {nearest[0]}." if nearest else remedy)
