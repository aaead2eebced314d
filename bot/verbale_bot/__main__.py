"""``python -m verbale_bot`` is ``verbale``."""

from verbale_bot.cli.app import run_and_leave

run_and_leave()
