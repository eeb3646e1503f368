// The board: sections down, years across. Dragging moves the number beside the slider and
// sends nothing; releasing sends every moved cell at once.
const state = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".board");
  const before = state.get(root);
  const layout = JSON.stringify([data.rows, data.years, data.words]);
  const now = { data, setStateValue, layout, moved: { ...data.values }, year: before?.year };
  if (before && before.data.version === data.version) now.moved = before.moved;
  state.set(root, now);
  if (!before || before.layout !== layout) build(root, now);
  fill(root, now);
}

function build(root, { data }) {
  const { rows, years, words } = data;
  root.replaceChildren();
  root.style.setProperty("--years", years.length);
  const tabs = add(root, "div", "tabs");
  for (const year of years) {
    const tab = add(tabs, "button", "", String(year));
    tab.type = "button";
    tab.onclick = () => { state.get(root).year = year; show(root); };
  }
  const grid = add(root, "div", "grid");
  add(grid, "div", "head", words.unit);
  for (const year of years) add(grid, "div", "head", String(year));
  for (const [title, mine] of [[words.producer, true], [words.rest, false]]) {
    const members = rows.filter((row) => row.producer === mine);
    if (!members.length) continue;
    add(grid, "div", "group", title);
    for (const row of members) addRow(root, grid, row, data);
  }
}

function addRow(root, grid, row, { years, words, low, high }) {
  const name = add(grid, "div", "name", row.name);
  if (row.estimated) add(name, "small", "", words.estimated).title = words.estimated_help;
  const place = (value) => `${(100 * (value - low)) / (high - low)}%`;
  years.forEach((year, i) => {
    const cell = add(grid, "div", "cell");
    cell.dataset.key = `${row.code}/${year}`;
    cell.dataset.year = year;
    cell.dataset.median = row.medians[i];
    const track = add(cell, "div", "track");
    const rail = add(track, "div", "rail");
    const past = add(rail, "div", "past");
    past.style.left = place(row.past[0]);
    past.style.right = `calc(100% - ${place(row.past[1])})`;
    past.title = `${words.past} ${row.past[0].toFixed(1)} – ${row.past[1].toFixed(1)}`;
    add(rail, "div", "mark").style.left = place(row.medians[i]);
    for (const [type, parent] of [["range", track], ["number", cell]]) {
      const input = add(parent, "input");
      Object.assign(input, { type, min: low, max: high, step: 0.1 });
      input.setAttribute("aria-label", `${row.name} ${year} ${words.unit}`);
      input.oninput = () => type === "range" && drag(cell, input.valueAsNumber);
      input.onchange = () => commit(root, cell, input.valueAsNumber);
    }
  });
}

// While dragging: the two inputs of a cell agree, and nothing leaves the browser.
function drag(cell, value) {
  if (!Number.isFinite(value)) return;
  cell.querySelector("[type=range]").value = value;
  cell.querySelector("[type=number]").value = value.toFixed(1);
}

function commit(root, cell, value) {
  const now = state.get(root);
  const { low, high } = now.data;
  const { key, median } = cell.dataset;
  if (Number.isFinite(value)) {
    const tidy = Math.round(10 * Math.min(Math.max(value, low), high)) / 10;
    if (tidy === Number(median)) delete now.moved[key];
    else now.moved[key] = tidy;
  } else delete now.moved[key]; // an emptied box means the baseline
  fill(root, now);
  now.setStateValue("moved", { ...now.moved });
}

function fill(root, { moved }) {
  for (const cell of root.querySelectorAll(".cell")) {
    const { key, median } = cell.dataset;
    drag(cell, moved[key] ?? Number(median));
    cell.classList.toggle("moved", key in moved);
  }
  show(root);
}

// On a narrow screen one year is shown at a time.
function show(root) {
  const now = state.get(root);
  const year = now.data.years.includes(now.year) ? now.year : now.data.years[0];
  for (const tab of root.querySelectorAll(".tabs button"))
    tab.setAttribute("aria-pressed", String(tab.textContent === String(year)));
  for (const cell of root.querySelectorAll(".cell"))
    cell.classList.toggle("shown", cell.dataset.year === String(year));
}

function add(parent, tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return parent.appendChild(element);
}
