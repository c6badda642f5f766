#!/usr/bin/env bash
# Installs what is missing (with apt, when it is there and may), builds every client and runs all of them on one spawned server.
#   run.sh [LANGUAGE...]      INSTALL=no builds with what is there
source "$(dirname "${BASH_SOURCE[0]}")/protos.sh"
CHOSEN=("$@")
if [ ${#CHOSEN[@]} -eq 0 ]; then CHOSEN=(typescript go ruby cpp java); fi
declare -A PACKAGES=(
  [typescript]="nodejs npm"
  [go]="golang-go golang-google-grpc-dev golang-google-protobuf-dev protoc-gen-go protoc-gen-go-grpc protobuf-compiler"
  [ruby]="ruby ruby-grpc protobuf-compiler protobuf-compiler-grpc"
  [cpp]="g++ pkg-config libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc"
  [java]="default-jdk-headless libgrpc-java libnetty-java libperfmark-java libprotobuf-java libgoogle-gson-java libguava-java protobuf-compiler protobuf-compiler-grpc-java-plugin"
)
declare -A COMMANDS=(
  [typescript]="node $CLIENTS/typescript/build/main.js"
  [go]="$CLIENTS/go/build/client"
  [ruby]="ruby $CLIENTS/ruby/client.rb"
  [cpp]="$CLIENTS/cpp/build/client"
  [java]="bash $CLIENTS/java/run.sh"
)
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

missing() {
  local package
  for package in $1; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then echo "$package"; fi
  done
}

install_for() {
  # A node of another origin than Debian's brings its own npm.
  if [ "$1" = typescript ] && command -v node npm >/dev/null; then return; fi
  local wanted
  wanted="$(missing "${PACKAGES[$1]}")"
  if [ -z "$wanted" ]; then return; fi
  if [ "${INSTALL:-yes}" != yes ] || ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "not installed: $(echo $wanted)"
    return 1
  fi
  if [ ! -e "$WORK/updated" ]; then apt-get update -qq && touch "$WORK/updated"; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >"$WORK/apt.log" 2>&1 || { tail -5 "$WORK/apt.log"; return 1; }
}

ready=()
failed=0
for language in "${CHOSEN[@]}"; do
  if ! said="$(install_for "$language")"; then
    printf '%-12s FAILED  %s\n' "$language" "$said"
    failed=1
  elif ! bash "$CLIENTS/$language/build.sh" >"$WORK/$language.log" 2>&1; then
    printf '%-12s FAILED  build: %s\n' "$language" "$(tail -20 "$WORK/$language.log")"
    failed=1
  else
    ready+=("$language=${COMMANDS[$language]}")
  fi
done
if [ ${#ready[@]} -gt 0 ]; then
  "$PYTHON" -m aistock_conformance.clients --work "$WORK" --corpus "$ROOT/conformance_tests/corpus/v1" "${ready[@]}" || failed=1
fi
exit $failed
