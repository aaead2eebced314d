"""Links that open a page at a sentence: URLs with a text fragment.

Source: WICG, "URL Fragment Text Directives": ``#:~:text=start,end``.
"""

from urllib.parse import quote

DIRECTIVE = ":~:text="
WHOLE_WORDS = 10
"""A short sentence is given whole; a longer one by its first and last words, so that the URL stays short."""
EDGE_WORDS = 5


def link_to_text(url: str, text: str) -> str:
    """``url`` with a directive that opens the page at ``text``.

    Commas, hyphens and ampersands have a meaning in the directive and are percent-encoded, like everything else.
    """
    words = text.split(" ")
    if len(words) <= WHOLE_WORDS:
        directive = _encoded(" ".join(words))
    else:
        directive = f"{_encoded(' '.join(words[:EDGE_WORDS]))},{_encoded(' '.join(words[-EDGE_WORDS:]))}"
    return f"{url}{'' if '#' in url else '#'}{DIRECTIVE}{directive}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
