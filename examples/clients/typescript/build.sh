#!/usr/bin/env bash
# Installs what package-lock.json names, generates the types into gen/ and compiles src/ into build/.
source "$(dirname "${BASH_SOURCE[0]}")/../protos.sh"
cd "$CLIENTS/typescript"
if [ ! -e node_modules/.ready ] || [ package-lock.json -nt node_modules/.ready ]; then
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.ready
fi
# What was built from the same inputs stands.
INPUTS="$(cat "$ROOT"/third_party/buf/validate/validate.proto $(find "$ROOT/proto" src -type f | LC_ALL=C sort) package-lock.json tsconfig.json *.mjs build.sh | sha256sum)"
if [ -e build/main.js ] && [ "$(cat build/.inputs 2>/dev/null)" = "$INPUTS" ]; then exit 0; fi
rm -rf gen build && mkdir gen
"$PYTHON" -W ignore -m grpc_tools.protoc "${INCLUDES[@]}" --plugin=protoc-gen-es=node_modules/.bin/protoc-gen-es \
  --es_out=gen --es_opt=target=js+dts,import_extension=js "${OURS[@]}" "${RPC[@]}"
node generate-registry.mjs
node node_modules/typescript/bin/tsc -p tsconfig.json
echo "$INPUTS" > build/.inputs
