// The vectors, decided by snarkjs: every case of the level groth16 against what it expects, every request's proof against
// `egate groth16 verify` (in snarkjs JSON, and in the calldata that snarkjs exports of it), and every key of a trust file,
// exported as Solidity source by snarkjs' own template and read back by egate.
//
// Where snarkjs is known to be wrong stands in known-wrong.json. It must be wrong there, and nowhere else.
// Usage: node snarkjs.mjs EGATE VECTORS

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ejs from "ejs";
import * as snarkjs from "snarkjs";
import { readKey, readProof, readSignals } from "./readers.mjs";

const [egate, vectors] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "egate-compare-"));
const disclosures = ["vc_and_disclose", "vc_and_disclose_id", "vc_and_disclose_aadhaar", "vc_and_disclose_kyc"];
const template = join(dirname(createRequire(import.meta.url).resolve("snarkjs")), "../templates/verifier_groth16.sol.ejs");

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const cases = (level) => read(join(vectors, "cases", `${level}.json`)).cases;
const write = (name, value) => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};
const run = (...args) => {
  const { status, stdout } = spawnSync(egate, [...args, "--json"], { encoding: "utf8" });
  return { status, answer: JSON.parse(stdout) };
};

const knownWrong = new Set(read(join(here, "known-wrong.json")).flatMap((group) => group.cases));
const differences = [];
let right = 0;
let wrong = 0;
const check = (what, holds) => (holds ? (right += 1) : differences.push(what));
// What snarkjs says of a case, against what is right.
const judge = (id, said, expected) => {
  const known = knownWrong.delete(id);
  if (said === expected && !known) right += 1;
  else if (said !== expected && known) wrong += 1;
  else if (known) differences.push(`${id}: snarkjs is right, and known-wrong.json says that it is not`);
  else differences.push(`${id}: expected ${expected}, and snarkjs says ${said}`);
};
// Whether snarkjs accepts; a throw is a refusal.
const accepts = async (read) => {
  try {
    const { key, signals, proof } = read();
    return (await snarkjs.groth16.verify(key, signals, proof)) === true;
  } catch {
    return false;
  }
};

const at = ({ file, format }) => ({ file: join(vectors, file), format });
for (const { id, input, expected } of cases("groth16")) {
  const said = await accepts(() => {
    const { proof, signals } = readProof(at(input.proof));
    return { key: readKey(at(input.key)), proof, signals: input.signals ? readSignals(at(input.signals)) : signals };
  });
  judge(id, said, expected.status === "valid");
}

// A request's proof as snarkjs writes it. Coordinates are taken as they are: a fault in them is the point.
const third = (point) => (point?.length === 2 ? [...point, "1"] : point);
const toProof = ({ a, b, c, pi_a, pi_b, pi_c }) => {
  const rows = pi_b ?? b;
  const twist = rows?.length === 2 ? [...rows, ["1", "0"]] : rows;
  return { pi_a: third(pi_a ?? a), pi_b: twist, pi_c: third(pi_c ?? c), protocol: "groth16", curve: "bn128" };
};
const requestOf = (path) => {
  try {
    const request = read(join(vectors, path));
    return request.proof && request.publicSignals ? request : null;
  } catch {
    return null;
  }
};

const seen = new Set();
let without = 0;
for (const { id, input, expected } of cases("requests")) {
  if (seen.has(input.request)) continue;
  seen.add(input.request);
  const request = requestOf(input.request);
  const name = request?.circuit ?? disclosures[request?.attestationId - 1] ?? disclosures[0];
  const keys = read(join(vectors, input.trust.file)).circuits.filter((circuit) => circuit.name === name);
  if (!request || keys.length === 0) {
    without += 1;
    continue;
  }
  const proof = toProof(request.proof);
  const json = ["--proof", write("proof.json", proof), "--public", write("public.json", request.publicSignals)];
  const verified = keys.map(({ key }) => run("groth16", "verify", "--key", write("key.json", key), ...json).status);
  const holds = verified.includes(0);
  const proven = expected.status !== "error";
  check(`${id}: the verdict and egate groth16 verify`, proven ? holds : !holds || expected.reasons[0] !== "pairing_failed");
  const said = await Promise.all(keys.map(({ key }) => accepts(() => ({ key, signals: request.publicSignals, proof }))));
  judge(id, said.includes(true), holds);
  if (!holds) continue;
  const { key } = keys[verified.indexOf(0)];
  const calldata = write("calldata.json", await snarkjs.groth16.exportSolidityCallData(proof, request.publicSignals));
  const evm = ["--format", "evm", "--key", write("key.json", key), "--proof", calldata];
  check(`${id}: calldata that snarkjs exports`, run("groth16", "verify", ...evm).status === 0);
}

for (const { name, key, keyId } of read(join(vectors, "trust/test.json")).circuits) {
  const source = write("Verifier.sol", ejs.render(readFileSync(template, "utf8"), key));
  const { status, answer } = run("keys", "inspect", source, "--format", "solidity");
  check(`${name}: Solidity source that snarkjs exports`, status === 0 && JSON.stringify(answer).includes(keyId));
}

for (const id of knownWrong) differences.push(`${id}: known-wrong.json names it, and there is no such case`);
for (const difference of differences) console.log(`DIFFERS  ${difference}`);
console.log(
  `snarkjs: agrees ${right} times, is wrong ${wrong} times where it is known to be, differs ${differences.length} times; ` +
    `${without} requests have no proof or no key to compare`,
);
process.exit(differences.length === 0 && right > 0 ? 0 : 1);
