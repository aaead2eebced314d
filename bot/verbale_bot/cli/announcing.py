"""Telling, on standard error, of something that takes a while and was not asked for."""

import typer


def announce(sentence: str) -> None:
    """A line on standard error, dim on a terminal."""
    typer.secho(sentence, err=True, dim=True)
