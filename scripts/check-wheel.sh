# Builds the wheel, installs it into a new environment, and runs it from a folder where there is no source.
set -eu
PYTHON=$1
ROOT=$(pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
"$PYTHON" -m build --wheel --no-isolation --outdir "$WORK" "$ROOT" >"$WORK/build.log" || { cat "$WORK/build.log"; exit 1; }
"$PYTHON" -m venv "$WORK/venv"
"$WORK/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$ROOT/constraints.txt" "$WORK"/verbale-*.whl
cd "$WORK"
"$WORK/venv/bin/python" - <<'EOF'
import pathlib, sys
import verbale, verbale_bot, verbale_index
for package in (verbale, verbale_bot, verbale_index):
    home = pathlib.Path(package.__file__).resolve()
    assert home.is_relative_to(pathlib.Path(sys.prefix).resolve()), home
    assert (home.parent / "py.typed").is_file(), f"{package.__name__} has no py.typed"
EOF
mkdir briefings
printf 'The delegation arrived in Khujand on 3 March 2025 and stayed for two days.\n' >briefings/arrival.txt
"$WORK/venv/bin/verbale" reindex
"$WORK/venv/bin/verbale" ask "When did the delegation arrive in Khujand?" | grep -q "arrived in Khujand on 3 March 2025"
echo "The wheel installs, imports and answers without the source."
