// Reads circom's r1cs and sym files and evaluates the constraints, without a witness generator.

export const R = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

const HEADER = 1;
const CONSTRAINTS = 2;

export const mod = (x) => ((x % R) + R) % R;

export function inverse(x) {
    let [a, b, u, v] = [mod(x), R, 1n, 0n];
    while (a > 1n) {
        const q = b / a;
        [a, b, u, v] = [b - q * a, a, v - q * u, u];
    }
    return mod(u);
}

export class R1cs {
    wires;
    // Public outputs, public inputs, private inputs: the wires after wire 0, which is 1.
    outputs;
    publicInputs;
    privateInputs;
    // Each constraint is three lists [wires, coefficients]: A B = C.
    constraints = [];

    // The same without the constraints that name this wire.
    without(wire) {
        const rest = Object.assign(Object.create(R1cs.prototype), this);
        rest.constraints = this.constraints.filter((constraint) => !constraint.some(([wires]) => wires.includes(wire)));
        return rest;
    }

    constructor(file) {
        const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
        const sections = new Map();
        for (let at = 12; at < file.byteLength; ) {
            const size = Number(view.getBigUint64(at + 4, true));
            sections.set(view.getUint32(at, true), at + 12);
            at += 12 + size;
        }
        let at = sections.get(HEADER) + 4 + 32;
        const u32 = () => view.getUint32((at += 4) - 4, true);
        [this.wires, this.outputs, this.publicInputs, this.privateInputs] = [u32(), u32(), u32(), u32()];
        at += 8;
        const count = u32();
        at = sections.get(CONSTRAINTS);
        const known = new Map();
        const combination = () => {
            const terms = u32();
            const [wires, coefficients] = [new Uint32Array(terms), Array(terms)];
            for (let i = 0; i < terms; i++) {
                wires[i] = u32();
                let value = 0n;
                for (let word = 3; word >= 0; word--) value = (value << 64n) | view.getBigUint64(at + 8 * word, true);
                at += 32;
                if (!known.has(value)) known.set(value, value);
                coefficients[i] = known.get(value);
            }
            return [wires, coefficients];
        };
        for (let i = 0; i < count; i++) this.constraints.push([combination(), combination(), combination()]);
    }

    get inputs() {
        return this.publicInputs + this.privateInputs;
    }

    // The wires that neither are the constant nor inputs.
    *computed() {
        for (let wire = 1; wire <= this.outputs; wire++) yield wire;
        for (let wire = 1 + this.outputs + this.inputs; wire < this.wires; wire++) yield wire;
    }

    holds(constraint, witness) {
        const [a, b, c] = constraint.map(([wires, coefficients]) => {
            let sum = 0n;
            for (let i = 0; i < wires.length; i++) sum += witness[wires[i]] * coefficients[i];
            return sum;
        });
        return (a * b - c) % R === 0n;
    }

    satisfied(witness) {
        return witness[0] === 1n && this.constraints.every((constraint) => this.holds(constraint, witness));
    }

    byWire() {
        const index = Array.from({ length: this.wires }, () => []);
        for (const constraint of this.constraints) {
            for (const wire of new Set(constraint.flatMap(([wires]) => [...wires]))) index[wire].push(constraint);
        }
        return index;
    }

    // The wires which can take one of the values, all else unchanged, with no constraint violated.
    changeable(witness, values) {
        const index = this.byWire();
        const changed = [...witness];
        const free = [];
        for (let wire = 1; wire < this.wires; wire++) {
            for (const value of values(witness[wire])) {
                if (mod(value) === witness[wire]) continue;
                changed[wire] = mod(value);
                if (index[wire].every((constraint) => this.holds(constraint, changed))) {
                    free.push(wire);
                    break;
                }
            }
            changed[wire] = witness[wire];
        }
        return free;
    }

    // The computed wires that the inputs, as they are in this witness, do not determine; `assumed` are taken as determined.
    //
    // Wires are settled one after the other, each time by one constraint:
    // - It is linear in the open wires, and only one has a factor other than 0: that one has one value.
    // - It has a single open wire, and is quadratic in it: that one has at most two values. A bit.
    // - It is linear in open wires of which each has two values, and the changes from one to the other are, up to one common
    //   factor, different powers of two below 2^253, with any sign: their sums are other than 0, so each has one value.
    undetermined(witness, assumed = []) {
        const open = new Set(this.computed());
        for (const wire of assumed) open.delete(wire);
        const second = new Map();
        const byWire = this.byWire();
        const queue = [...this.constraints];
        const waiting = new Set(queue);
        const settle = (wire) => {
            open.delete(wire);
            revisit(wire);
        };
        const revisit = (wire) => {
            for (const constraint of byWire[wire]) {
                if (!waiting.has(constraint)) {
                    waiting.add(constraint);
                    queue.push(constraint);
                }
            }
        };
        while (queue.length > 0) {
            const constraint = queue.pop();
            waiting.delete(constraint);
            // Each combination as its value, and the factors of the open wires.
            const [a, b, c] = constraint.map(([wires, coefficients]) => {
                let value = 0n;
                const factors = new Map();
                for (let i = 0; i < wires.length; i++) {
                    value += witness[wires[i]] * coefficients[i];
                    if (open.has(wires[i])) factors.set(wires[i], coefficients[i]);
                }
                return { value: mod(value), factors };
            });
            const wires = new Set([a, b, c].flatMap(({ factors }) => [...factors.keys()]));
            const at = ({ factors }, wire) => factors.get(wire) ?? 0n;
            const slope = (wire) => mod(at(a, wire) * b.value + at(b, wire) * a.value - at(c, wire));

            if (a.factors.size === 0 || b.factors.size === 0) {
                const moving = [...wires].filter((wire) => slope(wire) !== 0n);
                if (moving.length === 1) {
                    settle(moving[0]);
                } else if (moving.length > 1 && moving.every((wire) => second.has(wire))) {
                    const changes = moving.map((wire) => mod(slope(wire) * mod(second.get(wire) - witness[wire])));
                    if (areDistinctPowersOfTwo(changes)) moving.forEach(settle);
                }
            } else if (wires.size === 1) {
                const [wire] = wires;
                const square = mod(at(a, wire) * at(b, wire));
                if (square === 0n) {
                    if (slope(wire) !== 0n) settle(wire);
                } else {
                    // f(w + d) = d (slope + square d), so the other root is at d = - slope / square.
                    const other = mod(witness[wire] - slope(wire) * inverse(square));
                    if (other === witness[wire]) {
                        settle(wire);
                    } else if (!second.has(wire)) {
                        second.set(wire, other);
                        revisit(wire);
                    } else if (second.get(wire) !== other) {
                        settle(wire);
                    }
                }
            }
        }
        return [...open];
    }
}

// Up to one common factor and the sign of each. The common factor is among the changes, if they are powers from 2^0 on.
function areDistinctPowersOfTwo(changes) {
    const powers = new Map(Array.from({ length: 253 }, (_, i) => [1n << BigInt(i), i]));
    return changes.some((unit) => {
        const scale = inverse(unit);
        const exponents = changes.map((change) => {
            const ratio = mod(change * scale);
            return powers.get(ratio) ?? powers.get(R - ratio);
        });
        return exponents.every((e) => e !== undefined) && new Set(exponents).size === changes.length;
    });
}

// Names of signals, without "main.": name -> wire, -1 for a signal that the compiler replaced by others.
export function symbols(sym) {
    const wires = new Map();
    for (const line of sym.trimEnd().split("\n")) {
        const [, wire, , name] = line.split(",");
        wires.set(name.replace(/^main\./, ""), Number(wire));
    }
    return wires;
}
