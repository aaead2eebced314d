from pathlib import Path

import pytest

from verbale_bot.only_one import AnotherBot, only_one


def test_a_second_bot_on_the_same_folder_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    refused = pytest.raises(AnotherBot, match=r"Another bot is running on the data folder .*/var\. Stop one")
    with only_one(folder), refused, only_one(folder, wait_seconds=0):
        raise AssertionError("two bots run")


def test_the_next_one_may_run_when_the_first_has_ended(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path, wait_seconds=0):
            assert (tmp_path / "bot.lock").exists()
