#!/usr/bin/env bash
# Generates the types into gen/ and builds build/client, with Debian's Go, protoc and Go libraries (GOPATH mode, nothing is fetched).
source "$(dirname "${BASH_SOURCE[0]}")/../protos.sh"
cd "$CLIENTS/go"
rm -rf gen build && mkdir -p gen/src/aistock.example build
# The protos name no go_package; M flags say which Go package each file becomes.
FLAGS=""
for file in "${OURS[@]}"; do
  folder="$(dirname "$file")"
  alias="$(echo "${folder#aistock/}" | tr -d /)"
  FLAGS="$FLAGS,M$file=aistock.example/$folder;$alias"
done
protoc "${INCLUDES[@]}" --go_out=gen/src --go_opt="${FLAGS#,}" --go-grpc_out=gen/src --go-grpc_opt="${FLAGS#,}" "${OURS[@]}"
mkdir -p gen/src/aistock.example/client && cp *.go gen/src/aistock.example/client/
GO111MODULE=off GOPATH="$PWD/gen:/usr/share/gocode" go build -p 1 -o build/client aistock.example/client
