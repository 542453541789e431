#!/usr/bin/env bash
# Write every lock anew from its .in file; the widest first, so that all of them agree on versions.
set -euo pipefail
cd "$(dirname "$0")"
uv=${UV:-../.venv/bin/uv}
compile() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile journeys.in --output-file journeys.txt
for purpose in test scale connect run evidence evidence-test train; do
    compile "$purpose.in" --constraints journeys.txt --output-file "$purpose.txt"
done
compile spark.in --constraints journeys.txt --output-file spark.txt
compile peer.in --output-file peer.txt
compile uv.in --output-file uv.txt
compile node.in --output-file node.txt
