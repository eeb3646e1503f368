// The board: sections down, years across, and the live picture above them.
// While a slider is dragged everything redraws here and nothing is sent; on release the moved
// cells go to the server once, and its full result comes back to be compared with ours.
const boards = new WeakMap();
const STEPS = 100; // of the way back
const REST = 200; // ms without a move before the rest of the page is worked out again
const UNHEARD = 5000; // ms after which what no answer came to is said again

// What all parts of the page say in one moment goes as one message, and only the part that spoke
// first is worked out: a board that speaks as its field is left would swallow the press that left
// it. So it waits until a press elsewhere has been sent.
let elsewhere = false;
addEventListener("pointerdown", (event) => {
  elsewhere = !event.composedPath().includes(window.yuceBoard?.root);
}, true);
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => setTimeout(() => { elsewhere = false; }, PAUSE), true);

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".board");
  let board = boards.get(root);
  if (!board) boards.set(root, (board = new Board(root)));
  board.receive(data, setStateValue);
}

class Board {
  constructor(root) {
    this.root = root;
    this.undone = [];
    this.done = [];
    this.moved = {};
    root.addEventListener("keydown", (event) => this.shortcut(event));
    new ResizeObserver(() => this.paint()).observe(root);
  }

  // What no move changes comes spelt out, and is read again only when it is another.
  receive({ standing, ...told }, send) {
    if (standing !== this.spelt) this.standing = JSON.parse((this.spelt = standing));
    const data = { ...this.standing, ...told };
    const answered = this.inFlight;
    clearTimeout(this.waiting);
    window.yuceBoard = this;
    const first = !this.data;
    const aims = data.meta.targets.map(({ id, threshold }) => [id, threshold]);
    const layout = JSON.stringify([data.rows, data.columns, data.words, data.groups, aims]);
    this.send = send;
    this.data = data;
    const newer = data.version > this.version;
    this.version = data.version; // a lower one: the server started anew, and knows no moves
    if (first || newer) this.take((first && this.unheard(data)) || data);
    if (newer) this.save();
    this.inFlight = false;
    if (answered) this.whole = undefined; // heard
    if (layout !== this.layout) {
      this.layout = layout;
      this.shown = this.plain = this.painted = null; // of other targets, it may be
      this.build();
    }
    if (data.source !== this.source) this.load(data.source);
    this.beside = JSON.stringify(data.stated);
    this.fill();
    this.confirm();
    // Moved on meanwhile; or it never heard, or forgot.
    if (stateOf(data.values) !== stateOf(this.committed)) this.tell();
    else if (answered) this.settle();
  }

  // The session's own cells, and the way back from them: changed by something else than this board.
  take({ values, done, undone }) {
    this.moved = { ...values };
    this.committed = { ...values };
    this.done = (done ?? []).map((one) => JSON.stringify(one));
    this.undone = (undone ?? []).map((one) => JSON.stringify(one));
  }

  // What was moved as the page before was left: the server may have heard it too late for that page.
  unheard({ version }) {
    try {
      const way = JSON.parse(sessionStorage.getItem("yuce-way"));
      return version !== undefined && way?.version === version ? { ...way, values: way.moved } : null;
    } catch { return null; }
  }

  async load(source) {
    this.source = source;
    this.engine = this.plain = this.painted = null;
    delete this.root.dataset.live;
    const answer = await fetch(source).catch(() => null);
    const draws = answer?.ok && (await answer.arrayBuffer().catch(() => null));
    if (!draws || source !== this.source) return; // without draws it answers on release
    this.engine = openEngine(this.data.meta, draws);
    this.draw();
    this.confirm();
    this.root.dataset.live = "true";
  }

  // ---- moves -------------------------------------------------------------------------------

  // A slider sets its year; all years alike when told so; a lever moves all of its years.
  set(cell, value) {
    const { low, high, compact } = this.data;
    const all = !compact && this.gang.checked ? this.keys(cell.section) : cell.keys;
    const keys = all.filter((key) => !this.held(key));
    const to = typedOf(value, low, high);
    const then = compact ? moveLever(keys.map((key) => this.at(key)), to, low, high) : keys.map(() => to);
    keys.forEach((key, i) => {
      if (!Number.isFinite(then[i]) || then[i] === this.median(key)) delete this.moved[key];
      else this.moved[key] = then[i];
    });
  }

  keys(section) { return this.data.meta.years.map((year) => keyOf(section, year)); }

  at(key) { return this.held(key) ? percentOf(this.data.stated.held[key]) : this.moved[key] ?? this.median(key); }

