// Writes gen/files.js: every generated file, so that a message is found by its full name.
import { readdirSync, writeFileSync } from "node:fs";

const files = [];
const walk = (folder) => {
  for (const entry of readdirSync(`gen/${folder}`, { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) walk(path);
    else if (path.startsWith("aistock/") && path.endsWith("_pb.js")) files.push(path);
  }
};
walk("");
files.sort();
const name = (path) => `file_${path.replace(/_pb\.js$/, "").replaceAll("/", "_").replaceAll(".", "_")}`;
writeFileSync("gen/files.js", files.map((path) => `import { ${name(path)} } from "./${path}";\n`).join("") + `export const files = [${files.map(name).join(", ")}];\n`);
writeFileSync("gen/files.d.ts", 'import type { GenFile } from "@bufbuild/protobuf/codegenv2";\nexport declare const files: GenFile[];\n');
