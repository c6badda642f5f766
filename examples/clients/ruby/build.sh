#!/usr/bin/env bash
# Generates the types into gen/ with Debian's protoc and grpc_ruby_plugin. Ruby has its own google/rpc (ruby-googleapis-common-protos-types).
source "$(dirname "${BASH_SOURCE[0]}")/../protos.sh"
cd "$CLIENTS/ruby"
rm -rf gen && mkdir gen
protoc "${INCLUDES[@]}" --ruby_out=gen --grpc_out=gen --plugin=protoc-gen-grpc="$(command -v grpc_ruby_plugin)" "${OURS[@]}"
