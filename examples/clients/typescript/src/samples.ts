// Stored messages: decoded by the generated types, written back in binary and in the JSON of protobuf.
import { createRegistry, fromBinary, toBinary, toJsonString } from "@bufbuild/protobuf";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { files } from "../gen/files.js";

export function decodeSamples(folder: string): number {
  const registry = createRegistry(...files);
  const lines = readFileSync(join(folder, "samples.tsv"), "utf8").split("\n").filter((line) => line !== "");
  for (const line of lines) {
    const [name, source, target] = line.split("\t") as [string, string, string];
    const schema = registry.getMessage(name);
    if (schema === undefined) throw new Error(`no message ${name}`);
    const message = fromBinary(schema, readFileSync(join(folder, source)));
    if (message.$unknown !== undefined && message.$unknown.length > 0) throw new Error(`${source}: unknown fields in ${name}`);
    writeFileSync(join(folder, `${target}.binpb`), toBinary(schema, message));
    writeFileSync(join(folder, `${target}.json`), toJsonString(schema, message, { registry }));
  }
  return lines.length;
}
