#!/usr/bin/env bash
# Generates the types into gen/ and builds build/client, with Debian's libgrpc++-dev, protobuf-compiler-grpc and g++.
source "$(dirname "${BASH_SOURCE[0]}")/../protos.sh"
cd "$CLIENTS/cpp"
rm -rf gen build && mkdir -p gen build
SERVICES=(library/v1/library_service experiments/v1/experiment_service execution/v1/account_service execution/v1/order_service
  system/v1/system_service)
protoc "${INCLUDES[@]}" --cpp_out=gen "${OURS[@]}" "${RPC[@]}"
protoc "${INCLUDES[@]}" --grpc_out=gen --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" $(printf "aistock/%s.proto " "${SERVICES[@]}")
# One unit each for messages and services: the headers, which take most of the time, are read once.
{
  for header in descriptor.h extension_set.h io/coded_stream.h wire_format.h wire_format_lite.h reflection_ops.h map_entry.h map_field_inl.h \
    generated_message_reflection.h generated_message_util.h; do
    echo "#include <google/protobuf/$header>"
  done
  (cd gen && find . -name '*.pb.h' ! -name '*.grpc.pb.h' | LC_ALL=C sort | sed 's|^\./\(.*\)|#include "\1"|')
  # Every generated file has two names of its own that are spelled alike; in one unit each needs another spelling.
  number=0
  (cd gen && find . -name '*.pb.cc' ! -name '*.grpc.pb.cc' | LC_ALL=C sort) | while read -r file; do
    number=$((number + 1))
    printf '#define schemas schemas_%d\n#define file_default_instances instances_%d\n#include "%s"\n' "$number" "$number" "${file#./}"
    printf '#undef schemas\n#undef file_default_instances\n'
  done
} > build/messages.cc
(cd gen && find . -name '*.grpc.pb.cc' | LC_ALL=C sort | sed 's|^\./\(.*\)|#include "\1"|') > build/services.cc
for source in build/services.cc journey.cpp main.cpp samples.cpp build/messages.cc; do
  g++ -std=c++17 -O0 -I. -Igen $(pkg-config --cflags grpc++ protobuf) -c "$source" -o "build/$(basename "${source%.*}").o"
done
g++ build/*.o -o build/client $(pkg-config --libs grpc++ protobuf)
