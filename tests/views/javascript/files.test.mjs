import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { shared } from "./load.mjs";

const { csvOf, factsOf } = shared(["board/behind.js"], ["csvOf", "factsOf"]);
const { unpack } = shared(["export/offline_page.js"], ["unpack"], "\nopen();");

test("a cell with a comma, a quote or a line of its own is quoted", () => {
  assert.equal(csvOf([["a", "b,c"], ['d"e', "f\ng"]]), 'a,"b,c"\r\n"d""e","f\ng"\r\n');
});

test("facts are those of the stated cells only while these stand, in whatever order", () => {
  const data = { facts: { stated: 1, changed: 2 }, result: { moved: { a: 1, b: 2 } } };
  assert.equal(factsOf({ data, moved: { b: 2, a: 1 } }), 1);
  assert.equal(factsOf({ data, moved: { a: 1 } }), 2);
});

test("packed draws come back byte for byte", async () => {
  const plain = new Uint8Array(new Float32Array([1.5, -2.25, 3e-7, 8642.02]).buffer);
  const ranked = [0, 1, 2, 3].flatMap((rank) => [...plain].filter((_, i) => i % 4 === rank));
  const text = gzipSync(Uint8Array.from(ranked)).toString("base64");
  assert.deepEqual(await unpack(`\n${text}\n`), plain);
});
