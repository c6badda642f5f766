// aistock from TypeScript: `node build/main.js FOLDER` goes through the journey in FOLDER and prints one line of JSON.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, env, exit } from "node:process";
import { fileURLToPath } from "node:url";

import { decodeSamples } from "./samples.js";
import { travel, type Journey } from "./journey.js";
import { validated } from "./validation.js";

const folder = argv[2];
if (folder === undefined) {
  console.error("usage: node build/main.js FOLDER   (journey.json and the messages that it names; see ../README.md)");
  exit(2);
}
const journey = JSON.parse(readFileSync(join(folder, "journey.json"), "utf8")) as Journey;
const schemas = fileURLToPath(new URL("../../../../jsonschema", import.meta.url));
const documents = validated(schemas, folder);
const report = await travel({ ...journey, address: env.AISTOCK_ADDRESS ?? journey.address }, folder);
const samples = decodeSamples(folder);
console.log(JSON.stringify({ language: "typescript", ...report, samples, documents }));
exit(0);
