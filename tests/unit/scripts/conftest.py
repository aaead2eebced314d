import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[3])
# The scripts belong to no installed package: they are found from the project's own folder, wherever pytest starts.
if ROOT not in sys.path:
    sys.path.append(ROOT)
