// What the circuit discloses, each public signal held against a computation that shares no code with it.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { poseidon2 } from "poseidon-lite";
import { disclose } from "./support/compile.mjs";
import { countryList, dg1, inputs, LISTS, mrz, ofacKeys, pack, published, sparseInputs, sparseTree, unpack } from "./support/passport.mjs";

const MRZ = 88;
let circuit;
before(async () => {
    circuit = await disclose();
});

async function signals(given) {
    const witness = await circuit.generator.witness(given);
    assert.ok(circuit.r1cs.satisfied(witness));
    return witness.slice(1, 22);
}

async function revealed(given) {
    return unpack((await signals(given)).slice(0, 3), 93);
}

const age = async (given) => (await revealed(given)).slice(88, 90);
const ofac = async (given) => (await revealed(given)).slice(90, 93);

describe("public signals", () => {
    test("all 21, in their order", async () => {
        const given = inputs();
        assert.deepEqual(await signals(given), [
            ...pack([...given.dg1.slice(5), 0x31, 0x38, 1, 1, 1]),
            ...pack(given.forbidden_countries_list),
            poseidon2([given.secret, given.scope]),
            1n,
            given.merkle_root,
            ...given.current_date.map(BigInt),
            ...LISTS.map((list) => given[`ofac_${list}_smt_root`]),
            given.scope,
            given.user_identifier,
        ]);
        assert.equal(circuit.r1cs.outputs, 8);
        assert.equal(circuit.r1cs.publicInputs, 13);
    });

    test("at most 65,000 constraints", () => {
        assert.ok(circuit.r1cs.constraints.length <= 65_000, `${circuit.r1cs.constraints.length}`);
    });
});

describe("reveals", () => {
    test("nothing selected, nothing shown", async () => {
        const given = inputs({ selector_dg1: Array(MRZ).fill(0), selector_older_than: 0, selector_ofac: 0 });
        assert.deepEqual(await revealed(given), Array(93).fill(0));
    });

    test("each byte by its own selector", async () => {
        for (const [modulus, rest] of [[2, 0], [2, 1], [7, 3]]) {
            const selector_dg1 = Array.from({ length: MRZ }, (_, i) => Number(i % modulus === rest));
            const shown = await revealed(inputs({ selector_dg1 }));
            assert.deepEqual(shown.slice(0, MRZ), mrz().map((byte, i) => byte * selector_dg1[i]));
        }
    });

    test("a list of forty countries", async () => {
        const codes = Array.from({ length: 40 }, (_, i) => `A${String.fromCharCode(65 + (i % 26))}${i < 26 ? "A" : "B"}`);
        const given = inputs({ forbidden_countries_list: countryList(codes) });
        assert.deepEqual(unpack((await signals(given)).slice(3, 7), 120), given.forbidden_countries_list);
    });

    test("a list is of issuing states: the nationality may stand on it", async () => {
        const given = inputs({ details: { state: "D<<" }, forbidden_countries_list: countryList(["FRA"]) });
        assert.equal((await signals(given)).length, 21);
    });

    test("the first leaf of a tree of its own: depth 0", async () => {
        const given = inputs({ leaves: 1, index: 0 });
        assert.equal(given.leaf_depth, 0);
        assert.equal((await signals(given))[9], given.merkle_root);
    });
});

describe("age", () => {
    const shown = [0x31, 0x38];
    const hidden = [0, 0];
    const born = (born, replaced) => age(inputs({ details: { born }, ...replaced }));

    test("from the birthday itself", async () => {
        assert.deepEqual(await born("070829"), hidden);
        assert.deepEqual(await born("070828"), shown);
        assert.deepEqual(await born("070827"), shown);
    });

    test("a two-digit year is never a hundred years back for a child", async () => {
        assert.deepEqual(await born("250828"), hidden);
        assert.deepEqual(await born("251231"), hidden);
        assert.deepEqual(await born("260101"), shown);
        const new_year = { current_date: [2, 5, 1, 2, 3, 1] };
        assert.deepEqual(await born("260101", new_year), hidden);
        assert.deepEqual(await born("270101", new_year), shown);
    });

    test("an unknown birth date is no age, and no failure", async () => {
        for (const unknown of ["9001<<", "90<<<<", "<<<<<<", "<00131", "900100", "900031", "90013/", "90013:"]) {
            assert.deepEqual(await born(unknown), hidden, unknown);
        }
        assert.deepEqual(await born("<<<<<<", { majority: [0x30, 0x30] }), hidden);
    });

    test("not selected, not shown", async () => {
        assert.deepEqual(await age(inputs({ selector_older_than: 0 })), hidden);
    });

    test("the age asked for is what is shown", async () => {
        assert.deepEqual(await age(inputs({ majority: [0x33, 0x35] })), [0x33, 0x35]);
        assert.deepEqual(await age(inputs({ majority: [0x33, 0x36] })), hidden);
        assert.deepEqual(await age(inputs({ majority: [0x30, 0x30] })), [0x30, 0x30]);
        assert.deepEqual(await age(inputs({ majority: [0x39, 0x39] })), hidden);
    });
});

