"""Options that several commands have, and what was written with them."""

from dataclasses import dataclass
from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]
BriefingIdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The id of a briefing; verbale editions lists them.")
]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="The title.")]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="The day, such as 2026-05-21 or “21 May 2026”; - for none.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="The language: en, ru, kk, uz or tg.")
]
SourceOption = Annotated[
    str | None, typer.Option("--source-url", metavar="URL", help="The web address of the original; - for none.")
]
VisitOption = Annotated[
    str | None, typer.Option("--visit", metavar="NAME", help="The name of the visit that it belongs to; - for none.")
]
AudiencesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--audience",
        metavar="NAME",
        help="Who may be answered from it: public, or an audience that there is; may be given several times.",
    ),
]
EmbargoOption = Annotated[
    str | None,
    typer.Option(
        "--embargo-until",
        metavar="MOMENT",
        help="Until then nobody is answered from it: 2026-05-21T18:00+05:00, or 2026-05-21 18:00 in VERBALE_TIME_ZONE; "
        "- for none.",
    ),
]


@dataclass(frozen=True)
class Details:
    """Details of a briefing as they were written on the command line; None where nothing was."""

    title: str | None = None
    date: str | None = None
    language: str | None = None
    source_url: str | None = None
    visit: str | None = None
    audience: tuple[str, ...] | None = None
    embargo_until: str | None = None

    @property
    def are_given(self) -> bool:
        """Whether anything was written."""
        return self != Details()
