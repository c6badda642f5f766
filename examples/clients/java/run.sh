#!/usr/bin/env bash
# Runs the built client: run.sh FOLDER
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/classpath.sh"
exec java -XX:TieredStopAtLevel=1 -cp "$here/build$JARS" Client "$@"
