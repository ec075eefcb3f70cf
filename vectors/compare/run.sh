#!/usr/bin/env bash
# Compares egate with snarkjs and the vectors with their schema (needs Node and the npm registry), and with minisign (the ordinary
# C program).
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo build --release --locked --quiet -p egate-cli
target=${CARGO_TARGET_DIR:-target}
[[ $target == /* ]] || target=$PWD/$target
egate=$target/release/egate
vectors=$PWD/vectors/v1

echo "minisign checks what egate signs, and the vectors' signatures"
"$egate" trust keygen --out "$folder/keys" >/dev/null
"$egate" trust init --env test --out "$folder/test.json" >/dev/null
"$egate" trust sign "$folder/test.json" --secret-key "$folder/keys/egate.key" >/dev/null
minisign -Vq -m "$folder/test.json" -p "$folder/keys/egate.pub"
for signature in "$vectors"/trust/*.minisig; do
    file=${signature%%.json*}.json
    case $(basename "$signature") in
        # The legacy one holds for minisign, unless it is told to want the new way.
        *.legacy.minisig) minisign -Vq -x "$signature" -m "$file" -p "$vectors/keys/vectors.pub"; wrong=-H key=vectors ;;
        *.another.minisig) minisign -Vq -x "$signature" -m "$file" -p "$vectors/keys/another.pub"; wrong='' key=vectors ;;
        *.json.minisig) minisign -Vq -x "$signature" -m "$file" -p "$vectors/keys/vectors.pub"; wrong='' key=another ;;
        *) wrong='' key=vectors ;; # garbage, renamed, another comment
    esac
    if minisign -Vq $wrong -x "$signature" -m "$file" -p "$vectors/keys/$key.pub" >/dev/null 2>&1; then
        echo "minisign believes $(basename "$signature") by $key.pub" >&2
        exit 1
    fi
done

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

cp vectors/compare/package*.json vectors/compare/*.mjs vectors/compare/known-wrong.json "$folder"
npm ci --prefix "$folder" --silent --no-audit --no-fund
node "$folder/schema.mjs" "$vectors"
node "$folder/snarkjs.mjs" "$egate" "$vectors"
