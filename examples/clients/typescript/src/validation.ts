// Documents against the contract's JSON Schemas, with ajv (draft 2020-12, formats asserted).
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";

// ajv-formats is CommonJS: under NodeNext its default export is the module.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => Ajv2020;

// Words of ours, and of OpenAPI, that say something to people and tools; a validator passes over them.
const PASSED_OVER = ["x-rules", "x-meanings", "x-since", "discriminator"];

export function validatorOf(schemas: string, document: string): (value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, allowUnionTypes: true });
  addFormats(ajv);
  for (const word of PASSED_OVER) ajv.addKeyword(word);
  const schema = JSON.parse(readFileSync(join(schemas, document), "utf8")) as AnySchemaObject;
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`));
}

/** Validates the journey's documents, and sees that a broken one is refused; how many were accepted and refused. */
export function validated(schemas: string, folder: string): { accepted: number; refused: number } {
  const known = { factor_catalog: "library/v1", experiment_request: "experiments/v1" };
  let accepted = 0;
  let refused = 0;
  for (const [stem, place] of Object.entries(known)) {
    const validate = validatorOf(schemas, `${place}/${stem}.schema.json`);
    const document = JSON.parse(readFileSync(join(folder, `${stem}.json`), "utf8")) as Record<string, unknown>;
    const errors = validate(document);
    if (errors.length > 0) throw new Error(`${stem}: ${errors.join("; ")}`);
    accepted += 1;
    const broken = [
      { ...document, version: "v2" },
      { ...document, surprise: 1 },
      { ...document, generated_at_utc: "2025-02-30T00:00:00Z" },
    ];
    refused += broken.filter((value) => validate(value).length > 0).length;
  }
  return { accepted, refused };
}
