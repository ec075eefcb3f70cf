// Writes values.json for tests/trees.rs: roots and paths as the npm packages build them, and what a registration computes.
// `npm ci && npm run make` in this folder; the output is the same on every machine.
import { IMT } from "@openpassport/zk-kit-imt"
import { LeanIMT } from "@openpassport/zk-kit-lean-imt"
import { SMT } from "@openpassport/zk-kit-smt"
import * as poseidon from "poseidon-lite"

const { poseidon1, poseidon2, poseidon3, poseidon5, poseidon6, poseidon12, poseidon13 } = poseidon

const SIZES = 20
const LEAN_SIZES_WITH_PATHS = [1, 2, 3, 5, 8, 13, 20]
const IMT_DEPTH = 12
const IMT_SIZES_WITH_PATHS = [1, 6, 20]

const decimals = (values) => values.map(String)
const leaves = Array.from({ length: SIZES }, (_, i) => poseidon1([i + 1]))

// LeanIMT: the index that a proof carries has one bit for each sibling, the leaf's first.
function leanImt(size) {
    const tree = new LeanIMT((a, b) => poseidon2([a, b]))
    leaves.slice(0, size).forEach((leaf) => tree.insert(leaf))
    const path = (_, at) => {
        const { index, siblings } = tree.generateProof(at)
        // A lone leaf has no sibling, and the package reads the index of no bits as NaN.
        return { bits: siblings.map((_, i) => (index >> i) & 1), siblings: decimals(siblings) }
    }
    const paths = LEAN_SIZES_WITH_PATHS.includes(size) ? Array.from({ length: size }, path) : []
    return { root: String(tree.root), paths }
}

function imt(size) {
    const tree = new IMT(poseidon2, IMT_DEPTH, 0n, 2)
    leaves.slice(0, size).forEach((leaf) => tree.insert(leaf))
    const path = (_, at) => {
        const { pathIndices, siblings } = tree.createProof(at)
        return { bits: pathIndices, siblings: decimals(siblings.flat()) }
    }
    const paths = IMT_SIZES_WITH_PATHS.includes(size) ? Array.from({ length: size }, path) : []
    return { root: String(tree.root), paths }
}

// Sparse: as the OFAC lists are built, every value is 1. `closest` is 0 where the path ends at nothing.
function smt(keys, strangers) {
    const tree = new SMT((children) => (children.length === 3 ? poseidon3 : poseidon2)(children), true)
    const roots = [String(tree.root)]
    for (const key of keys) {
        tree.add(key, 1n)
        roots.push(String(tree.root))
    }
    const proof = (key) => {
        const { entry, matchingEntry, siblings, membership } = tree.createProof(key)
        const closest = membership ? entry[0] : (matchingEntry?.[0] ?? 0n)
        return { key: String(key), member: membership, closest: String(closest), siblings: decimals(siblings) }
    }
    return { keys: decimals(keys), roots, proofs: [...keys, ...strangers].map(proof) }
}

const low64 = (value) => value % (1n << 64n)
const base = low64(poseidon1([1000n]))
const flip = (...bits) => bits.reduce((key, bit) => key ^ (1n << BigInt(bit)), base)
const field = (from, count) => Array.from({ length: count }, (_, i) => poseidon1([BigInt(from + i)]))
const sparse = [
    smt([], [1n, base]),
    smt([base], [flip(0), flip(63), 2n]),
    smt([1n, 2n, 3n], [4n, 5n, 6n, 7n, 1n << 63n]),
    smt(field(100, 20), field(200, 10)),
    smt(field(300, 20).map(low64), field(400, 10).map(low64)),
    // Keys with 5, 31, 62 and 63 low bits in common: the last two stand 64 levels below the root.
    smt([base, flip(5), flip(31), flip(62), flip(63)], [flip(4), flip(30), flip(61), flip(62, 63), flip(5, 6)]),
    // A stranger may share all 64 low bits with a key: only the bits above tell them apart.
    smt([base, flip(63)], [base + (1n << 64n), flip(63) + (1n << 200n)]),
]

