// Single templates as circuits of their own, over all their values or many.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { poseidon2 } from "poseidon-lite";
import { part } from "./support/compile.mjs";
import { countryList, leanInputs, leanTree, pack, sparseProof, sparseTree } from "./support/passport.mjs";
import { R } from "./support/r1cs.mjs";
import { Refused } from "./support/witness.mjs";

const bitsOf = (value, count) => Array.from({ length: count }, (_, i) => (BigInt(value) >> BigInt(i)) & 1n);
const ascii = (text) => [...Buffer.from(text)];
const asciiBits = (text) => ascii(text).flatMap((byte) => bitsOf(byte, 8));
const output = (witness) => witness[1];
const refused = (circuit, given) => assert.rejects(circuit.generator.witness(given), Refused);

// A generator of numbers that is the same in each run.
function random(seed) {
    let state = BigInt(seed);
    return (below) => {
        state = poseidon2([state, 1n]);
        return Number(state % BigInt(below));
    };
}

describe("CanonicalBits", async () => {
    const circuit = await part("bits", "CanonicalBits()");
    const c = bitsOf(R - 1n, 254);
    const room = (1n << 254n) - R;

    // What a prover would set for this number below 2^254 that is `value` mod r.
    function witnessOf(value, witness) {
        const bits = bitsOf(value, 254);
        const same = Array(255).fill(1n);
        for (let i = 253; i >= 0; i--) same[i] = same[i + 1] && bits[i] === c[i] ? 1n : 0n;
        const own = [...witness];
        for (const [name, wire] of circuit.wires) {
            const [, array, i] = /^(\w+)\[(\d+)\]$/.exec(name) ?? [];
            if (wire >= 0 && array) own[wire] = array === "out" ? bits[i] : same[i];
        }
        return own;
    }

    const edges = [0n, 1n, 2n, room - 2n, room - 1n, 1n << 64n, (1n << 64n) - 1n, R >> 1n, 1n << 253n, R - 2n, R - 1n];
    const values = [...edges, ...Array.from({ length: 40 }, (_, i) => poseidon2([9n, BigInt(i)]))];

    test("the bits of the representative below r", async () => {
        for (const value of values) {
            const witness = await circuit.generator.witness({ in: value });
            assert.deepEqual(witness.slice(1, 255), bitsOf(value, 254));
            assert.deepEqual(witnessOf(value, witness), witness);
            assert.ok(circuit.r1cs.satisfied(witness));
        }
    });

    // The sum fixes the bits but for multiples of r, and 2^254 < 2 r: this one is the only other choice.
    test("never those of that plus r", async () => {
        let tried = 0;
        for (const value of values.filter((value) => value < room)) {
            const witness = await circuit.generator.witness({ in: value });
            assert.equal(circuit.r1cs.satisfied(witnessOf(value + R, witness)), false);
            tried += 1;
        }
        assert.ok(tried > 10, `${tried}`);
        assert.ok(1n << 254n < 2n * R);
    });
});

describe("ActiveLevels", async () => {
    const circuit = await part("bits", "ActiveLevels(4)");

    test("those above the depth, and no depth outside", async () => {
        for (let depth = 0; depth <= 4; depth++) {
            const witness = await circuit.generator.witness({ depth });
            assert.deepEqual(witness.slice(1, 5).map(Number), [0, 1, 2, 3].map((i) => Number(i < depth)));
        }
        for (const depth of [5n, 6n, R - 1n, R - 4n]) await refused(circuit, { depth });
    });

    test("no other values, and none at all for a depth outside", () => {
        const { r1cs, wires } = circuit;
        const tried = [...r1cs.computed()];
        const choices = [0n, 1n, 2n, R - 1n];
        for (const depth of [0n, 1n, 2n, 3n, 4n, 5n, R - 1n]) {
            const witness = Array(r1cs.wires).fill(1n);
            witness[wires.get("depth")] = depth;
            let found = 0;
            for (let n = 0; n < choices.length ** tried.length; n++) {
                tried.forEach((wire, i) => {
                    witness[wire] = choices[Math.floor(n / choices.length ** i) % choices.length];
                });
                if (r1cs.satisfied(witness)) found += 1;
            }
            assert.equal(found, depth <= 4n ? 1 : 0, `depth ${depth}`);
        }
    });
});

