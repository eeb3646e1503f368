import assert from "node:assert/strict";
import { test } from "node:test";

import { shared } from "./load.mjs";

const { openEngine, select, verdictOf, percentText, chanceText, pointsText, gapText } = shared(
  ["board/cells.js", "board/engine.js"],
  ["openEngine", "select", "verdictOf", "percentText", "chanceText", "pointsText", "gapText"],
);

// Two sections, one year, five draws. The first stands at 100 and grows by 0, 2 … 8 per cent; the
// second stands at 300 and does not grow. What D6's coefficient of J may add is 4 in the third draw.
const GROWTH = [0, 0.02, 0.04, 0.06, 0.08];
const OPENING = [...Array(5).fill(100), ...Array(5).fill(300)];
const CLOSING = [...GROWTH.map((one) => 100 * (1 + one)), ...Array(5).fill(300)];
const ADDED = [0, 0, 4, 0, 0];
const SETTLED = [0.04, 0.05, 0.05, 0.05, 0.06];
const target = (told) => ({ id: "t", strict: false, published: null, ...told });
const META = {
  draws: 5,
  codes: ["J", "K"],
  years: [2026],
  segments: [{ start: 0, stop: 1, openedBy: null, offset: 0, means: [[100, 300], [104, 300]] }],
  shares: { 2026: { offset: 20 } },
  settled: 35,
  spread: [0],
  scopes: [{ id: "D6", mid: [1, 0], spread: [1] }, { id: "D1", mid: [0.5, 0.5], spread: [0] }],
  medians: [[0.04, 0]],
  targets: [
    target({ measure: "services_real_growth", year: 2026, threshold: 0.009 }),
    target({ measure: "producer_share", year: 2026, threshold: 0.25, strict: true }),
    target({ measure: "services_real_growth", year: 2025, threshold: 0.05, published: 0.05 }),
    target({ measure: "services_real_growth", year: 2020, threshold: 0.05, published: 0.029 }),
    target({ measure: "services_real_growth", year: 2020, threshold: 0.05, published: 0.049, past: { odds: 0.3, range: [1] } }),
  ],
};
const engine = () => openEngine(META, new Float32Array([...OPENING, ...CLOSING, ...CLOSING, ...ADDED, ...SETTLED]).buffer);

const near = (value, expected) => assert.ok(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);

test("with nothing moved it says what the draws say", () => {
  const { fan, parts, targets } = engine().run({}, "D6");
  near(fan[0][2], 0.01); // the middle draw: 4 of 400
  near(fan[0][0], 0.001); // 5%: a fifth of the way from 0 to 0.005
  near(parts[0] + parts[1], fan[0][2]); // contributions add up to growth
  near(targets[0].odds, 3 / 5); // of five draws those at or over 0.9%
  near(targets[1].value, 106 / 406); // 108/404 is now the highest
  assert.equal(targets[1].odds, 4 / 5); // 100/400 is not above 25%
  near(targets[1].byScope.D1.value, 0.5);
});

test("a moved cell takes its median where it was told to, in every draw alike", () => {
  const { fan, targets } = engine().run({ "J/2026": 14.4 }, "D6");
  near(fan[0][2], 0.036); // 104 × 1.144/1.04 = 114.4 of 400
  near(targets[1].value, (100 * 1.06 * 1.1) / (300 + 100 * 1.06 * 1.1)); // the fourth draw
  assert.equal(targets[0].odds, 1);
  const plain = engine().run({}, "D6").fan;
  assert.deepEqual(engine().run({ "Z/2026": 9, "J/1999": 9 }, "D6").fan, plain); // no such cell
  assert.deepEqual(engine().run({ "J/2026": 4 }, "D6").fan, plain); // to the bit
});

test("a published year is its figure; only a later revision has odds", () => {
  const { targets } = engine().run({}, "D6");
  assert.deepEqual([targets[2].value, targets[2].odds], [0.05, 4 / 5]);
  assert.deepEqual([targets[3].value, targets[3].odds], [0.029, 0]);
  assert.deepEqual(targets[4], { value: 0.049, odds: 0.3, range: [1] }); // stages still to come
});

test("selection finds what sorting finds", () => {
  let state = 7;
  const random = () => (state = (1103515245 * state + 12345) % 2147483648) / 2147483648;
  for (const length of [1, 2, 7, 700, 5000]) {
    const values = Float32Array.from({ length }, () => Math.floor(40 * random())); // many ties
    const sorted = values.slice().sort();
    for (const place of [0, length >> 1, length - 1]) {
      const some = values.slice();
      select(some, place, 0, length - 1);
      assert.equal(some[place], sorted[place]);
      assert.deepEqual(some.sort(), sorted); // nothing lost
    }
  }
});

test("a verdict is of unrounded values; a published figure is never too close", () => {
  assert.equal(verdictOf(0.0004, false, false), "too_close");
  assert.equal(verdictOf(0.0004, false, true), "met");
  assert.equal(verdictOf(0, false, true), "met");
  assert.equal(verdictOf(0, true, true), "missed"); // 超过 is more than
  assert.equal(verdictOf(-0.0006, false, false), "missed");
});

test("numbers print as in Python", () => {
  assert.deepEqual([0.0648, -0.00001, 0.6, -0.012].map(percentText), ["6.5%", "0.0%", "60.0%", "−1.2%"]);
  assert.deepEqual([0, 0.5, 1].map(chanceText), ["<1%", "50%", ">99%"]);
  assert.deepEqual([0.0032, -0.0032, 0.00001].map(pointsText), ["+0.32", "−0.32", "0.00"]);
  const words = { gap_above: "{0} above", gap_below: "{0} below", gap_level: "level" };
  assert.deepEqual([0.0101, -0.0101, 0.00001].map((gap) => gapText(gap, words)), ["1.01 above", "1.01 below", "level"]);
});
