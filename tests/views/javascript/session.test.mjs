import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { component } from "./load.mjs";

const stored = new Map();
globalThis.sessionStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};
beforeEach(() => stored.clear());

const choices = (version) => JSON.stringify({ version, scope: "D6" });

test("a session that comes after a reload is handed what the tab kept, the newer cells with it", async () => {
  const { keep } = (await component("session/page.js", ["keep"])).inside;
  const handed = [];
  const hand = (...told) => handed.push(told);
  keep({ session: "a", recalled: false, choices: choices(3) }, hand);
  assert.deepEqual(handed, []); // nothing was kept: a new tab
  stored.set("yuce-way", JSON.stringify({ version: 3, moved: { "J/2026": 7 } }));
  keep({ session: "b", recalled: false, choices: choices(0) }, hand);
  assert.equal(handed[0][0], "kept");
  assert.deepEqual(JSON.parse(handed[0][1]), { version: 3, scope: "D6", moved: { "J/2026": 7 } });
  keep({ session: "b", recalled: true, choices: choices(4) }, hand);
  assert.equal(handed.length, 1); // handed over once
  assert.equal(stored.get("yuce-choices"), choices(4));
});

test("cells of a version that the server has lost are forgotten", async () => {
  const { keep } = (await component("session/page.js", ["keep"])).inside;
  stored.set("yuce-way", JSON.stringify({ version: 9, moved: {} }));
  keep({ session: "a", recalled: true, choices: choices(1) }, assert.fail);
  assert.equal(stored.has("yuce-way"), false);
});

test("whoever signs in comes back to the link they came by, once", async () => {
  const { default: lead } = await component("session/return.js");
  const went = [];
  globalThis.location = { search: "?p=abc", pathname: "/", replace: (to) => went.push(to) };
  lead({ data: { keep: true } });
  globalThis.location.search = "";
  lead({ data: { keep: false } });
  lead({ data: { keep: false } });
  assert.deepEqual(went, ["/?p=abc"]);
});

test("what stands beside the board is busy until it is of the same cells", async () => {
  const { default: beside } = await component("widgets/after_board.js");
  const button = {};
  const part = { querySelectorAll: () => [button] };
  let same = false;
  globalThis.window = new EventTarget();
  window.yuceBoard = { root: { isConnected: true }, shows: () => same };
  const stop = beside({ data: {}, parentElement: { closest: () => part } });
  assert.deepEqual([part.ariaBusy, button.inert], ["true", true]);
  same = true;
  window.dispatchEvent(new Event("yuce-shown"));
  assert.deepEqual([part.ariaBusy, button.inert], ["false", false]);
  stop();
  same = false;
  window.dispatchEvent(new Event("yuce-shown"));
  assert.equal(part.ariaBusy, "false");
});
