"""A picture as one HTML page that needs nothing else."""

from html import escape

from scripts.transcripts.picture import Bubble, Label, Offered, Picture, Screen
from scripts.transcripts.rich_text import plain, rich
from scripts.transcripts.style import FACES, STYLE

_AWAY = '<svg class="away" viewBox="0 0 8 8"><path d="M1 7 7 1M2.4 1H7V5.6"/></svg>'


def page(picture: Picture) -> str:
    """The whole page; every text in it is escaped."""
    screens = "".join(map(_screen, picture.screens))
    return (
        f'<!doctype html><html lang="{escape(picture.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(picture.name)}</title><style>{STYLE}</style></head><body><main>{screens}</main></body></html>\n"
    )


def _screen(screen: Screen) -> str:
    head = f"{_face(screen.title)}<div><b>{plain(screen.title)}</b><small>{plain(screen.subtitle)}</small></div>"
    talk = "".join(_bubble(bubble, shows_name=screen.shows_names) for bubble in screen.bubbles)
    parts = [f'<div class="head">{head}</div><div class="talk">{talk}</div>']
    if screen.offered:
        parts.append(f'<div class="offered">{"".join(map(_offer, screen.offered))}</div>')
    if screen.typed:
        parts.append(f'<div class="field">{plain(screen.typed)}<i></i></div>')
    return f'<section class="screen">{"".join(parts)}</section>'


def _bubble(bubble: Bubble, *, shows_name: bool) -> str:
    via = "" if bubble.via is None else f"via {plain(bubble.via)}"
    parts = []
    if shows_name and not bubble.own:
        by = f' <small class="via">{via}</small>' if via else ""
        parts.append(f'<div class="who" style="color:{colour_of(bubble.who)}">{plain(bubble.who)}{by}</div>')
    elif via:
        parts.append(f'<div class="via">{via}</div>')
    if bubble.replied is not None:
        first_line = bubble.replied.text.partition("\n")[0]
        parts.append(f'<div class="replied"><b>{plain(bubble.replied.who)}</b><span>{plain(first_line)}</span></div>')
    time = f'<span class="time">{plain(bubble.time)}</span>'
    parts.append(f'<div class="text">{rich(bubble.text, bubble.entities)}{time}</div>')
    rows = "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in bubble.rows)
    side = "said own" if bubble.own else "said"
    return f'<div class="{side}"><div class="bubble">{"".join(parts)}</div>{rows}</div>'


def _button(label: Label) -> str:
    kind = "button pressed" if label.pressed else "button"
    return f'<div class="{kind}">{plain(label.text)}{_AWAY if label.opens else ""}</div>'


def _offer(offered: Offered) -> str:
    kind = "offer chosen" if offered.chosen else "offer"
    words = f"<div><b>{plain(offered.title)}</b><p>{plain(offered.description)}</p></div>"
    return f'<div class="{kind}">{_face(offered.title)}{words}</div>'


def _face(name: str) -> str:
    return f'<span class="face" style="background:{colour_of(name)}">{plain(name[:1].upper())}</span>'


def colour_of(name: str) -> str:
    """The colour of a person or a room: always the same one."""
    return FACES[sum(map(ord, name)) % len(FACES)]