describe("bytes and digits", async () => {
    const byte = await part("bytes", "IsByte()");
    const digit = await part("digits", "IsDigit()");
    const asciiDigit = await part("digits", "AsciiDigit()");
    const majority = await part("age", "Majority()");

    test("a byte is below 256", async () => {
        for (let value = 0; value < 256; value++) {
            assert.deepEqual((await byte.generator.witness({ in: value })).slice(1, 9), bitsOf(value, 8));
        }
        for (const value of [256n, 257n, 511n, 65536n, R - 1n, R - 256n]) await refused(byte, { in: value });
    });

    test("a digit is below 10", async () => {
        for (let value = 0; value < 10; value++) await digit.generator.witness({ in: value });
        for (let value = 10; value < 64; value++) await refused(digit, { in: value });
        for (let value = 1n; value < 64n; value++) await refused(digit, { in: R - value });
    });

    test("which bytes are ASCII digits", async () => {
        for (let value = 0; value < 256; value++) {
            const [, is, which] = await asciiDigit.generator.witness({ bits: bitsOf(value, 8) });
            const expected = value >= 0x30 && value <= 0x39;
            assert.deepEqual([is, which], [BigInt(expected), expected ? BigInt(value - 0x30) : 0n], `${value}`);
        }
    });

    test("the age asked for", async () => {
        for (let age = 0; age < 100; age++) {
            const text = String(age).padStart(2, "0");
            assert.equal(output(await majority.generator.witness({ ascii: ascii(text) })), BigInt(age));
        }
        for (const text of ["1:", "/8", "  ", "<<", "A8"]) await refused(majority, { ascii: ascii(text) });
    });
});

describe("Pack", async () => {
    for (const length of [93, 120]) {
        const circuit = await part("bytes", `Pack(${length})`);
        test(`${length} bytes`, async () => {
            const next = random(length);
            for (const bytes of [Array(length).fill(255), Array.from({ length }, () => next(256))]) {
                const expected = pack(bytes);
                assert.deepEqual((await circuit.generator.witness({ in: bytes })).slice(1, 1 + expected.length), expected);
            }
        });
    }
});

// The dates of a passport: some that are near each other, of all decades, and some at random.
function someDates(next, count) {
    const near = ["000101", "000229", "001231", "240229", "250827", "250828", "250829", "251130", "251201", "251231", "260101", "991231"];
    const pad = (n) => String(n).padStart(2, "0");
    return [...near, ...Array.from({ length: count }, () => pad(next(100)) + pad(1 + next(12)) + pad(1 + next(31)))];
}