describe("OFAC", () => {
    for (const [form, entry] of Object.entries({ "64 bits of a key": published, "whole keys": (key) => key })) {
        for (const [i, list] of LISTS.entries()) {
            test(`on the list ${list} of ${form}, whatever the proof: its bit is 0`, async () => {
                const given = inputs({ listed: [list], entry });
                const clear = [1, 1, 1];
                clear[i] = 0;
                // What the tree says of the key: membership posing as absence, or its own entry as a stranger's.
                assert.deepEqual(await ofac(given), clear);

                const name = (part) => `ofac_${list}_${part}`;
                const key = ofacKeys(given.dg1)[list];
                const depth = given[name("depth")];
                const other = entry(poseidon2([7n, 3n]));
                const strangers = Array.from({ length: 40 }, (_, n) => entry(poseidon2([7n, BigInt(n)])));
                const tree = sparseTree([...strangers, entry(key)]);
                assert.equal(tree.root, given[name("smt_root")]);
                assert.equal(given[name("closest_key")], entry(key));
                const forgeries = {
                    "nothing where its leaf is": { [name("closest_key")]: 0n },
                    "the other form of its key": { [name("closest_key")]: entry(key) === key ? published(key) : key },
                    "another leaf at its place": { [name("closest_key")]: other },
                    "another leaf at that one's place": sparseInputs(list, tree, other),
                    "nothing below its leaf": { [name("closest_key")]: 0n, [name("depth")]: depth + 1 },
                    "nothing above its leaf": { [name("closest_key")]: 0n, [name("depth")]: depth - 1 },
                    "an empty tree's proof": { [name("closest_key")]: 0n, [name("depth")]: 0 },
                    "all 64 levels": { [name("closest_key")]: 0n, [name("depth")]: 64 },
                };
                for (const [forgery, replaced] of Object.entries(forgeries)) {
                    assert.deepEqual(await ofac({ ...given, ...replaced }), clear, forgery);
                }
            });
        }
    }

    for (const [i, list] of LISTS.entries()) {
        test(`absent from the list ${list}, by a spoiled proof: the bit is 0`, async () => {
            const given = inputs();
            const siblings = [...given[`ofac_${list}_siblings`]];
            siblings[0] += 1n;
            const clear = [1, 1, 1];
            clear[i] = 0;
            assert.deepEqual(await ofac({ ...given, [`ofac_${list}_siblings`]: siblings }), clear);
        });
    }

    test("on all lists", async () => {
        assert.deepEqual(await ofac(inputs({ listed: LISTS })), [0, 0, 0]);
    });

    test("not selected, not shown", async () => {
        assert.deepEqual(await ofac(inputs({ selector_ofac: 0 })), [0, 0, 0]);
    });

    test("empty lists: root 0, depth 0", async () => {
        const empty = LISTS.map((list) => sparseInputs(list, sparseTree([]), ofacKeys(dg1())[list]));
        const given = inputs(Object.assign({}, ...empty));
        assert.equal(given.ofac_namedob_smt_root, 0n);
        assert.deepEqual(await ofac(given), [1, 1, 1]);
        assert.deepEqual(await ofac({ ...given, ofac_namedob_depth: 1 }), [1, 0, 1]);
        assert.deepEqual(await ofac({ ...given, ofac_namedob_closest_key: 5n }), [1, 0, 1]);
    });
});
