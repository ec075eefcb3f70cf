// Reads keys, proofs and signals in every format of the vectors, and gives them as snarkjs wants them: an independent reading.
// What cannot be read throws.

import { readFileSync } from "node:fs";

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const decimal = (word) => {
  if (!/^0x[0-9a-f]{64}$/.test(word)) throw new Error("no EVM word");
  return BigInt(word).toString();
};
const g1 = ([x, y]) => [x, y, "1"];
const g2 = ([x0, x1], [y0, y1]) => [[x0, x1], [y0, y1], ["1", "0"]];
const labels = { protocol: "groth16", curve: "bn128" };

// A JSON list, or several with commas between them, as snarkjs prints calldata.
const calldata = (path) => {
  const text = readFileSync(path, "utf8").trim();
  const [a, b, c, signals] = text.startsWith("[[") ? JSON.parse(text) : JSON.parse(`[${text}]`);
  const [bx, by] = b.map((row) => row.map(decimal).reverse());
  const proof = { pi_a: g1(a.map(decimal)), pi_b: g2(bx, by), pi_c: g1(c.map(decimal)), ...labels };
  return { proof, signals: signals?.map(decimal) };
};

// Constants of a Solidity verifier; suffix 1 is the imaginary part.
const solidity = (path) => {
  const source = readFileSync(path, "utf8");
  const constants = Object.fromEntries([...source.matchAll(/uint256 constant (\w+)\s*= (\d+);/g)].map((m) => [m[1], m[2]]));
  const at = (name) => constants[name];
  const twist = (name) => g2([at(`${name}x2`), at(`${name}x1`)], [at(`${name}y2`), at(`${name}y1`)]);
  const IC = [];
  while (at(`IC${IC.length}x`)) IC.push(g1([at(`IC${IC.length}x`), at(`IC${IC.length}y`)]));
  return {
    ...labels,
    nPublic: IC.length - 1,
    vk_alpha_1: g1([at("alphax"), at("alphay")]),
    vk_beta_2: twist("beta"),
    vk_gamma_2: twist("gamma"),
    vk_delta_2: twist("delta"),
    IC,
  };
};

// arkworks' uncompressed bytes: little-endian coordinates, two flags in the last byte of a point (0x40 is infinity).
class Ark {
  constructor(path) {
    this.bytes = readFileSync(path);
    this.at = 0;
  }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("the bytes end early");
    return this.bytes.subarray(this.at, (this.at += length));
  }
  number(length, mask = 0xff) {
    const bytes = [...this.take(length)];
    bytes[length - 1] &= mask;
    return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }
  point(numbers) {
    const infinity = (this.bytes[this.at + numbers * 32 - 1] & 0x40) !== 0;
    const read = Array.from({ length: numbers }, (_, i) => this.number(32, i === numbers - 1 ? 0x3f : 0xff).toString());
    return infinity ? null : read;
  }
  g1() {
    const point = this.point(2);
    return point ? g1(point) : ["0", "1", "0"];
  }
  g2() {
    const point = this.point(4);
    return point ? g2(point.slice(0, 2), point.slice(2)) : [["0", "0"], ["1", "0"], ["0", "0"]];
  }
  list(read) {
    return Array.from({ length: Number(this.number(8)) }, read);
  }
  end(value) {
    if (this.at !== this.bytes.length) throw new Error("bytes are left over");
    return value;
  }
}

const arkKey = (path) => {
  const ark = new Ark(path);
  const [vk_alpha_1, vk_beta_2, vk_gamma_2, vk_delta_2] = [ark.g1(), ark.g2(), ark.g2(), ark.g2()];
  const IC = ark.list(() => ark.g1());
  return ark.end({ ...labels, nPublic: IC.length - 1, vk_alpha_1, vk_beta_2, vk_gamma_2, vk_delta_2, IC });
};
const arkProof = (path) => {
  const ark = new Ark(path);
  return ark.end({ pi_a: ark.g1(), pi_b: ark.g2(), pi_c: ark.g1(), ...labels });
};
const arkSignals = (path) => {
  const ark = new Ark(path);
  return ark.end(ark.list(() => ark.number(32).toString()));
};

export const readKey = ({ file, format }) => ({ snarkjs: json, solidity, ark: arkKey })[format](file);
export const readProof = ({ file, format }) =>
  ({ snarkjs: (path) => ({ proof: json(path) }), evm: calldata, ark: (path) => ({ proof: arkProof(path) }) })[format](file);
export const readSignals = ({ file, format }) =>
  ({ snarkjs: json, evm: (path) => json(path).map(decimal), ark: arkSignals })[format](file);
