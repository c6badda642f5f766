# Sourced by the build scripts: where the protos stand. PROTOS lists what is compiled, INCLUDES the folders that imports are found in.
# google/rpc comes from the installed googleapis-common-protos; buf/validate from third_party, which `make third-party` fetches.
set -euo pipefail
CLIENTS="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$CLIENTS/../.." && pwd)"
PYTHON="${PYTHON:-$ROOT/.venv/bin/python}"
if [ ! -e "$ROOT/third_party/buf/validate/validate.proto" ]; then
  echo "third_party/buf/validate/validate.proto is missing; run: make third-party" >&2
  exit 1
fi
GOOGLE="$("$PYTHON" -c 'import pathlib, google.rpc.status_pb2 as found; print(pathlib.Path(found.__file__).parents[2])')"
INCLUDES=(-I"$ROOT/proto" -I"$ROOT/third_party" -I"$GOOGLE")
OURS=($(cd "$ROOT/proto" && find aistock -name '*.proto' | LC_ALL=C sort) buf/validate/validate.proto)
RPC=(google/rpc/status.proto google/rpc/error_details.proto)
