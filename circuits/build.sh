#!/usr/bin/env bash
# Compiles src/disclose.circom and holds the result, and the committed compiled/*.zst, against compiled/SHA256SUMS.
# --update writes compiled/ anew instead (needs zstd). Needs Node and npm; all packages are pinned in package-lock.json.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    echo "usage: build.sh [--update]" >&2
    exit 2
}

case "${1-}" in
    "" | --update) [[ $# -le 1 ]] || usage ;;
    *) usage ;;
esac

npm ci --silent --no-audit --no-fund

# circom2 sees nothing above its working directory: it runs here, above src and node_modules.
rm -rf build
mkdir build
node_modules/.bin/circom2 src/disclose.circom --r1cs --wasm --sym --O2 -l node_modules -o build
mv build/disclose_js/disclose.wasm build/disclose.wasm

if [[ "${1-}" == --update ]]; then
    mkdir -p compiled
    (cd build && sha256sum disclose.r1cs disclose.wasm) >compiled/SHA256SUMS
    for file in disclose.r1cs disclose.wasm; do
        zstd --quiet --force -19 "build/$file" -o "compiled/$file.zst"
    done
fi

(cd build && sha256sum --check --strict ../compiled/SHA256SUMS)
node check.mjs
