"""Runs ``verbale`` in forked children, so that a child is at its work at once instead of importing for a second.

A line on standard input holds the arguments of a command; the child's process id is written, then how it ended.
"""

import os
import sys
from pathlib import Path

import faiss  # noqa: F401 - imported for the children
import onnxruntime  # noqa: F401

import verbale.intake.folder  # noqa: F401
import verbale_index.bundled.encoder  # noqa: F401
from verbale_bot.cli.app import main

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        sys.argv = ["verbale", *line.split()]
        sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - open until the process ends
        try:
            main()
        except SystemExit as end:
            os._exit(int(end.code or 0))
        os._exit(0)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)
