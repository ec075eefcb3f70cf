// Compiles single templates, and the whole circuit without its checks, into build/test.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { R1cs, symbols } from "./r1cs.mjs";
import { Generator } from "./witness.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ALL = ["--r1cs", "--wasm", "--sym"];

async function load(folder, name) {
    const file = (suffix) => readFileSync(`${folder}/${name}.${suffix}`);
    return {
        generator: await Generator.of(file("wasm")),
        wires: symbols(file("sym").toString()),
    };
}

async function circuit(folder, name) {
    return { ...(await load(folder, name)), r1cs: new R1cs(readFileSync(`${folder}/${name}.r1cs`)) };
}

// The circuit as build.sh left it.
export const disclose = () => circuit(`${ROOT}build`, "disclose");

function compile(source, name, options) {
    const folder = `build/test/${name}`;
    execFileSync("node_modules/.bin/circom2", [source, ...options, "-o", folder], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "inherit"],
    });
    const stem = source.replace(/^.*\/|\.circom$/g, "");
    renameSync(`${ROOT}${folder}/${stem}_js/${stem}.wasm`, `${ROOT}${folder}/${stem}.wasm`);
}

function fresh(name) {
    const folder = `${ROOT}build/test/${name}`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
}

// One template of src/FILE.circom as a circuit of its own, e.g. part("bits", "ActiveLevels(4)").
export function part(file, template) {
    const name = template.replace(/\W+/g, "_");
    const folder = fresh(name);
    writeFileSync(
        `${folder}/part.circom`,
        `pragma circom 2.1.6;\ninclude "../../../src/${file}.circom";\ncomponent main = ${template};\n`,
    );
    compile(`build/test/${name}/part.circom`, name, [...ALL, "--O2", "-l", "node_modules"]);
    return circuit(folder, "part");
}

// The whole circuit before linear simplification: its constraints still read as they are written.
export function unsimplified() {
    const folder = fresh("unsimplified");
    compile("src/disclose.circom", "unsimplified", [...ALL, "--O1", "-l", "node_modules"]);
    return circuit(folder, "disclose");
}

// The whole circuit with each `===` blanked, of circomlib too: its generator makes the witness that a prover without scruples
// would try. Not simplified, so that every signal is there; the names of anonymous components have their place in the
// source, therefore nothing moves.
export async function careless() {
    const folder = fresh("careless");
    cpSync(`${ROOT}src`, `${folder}/src`, { recursive: true });
    cpSync(`${ROOT}node_modules/circomlib/circuits`, `${folder}/lib/circomlib/circuits`, { recursive: true });
    const blank = (text) => text.replace(/[^\n]/g, " ");
    let removed = 0;
    for (const sources of ["src", "lib/circomlib/circuits"]) {
        for (const file of readdirSync(`${folder}/${sources}`).filter((file) => file.endsWith(".circom"))) {
            const path = `${folder}/${sources}/${file}`;
            const text = readFileSync(path, "utf8")
                .replace(/\/\*[^]*?\*\/|\/\/.*$/gm, blank)
                .replace(/^[^;{}\n]*===[^;]*;/gm, (statement) => ((removed += 1), blank(statement)));
            writeFileSync(path, text);
        }
    }
    if (removed === 0) throw new Error("no constraint found to blank");
    compile("build/test/careless/src/disclose.circom", "careless", ["--wasm", "--sym", "--O0", "-l", "build/test/careless/lib"]);
    return load(folder, "disclose");
}
