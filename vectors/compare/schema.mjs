// The lists of cases and the manifest against the schema. Usage: node schema.mjs VECTORS

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

const vectors = process.argv[2];
const read = (path) => JSON.parse(readFileSync(join(vectors, path), "utf8"));
const schema = read("schema.json");
const ajv = new Ajv2020({ strict: true, strictTypes: false });
ajv.addSchema(schema, "vectors");
const files = {
  "cases/requests.json": "requestCases",
  "cases/groth16.json": "groth16Cases",
  "cases/trust.json": "trustCases",
  "MANIFEST.json": "manifest",
};
let failed = 0;
for (const [path, name] of Object.entries(files)) {
  const validate = ajv.getSchema(`vectors#/$defs/${name}`);
  if (validate(read(path)) && ajv.validate("vectors", read(path))) continue;
  failed += 1;
  console.log(`DIFFERS  ${path}: ${ajv.errorsText(validate.errors)}`);
}
console.log(`schema: ${Object.keys(files).length - failed} files follow it, ${failed} do not`);
process.exit(failed === 0 ? 0 : 1);
