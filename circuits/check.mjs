// Unpacks compiled/*.zst and holds each file against compiled/SHA256SUMS; both files must be named there, and nothing else.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { decompress } from "fzstd";

const folder = new URL("compiled/", import.meta.url);
const expected = ["disclose.r1cs", "disclose.wasm"];

const sums = new Map(
    readFileSync(new URL("SHA256SUMS", folder), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => {
            const match = /^([0-9a-f]{64})  (\S+)$/.exec(line);
            if (!match) throw new Error(`SHA256SUMS: expected "<hex>  <file>", got ${JSON.stringify(line)}`);
            return [match[2], match[1]];
        }),
);
if ([...sums.keys()].join() !== expected.join()) {
    throw new Error(`SHA256SUMS: expected the files ${expected.join(", ")}, got ${[...sums.keys()].join(", ")}`);
}

for (const [file, sum] of sums) {
    const unpacked = decompress(readFileSync(new URL(`${file}.zst`, folder)));
    const got = createHash("sha256").update(unpacked).digest("hex");
    if (got !== sum) throw new Error(`compiled/${file}.zst: expected SHA-256 ${sum}, got ${got}; run build.sh --update`);
    console.log(`compiled/${file}.zst: OK`);
}
