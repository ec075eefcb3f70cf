// Inputs that must have no witness. For each, the generator names the check; and the witness of a generator without any check does not
// satisfy the constraints, so it is they that refuse, not the generator.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { careless, disclose } from "./support/compile.mjs";
import { commitment, countryList, dg1, inputs } from "./support/passport.mjs";
import { R, inverse, mod } from "./support/r1cs.mjs";
import { Refused } from "./support/witness.mjs";

let circuit;
let unchecked;
before(async () => {
    circuit = await disclose();
    unchecked = await careless();
});

async function uncheckedWitness(given) {
    const signals = await unchecked.generator.witness(given);
    const witness = Array(circuit.r1cs.wires).fill(1n);
    for (const [name, wire] of circuit.wires) {
        if (wire >= 0) witness[wire] = signals[unchecked.wires.get(name)];
    }
    return witness;
}

// Otherwise the constraints might refuse what that generator gets wrong anyway.
test("the generator without checks makes the honest witness", async () => {
    const given = inputs();
    assert.deepEqual(await uncheckedWitness(given), await circuit.generator.witness(given));
});

function refuses(check, cases) {
    describe(check, () => {
        for (const [name, given] of Object.entries(cases)) {
            test(name, async () => {
                await assert.rejects(circuit.generator.witness(given()), (error) => {
                    assert.ok(error instanceof Refused, error);
                    assert.deepEqual(error.templates.slice(-2), [check, "Disclose"]);
                    return true;
                });
                assert.equal(circuit.r1cs.satisfied(await uncheckedWitness(given())), false);
            });
        }
    });
}

// Replaced before the commitment and the trees are made, and after.
const made = (replaced) => () => inputs(replaced);
const spoiled = (replaced) => () => {
    const given = inputs();
    return { ...given, ...(typeof replaced === "function" ? replaced(given) : replaced) };
};
const changed = (list, at, value) => list.map((old, i) => (i === at ? value : old));

refuses("AttestationIsPassport", {
    "an ID card's attestation, committed to": made({ attestation_id: 2n }),
    "attestation 0": made({ attestation_id: 0n }),
});

const carried = (bytes, at) => changed(changed(bytes, at, bytes[at] + 256), at + 1, bytes[at + 1] - 1);

refuses("PassportDg1", {
    "an ID card's header": made({ dg1: changed(dg1(), 1, 0x5d) }),
    "an ID card's MRZ header": made({ dg1: changed(dg1(), 4, 0x5a) }),
    "a wrong tag": made({ dg1: changed(dg1(), 0, 0x60) }),
    "another tag inside": made({ dg1: changed(dg1(), 2, 0x5e) }),
    "another second byte of that tag": made({ dg1: changed(dg1(), 3, 0x1e) }),
    "a byte of 256": made({ dg1: changed(dg1(), 20, 256) }),
    "a byte below 0": made({ dg1: changed(dg1(), 92, R - 1n) }),
    // The same packed value, so the same commitment: without the check the holder could write the passport anew.
    "a name's byte above 255 that packs to the same": spoiled(({ dg1 }) => ({ dg1: carried(dg1, 20) })),
    "a number's byte above 255 that packs to the same": spoiled(({ dg1 }) => ({ dg1: carried(dg1, 50) })),
    "a birth date's byte above 255 that packs to the same": spoiled(({ dg1 }) => ({ dg1: carried(dg1, 62) })),
    "an expiry date's byte above 255 that packs to the same": spoiled(({ dg1 }) => ({ dg1: carried(dg1, 70) })),
});

refuses("CommitmentInTree", {
    "another secret": spoiled({ secret: 1235n }),
    "another name": spoiled(({ dg1 }) => ({ dg1: changed(dg1, 12, 0x41) })),
    "another birth date": spoiled(({ dg1 }) => ({ dg1: changed(dg1, 62, 0x38) })),
    "another eContent": spoiled({ e_content_hash: 78n }),
    "another document signer": spoiled({ dsc_tree_leaf: 89n }),
    "another root": spoiled({ merkle_root: 1n }),
    "the root of an empty tree": spoiled({ merkle_root: 0n }),
    "the first path bit turned": spoiled(({ path }) => ({ path: changed(path, 0, 1n - path[0]) })),
    "the last path bit turned": spoiled(({ path, leaf_depth }) => ({ path: changed(path, leaf_depth - 1, 1n - path[leaf_depth - 1]) })),
    "a sibling changed": spoiled(({ siblings }) => ({ siblings: changed(siblings, 0, siblings[0] + 1n) })),
    "the last sibling changed": spoiled(({ siblings, leaf_depth }) => ({ siblings: changed(siblings, leaf_depth - 1, 0n) })),
    "one level less": spoiled(({ leaf_depth }) => ({ leaf_depth: leaf_depth - 1 })),
    "one level more": spoiled(({ leaf_depth }) => ({ leaf_depth: leaf_depth + 1 })),
    "no level": spoiled({ leaf_depth: 0 }),
    "depth 34": spoiled({ leaf_depth: 34 }),
    "depth -1": spoiled({ leaf_depth: R - 1n }),
    "a path bit of 2": spoiled(({ path }) => ({ path: changed(path, 0, 2n) })),
    "a path bit of 2 above the path": spoiled(({ path }) => ({ path: changed(path, 32, 2n) })),
    "a path bit of -1 above the path": spoiled(({ path }) => ({ path: changed(path, 20, R - 1n) })),
    // left + right = node + sibling whatever the path bit: a path bit of any value would make room for any node.
    "somebody who is not registered, by a path bit that is none": spoiled((given) => {
        const [node, sibling] = [commitment(given), given.siblings[0]];
        const left = given.path[0] === 1n ? sibling : node;
        const stranger = commitment({ ...given, secret: 1235n });
        const beside = mod(node + sibling - stranger);
        return {
            secret: 1235n,
            path: changed(given.path, 0, mod((left - stranger) * inverse(mod(beside - stranger)))),
            siblings: changed(given.siblings, 0, beside),
        };
    }),
});

