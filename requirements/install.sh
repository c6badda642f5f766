#!/usr/bin/env bash
# Makes the environment named by the first argument from the hash-locked lists beside this file.
set -euo pipefail
venv=$1
here=$(dirname "$0")

python=""
for candidate in python3.12 python3.11 python3 python; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] not in {(3, 11), (3, 12)})' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "aistock needs Python 3.11 or 3.12 on PATH (pyqlib has no wheels for other versions): install one and run make again." >&2
  exit 1
fi

# Each list is complete by itself, so nothing is resolved here: what is locked is what is installed.
if command -v uv >/dev/null 2>&1; then
  uv venv --quiet --allow-existing --python "$("$python" -c 'import sys; print(sys.executable)')" "$venv"
  uv pip install --quiet --python "$venv/bin/python" --no-deps --require-hashes \
    -r "$here/dev.txt" -r "$here/qlib.txt" -r "$here/generate.txt"
  uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
else
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  for list in dev qlib generate; do
    "$venv/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$here/$list.txt"
  done
  "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
fi