// What a registration computes from a document (protocol notes, section 5), written a second time and with another Poseidon.
const pattern = (length, step) => Uint8Array.from({ length }, (_, i) => (i * step + 3) % 256)
const littleEndian = (bytes) => bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
const hashOf = (elements) => poseidon["poseidon" + elements.length](elements)
const chunks = (list, size, fill) => {
    const parts = []
    for (let i = 0; i < list.length; i += size) parts.push(list.slice(i, i + size))
    while (fill !== undefined && parts.at(-1).length < size) parts.at(-1).push(fill)
    return parts
}
const hashBytes = (bytes) => {
    const elements = chunks([...bytes], 31).map(littleEndian)
    return hashOf(elements.length < 16 ? elements : chunks(elements, 16, 0n).map(hashOf))
}
const filled = (bytes) => [...bytes, ...new Array(1792 - bytes.length).fill(0)]
const shaPadded = (bytes) => {
    const zeros = new Array((119 - (bytes.length % 64)) % 64).fill(0)
    const length = new DataView(new ArrayBuffer(8))
    length.setBigUint64(0, BigInt(bytes.length * 8))
    return [...bytes, 0x80, ...zeros, ...new Uint8Array(length.buffer)]
}
function document(cscaBytes, dscBytes, digestBytes, secret, mrz) {
    const dg1 = Buffer.concat([Buffer.from("615b5f1f58", "hex"), Buffer.from(mrz, "ascii")])
    const [cscaTbs, dscTbs] = [pattern(cscaBytes, 7), pattern(dscBytes, 11)]
    const [eContentDigest, signedAttributesDigest] = [pattern(digestBytes, 13), pattern(digestBytes, 17)]
    const cscaLeaf = poseidon2([hashBytes(filled(cscaTbs)), BigInt(cscaTbs.length)])
    const dscHash = poseidon2([hashBytes(filled(shaPadded(dscTbs))), BigInt(dscTbs.length)])
    const dscLeaf = poseidon2([dscHash, cscaLeaf])
    const eContentHash = hashBytes(eContentDigest)
    const ascii = (from, to) => [...dg1.subarray(from, to)].map(BigInt)
    const name = poseidon3(chunks(ascii(10, 49), 13).map((part) => poseidon13(part)))
    const hex = (bytes) => Buffer.from(bytes).toString("hex")
    return {
        dg1: hex(dg1),
        cscaTbs: hex(cscaTbs),
        dscTbs: hex(dscTbs),
        eContentDigest: hex(eContentDigest),
        signedAttributesDigest: hex(signedAttributesDigest),
        secret: String(secret),
        cscaLeaf: String(cscaLeaf),
        dscLeaf: String(dscLeaf),
        eContentHash: String(eContentHash),
        commitment: String(poseidon5([secret, 1n, hashBytes(dg1), eContentHash, dscLeaf])),
        nullifier: String(hashBytes(signedAttributesDigest)),
        number: String(low64(poseidon12([...ascii(49, 58), ...ascii(59, 62)]))),
        nameDob: String(low64(poseidon2([poseidon6(ascii(62, 68)), name]))),
        nameYob: String(low64(poseidon2([poseidon2(ascii(62, 64)), name]))),
    }
}
// The example of ICAO 9303-4, appendix B, and an invented German.
const eriksson = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
const mustermann = "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<C01X00T478D<<6408125F3010315<<<<<<<<<<<<<<<4"
const documents = [
    document(600, 500, 32, 1234n, eriksson),
    document(1792, 1783, 48, leaves[0], mustermann),
    document(1, 55, 20, 0n, eriksson),
    document(1000, 56, 64, 5n, eriksson),
]

const sizes = (from) => Array.from({ length: SIZES + 1 - from }, (_, i) => from + i)
const values = {
    leaves: decimals(leaves),
    lean: sizes(1).map(leanImt),
    imt: sizes(0).map(imt),
    sparse,
    documents,
}
process.stdout.write(JSON.stringify(values, null, 1) + "\n")
