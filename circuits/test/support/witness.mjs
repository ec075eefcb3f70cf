// Runs a witness generator that circom made, as a prover does it: inputs are found by the FNV-1a hash of their name, and a failing
// constraint comes as an error message that names the templates it stands in.

export class Refused extends Error {
    // templates: innermost first, without the number that circom appends.
    constructor(code, message) {
        super(`code ${code}: ${message.trim()}`);
        this.code = code;
        this.templates = [...message.matchAll(/template (\w+?)_\d+ line/g)].map((match) => match[1]);
    }
}

const MASK_64 = (1n << 64n) - 1n;

function fnv1a(name) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of Buffer.from(name)) {
        hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK_64;
    }
    return hash;
}

export class Generator {
    #module;
    // An instance is used again, unless it was left in the middle by a failing constraint.
    #instance;
    #message = "";

    static async of(wasm) {
        const generator = new Generator();
        generator.#module = await WebAssembly.compile(wasm);
        return generator;
    }

    async #instantiate() {
        this.#message = "";
        const read = () => {
            const { getMessageChar } = this.#instance.exports;
            let line = "";
            for (let c = getMessageChar(); c !== 0; c = getMessageChar()) line += String.fromCharCode(c);
            return line;
        };
        this.#instance = await WebAssembly.instantiate(this.#module, {
            runtime: {
                exceptionHandler: (code) => {
                    throw new Refused(code, this.#message);
                },
                printErrorMessage: () => {
                    this.#message += `${read()}\n`;
                },
                writeBufferMessage: () => void read(),
                showSharedRWMemory: () => {},
            },
        });
    }

    // Every wire as a number below r; throws Refused if a constraint fails.
    async witness(inputs) {
        if (!this.#instance) await this.#instantiate();
        try {
            return this.#run(this.#instance.exports, inputs);
        } catch (error) {
            this.#instance = undefined;
            throw error;
        }
    }

    #run(exports, inputs) {
        const words = exports.getFieldNumLen32();
        exports.init(0);
        let set = 0;
        for (const [name, value] of Object.entries(inputs)) {
            const hash = fnv1a(name);
            const [high, low] = [Number(hash >> 32n), Number(hash & 0xffffffffn)];
            const values = [value].flat().map(BigInt);
            const size = exports.getInputSignalSize(high, low);
            if (size !== values.length) throw new Error(`${name}: expected ${size} elements, got ${values.length}`);
            values.forEach((element, i) => {
                for (let word = 0; word < words; word++) {
                    exports.writeSharedRWMemory(word, Number((element >> BigInt(32 * word)) & 0xffffffffn));
                }
                exports.setInputSignal(high, low, i);
                set += 1;
            });
        }
        if (set !== exports.getInputSize()) throw new Error(`expected ${exports.getInputSize()} inputs, got ${set}`);
        return Array.from({ length: exports.getWitnessSize() }, (_, i) => {
            exports.getWitness(i);
            let element = 0n;
            for (let word = words - 1; word >= 0; word--) {
                element = (element << 32n) | BigInt(exports.readSharedRWMemory(word) >>> 0);
            }
            return element;
        });
    }
}
