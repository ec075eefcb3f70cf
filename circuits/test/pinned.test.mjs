// Nothing that the prover computes is the prover's to choose. A hint (`<--`) is a value and no constraint; whether others pin it
// is asked here of the constraints alone, no witness generator being in the way.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";
import { disclose, unsimplified } from "./support/compile.mjs";
import { dg1, inputs, LISTS, ofacKeys, sparseInputs, sparseTree } from "./support/passport.mjs";

const HINTS = {
    "bits of an OFAC key": /^NotInSparseTree_\w+\.bits\[\d+\]$/,
    "active levels": /^(NotInSparseTree|CommitmentInTree)_\w+\.(active|ActiveLevels_\w+\.at)\[\d+\]$/,
    "bits of a byte": /^(document|CountryListBytes_\w+)\..*(bits|Num2Bits_\w+\.out)\[\d+\](\[\d+\])?$/,
    "bits of a digit": /IsDigit_\w+(\[\d+\])?\.(bits|Num2Bits_\w+\.out)\[\d+\]$/,
    "bits of a difference": /LessThan_\w+\.n2b\.out\[\d+\]$|lt\.n2b\.out\[\d+\]$/,
    "inverse that no country is listed": /^not_listed\.inverse$/,
    "inverse of a test for zero": /\.inv$/,
};
// With in = 0, out = 1 - in inv is 1 whatever the inverse is.
const INVERSE_OF_ZERO = /(IsZero_\w+|isz)\.inv$/;

const empty = Object.assign({}, ...LISTS.map((list) => sparseInputs(list, sparseTree([]), ofacKeys(dg1())[list])));
const SITUATIONS = {
    "an adult who shows all": {},
    "a child who shows nothing": {
        details: { born: "200101" },
        selector_dg1: Array(88).fill(0),
        selector_older_than: 0,
        selector_ofac: 0,
    },
    "somebody on all lists": { listed: LISTS },
    "an unknown birth date": { details: { born: "<<<<<<" } },
    "the first of all passports, and empty lists": { leaves: 1, index: 0, ...empty },
    December: { current_date: [2, 5, 1, 2, 3, 1] },
};

// Selectors that select nothing, whatever they are: the result behind them is 0.
const IDLE = {
    "a child who shows nothing": ["selector_older_than"],
    "somebody on all lists": ["selector_ofac"],
    "an unknown birth date": ["selector_older_than"],
};
// snarkjs reports an unsatisfied constraint to a logger, and needs one.
const silent = { info() {}, warn() {}, error() {}, debug() {} };

let circuit;
let plain;
before(async () => {
    circuit = await disclose();
    plain = await unsimplified();
});

const names = ({ wires }) => new Map([...wires].filter(([, wire]) => wire >= 0).map(([name, wire]) => [wire, name]));
const matching = ({ wires }, pattern) => [...wires].filter(([name, wire]) => wire >= 0 && pattern.test(name)).map(([, wire]) => wire);

test("the constraints that were read are those that snarkjs reads", async () => {
    const folder = mkdtempSync(`${tmpdir()}/egate-circuits-`);
    const build = fileURLToPath(new URL("../build/", import.meta.url));
    try {
        const given = inputs();
        await snarkjs.wtns.calculate(given, `${build}disclose.wasm`, `${folder}/honest.wtns`);
        const witness = await snarkjs.wtns.exportJson(`${folder}/honest.wtns`);
        assert.deepEqual(witness, await circuit.generator.witness(given));
        assert.equal(await snarkjs.wtns.check(`${build}disclose.r1cs`, `${folder}/honest.wtns`, silent), true);

        // The first public signal raised by 1: both must see it.
        const file = readFileSync(`${folder}/honest.wtns`);
        const values = file.length - 32 * witness.length;
        file[values + 32] ^= 1;
        const { writeFileSync } = await import("node:fs");
        writeFileSync(`${folder}/changed.wtns`, file);
        assert.equal(await snarkjs.wtns.check(`${build}disclose.r1cs`, `${folder}/changed.wtns`, silent), false);
        witness[1] ^= 1n;
        assert.equal(circuit.r1cs.satisfied(witness), false);
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test("every public signal is bound", async () => {
    const witness = await circuit.generator.witness(inputs());
    for (let signal = 1; signal <= 21; signal++) {
        const changed = [...witness];
        changed[signal] += 1n;
        assert.equal(circuit.r1cs.satisfied(changed), false, `signal ${signal - 1}`);
    }
});

describe("no value can be changed alone", () => {
    for (const [situation, given] of Object.entries(SITUATIONS)) {
        test(situation, async () => {
            const witness = await circuit.generator.witness(inputs(given));
            const all = names(circuit);
            const free = circuit.r1cs.changeable(witness, (value) => [value + 1n, 1n - value, 0n]).map((wire) => all.get(wire));
            const idle = IDLE[situation] ?? [];
            const used = free.filter((name) => !INVERSE_OF_ZERO.test(name) && !unused(name, inputs(given)) && !idle.includes(name));
            assert.deepEqual(used, []);
        });
    }
});

// Inputs without a use in the situation: siblings and path bits beyond the depth, what is not selected.
function unused(name, given) {
    const [, array, i] = /^(\w+?)(?:\[(\d+)\])?$/.exec(name) ?? [];
    const prefix = /^ofac_\w+?_(?=siblings)/.exec(array)?.[0];
    if (prefix) return Number(i) >= given[`${prefix}depth`];
    return (array === "siblings" || array === "path") && Number(i) >= given.leaf_depth;
}

// CanonicalBits is taken for granted here: 254 bits are ambiguous modulo r, and parts.test.mjs shows that the other choice is refused.
describe("the inputs determine all other values", () => {
    for (const [situation, given] of Object.entries(SITUATIONS)) {
        test(situation, async () => {
            const witness = await plain.generator.witness(inputs(given));
            assert.ok(plain.r1cs.satisfied(witness));
            const all = names(plain);
            const open = plain.r1cs.undetermined(witness, matching(plain, HINTS["bits of an OFAC key"])).map((wire) => all.get(wire));
            for (const name of open) {
                assert.match(name, INVERSE_OF_ZERO);
            }
        });
    }

    // The same question of constraints from which those of one hint are gone, where the answer must be no.
    for (const [hint, pattern] of Object.entries(HINTS)) {
        test(`and would not without those of the ${hint}`, async () => {
            const witness = await plain.generator.witness(inputs());
            const wires = matching(plain, pattern);
            assert.ok(wires.length > 0);
            const sample = wires.filter((_, i) => i % Math.ceil(wires.length / 5) === 0);
            for (const wire of sample) {
                const open = plain.r1cs.without(wire).undetermined(witness);
                assert.ok(open.includes(wire), names(plain).get(wire));
            }
        });
    }
});
