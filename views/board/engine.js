// The live engine: scenarios/outcome/simulate.py once more, in the browser, on the same draws.
// Weights are worked out in double precision and rounded to single, as there; a frame is a few
// milliseconds for 10,000 draws, so nothing is approximated while the thumb moves.

/**
 * What lies where in the draws, and the arithmetic on them: `layout` of draws.py.
 * @typedef {{ draws: number, codes: string[], years: number[], segments: Segment[], settled: number,
 *   shares: Record<string, { offset: number }>, spread: number[],
 *   scopes: Counted[], targets: Target[], medians: number[][], covariance: number }} Meta
 * @typedef {{ id: string, mid: number[], spread: number[] }} Counted
 * @typedef {{ start: number, stop: number, openedBy: number | null, offset: number,
 *   means: number[][] }} Segment
 * What is stated beside the sliders: `beyond_sliders` of beyond_sliders.py.
 * @typedef {{ held: Record<string, number>, exact: Record<string, number>, price: number[][] | null,
 *   together: boolean, events: Events | null }} Stated
 * @typedef {{ revision: number[][], comparable: number[][][], scopes: Record<string, Counted[]>,
 *   added: Record<string, { total: number, byScope: Record<string, number> }> }} Events
 * @typedef {{ id: string, measure: string, year: number, threshold: number, strict: boolean,
 *   published: number | null, scope?: string | null, past?: { odds: number, range: number[] } | null }} Target
 * @typedef {{ value: number, odds: number, range: number[] }} Judged fractions; LEVELS of the draws
 */

const LEVELS = [0.05, 0.1, 0.5, 0.9, 0.95];

/** @type {Stated} */
const NOTHING = { held: {}, exact: {}, price: null, together: false, events: null };

