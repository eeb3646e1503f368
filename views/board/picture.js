// The live picture: fan, bullet bars, contributions and the leading sentence, drawn as SVG of our
// own, a fraction of what a chart library takes for a frame.

// ---- fan: history, medians, 80% and 90% intervals, target -----------------------------------

function paintFan(holder, { meta, words }, fan, plain) {
  const { years, history, growthTarget, asOf } = meta;
  const past = Object.entries(history).map(([year, value]) => [Number(year), value]);
  const [last, lastValue] = past.at(-1);
  const all = [...past.map(([, value]) => value), ...fan.flat(), growthTarget];
  const step = 0.03;
  const top = step * Math.ceil(Math.max(...all) / step - 1e-9);
  const bottom = step * Math.floor(Math.min(0, ...all) / step + 1e-9);
  const w = holder.clientWidth || 560, h = holder.clientHeight || 150;
  const [left, right, head, foot] = [34, 18, 16, 20];
  const first = past[0][0], end = years.at(-1);
  const x = (year) => left + ((year - first) / (end - first)) * (w - left - right);
  const y = (value) => head + ((top - value) / (top - bottom)) * (h - foot - head);
  const path = (points) => points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
  const ahead = (column) => [[last, lastValue], ...years.map((year, i) => [year, fan[i][column]])];
  const band = (low, high) => `${path(ahead(low))}${path(ahead(high).reverse()).replace("M", "L")}Z`;
  const shapes = layers(holder, w, h, ["grid", "wide", "narrow", "target", "vintage", "past", "plain", "middle", "dots", "marks"]);
  shapes.wide.setAttribute("d", band(0, 4));
  shapes.narrow.setAttribute("d", band(1, 3));
  shapes.middle.setAttribute("d", path(ahead(2)));
  shapes.past.setAttribute("d", path(past));
  shapes.plain.setAttribute("d", plain ? path([[last, lastValue], ...years.map((year, i) => [year, plain[i]])]) : "");
  const aim = meta.targets.find((one) => one.measure === "services_real_growth").year;
  const aimed = aim >= first && aim <= end;
  shapes.target.setAttribute("d", aimed ? path([[Math.max(first, aim - 0.4), growthTarget], [Math.min(end, aim + 0.4), growthTarget]]) : "");
  shapes.vintage.setAttribute("d", path([[last, top], [last, bottom]]));
  const wide = (w - left - right) / (end - first);
  const every = Math.ceil(38 / wide);
  const lines = [];
  for (let value = bottom; value < top + 1e-9; value += step)
    lines.push(svg("line", { x1: left, x2: w - right, y1: y(value), y2: y(value) }), text(left - 5, y(value) + 4, `${Math.round(100 * value)}%`.replace("-", "−"), "end"));
  for (let year = end; year >= first; year -= every)
    lines.push(text(x(year), h - 5, String(year), "middle"));
  shapes.grid.replaceChildren(...lines);
  shapes.dots.replaceChildren(...[...past, ...years.map((year, i) => [year, fan[i][2]])].map(([year, value]) =>
    svg("circle", { cx: x(year), cy: y(value), r: 2.5, class: year > last ? "ahead" : "" })));
  const marks = years.map((year, i) => (years.length - 1 - i) % every ? null : text(x(year), y(fan[i][2]) - 8, percentText(fan[i][2]), "middle"));
  if (aimed) marks.push(text(x(aim) - 4, y(growthTarget) + 15, say(words.target_year, aim, setText(growthTarget)), "end", "aim"));
  marks.push(text(x(last) - 4, head - 4, words.known_on.replace("{0}", asOf), "end", "when"));
  shapes.marks.replaceChildren(...marks.filter(Boolean));
  const [, low, middle, high] = fan[0];
  describe(holder, say(words.growth_alt, last, years[0], ...[middle, low, high, growthTarget].map(percentText), aim));
}

function legendOf(words, moved) {
  const entries = [["past", words.history], ["middle", moved ? words.scenario : words.baseline]];
  if (moved) entries.push(["plain", words.baseline]);
  return [...entries, ["narrow", words.interval.replace("{0}", "80%")], ["wide", words.interval.replace("{0}", "90%")]];
}

function paintLegend(holder, { words }, moved) {
  const entries = legendOf(words, moved);
  const now = entries.flat().join();
  if (holder.dataset.now === now) return;
  holder.dataset.now = now;
  holder.replaceChildren();
  add(holder, "b", "", words.growth_chart);
  for (const [kind, label] of entries) add(add(holder, "span"), "i", kind).after(label);
}

// What somebody set prints with all of its digits: `exact` of base/digits.py.
const setText = (fraction) => `${rounded(fraction, 10, 2)}%`.replace("-", "−");

// ---- bullet bar: value and intervals against the target; a share by every scope -------------