describe("IsOldEnough", async () => {
    const circuit = await part("age", "IsOldEnough()");
    const answer = async (birth, today, age) => {
        const [yy, mm, dd] = [0, 2, 4].map((i) => Number(today.slice(i, i + 2)));
        return output(await circuit.generator.witness({ birth_bits: asciiBits(birth), age, yy, mm, dd }));
    };

    // In years, months and days: the birth date in full, then birthdays counted one by one.
    function expected(birth, today, age) {
        const split = (text) => [0, 2, 4].map((i) => Number(text.slice(i, i + 2)));
        const [ty, tm, td] = split(today);
        const [by, bm, bd] = split(birth);
        const thisYear = 2000 + ty;
        const readUpTo = tm === 12 ? thisYear + 1 : thisYear;
        const year = 2000 + by <= readUpTo ? 2000 + by : 1900 + by;
        let birthdays = -1;
        for (let y = year; y <= thisYear; y++) {
            if (y < thisYear || bm < tm || (bm === tm && bd <= td)) birthdays += 1;
        }
        return BigInt(birthdays >= age);
    }

    test("against a count of birthdays", async () => {
        const next = random(18);
        const dates = someDates(next, 30);
        let old = 0;
        for (const birth of dates) {
            for (const today of dates) {
                for (const age of [0, 1, 18, next(100), 99]) {
                    const got = await answer(birth, today, age);
                    assert.equal(got, expected(birth, today, age), `${birth} on ${today}, ${age}`);
                    old += Number(got);
                }
            }
        }
        assert.ok(old > 1000, `${old}`);
    });

    // From the year before the birth to the end of the year in which the child is 17; a proof may be dated two days back.
    test("no child is 18, on any day of its life", async () => {
        for (const birth of ["250828", "240229", "251231", "260101", "000101", "001231", "090615"]) {
            const year = 2000 + Number(birth.slice(0, 2));
            const born = Date.UTC(year, Number(birth.slice(2, 4)) - 1, Number(birth.slice(4)));
            const grown = Date.UTC(year + 18, Number(birth.slice(2, 4)) - 1, Number(birth.slice(4)));
            for (let day = Math.max(born - 2 * 86_400_000, Date.UTC(2000)); day < grown; day += 86_400_000) {
                const today = new Date(day).toISOString().slice(2, 10).replaceAll("-", "");
                assert.equal(await answer(birth, today, 18), 0n, `${birth} on ${today}`);
            }
        }
    });

    test("a birth date with anything but digits in it, or a month or day 00, is no age", async () => {
        for (let i = 0; i < 6; i++) {
            for (const byte of ["<", "/", ":", "A", " ", "\0", "p", "\x10"]) {
                const birth = "900131".slice(0, i) + byte + "900131".slice(i + 1);
                for (const age of [0, 18]) assert.equal(await answer(birth, "250828", age), 0n, JSON.stringify(birth));
            }
        }
        for (const birth of ["900031", "900100", "000000"]) assert.equal(await answer(birth, "250828", 0), 0n, birth);
        assert.equal(await answer("900131", "250828", 18), 1n);
    });

    test("months and days beyond the calendar stay within the ranges", async () => {
        for (const birth of ["999999", "009999"]) {
            for (const today of ["000000", "999999", "991200", "001299"]) {
                for (const age of [0, 99]) assert.ok((await answer(birth, today, age)) <= 1n);
            }
        }
    });
});

describe("NotExpired", async () => {
    const circuit = await part("date", "NotExpired()");

    test("against the order of the dates", async () => {
        const dates = someDates(random(5), 30);
        for (const expiry of dates) {
            for (const today of dates) {
                const [yy, mm, dd] = [0, 2, 4].map((i) => Number(today.slice(i, i + 2)));
                const given = { expiry_bits: asciiBits(expiry), yy, mm, dd };
                if (expiry > today) await circuit.generator.witness(given);
                else await refused(circuit, given);
            }
        }
    });
});

describe("CountryNotListed", async () => {
    const circuit = await part("country", "CountryNotListed(40)");

    test("each place of the list counts, and all three letters", async () => {
        const others = Array.from({ length: 40 }, (_, i) => `X${String.fromCharCode(65 + (i % 26))}${i < 26 ? "Y" : "Z"}`);
        const given = (codes) => ({ state: ascii("FRA"), list: countryList(codes) });
        await circuit.generator.witness(given(others));
        await circuit.generator.witness(given(["ARF", "FRB", "FSA", "GRA", "AFR"]));
        await circuit.generator.witness(given([]));
        for (let i = 0; i < 40; i++) await refused(circuit, given(others.map((code, at) => (at === i ? "FRA" : code))));
    });
});

