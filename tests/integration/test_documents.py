"""The documents against the program: what one names, the other has."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_group
from typer.testing import CliRunner

from verbale.settings import Settings, known_names
from verbale_bot.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"VERBALE_[A-Z_]*[A-Z]")
PROGRAM = get_group(app)
COMMANDS = set(PROGRAM.commands)
WORDS = [
    (name, word)
    for name, command in PROGRAM.commands.items()
    if isinstance(command, TyperGroup)
    for word in command.commands
]
"""Commands of commands, such as the words of ``verbale feeds add``."""


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_example_file_has_every_setting_once_with_a_line_of_explanation() -> None:
    lines = _read(".env.example").splitlines()
    named = [line.split("=")[0] for line in lines if line.startswith("VERBALE_")]
    assert sorted(named) == sorted(known_names())
    for number, line in enumerate(lines):
        if line.startswith("VERBALE_"):
            assert lines[number - 1].startswith("# "), line


def test_the_example_file_gives_the_defaults() -> None:
    for line in _read(".env.example").splitlines():
        name, _, value = line.partition("=")
        if line.startswith("VERBALE_") and value:
            assert str(Settings.model_fields[name.removeprefix("VERBALE_").lower()].default) == value


def test_the_readme_has_every_setting_and_no_other() -> None:
    assert set(NAME.findall(_read("README.md"))) == known_names()


def test_the_readme_has_every_command_and_no_other() -> None:
    assert set(re.findall(r"`verbale ([a-z]+)", _read("README.md"))) == COMMANDS


@pytest.mark.parametrize(
    "document", ["docs/architecture.md", "docs/privacy.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
)
def test_no_document_names_a_setting_that_is_not_there(document: str) -> None:
    assert set(NAME.findall(_read(document))) <= known_names()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"verbale {command}" in result.output.lower() or command in result.output


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_every_command_of_a_command_explains_itself(words: tuple[str, str]) -> None:
    result = CliRunner().invoke(app, [*words, "--help"])
    assert result.exit_code == 0
    assert f"verbale {' '.join(words)}" in result.output


def test_every_argument_and_option_has_a_line_of_help() -> None:
    groups = [command for command in PROGRAM.commands.values() if isinstance(command, TyperGroup)]
    commands = [*PROGRAM.commands.values(), *(one for group in groups for one in group.commands.values())]
    for command in commands:
        assert command.help, command.name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{command.name}: {parameter.name}"


def test_files_that_the_documents_name_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        folder = (ROOT / document).parent
        for target in re.findall(r"\]\(([^)#:]+)\)", _read(document)):
            assert (folder / target).exists(), f"{document}: {target}"