function paintBullet(holder, target, { value, range, byScope }, { scope, words }, home) {
  const w = holder.clientWidth || 360;
  const scopes = byScope && holder.dataset.scopes ? Object.entries(byScope) : [];
  const ends = [value, ...range, ...home, target.threshold, ...scopes.map(([, one]) => one.value)];
  const step = target.measure === "producer_share" ? 0.05 : 0.01;
  const low = step * Math.floor(Math.min(...ends) / step - 0.2), high = step * Math.ceil(Math.max(...ends) / step + 0.2);
  const x = (value) => 8 + ((value - low) / (high - low)) * (w - 16);
  const rows = scopes.length ? levels(scopes, x) : [];
  holder.deep = Math.max(2, holder.deep ?? 0, ...rows.map((row) => row.level)); // what is below stays
  const h = 48 + (rows.length ? 31 + 13 * (1 + holder.deep) : 0);
  const shapes = layers(holder, w, h, ["grid", "wide", "narrow", "middle", "target", "marks"]);
  const bar = (from, to, top, height) => `M${x(from).toFixed(1)} ${top}H${x(to).toFixed(1)}V${top + height}H${x(from).toFixed(1)}Z`;
  shapes.wide.setAttribute("d", bar(range[0], range[4], 19, 12));
  shapes.narrow.setAttribute("d", bar(range[1], range[3], 19, 12));
  shapes.middle.setAttribute("d", `M${x(value).toFixed(1)} 15V35`);
  shapes.target.setAttribute("d", `M${x(target.threshold).toFixed(1)} 13V36`);
  const lines = [svg("line", { x1: 8, x2: w - 8, y1: 25, y2: 25 })];
  const apart = high - low > 8.5 * step ? 2 : 1; // labels that would touch
  for (let at = low; at < high + 1e-9; at += apart * step)
    lines.push(text(Math.min(Math.max(x(at), 12), w - 12), 46, `${Math.round(100 * at)}%`.replace("-", "−"), "middle"));
  shapes.grid.replaceChildren(...lines);
  const side = x(target.threshold) > w / 2 ? "end" : "start";
  const marks = [text(x(target.threshold), 10, words.target_line.replace("{0}", setText(target.threshold)), side, "aim")];
  if (rows.length) marks.push(text(8, 64, words.scopes_line, "start", "quiet"));
  for (const { id, value, place, level } of rows)
    marks.push(svg("circle", { cx: place, cy: 73, r: id === scope ? 4 : 2.5, class: id === scope ? "chosen" : "" }),
      text(place, 89 + 13 * level, id, "middle", id === scope ? "chosen" : value > target.threshold ? "over" : ""));
  shapes.marks.replaceChildren(...marks);
  describe(holder, `${target.title}: ${percentText(value)}, 80% ${percentText(range[1])}–${percentText(range[3])}` +
    (rows.length ? `; ${rows.map((row) => `${words[`scope_${row.id}`] ?? row.id} ${percentText(row.value)}`).join(", ")}` : ""));
}

// Labels that would touch stand one below the other.
function levels(scopes, x) {
  const ends = [];
  return scopes.map(([id, { value }]) => ({ id, value, place: x(value) })).sort((a, b) => a.place - b.place)
    .map((row) => {
      let level = ends.findIndex((end) => row.place - end > 19);
      if (level < 0) level = ends.length;
      ends[level] = row.place;
      return { ...row, level };
    });
}

// ---- who drives growth ------------------------------------------------------------------------

function paintDrivers(holder, { meta, rows, words }, parts) {
  const sums = {};
  meta.codes.forEach((code, i) => { sums[code] = parts[i]; });
  const leading = rows.map((row) => ({ name: row.name, value: sums[row.code] })).sort((a, b) => b.value - a.value).slice(0, 3);
  if (!holder.children.length) {
    add(holder, "h2", "", words.drivers.replace("{0}", meta.years[0]));
    const list = add(holder, "ol");
    for (let i = 0; i < 3; i++)
      for (const [tag, kind] of [["span", "who"], ["span", "bar"], ["b", "by"]])
        add(kind === "who" ? add(list, "li") : list.lastChild, tag, kind);
  }
  leading.forEach(({ name, value }, i) => {
    const [who, bar, by] = holder.lastChild.children[i].children;
    put(who, name);
    put(by, pointsText(value));
    bar.style.setProperty("--part", Math.max(0, value / leading[0].value).toFixed(3));
  });
}

// ---- the verdict in words, as views/present/verdict_cards.py says it -----------------------------

// Targets of one's own have cards, and no sentence: `lead` of verdicts.py.
function official(meta, judged) {
  return meta.targets.map((target, i) => [target, judged[i]]).filter(([target]) => !target.own);
}

