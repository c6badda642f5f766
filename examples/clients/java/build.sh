#!/usr/bin/env bash
# Generates the types into gen/ and compiles to build/, with Debian's JDK, libgrpc-java, libprotobuf-java and libgoogle-gson-java.
source "$(dirname "${BASH_SOURCE[0]}")/../protos.sh"
cd "$CLIENTS/java"
source ./classpath.sh
rm -rf gen build && mkdir -p gen build
# Lite wrappers and descriptors come with protobuf.jar; google/rpc is generated here like our own protos.
protoc "${INCLUDES[@]}" --java_out=gen --grpc_out=gen --plugin=protoc-gen-grpc="$(command -v grpc_java_plugin)" "${OURS[@]}" "${RPC[@]}"
find gen src -name '*.java' > build/sources
javac -nowarn -proc:none -J-Xmx1g -cp "$JARS" -d build @build/sources 2>&1 | { grep -v '^Note:' || true; } >&2
