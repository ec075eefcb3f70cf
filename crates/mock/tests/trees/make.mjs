// Writes values.json for tests/trees.rs: roots and paths as the npm packages build them.
// `npm ci && npm run make` in this folder; the output is the same on every machine.
import { IMT } from "@openpassport/zk-kit-imt"
import { LeanIMT } from "@openpassport/zk-kit-lean-imt"
import { SMT } from "@openpassport/zk-kit-smt"
import { poseidon1, poseidon2, poseidon3 } from "poseidon-lite"

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

const sizes = (from) => Array.from({ length: SIZES + 1 - from }, (_, i) => from + i)
const values = {
    leaves: decimals(leaves),
    lean: sizes(1).map(leanImt),
    imt: sizes(0).map(imt),
    sparse,
}
process.stdout.write(JSON.stringify(values, null, 1) + "\n")