  // Whether a cell is stated otherwise than by its slider, which then stands still.
  held(key) { return key in this.data.stated.held; }

  median(key) {
    const { section, year } = placeOf(key);
    const row = this.data.rows.find((one) => one.code === section);
    return row.medians[this.data.meta.years.indexOf(year)];
  }

  remember() {
    this.done = [...this.done, JSON.stringify(this.committed)].slice(-STEPS);
    this.undone = [];
  }

  // A step of the way back, whether or not the server is still busy with the one before: one run
  // in flight at most, the newest state is told when it comes back.
  commit(keep = true) {
    const now = JSON.stringify(this.moved);
    this.note.textContent = "";
    if (now === JSON.stringify(this.committed ?? {})) return;
    if (keep) this.remember();
    clearTimeout(this.resting);
    this.committed = JSON.parse(now);
    this.save();
    this.fill();
    this.draw();
    this.speak();
    if (!this.inFlight) this.tell();
  }

  // Each message differs from the one before, and its answer names it: what is said again counts
  // as news, and so does an answer that changes nothing. What is said as a page changes may be lost.
  tell() {
    this.inFlight = true;
    clearTimeout(this.waiting);
    const ready = !elsewhere && atRest();
    if (ready) this.send("moved", { ...this.way(this.committed), whole: this.whole, turn: Date.now() + Math.random() });
    this.waiting = setTimeout(() => { if (this.root.isConnected) this.tell(); }, ready ? UNHEARD : PAUSE);
  }

  way(moved) {
    const spelt = (one) => JSON.parse(one);
    return { moved: { ...moved }, done: this.done.map(spelt), undone: this.undone.map(spelt) };
  }

