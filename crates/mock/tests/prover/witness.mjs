// Prints the SHA-256 of the witness that snarkjs computes for inputs.json: SNARKJS_SHA256 in witness.rs.
// Needs `npm ci` in circuits/.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const circuits = new URL("../../../../circuits/", import.meta.url);
const require = createRequire(new URL("package.json", circuits));
const snarkjs = require("snarkjs");
const { decompress } = require("fzstd");

const inputs = JSON.parse(readFileSync(new URL("inputs.json", import.meta.url), "utf8"));
const wasm = decompress(readFileSync(new URL("compiled/disclose.wasm.zst", circuits)));
const file = { type: "mem" };
await snarkjs.wtns.calculate(inputs, { type: "mem", data: wasm }, file);
const values = await snarkjs.wtns.exportJson(file);

const hash = createHash("sha256");
for (const value of values) {
    hash.update(Buffer.from(BigInt(value).toString(16).padStart(64, "0"), "hex").reverse());
}
console.log(hash.digest("hex"));
process.exit(0);
