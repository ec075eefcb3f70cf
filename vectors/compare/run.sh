#!/usr/bin/env bash
# Compares egate with snarkjs (needs Node and the npm registry) and with minisign (the ordinary C program) on the vectors.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo build --release --locked --quiet -p egate-cli
egate=$PWD/target/release/egate

echo "minisign checks what egate signs"
"$egate" trust keygen --out "$folder/keys" >/dev/null
"$egate" trust init --env test --out "$folder/test.json" >/dev/null
"$egate" trust sign "$folder/test.json" --secret-key "$folder/keys/egate.key" >/dev/null
minisign -Vq -m "$folder/test.json" -p "$folder/keys/egate.pub"
minisign -Vq -m vectors/trust/live.json -p vectors/keys/vectors.pub

echo "egate checks what minisign signs, with egate's key and with its own"
rm "$folder/test.json.minisig"
minisign -S -s "$folder/keys/egate.key" -m "$folder/test.json" >/dev/null
"$egate" trust verify "$folder/test.json" --public-key "$folder/keys/egate.pub" >/dev/null
minisign -G -W -s "$folder/own.key" -p "$folder/own.pub" >/dev/null
minisign -S -s "$folder/own.key" -m "$folder/test.json" >/dev/null
"$egate" trust verify "$folder/test.json" --public-key "$folder/own.pub" >/dev/null
if "$egate" trust verify "$folder/test.json" --public-key "$folder/keys/egate.pub" >/dev/null 2>&1; then
    echo "a signature by another key was accepted" >&2
    exit 1
fi

cp vectors/compare/package*.json vectors/compare/snarkjs.mjs "$folder"
npm ci --prefix "$folder" --silent --no-audit --no-fund
node "$folder/snarkjs.mjs" "$egate" "$PWD/vectors"