  // What depends on the full result follows when the hand has come to rest.
  settle() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => window.dispatchEvent(new Event("yuce-settled")), REST);
  }

  step(from, to) {
    if (!from.length) return;
    this.typing = null;
    to.push(JSON.stringify(this.moved));
    this.moved = JSON.parse(from.pop());
    this.fill();
    this.commit(false);
  }

  undo() { this.step(this.done, this.undone); }
  redo() { this.step(this.undone, this.done); }

  replay() {
    if (!this.done.length) return;
    const now = this.moved;
    this.moved = JSON.parse(this.done.at(-1));
    this.fill();
    this.draw();
    setTimeout(() => { this.moved = now; this.fill(); this.draw(); }, 900);
  }

  shortcut(event) {
    const slider = event.target.closest?.("input[type=range]");
    if (slider && event.shiftKey && /^Arrow/.test(event.key)) {
      event.preventDefault();
      const way = /Right|Up/.test(event.key) ? 1 : -1;
      this.set(slider.closest(".cell"), slider.valueAsNumber + way);
      this.commit();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      event.shiftKey ? this.redo() : this.undo();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y") {
      event.preventDefault();
      this.redo();
    }
  }

  // The session owns the cells; what was moved while no server answered is kept in this tab, and
  // the page (page.js) hands it to the session that comes after a reload.
  save() {
    try {
      const kept = { version: this.version, ...this.way(this.moved) };
      sessionStorage.setItem("yuce-way", JSON.stringify(kept));
    } catch { /* a browser that keeps nothing still works */ }
  }

  // ---- the board ---------------------------------------------------------------------------

  build() {
    const { rows, columns: years, words, groups, compact } = this.data;
    const root = this.root;
    root.replaceChildren();
    root.classList.toggle("compact", compact);
    root.style.setProperty("--years", years.length);
    const sheet = add(root, "div", "sheet");
    if (compact) {
      const said = add(sheet, "div", "said");
      this.lead = add(said, "p", "lead");
      this.room = add(said, "p", "room"); // for the longest it may say: what is below never moves
      this.room.ariaHidden = "true";
      this.age = add(said, "p", "age");
    }
    this.live = add(sheet, "div", "live");
    this.cards = add(this.live, "div", "cards");
    const picture = add(this.live, "div", "picture");
    this.legend = add(picture, "div", "legend");
    this.behind = behind(picture, words);
    this.fan = add(picture, "div", "fan");
    if (compact) this.drivers = add(picture, "div", "drivers");
    this.announce = add(root, "div", "unseen");
    this.announce.setAttribute("aria-live", "polite");
    this.note = add(root, "span", "note"); // stands in the cell that it is about
    this.note.role = "status";
    const board = add(sheet, "div", "levers");
    const tools = add(board, "div", "tools");
    this.buttons = {};
    const acts = {
      undo: () => this.undo(),
      redo: () => this.redo(),
      replay: () => this.replay(),
      to_baseline: () => this.jump({}, "baseline"),
      to_preset: () => this.jump(this.data.preset, "preset"),
      to_opened: () => this.jump(this.data.opened, "start"),
    };
    for (const [name, act] of Object.entries(acts)) {
      const button = add(tools, "button", name, words[name]);
      button.type = "button";
      button.onclick = act;
      this.buttons[name] = button;
    }
    const label = add(tools, "label", "gang");
    this.gang = add(label, "input");
    this.gang.type = "checkbox";
    label.append(words.gang);
    this.count = add(tools, "span", "count");
    const tabs = add(board, "div", "tabs");
    for (const year of years) {
      const tab = add(tabs, "button", "", String(year));
      tab.type = "button";
      tab.onclick = () => { this.year = year; this.show(); };
    }
    const grid = add(board, "div", "grid");
    add(grid, "div", "head", words.unit);
    for (const year of years) add(grid, "div", "head", String(year));
    for (const group of groups) {
      add(grid, "div", "group", group.title);
      for (const row of rows.filter((one) => group.codes.includes(one.code))) this.addRow(grid, row);
    }
    this.cells = [...root.querySelectorAll(".cell")];
    new ResizeObserver(() => root.style.setProperty("--live", `${this.live.offsetHeight}px`)).observe(this.live);
    this.painted = null;
  }

  addRow(grid, row) {
    const { columns: years, words, low, high, compact, meta } = this.data;
    const name = add(grid, "div", "name");
    add(name, "span", "", row.name);
    if (row.estimated) add(name, "small", "", words.estimated).title = words.estimated_help;
    else name.append(spark(row.history, `${row.name} ${words.history}`));
    const place = (value) => `${(100 * (Math.min(Math.max(value, low), high) - low)) / (high - low)}%`;
    for (const year of years) {
      const cell = add(grid, "div", "cell");
      const when = compact ? `${meta.years[0]}–${meta.years.at(-1)}` : year;
      Object.assign(cell.dataset, { key: `${row.code}/${when}`, year });
      cell.section = row.code;
      cell.keys = compact ? this.keys(row.code) : [keyOf(row.code, year)];
      const label = `${row.name} ${when} ${words.unit}`;
      const track = add(cell, "div", "track");
      const rail = add(track, "div", "rail");
      const past = add(rail, "div", "past-range");
      past.style.left = place(row.past[0]);
      past.style.right = `calc(100% - ${place(row.past[1])})`;
      past.title = `${words.past} ${row.past.map(readText).join(" – ")}`;
      add(rail, "div", "mark").style.left = place(leverOf(cell.keys.map((key) => this.median(key))).mean);
      const slider = add(track, "input");
      Object.assign(slider, { type: "range", min: low, max: high, step: 0.1 });
      slider.setAttribute("aria-label", label);
      slider.oninput = () => { this.set(cell, slider.valueAsNumber); this.fill(); this.frame(); };
      slider.onchange = () => { this.set(cell, slider.valueAsNumber); this.commit(); };
      const less = nudge(cell, "−", `${label} −0.1`, () => this.nudge(cell, -0.1));
      const box = add(cell, "input");
      Object.assign(box, { type: "number", min: low, max: high, step: 0.1 });
      box.setAttribute("aria-label", label);
      box.onfocus = () => { box.strange = ""; };
      box.onbeforeinput = (event) => plain(event, box);
      box.oninput = () => {
        this.typing = box;
        this.note.textContent = "";
      };
      box.onchange = () => this.enter(cell, box);
      const more = nudge(cell, "+", `${label} +0.1`, () => this.nudge(cell, 0.1));
      less.tabIndex = more.tabIndex = -1; // the slider's arrow keys do the same
      add(cell, "span", "rank").title = words.rank_help;
      if (compact) add(cell, "span", "spread").title = words.years_differ;
    }
  }

  // What was typed; where it is not what then stands there, its field says so, and the limits.
  enter(cell, box) {
    const { low, high, words } = this.data;
    const [asked, strange] = [box.valueAsNumber, box.strange || box.validity.badInput];
    this.typing = null;
    box.strange = "";
    if (!strange) this.set(cell, box.value);
    this.commit();
    this.fill();
    const now = this.leverAt(cell).mean;
    const kind = strange ? "typed_unread" : Number.isNaN(asked) ? "typed_empty" : asked < low || asked > high ? "typed_beyond"
      : rounded(asked, TYPED) !== asked ? "typed_finer" : cellText(asked) !== cellText(now) ? "typed_stopped" : "";
    this.note.textContent = kind && say(words[kind], readText(low), readText(high), readText(now), String(asked).replace("-", "−"));
    cell.append(this.note);
  }

  nudge(cell, by) {
    this.set(cell, this.leverAt(cell).mean + by);
    this.commit();
  }

  leverAt(cell) { return leverOf(cell.keys.map((key) => this.at(key))); }

  // All of it: what stands beside the sliders goes there too, which the server alone can do.
  jump(cells, whole) {
    this.moved = { ...(cells ?? {}) };
    this.whole = this.data.stands && whole;
    if (whole === "baseline") this.bare();
    this.fill();
    this.commit();
    if (this.whole && !this.inFlight) this.tell();
  }

  // Until the server's answer nothing is stated beside the sliders.
  bare() {
    this.data = { ...this.data, stated: { ...NOTHING, count: 0 } };
    this.beside = "";
    this.draw();
  }

  fill() {
    const { rows, words, compact } = this.data;
    const history = Object.fromEntries(rows.map((row) => [row.code, row.all]));
    for (const cell of this.cells) {
      const { mean: value, least, most } = this.leverAt(cell);
      const [slider, box] = cell.querySelectorAll("input");
      slider.value = value;
      if (box !== this.typing) box.value = cellText(value); // an answer never overwrites the hand
      const past = history[cell.section];
      const below = past.filter((one) => one < value - 1e-7).length; // ties count half, as on the server
      const within = past.filter((one) => one <= value + 1e-7).length;
      const text = rankText(words, below, within, past.length);
      cell.querySelector(".rank").textContent = text;
      const spread = cellText(least) === cellText(most) ? "" : `${readText(least)} – ${readText(most)}`;
      if (compact) cell.querySelector(".spread").textContent = spread;
      slider.setAttribute("aria-valuetext", [`${readText(value)}%`, spread, text].filter(Boolean).join(", "));
      cell.classList.toggle("moved", cell.keys.some((key) => key in this.moved || this.held(key)));
      const still = cell.keys.every((key) => this.held(key));
      for (const control of cell.querySelectorAll("input, .nudge")) control.disabled = still;
      cell.title = still ? words.held : "";
    }
    if (compact) put(this.age, this.data.age);
    const count = Object.keys(this.moved).filter((key) => !this.held(key)).length, beside = this.data.stated.count;
    this.count.textContent = countText(words, count, beside);
    const { undo, redo, replay, to_baseline, to_preset, to_opened } = this.buttons;
    undo.disabled = replay.disabled = !this.done.length;
    redo.disabled = !this.undone.length;
    to_baseline.disabled = !count && !beside;
    to_preset.hidden = !this.data.preset;
    to_opened.hidden = !this.data.opened;
    this.show();
    window.dispatchEvent(new Event("yuce-shown"));
  }

  // Whether something was worked out of what is on show: parts beside the board ask (beside.js).
  shows({ stands, moved }) {
    return stands === this.data.stands && stateOf(moved) === stateOf(this.moved);
  }

  // On a narrow screen one year is shown at a time.
  show() {
    const years = this.data.columns;
    const year = years.includes(this.year) ? this.year : years[0];
    for (const tab of this.root.querySelectorAll(".tabs button"))
      tab.setAttribute("aria-pressed", String(tab.textContent === String(year)));
    for (const cell of this.cells) cell.classList.toggle("shown", cell.dataset.year === String(year));
  }

  // ---- the live picture --------------------------------------------------------------------

  frame() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.draw(); });
  }

  // One state is worked out and painted once, however often it is asked for.
  draw() {
    if (!this.engine) return;
    const now = stateOf(this.moved) + this.data.scope + this.beside;
    if (now === this.painted) return;
    this.painted = now;
    this.plain ??= this.engine.run({}, this.data.scope);
    this.show_result(this.engine.run(this.moved, this.data.scope, this.data.stated));
    this.root.dataset.frame = Number(this.root.dataset.frame ?? 0) + 1;
  }

  show_result({ fan, parts, targets }) {
    const { meta, words } = this.data;
    const verdicts = [];
    meta.targets.forEach((target, i) => {
      const said = saidOf(target, targets[i]);
      verdicts.push(said.verdict);
      const details = [
        gapText(said.gap, words),
        `${said.odds} ${chanceText(targets[i].odds)}`,
        target.published === null ? words.median : words.published,
      ];
      if (said.tolerated) details.push(said.tolerated);
      if (target.note) details.push(target.note);
      this.card(i, target, { ...said, number: percentText(targets[i].value), detail: details.join(" · ") });
    });
    this.verdicts = verdicts.join();
    this.speak(false);
    this.shown = { fan, parts, targets };
    this.paint();
  }

  card(i, target, { number, tone, verdict, detail }) {
    let card = this.cards.children[i];
    if (!card) {
      card = add(this.cards, "div", "card");
      for (const name of ["what", "number", "verdict", "detail", "bullet"])
        add(card, /number|verdict/.test(name) ? "span" : "div", name);
      card.dataset.target = target.id;
      if (this.data.compact) card.lastChild.dataset.scopes = "shown";
    }
    card.className = `card ${tone}`;
    [target.title, number, verdict, detail].forEach((text, n) => put(card.children[n], text));
    card.title = this.cards.children.length > 3 ? `${target.title}\n${detail}` : ""; // then shortened
  }

  // Where a verdict changed, all cards are read out once the hand rests; what the cards no longer
  // say is said no more.
  speak(resting = true) {
    const now = [...this.cards.children]
      .map((card) => [...card.children].slice(0, 3).map((part) => part.textContent).join(" ")).join("; ");
    if (this.announce.textContent !== now) this.announce.textContent = "";
    if (!resting) return;
    if (this.spoken && this.spoken !== this.verdicts) put(this.announce, now);
    this.spoken = this.verdicts;
  }

  // What is on show, at the size the screen has: again when that changes.
  paint() {
    if (!this.shown) return;
    const { data, plain } = this;
    const { fan, parts, targets } = this.shown;
    const moved = Object.keys(this.moved).length + data.stated.count > 0;
    this.behind.show({ data, plain, ...this.shown, moved: { ...this.moved } });
    paintLegend(this.legend, data, moved);
    paintFan(this.fan, data, fan, moved && plain ? plain.fan.map((row) => row[2]) : null);
    data.meta.targets.forEach((target, i) =>
      paintBullet(this.cards.children[i].lastChild, target, targets[i], data, plain?.targets[i].range ?? targets[i].range));
    if (!data.compact) return;
    paintLead(this.lead, sentences(data, targets, moved), data.words.space);
    paintLead(this.room, longest(data, targets), data.words.space);
    paintDrivers(this.drivers, data, parts);
  }

  // The server's full result, in its own printed digits: shown, and compared with ours.
  confirm() {
    const { result } = this.data;
    if (stateOf(result.moved) !== stateOf(this.moved)) return;
    if (this.engine) {
      this.draw();
      this.root.dataset.agree = String(this.texts().join() === this.theirs().join());
      if (this.root.dataset.agree === "true") return this.confirmed();
    } else this.show_result(result.figures);
    this.data.meta.targets.forEach((target, i) => this.card(i, target, result.cards[i]));
    this.confirmed();
  }

  confirmed() {
    this.speak();
    this.root.dataset.confirmed = stateOf(this.data.result.moved);
  }

  texts() {
    const cards = [...this.cards.children].map((card) => [...card.children].slice(1, 4).map((part) => part.textContent).join("|"));
    return this.data.compact ? [...cards, this.lead.textContent.trim()] : cards;
  }

  theirs() {
    const { result, compact } = this.data;
    const cards = result.cards.map((one) => [one.number, one.verdict, one.detail].join("|"));
    return compact ? [...cards, result.lead] : cards;
  }
}

// ---- small things --------------------------------------------------------------------------

function nudge(parent, sign, label, act) {
  const button = add(parent, "button", "nudge", sign);
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.onclick = act;
  return button;
}

/**
 * A number box drops what is no sign of a number without a word: full-width signs are put in plain
 * ones instead, and what else there was is remembered until it is entered.
 * @param {any} event @param {any} box
 */
function plain(event, box) {
  if (event.inputType.startsWith("delete")) box.strange = "";
  const said = event.data ?? "";
  const narrow = narrowed(said);
  if (/[^\d.e+-]/i.test(narrow)) box.strange = "true";
  else if (narrow !== said) {
    event.preventDefault();
    document.execCommand("insertText", false, narrow);
  }
}

/** A cell as it is read: with a true minus, where a number box takes a hyphen. @param {number} value */
const readText = (value) => cellText(value).replace("-", "−");

/** Cells as one string, whatever the order they were moved in. @param {Cells} cells */
function stateOf(cells) {
  return JSON.stringify(Object.entries(cells).sort());
}
