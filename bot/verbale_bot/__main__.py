"""``python -m verbale_bot`` is ``verbale``."""

from verbale_bot.cli.app import main

main()
