// Every request of the vectors, decided by snarkjs and by `egate groth16 verify`, from snarkjs JSON and from calldata that
// snarkjs exports; and every key, exported as Solidity source by snarkjs' own template and read back by egate.
// Usage: node snarkjs.mjs EGATE VECTORS

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ejs from "ejs";
import * as snarkjs from "snarkjs";

const [egate, vectors] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "egate-compare-"));
const disclosures = ["vc_and_disclose", "vc_and_disclose_id", "vc_and_disclose_aadhaar", "vc_and_disclose_kyc"];
const template = join(dirname(createRequire(import.meta.url).resolve("snarkjs")), "../templates/verifier_groth16.sol.ejs");

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const write = (name, value) => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};
const run = (...args) => {
  const { status, stdout } = spawnSync(egate, [...args, "--json"], { encoding: "utf8" });
  return { status, answer: JSON.parse(stdout) };
};

let failed = 0;
let passed = 0;
const check = (what, right) => {
  right ? (passed += 1) : (failed += 1);
  if (!right) console.log(`DIFFERS  ${what}`);
};

const circuits = new Map(read(join(vectors, "trust/test.json")).circuits.map((circuit) => [circuit.name, circuit]));

for (const file of readdirSync(join(vectors, "requests")).sort()) {
  const request = read(join(vectors, "requests", file));
  const { key } = circuits.get(request.circuit ?? disclosures[request.attestationId - 1]);
  const { a, b, c } = request.proof;
  const proof = { pi_a: [...a, "1"], pi_b: [...b, ["1", "0"]], pi_c: [...c, "1"], protocol: "groth16", curve: "bn128" };
  const holds = await snarkjs.groth16.verify(key, request.publicSignals, proof);
  const keyFile = write("key.json", key);
  const json = ["--proof", write("proof.json", proof), "--public", write("public.json", request.publicSignals)];
  check(`${file} (snarkjs JSON)`, run("groth16", "verify", "--key", keyFile, ...json).status === (holds ? 0 : 1));
  const calldata = write("calldata.json", await snarkjs.groth16.exportSolidityCallData(proof, request.publicSignals));
  const evm = ["--format", "evm", "--key", keyFile, "--proof", calldata];
  check(`${file} (calldata)`, run("groth16", "verify", ...evm).status === (holds ? 0 : 1));
}

for (const [name, { key, keyId }] of circuits) {
  const source = write("Verifier.sol", ejs.render(readFileSync(template, "utf8"), key));
  const { status, answer } = run("keys", "inspect", source, "--format", "solidity");
  check(`${name} (Solidity source)`, status === 0 && JSON.stringify(answer).includes(keyId));
}

console.log(`compared with snarkjs: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