refuses("CurrentDate", {
    "a digit of 10": made({ current_date: [2, 5, 0, 8, 2, 10] }),
    "a first digit of 11": made({ current_date: [11, 5, 0, 8, 2, 8] }),
    "a digit of 12": made({ current_date: [2, 12, 0, 8, 2, 8] }),
    "a digit of 15": made({ current_date: [2, 5, 15, 8, 2, 8] }),
    "a digit of 16": made({ current_date: [2, 5, 0, 16, 2, 8] }),
    "a digit of -1": made({ current_date: [2, 5, 0, 8, R - 1n, 8] }),
    "an ASCII digit": made({ current_date: [0x32, 5, 0, 8, 2, 8] }),
});

const expires = (expires) => made({ details: { expires } });

refuses("NotExpired", {
    "on the last day": expires("250828"),
    "a day after": expires("250827"),
    "a month after": expires("250731"),
    "a year after": expires("241231"),
    "a decade after": expires("151231"),
    "no day": expires("3010<<"),
    "no date": expires("<<<<<<"),
    "a letter": expires("A01015"),
    "the byte before 0": expires("/01015"),
    "the byte after 9": expires("30101:"),
});

const listed = (...codes) => made({ forbidden_countries_list: countryList(codes) });
const others = Array.from({ length: 39 }, (_, i) => `Q${String.fromCharCode(65 + (i % 26))}${i < 26 ? "A" : "B"}`);

refuses("CountryNotListed", {
    "in the first place": listed("FRA", "PRK"),
    "in a middle place": listed(...others.slice(0, 20), "FRA", ...others.slice(20)),
    "in the last place": listed(...others, "FRA"),
    "alone in the last place": listed(...Array(39).fill("\0\0\0"), "FRA"),
    "Germany, written as in the MRZ": made({ details: { state: "D<<" }, forbidden_countries_list: countryList(["D<<"]) }),
    "an issuing state that is not the nationality": made({ details: { state: "PRK" } }),
});

refuses("CountryListBytes", {
    "a byte of 256": made({ forbidden_countries_list: changed(countryList(["PRK"]), 119, 256) }),
    "a byte of -1": made({ forbidden_countries_list: changed(countryList(["PRK"]), 0, R - 1n) }),
    // FRA in the eleventh place begins in the last byte of the first element. Carried over from the byte before, the same public
    // signal lists FRA, yet no country that is compared is FRA.
    "a listed country hidden by a carry": made({
        forbidden_countries_list: carried(countryList([...others.slice(0, 10), "FRA"]), 29),
    }),
});

refuses("Majority", {
    "the byte after 9": made({ majority: [0x31, 0x3a] }),
    "the byte before 0": made({ majority: [0x2f, 0x38] }),
    "numbers": made({ majority: [1, 8] }),
    "16 above 0": made({ majority: [0x40, 0x30] }),
    "a letter": made({ majority: [0x31, 0x41] }),
    "-1": made({ majority: [R - 1n, 0x30] }),
});

refuses("NotInSparseTree", {
    "passport number, depth 65": spoiled({ ofac_passportno_depth: 65 }),
    "name and birth date, depth 65": spoiled({ ofac_namedob_depth: 65 }),
    "name and birth year, depth 65": spoiled({ ofac_nameyob_depth: 65 }),
    "depth -1": spoiled({ ofac_nameyob_depth: R - 1n }),
});

refuses("Reveal", {
    "the first selector 2": made({ selector_dg1: changed(Array(88).fill(0), 0, 2) }),
    "the last selector -1": made({ selector_dg1: changed(Array(88).fill(0), 87, R - 1n) }),
    "a selector that turns F into M": made({
        selector_dg1: changed(Array(88).fill(1), 64, mod(0x4dn * inverse(0x46n))),
    }),
    "the selector of the age 2": made({ selector_older_than: 2 }),
    "the selector of the age -1": made({ selector_older_than: R - 1n }),
    "the selector of OFAC 2": made({ selector_ofac: 2 }),
});