/** @param {Meta} meta @param {ArrayBuffer} buffer the draws, little-endian singles */
function openEngine(meta, buffer) {
  const { draws, codes, years, segments, shares, spread, scopes, targets, medians } = meta;
  const drawn = { values: new Float32Array(buffer), means: segments.map((one) => one.means) };
  let { values, means } = drawn; // those of the linked draws while sections are linked
  const wide = codes.length;
  const settled = values.subarray(meta.settled, meta.settled + draws);
  const growth = years.map(() => new Float32Array(draws));
  const ordered = new Float32Array(draws);
  const total = new Float32Array(draws);
  const part = new Float32Array(draws);

  // Growth assumed, a fraction by key: what is stated to the last digit wins over its cell.
  function assumed(moved, { held, exact }) {
    const found = { ...held };
    for (const [key, percent] of Object.entries(moved))
      if (!(key in held))
        found[key] = key in exact && percentOf(exact[key]) === percent ? exact[key] : fractionOf(percent);
    return Object.entries(found).map(([key, rate]) => {
      const { section, year } = placeOf(key);
      const [row, column] = [years.indexOf(year), codes.indexOf(section)];
      return { row, column, factor: (1 + rate) / (1 + medians[row]?.[column]) };
    }).filter(({ row, column }) => row >= 0 && column >= 0);
  }

  // Multipliers of real growth: (1 + assumed) / (1 + median) where something is assumed, else 1.
  function multipliers(cells) {
    const real = years.map(() => new Float64Array(wide).fill(1));
    for (const { row, column, factor } of cells) real[row][column] = factor;
    return real;
  }

  // Linked sections, as scenarios/assume/linkage.py: every draw moves by −K(x − assumed). What
  // hangs on the draw stays while the same cells are assumed; what is assumed only multiplies.
  let linked = { of: "", values, means, gain: [] };
  function follow(cells) {
    cells.sort((one, other) => one.row - other.row || one.column - other.column);
    const places = cells.map(({ row, column }) => row * wide + column);
    if (linked.of !== String(places)) linked = { of: String(places), ...conditioned(cells, places) };
    ({ values, means } = linked);
    const logs = cells.map(({ factor }) => Math.log(factor));
    return years.map((_, row) => Float64Array.from({ length: wide }, (_, column) =>
      Math.exp(dot(linked.gain[row * wide + column], logs))));
  }

  // K, and the draws with what it takes from each: planes of levels, and their means.
  function conditioned(cells, places) {
    const all = years.length * wide;
    const covariance = drawn.values.subarray(meta.covariance, meta.covariance + all * all);
    const of = (row, column) => covariance[row * all + column];
    const inside = places.map((row) => places.map((column) => of(row, column)));
    const solved = solve(inside, places.map((row) => Array.from({ length: all }, (_, cell) => of(row, cell))));
    const gain = Array.from({ length: all }, (_, cell) => solved.map((row) => row[cell]));
    const surprises = cells.map(logsOf);
    const found = { values: drawn.values.slice(), means: segments.map((one) => one.means.map((row) => row.slice())), gain };
    for (let column = 0; column < wide; column++) {
      const shift = new Float64Array(draws), factor = new Float64Array(draws);
      years.forEach((year, row) => {
        surprises.forEach((logs, i) => {
          const weight = gain[row * wide + column][i];
          for (let d = 0; d < draws; d++) shift[d] -= weight * logs[d];
        });
        for (let d = 0; d < draws; d++) factor[d] = Math.exp(shift[d]);
        segments.forEach(({ start, stop, openedBy, offset }, number) => {
          for (const step of [...(row === openedBy ? [0] : []), ...(row >= start && row < stop ? [row - start + 1] : [])])
            found.means[number][step][column] = scale(found.values, offset + (step * wide + column) * draws, factor);
        });
        if (!(year in shares)) return;
        [...codes.keys(), ...spread].forEach((of, plane) => {
          if (of === column) scale(found.values, shares[year].offset + plane * draws, factor);
        });
      });
    }
    return found;
  }

  // Logs of a cell's growth factors, less that of their median.
  function logsOf({ row, column }) {
    const { start, offset } = segments.find((one) => row >= one.start && row < one.stop);
    const later = offset + ((row - start + 1) * wide + column) * draws, earlier = later - wide * draws;
    const median = Math.log1p(medians[row][column]);
    return Float64Array.from({ length: draws }, (_, d) =>
      Math.log(drawn.values[later + d] / drawn.values[earlier + d]) - median);
  }

  // Multiply a plane by a factor for each draw; gives its mean.
  function scale(planes, start, factor) {
    let sum = 0;
    for (let d = 0; d < draws; d++) sum += planes[start + d] *= factor[d];
    return sum / draws;
  }

  function weigh(weights, offset, out) {
    out.fill(0);
    for (let column = 0; column < weights.length; column++) {
      const weight = Math.fround(weights[column]);
      if (weight === 0) continue;
      const start = offset + column * draws;
      for (let d = 0; d < draws; d++) out[d] += weight * values[start + d];
    }
  }

  // Quantiles by selection, which a frame has time for where it has none for sorting.
  function quantiles(series, levels) {
    ordered.set(series);
    let from = 0;
    return levels.map((level) => {
      const place = level * (draws - 1);
      const below = Math.floor(place);
      select(ordered, below, from, draws - 1);
      let above = below + 1 < draws ? Infinity : ordered[below];
      for (let d = below + 1; d < draws; d++) if (ordered[d] < above) above = ordered[d];
      from = below; // what lies left of it is smaller
      return ordered[below] + (place - below) * (above - ordered[below]);
    });
  }

  function odds(series, threshold, strict) {
    const limit = Math.fround(threshold);
    let count = 0;
    for (let d = 0; d < draws; d++) count += (strict ? series[d] > limit : series[d] >= limit) ? 1 : 0;
    return count / draws;
  }

  // Everything the picture needs for a set of moved cells, beside what is stated: growth by year
  // as quantiles (5, 10, 50, 90, 95%), the first year's contributions, and each target's value,
  // quantiles and odds, a share by every scope.
  /** @param {Cells} moved @param {string} chosen a scope */
  function run(moved, chosen, stated = NOTHING) {
    const { price, events } = stated;
    const cells = assumed(moved, stated);
    ({ values, means } = drawn);
    const real = stated.together && cells.length ? follow(cells) : multipliers(cells);
    const nominal = [];
    let opening, first;
    real.forEach((row, y) => nominal.push(row.map((factor, column) =>
      factor * (price?.[y][column] ?? 1) * (y ? nominal[y - 1][column] : 1))));
    segments.forEach(({ start, stop, openedBy, offset }, number) => {
      let chain = openedBy === null ? new Float64Array(wide).fill(1) : nominal[openedBy].slice();
      // A year's level as that year counts it: a census revises the whole past, events add.
      const levelled = (y) => events ? chain.map((weight, column) => weight * events.revision[y][column]) : chain;
      const weighed = (step, y, out) => {
        weigh(levelled(y), offset + step * wide * draws, out);
        if (events) raise(out, sumOf(events.comparable[number][step]));
      };
      const mean = (step, y) => levelled(y).map((weight, column) =>
        weight * means[number][step][column] + (events?.comparable[number][step][column] ?? 0));
      weighed(0, start, total);
      for (let y = start; y < stop; y++) {
        const step = y - start;
        if (events && y > start) weighed(step, y, total);
        if (y === 0) opening = mean(0, 0);
        chain = chain.map((weight, column) => weight * real[y][column]);
        if (y === 0) first = mean(1, 0);
        weighed(step + 1, y, part);
        for (let d = 0; d < draws; d++) growth[y][d] = Math.fround(part[d] / total[d]) - 1;
        total.set(part);
      }
    });
    const fan = growth.map((series) => quantiles(series, LEVELS));
    const judged = targets.map((target) => judge(target, fan, nominal, chosen, events));
    return { fan, parts: contributions(opening, first, fan[0][2]), targets: judged };
  }

  // On the mean path, and what parts it from the median spread by weight, as in simulate.py.
  function contributions(earlier, later, median) {
    const before = sumOf(earlier);
    const rest = median - (sumOf(later) / before - 1);
    return [...earlier].map((one, column) => (later[column] - one + rest * one) / before);
  }

  // A published year is the same in every scenario: as its stages may still move it, or settled,
  // where every draw is the figure itself.
  function past({ published, threshold, strict, past: revised }) {
    if (revised) return { value: published, ...revised };
    const met = verdictOf(published - threshold, strict, true) === "met";
    return { value: published, odds: met ? 1 : 0, range: LEVELS.map(() => published) };
  }

  function judge(target, fan, nominal, chosen, events) {
    if (target.measure === "services_real_growth") {
      const row = years.indexOf(target.year);
      if (target.past || (row < 0 && target.year < years[0] - 1)) return past(target);
      if (row < 0)
        return { value: target.published, odds: odds(settled, target.threshold, target.strict), range: revised };
      return { value: fan[row][2], odds: odds(growth[row], target.threshold, target.strict), range: fan[row] };
    }
    const { offset } = shares[target.year];
    const row = years.indexOf(target.year);
    const added = events?.added[target.year];
    const weights = events ? nominal[row].map((weight, column) => weight * events.revision[row][column]) : nominal[row];
    weigh(weights, offset, total);
    if (added) raise(total, added.total);
    const byScope = {};
    const judging = target.scope ?? chosen;
    for (const scope of events?.scopes[target.year] ?? scopes) {
      // Behind the columns lie what coefficients may add or take, of the columns in `spread`.
      const counted = [
        ...scope.mid.map((mid, column) => mid * weights[column]),
        ...scope.spread.map((range, plane) => range * weights[spread[plane]]),
      ];
      weigh(counted, offset, part);
      if (added) raise(part, added.byScope[scope.id]);
      for (let d = 0; d < draws; d++) part[d] /= total[d];
      const likely = odds(part, target.threshold, target.strict);
      const range = quantiles(part, scope.id === judging ? LEVELS : [0.5]);
      byScope[scope.id] = { value: range.at(range.length >> 1), odds: likely, range };
    }
    return { ...byScope[judging], byScope };
  }

  const revised = quantiles(settled, LEVELS);
  return { run };
}