function sentences({ meta, scope, lead, words }, judged, moved) {
  const whose = moved ? words.of_scenario : words.of_baseline;
  return official(meta, judged).map(([target, one]) => {
    const { value, odds, byScope } = one;
    const said = saidOf(target, one);
    const told = [target.wording, said.phrase, said.odds, chanceText(odds), whose];
    const ahead = target.published === null;
    if (!byScope) return [lead[ahead ? "lead_ahead" : "lead_past"], target.year, growingText(value, words, ahead), ...told];
    return [lead.lead_share, target.year, percentText(value), ...told, words[`scope_${scope}`], passing(target, byScope, words)];
  });
}

// The longest that these sentences become, whatever is moved: of a published year they stay.
function longest(data, judged) {
  const { meta, words } = data;
  const most = (...some) => some.reduce((one, other) => (other.length > one.length ? other : one));
  const whose = most(words.of_scenario, words.of_baseline);
  const each = official(meta, judged);
  return sentences(data, judged, true).map((told, i) => {
    const { said, odds, published } = each[i][0];
    if (published !== null) return told;
    const phrase = most(...Object.values(said).map((one) => one.phrase));
    const [pattern, year, value, wording] = told;
    const all = [pattern, year, value, wording, phrase, most(...Object.values(odds)), ">99%", whose, ...told.slice(8)];
    const { byScope } = each[i][1];
    if (byScope) {
      const [last, ...rest] = Object.keys(byScope).map((id) => words[`scope_${id}`]).sort((one, other) => one.length - other.length);
      const named = words.passing.replace("{0}", rest.join(words.comma)) + words.passing_close.replace("{0}", last);
      all[all.length - 1] = most(named, words.passing_all, words.passing_none + words.passing_close.replace("{0}", rest.join(words.comma)));
    }
    return all;
  });
}

function passing(target, byScope, words) {
  const verdicts = Object.entries(byScope).map(([id, one]) => [words[`scope_${id}`], verdictOf(one.value - target.threshold, target.strict, false)]);
  const by = (wanted) => verdicts.filter(([, verdict]) => verdict === wanted).map(([id]) => id);
  const [met, close] = [by("met"), by("too_close")];
  if (met.length === verdicts.length) return words.passing_all;
  const named = met.length ? words.passing.replace("{0}", met.join(words.comma)) : words.passing_none;
  return named + (close.length ? words.passing_close.replace("{0}", close.join(words.comma)) : "");
}

function paintLead(holder, told, space) {
  const now = JSON.stringify(told);
  if (holder.dataset.now === now) return;
  holder.dataset.now = now;
  holder.replaceChildren();
  for (const [pattern, ...values] of told) {
    const line = add(holder, "span");
    for (const piece of pattern.split(/(\{\d\})/))
      if (!/^\{\d\}$/.test(piece)) line.append(piece);
      else if (piece === "{3}" || /%/.test(values[piece[1]])) add(line, "b", "", values[piece[1]]);
      else line.append(String(values[piece[1]]));
    holder.append(space);
  }
}

/**
 * Where a growth stands among those published: at or beyond an end, or in per cent of the way.
 * @param {Record<string, string>} words @param {number} below @param {number} within @param {number} all
 */
function rankText(words, below, within, all) {
  if (!within) return words.rank_under;
  if (below === all) return words.rank_over;
  if (!below) return words.rank_lowest;
  return within === all ? words.rank_highest : say(words.rank, Math.round((50 * (below + within)) / all));
}

// ---- small things -----------------------------------------------------------------------------

const say = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, place) => values[place]);

function layers(holder, w, h, names) {
  if (!holder.shapes) {
    holder.replaceChildren((holder.drawing = svg("svg", { role: "img" })));
    holder.shapes = {};
    for (const each of names) {
      holder.shapes[each] = svg(["grid", "dots", "marks"].includes(each) ? "g" : "path", { class: each });
      holder.drawing.append(holder.shapes[each]);
    }
  }
  holder.drawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
  return holder.shapes;
}

function describe(holder, words) {
  if (holder.drawing.getAttribute("aria-label") !== words) holder.drawing.setAttribute("aria-label", words);
}

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function add(parent, tag, name = "", words = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (words) element.textContent = words;
  return parent.appendChild(element);
}

function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function text(x, y, words, anchor, kind = "") {
  const element = svg("text", { x, y, "text-anchor": anchor, class: kind });
  element.textContent = words;
  return element;
}

function spark(values, label) {
  const [w, h] = [64, 16];
  const low = Math.min(...values), high = Math.max(...values);
  const points = values.map((value, i) =>
    `${((i * w) / (values.length - 1)).toFixed(1)},${(1 + ((high - value) / (high - low || 1)) * (h - 2)).toFixed(1)}`);
  const picture = svg("svg", { class: "spark", viewBox: `0 0 ${w} ${h}`, role: "img", "aria-label": label });
  picture.append(svg("polyline", { points: points.join(" ") }));
  return picture;
}
