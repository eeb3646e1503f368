// The scripts as the browser has them: those of the board share one scope, each file of a component
// is a module of its own.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const VIEWS = fileURLToPath(new URL("../../../views/", import.meta.url));

const source = (file) => readFileSync(VIEWS + file, "utf8");

/** What some names mean once these files have been read, one after the other. */
export function shared(files, names, without = "") {
  const text = files.map(source).join("\n").replace(without, "").replace("export default ", "");
  return new Function(`${text}\nreturn { ${names.join(", ")} };`)();
}

/** The default export of a component's script, with what else it holds under `names`. */
export async function component(file, names = []) {
  const text = `${source(file)}\nexport const inside = { ${names.join(", ")} };`;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}