describe("CommitmentInTree", async () => {
    const circuit = await part("lean_imt", "CommitmentInTree(33)");
    const leaf = (i) => poseidon2([3n, BigInt(i)]);

    test("every leaf of the trees of 1 to 9 leaves, as the npm package builds them", async () => {
        for (let size = 1; size <= 9; size++) {
            const tree = leanTree(Array.from({ length: size }, (_, i) => leaf(i)));
            for (let index = 0; index < size; index++) {
                const { merkle_root: root, leaf_depth: depth, path, siblings } = leanInputs(tree, index);
                const given = { commitment: leaf(index), root, depth, path, siblings };
                await circuit.generator.witness(given);
                await refused(circuit, { ...given, commitment: leaf(index + 1) });
                await refused(circuit, { ...given, root: leaf(99) });
            }
        }
    });

    test("a path of all 33 levels", async () => {
        const path = Array.from({ length: 33 }, (_, i) => BigInt(i % 3 === 0));
        const siblings = Array.from({ length: 33 }, (_, i) => leaf(i));
        const root = siblings.reduce((node, sibling, i) => poseidon2(path[i] ? [sibling, node] : [node, sibling]), leaf(50));
        const given = { commitment: leaf(50), root, depth: 33, path, siblings };
        await circuit.generator.witness(given);
        await refused(circuit, { ...given, depth: 32 });
    });
});

describe("NotInSparseTree", async () => {
    const circuit = await part("sparse_tree", "NotInSparseTree(64)");
    const key = (i) => poseidon2([5n, BigInt(i)]);
    const inputs = (tree, key) => ({ key, ...sparseProof(tree, key) });
    const bit = async (given) => {
        const witness = await circuit.generator.witness(given);
        assert.ok(circuit.r1cs.satisfied(witness));
        return output(witness);
    };

    test("the trees of 0 to 40 keys, as the npm package builds them", async () => {
        for (const size of [0, 1, 2, 3, 10, 40]) {
            const keys = Array.from({ length: size }, (_, i) => key(i));
            const tree = sparseTree(keys);
            const ends = new Set();
            for (let i = 100; i < 115; i++) {
                const given = inputs(tree, key(i));
                assert.equal(await bit(given), 1n);
                ends.add(given.closest_key === 0n ? "nothing" : "another leaf");
            }
            if (size >= 3) assert.equal(ends.size, 2, "both ends of a path");
            for (const listed of keys.slice(0, 5)) assert.equal(await bit(inputs(tree, listed)), 0n);
        }
    });

    test("keys that share their lowest 63 bits: all 64 levels", async () => {
        const [a, b, c] = [7n, 7n + (1n << 63n), 7n + (1n << 100n)];
        const tree = sparseTree([a, b]);
        const given = inputs(tree, c);
        assert.equal(given.depth, 64);
        assert.equal(given.closest_key, a);
        // The lowest 64 bits of c are a: its own entry, as the published lists have it.
        assert.equal(await bit(given), 0n);
        assert.equal(await bit({ ...given, closest_key: b }), 0n);
        assert.equal(await bit(inputs(tree, b)), 0n);
    });

    test("keys that share their lowest 64 bits are beyond the levels: no proof, no wrong one", async () => {
        const [a, b, c] = [7n, 7n + (1n << 64n), 7n + (1n << 65n)];
        const tree = sparseTree([a, b]);
        const { depth, siblings } = inputs(tree, c);
        assert.equal(depth, 65);
        for (const closest_key of [0n, a, b]) {
            assert.equal(await bit({ key: c, root: tree.root, closest_key, depth: 64, siblings: siblings.slice(0, 64) }), 0n);
        }
    });

    test("the path is the key's, not the other key's", async () => {
        const tree = sparseTree(Array.from({ length: 20 }, (_, i) => key(i)));
        for (let i = 1; i < 10; i++) {
            const membership = inputs(tree, key(i));
            assert.equal(await bit({ ...membership, key: key(0) }), 0n, "a listed key by another's leaf");
        }
    });
});
