// A synthetic passport, the trees it stands in and the inputs of `disclose`, computed without circomlib.
import { LeanIMT } from "@openpassport/zk-kit-lean-imt";
import { SMT } from "@openpassport/zk-kit-smt";
import { poseidon2, poseidon3, poseidon5, poseidon6, poseidon12, poseidon13 } from "poseidon-lite";

export const LEVELS = 33;
export const COUNTRIES = 40;
export const OFAC_LEVELS = 64;
export const LISTS = ["passportno", "namedob", "nameyob"];

const ascii = (text) => [...Buffer.from(text, "ascii")];
const padded = (list, length) => [...list, ...Array(length - list.length).fill(0n)];

// Elements of 31 bytes, little-endian.
export function pack(bytes) {
    const elements = [];
    for (let start = 0; start < bytes.length; start += 31) {
        elements.push(bytes.slice(start, start + 31).reduceRight((sum, byte) => (sum << 8n) + BigInt(byte), 0n));
    }
    return elements;
}

export function unpack(elements, length) {
    return Array.from({ length }, (_, i) => Number((elements[Math.floor(i / 31)] >> BigInt(8 * (i % 31))) & 0xffn));
}

function checkDigit(text) {
    const value = (c) => (/[0-9A-Z]/.test(c) ? parseInt(c, 36) : 0);
    return String([...text].reduce((sum, c, i) => sum + value(c) * [7, 3, 1][i % 3], 0) % 10);
}

export function mrz({
    state = "FRA",
    name = "DUPONT<<ALPHONSE<HUGUES",
    number = "15AA81234",
    nationality = "FRA",
    born = "900131",
    sex = "F",
    expires = "301015",
} = {}) {
    const second = [number, checkDigit(number), nationality, born, checkDigit(born), sex, expires, checkDigit(expires), "<".repeat(15)].join("");
    const all = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43);
    const text = `P<${state}${name.padEnd(39, "<")}${second.slice(0, 43)}${checkDigit(all)}`;
    if (text.length !== 88) throw new Error(`expected 88 characters, got ${text.length}: ${text}`);
    return ascii(text);
}

export function dg1(details) {
    return [0x61, 0x5b, 0x5f, 0x1f, 0x58, ...mrz(details)];
}

export function commitment({ secret, attestation_id, dg1, e_content_hash, dsc_tree_leaf }) {
    return poseidon5([secret, attestation_id, poseidon3(pack(dg1)), e_content_hash, dsc_tree_leaf]);
}

export function ofacKeys(dg1) {
    const field = (start, length) => dg1.slice(5 + start, 5 + start + length).map(BigInt);
    const nameHash = poseidon3([0, 13, 26].map((start) => poseidon13(field(5 + start, 13))));
    return {
        passportno: poseidon12([...field(44, 9), ...field(54, 3)]),
        namedob: poseidon2([poseidon6(field(57, 6)), nameHash]),
        nameyob: poseidon2([poseidon2(field(57, 2)), nameHash]),
    };
}

export const SMT_HASH = (children) => (children.length === 3 ? poseidon3(children) : poseidon2(children));

export function sparseTree(keys) {
    const tree = new SMT(SMT_HASH, true);
    for (const key of keys) tree.add(BigInt(key), 1n);
    return tree;
}

// What lies at the end of the key's path, as NotInSparseTree takes it; for a key that is listed that is the key itself.
export function sparseProof(tree, key) {
    const { entry, matchingEntry, siblings, root, membership } = tree.createProof(key);
    return {
        root,
        closest_key: membership ? entry[0] : (matchingEntry?.[0] ?? 0n),
        depth: siblings.length,
        siblings: padded(siblings, Math.max(siblings.length, OFAC_LEVELS)),
    };
}

// The circuit's inputs for one list.
export function sparseInputs(list, tree, key) {
    const { root, ...proof } = sparseProof(tree, key);
    return {
        [`ofac_${list}_smt_root`]: root,
        [`ofac_${list}_closest_key`]: proof.closest_key,
        [`ofac_${list}_depth`]: proof.depth,
        [`ofac_${list}_siblings`]: proof.siblings,
    };
}

export function leanTree(leaves) {
    return new LeanIMT((a, b) => poseidon2([a, b]), leaves);
}

export function leanInputs(tree, index) {
    const { root, siblings, index: bits } = tree.generateProof(index);
    return {
        merkle_root: root,
        leaf_depth: siblings.length,
        path: padded(Array.from(siblings, (_, i) => (BigInt(bits) >> BigInt(i)) & 1n), LEVELS),
        siblings: padded(siblings, LEVELS),
    };
}

export function countryList(codes) {
    return [...ascii(codes.join("")), ...Array(3 * COUNTRIES - 3 * codes.length).fill(0)];
}

const strangers = (count) => Array.from({ length: count }, (_, i) => poseidon2([7n, BigInt(i)]));

// An entry of the published lists: the lowest 64 bits of a key.
export const published = (key) => key & ((1n << 64n) - 1n);

// Inputs of an honest proof. `details` are the passport's; `listed` names the lists that the holder stands on, and `entry` says what a
// list has of a key; the rest replaces inputs before the commitment is made.
export function inputs({ details = {}, listed = [], entry = published, leaves = 11, index = 5, ...replaced } = {}) {
    const person = {
        secret: 1234n,
        attestation_id: 1n,
        dg1: dg1(details),
        e_content_hash: 77n,
        dsc_tree_leaf: 88n,
    };
    for (const name of Object.keys(person)) {
        if (name in replaced) person[name] = replaced[name];
    }
    const all = strangers(leaves);
    all[index] = commitment(person);
    const keys = ofacKeys(person.dg1);
    const lists = LISTS.map((list) => {
        const tree = sparseTree([...strangers(40).map(entry), ...(listed.includes(list) ? [entry(keys[list])] : [])]);
        return sparseInputs(list, tree, keys[list]);
    });
    return {
        ...person,
        ...leanInputs(leanTree(all), index),
        selector_dg1: Array(88).fill(1),
        majority: ascii("18"),
        selector_older_than: 1,
        current_date: [2, 5, 0, 8, 2, 8],
        forbidden_countries_list: countryList(["PRK", "IRN", "D<<"]),
        ...Object.assign({}, ...lists),
        selector_ofac: 1,
        scope: 4242n,
        user_identifier: 263359651842403741884120805057214392585459357670n,
        ...replaced,
    };
}
