"""What the commands offer, without running them."""

import subprocess
import sys

from program import Installation
from verbale.store.feeds import Rule
from verbale.store.rights import Role
from verbale_bot.cli.people_commands import RoleName, RuleName


def test_roles_and_rules_can_be_named_as_they_are_kept() -> None:
    assert {one.value for one in RoleName} == {one.value for one in Role}
    assert {one.value for one in RuleName} == {one.value for one in Rule}


def test_a_page_of_help_loads_neither_settings_nor_the_database(installation: Installation) -> None:
    """It is there at once: every command's own modules are loaded when it is called."""
    code = (
        "import sys\n"
        "from verbale_bot.cli.commands import app\n"
        "sys.argv = ['verbale', '--help']\n"
        "try:\n    app()\n"
        "finally:\n    print(sorted({'pydantic', 'sqlalchemy', 'numpy', 'aiohttp', 'onnxruntime'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=installation.environment())
    assert done.stdout.splitlines()[-1] == "[]"
    assert "describe" in done.stdout
