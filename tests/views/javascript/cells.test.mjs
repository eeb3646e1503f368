import assert from "node:assert/strict";
import { test } from "node:test";

import { shared } from "./load.mjs";

const { keyOf, placeOf, rounded, fractionOf, percentOf, typedOf, cellText, leverOf, moveLever } = shared(
  ["board/cells.js", "board/levers.js"],
  ["keyOf", "placeOf", "rounded", "fractionOf", "percentOf", "typedOf", "cellText", "leverOf", "moveLever"],
);

test("a key names a section and a year, and is read back", () => {
  assert.equal(keyOf("J", 2026), "J/2026");
  assert.deepEqual(placeOf("J/2026"), { section: "J", year: 2026 });
});

test("halves go away from zero on the digits that print, whatever the bits say", () => {
  assert.equal(rounded(1.005, 2), 1.01); // in bits it is a little less
  assert.equal(rounded(-1.005, 2), -1.01);
  assert.ok(Object.is(rounded(-0.001, 2), 0)); // never minus zero
  assert.equal(rounded(1e-9, 4), 0);
});

test("per cent and fraction are two spellings of one number", () => {
  for (let hundredths = -1000; hundredths <= 2500; hundredths++) {
    const fraction = Number(`${hundredths}e-4`);
    assert.equal(fractionOf(hundredths / 100), fraction);
    assert.equal(percentOf(fraction), hundredths / 100);
  }
});

test("what is typed is read in full width too, stops at the sliders' ends, or is no number", () => {
  const read = (said) => typedOf(said, -10, 25);
  assert.equal(read("６．３５％"), 6.35);
  assert.equal(read("−2.7"), -2.7);
  assert.equal(read("6.345"), 6.35);
  assert.equal(read("99"), 25);
  assert.equal(read(-99), -10);
  for (const said of ["", " ", "abc", "6,35", "6.3.5", "0x10", "NaN"]) assert.ok(Number.isNaN(read(said)), said);
});

test("a cell prints with one decimal, two where it is finer", () => {
  assert.deepEqual([6, 6.3, 6.35, -0.05].map(cellText), ["6.0", "6.3", "6.35", "-0.05"]);
});

test("a lever shows the mean and both ends, and moves every year by the same points", () => {
  assert.deepEqual(leverOf([4.3, 9, 3.9]), { mean: 5.7, least: 3.9, most: 9 });
  assert.deepEqual(moveLever([4.3, 9, 3.9], 6.7, -10, 25), [5.3, 10, 4.9]);
  assert.deepEqual(moveLever([24, 20], 30, -10, 25), [25, 21]); // all stop when one does
  assert.deepEqual(moveLever([-9, 5], -30, -10, 25), [-10, 4]);
  assert.deepEqual(moveLever([4.3, 9], NaN, -10, 25), [4.3, 9]);
});
