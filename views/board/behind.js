// What lies behind the live picture: its numbers as a table, and as files that stand alone. All of
// it is made here, so it answers while the thumb moves, and in the file that opens offline.

// A button in the picture's corner. `show` tells it what is on show, { data, fan, plain, targets,
// moved }; the table is filled only while it is open.
function behind(parent, words) {
  const more = add(parent, "details", "behind");
  add(more, "summary", "", words.as_table);
  const panel = add(more, "div", "panel");
  const row = add(panel, "div", "files");
  const scroll = add(panel, "div", "scroll");
  scroll.tabIndex = 0;
  const table = add(scroll, "table");
  let shown;
  more.hidden = true; // until there is something to show
  more.show = (now) => { shown = now; more.hidden = false; more.ontoggle(); };
  more.ontoggle = () => more.open && fillTable(table, tableOf(shown));
  more.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.firstChild.focus();
  };
  for (const kind of ["png", "svg", "csv"]) {
    const button = add(row, "button", "", kind.toUpperCase());
    button.type = "button";
    button.onclick = async () =>
      save(await made[kind](parent, shown), `yuce-board-${shown.data.meta.baseline}.${kind}`);
  }
  return more;
}

const made = {
  csv: (_, shown) => new Blob(["\ufeff", csvOf(withFacts(tableOf(shown), shown))], { type: "text/csv" }),
  svg: (parent, shown) => new Blob([new Sheet(parent, shown).source], { type: "image/svg+xml" }),
  png: (parent, shown) => new Sheet(parent, shown).raster(),
};

function save(blob, name) {
  const link = document.createElement("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// ---- the numbers: heads first, then growth ahead, targets, scopes, what is assumed, the past ---

function tableOf({ data, fan, plain, targets, moved }) {
  const { meta, rows, words, heads } = data;
  const number = (value) => (value === undefined ? "" : rounded(value, 2, 2).toFixed(2));
  const lines = [];
  const line = (name, year, value, range = [], base, threshold, odds) =>
    lines.push([name, String(year), ...[value, range[0], range[1], range[3], range[4], base, threshold].map(number),
      odds === undefined ? "" : chanceText(odds).replace("%", "")]);
  meta.years.forEach((year, i) => line(`${words.growth_chart} · ${words.median}`, year, fan[i][2], fan[i], plain?.fan[i][2]));
  meta.targets.forEach((target, i) => {
    const { value, range, odds, byScope } = targets[i];
    const kind = target.published === null ? words.median : words.published;
    line(`${target.title} · ${kind}`, target.year, value, range, plain?.targets[i].value, target.threshold, odds);
    for (const [id, one] of Object.entries(byScope ?? {}))
      line(`${words.scope} ${words[`scope_${id}`] ?? id} · ${kind}`, target.year, one.value, one.range.length > 1 ? one.range : [],
        plain?.targets[i].byScope[id].value, target.threshold, one.odds);
  });
  const growth = Object.fromEntries(Object.entries(moved).map(([key, percent]) => [key, fractionOf(percent)]));
  for (const [key, rate] of Object.entries({ ...growth, ...data.stated.held }).sort()) {
    const { section, year } = placeOf(key);
    const row = rows.find((one) => one.code === section);
    line(`${row.name} · ${words.assumed}`, year, rate, [], fractionOf(row.medians[meta.years.indexOf(year)]));
  }
  for (const [year, value] of Object.entries(meta.history)) line(`${words.growth_chart} · ${words.history}`, year, value);
  return [heads, ...lines];
}

/** How much is assumed: by sliders, and beside them. @param {Record<string, string>} words */
function countText(words, moved, beside) {
  return beside ? say(words.moved_beside, moved, beside) : moved ? say(words.moved, moved) : words.untouched;
}

// Who, why and when, beside every row: of the cells that were stated, or of others.
function factsOf({ data, moved }) {
  const spelled = (some) => JSON.stringify(Object.entries(some).sort());
  return data.facts[spelled(moved) === spelled(data.result.moved) ? "stated" : "changed"];
}

/** @param {string[][]} rows the heads first */
function withFacts([heads, ...lines], shown) {
  const facts = factsOf(shown);
  return [[...heads, ...facts.heads], ...lines.map((cells) => [...cells, ...facts.cells])];
}

/** @param {HTMLElement} table @param {string[][]} rows the heads first */
function fillTable(table, [heads, ...lines]) {
  const rows = [document.createElement("tr")];
  for (const head of heads) add(rows[0], "th", "", head).scope = "col";
  for (const [name, ...cells] of lines) {
    const row = document.createElement("tr");
    add(row, "th", "", name).scope = "row";
    for (const cell of cells) add(row, "td", "", cell.replace(/^-/, "−"));
    rows.push(row);
  }
  table.replaceChildren(...rows);
}

// Cells of ours begin with a word or are numbers, and facts come made harmless: no spreadsheet
// takes one for a formula.
/** @type {(lines: string[][]) => string} */
function csvOf(lines) {
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}