/** @param {ArrayLike<number>} values */
const sumOf = (values) => Array.from(values).reduce((all, one) => all + one, 0);

/** @param {number[]} one @param {number[]} other */
const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);

/** Add the same to every draw. @param {Float32Array} draws @param {number} by */
function raise(draws, by) {
  const added = Math.fround(by);
  if (added) for (let d = 0; d < draws.length; d++) draws[d] += added;
}

/**
 * Solve a x = b by elimination with pivots; both are used up.
 * @param {number[][]} a square @param {number[][]} b @returns {number[][]}
 */
function solve(a, b) {
  a.forEach((row, i) => { row[i] += 1e-12; }); // as TINY of linkage.py
  for (let i = 0; i < a.length; i++) {
    let best = i;
    for (let j = i + 1; j < a.length; j++) if (Math.abs(a[j][i]) > Math.abs(a[best][i])) best = j;
    [a[i], a[best], b[i], b[best]] = [a[best], a[i], b[best], b[i]];
    for (let j = 0; j < a.length; j++) {
      if (j === i) continue;
      const by = a[j][i] / a[i][i];
      for (let k = i; k < a.length; k++) a[j][k] -= by * a[i][k];
      for (let k = 0; k < b[j].length; k++) b[j][k] -= by * b[i][k];
    }
  }
  return b.map((row, i) => row.map((value) => value / a[i][i]));
}

/**
 * Floyd and Rivest: put the k-th smallest at k, smaller ones left of it, larger ones right.
 * @param {Float32Array} values @param {number} k @param {number} left @param {number} right
 */
function select(values, k, left, right) {
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1, i = k - left + 1, z = Math.log(n), s = 0.5 * Math.exp((2 * z) / 3);
      const shift = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (i < n / 2 ? -1 : 1);
      select(values, k, Math.max(left, Math.floor(k - (i * s) / n + shift)),
        Math.min(right, Math.floor(k + ((n - i) * s) / n + shift)));
    }
    const pivot = values[k];
    let i = left, j = right;
    swap(values, left, k);
    if (values[right] > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i++, j--);
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
    }
    if (values[left] === pivot) swap(values, left, j);
    else swap(values, ++j, right);
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}

function swap(values, i, j) {
  const kept = values[i];
  values[i] = values[j];
  values[j] = kept;
}

/**
 * Three verdicts on unrounded values, as scenarios/outcome/targets.py.
 * @param {number} gap @param {boolean} strict @param {boolean} published
 * @returns {"met" | "missed" | "too_close"}
 */
function verdictOf(gap, strict, published) {
  if (!published && Math.abs(gap) < 0.0005) return "too_close";
  return (strict ? gap > 1e-9 : gap >= -1e-9) ? "met" : "missed";
}

// What a verdict is called: scenarios/outcome/verdict_wording.py spelt out every name that it may take.
function saidOf(target, { value, odds }) {
  const gap = value - target.threshold;
  const verdict = verdictOf(gap, target.strict, target.published !== null);
  const within = Math.abs(gap) <= target.tolerance + 1e-12;
  const turns = (verdict === "missed" ? odds : 1 - odds) >= target.opens;
  const words = target.said[[verdict, within, turns].join()];
  return { ...words, gap, verdict: `${words.mark} ${words.phrase}`, odds: target.odds[verdict] };
}

// Number formats, as base/digits.py, views/words/numbers.py and scenarios/outcome/verdict_wording.py.
/** @param {number} fraction */
const percentText = (fraction) => `${rounded(fraction, 1, 2).toFixed(1)}%`.replace("-", "−");
/** @param {number} odds */
const chanceText = (odds) => (odds < 0.01 ? "<1%" : odds > 0.99 ? ">99%" : `${rounded(odds, 0, 2)}%`);
function growingText(fraction, words, ahead) {
  const shrinks = rounded(fraction, 1, 2) < 0;
  const pattern = ahead ? (shrinks ? words.to_shrink : words.to_grow) : shrinks ? words.shrank : words.grew;
  return pattern.replace("{0}", percentText(Math.abs(fraction)));
}
function gapText(gap, words) {
  const points = rounded(gap, 2, 2);
  return words[points > 0 ? "gap_above" : points < 0 ? "gap_below" : "gap_level"].replace("{0}", Math.abs(points).toFixed(2));
}
/** @param {number} fraction */
function pointsText(fraction) {
  const value = rounded(fraction, 2, 2);
  return value === 0 ? "0.00" : `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(2)}`;
}
