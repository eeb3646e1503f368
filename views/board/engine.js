// The live engine: scenarios/outcome/simulate.py once more, in the browser, on the same draws.
// Weights are worked out in double precision and rounded to single, as there; a frame is a few
// milliseconds for 10,000 draws, so nothing is approximated while the thumb moves.

/**
 * What lies where in the draws, and the arithmetic on them: `layout` of draws.py.
 * @typedef {{ draws: number, codes: string[], years: number[], segments: Segment[], settled: number,
 *   shares: Record<string, { offset: number }>, spread: number[],
 *   scopes: { id: string, mid: number[], spread: number[] }[], targets: Target[],
 *   medians: number[][] }} Meta
 * @typedef {{ start: number, stop: number, openedBy: number | null, offset: number,
 *   means: number[][] }} Segment
 * @typedef {{ id: string, measure: string, year: number, threshold: number, strict: boolean,
 *   published: number | null, past?: { odds: number, range: number[] } | null }} Target
 * @typedef {{ value: number, odds: number, range: number[] }} Judged fractions; LEVELS of the draws
 */

const LEVELS = [0.05, 0.1, 0.5, 0.9, 0.95];

/** @param {Meta} meta @param {ArrayBuffer} buffer the draws, little-endian singles */
function openEngine(meta, buffer) {
  const { draws, codes, years, segments, shares, spread, scopes, targets, medians } = meta;
  const values = new Float32Array(buffer);
  const wide = codes.length;
  const settled = values.subarray(meta.settled, meta.settled + draws);
  const growth = years.map(() => new Float32Array(draws));
  const ordered = new Float32Array(draws);
  const total = new Float32Array(draws);
  const part = new Float32Array(draws);

  // Multipliers of real growth: (1 + assumed) / (1 + median) where a cell is moved, else 1.
  function multipliers(moved) {
    const real = years.map(() => new Float64Array(wide).fill(1));
    for (const [key, percent] of Object.entries(moved)) {
      const { section, year } = placeOf(key);
      const row = years.indexOf(year);
      const column = codes.indexOf(section);
      if (row < 0 || column < 0) continue;
      real[row][column] = (1 + fractionOf(percent)) / (1 + medians[row][column]);
    }
    return real;
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

  // Everything the picture needs for a set of moved cells: growth by year as quantiles
  // (5, 10, 50, 90, 95%), the first year's contributions, and each target's value, quantiles and
  // odds, a share by every scope.
  function run(moved, chosen) {
    const real = multipliers(moved);
    const nominal = [];
    let opening, first;
    real.forEach((row, y) =>
      nominal.push(row.map((factor, column) => factor * (y ? nominal[y - 1][column] : 1))));
    for (const { start, stop, openedBy, offset, means } of segments) {
      let chain = openedBy === null ? new Float64Array(wide).fill(1) : nominal[openedBy].slice();
      weigh(chain, offset, total);
      for (let y = start; y < stop; y++) {
        if (y === 0) opening = chain.map((weight, column) => weight * means[0][column]);
        chain = chain.map((weight, column) => weight * real[y][column]);
        if (y === 0) first = chain.map((weight, column) => weight * means[1][column]);
        weigh(chain, offset + (y - start + 1) * wide * draws, part);
        for (let d = 0; d < draws; d++) growth[y][d] = Math.fround(part[d] / total[d]) - 1;
        total.set(part);
      }
    }
    const fan = growth.map((series) => quantiles(series, LEVELS));
    const judged = targets.map((target) => judge(target, fan, nominal, chosen));
    return { fan, parts: contributions(opening, first, fan[0][2]), targets: judged };
  }

  // On the mean path, and what parts it from the median spread by weight, as in simulate.py.
  function contributions(earlier, later, median) {
    const sum = (values) => values.reduce((all, one) => all + one, 0);
    const before = sum(earlier);
    const rest = median - (sum(later) / before - 1);
    return [...earlier].map((one, column) => (later[column] - one + rest * one) / before);
  }

  // A published year is the same in every scenario: as its stages may still move it, or settled,
  // where every draw is the figure itself.
  function past({ published, threshold, strict, past: revised }) {
    if (revised) return { value: published, ...revised };
    const met = verdictOf(published - threshold, strict, true) === "met";
    return { value: published, odds: met ? 1 : 0, range: LEVELS.map(() => published) };
  }

  function judge(target, fan, nominal, chosen) {
    if (target.measure === "services_real_growth") {
      const row = years.indexOf(target.year);
      if (target.past || (row < 0 && target.year < years[0] - 1)) return past(target);
      if (row < 0)
        return { value: target.published, odds: odds(settled, target.threshold, target.strict), range: revised };
      return { value: fan[row][2], odds: odds(growth[row], target.threshold, target.strict), range: fan[row] };
    }
    const { offset } = shares[target.year];
    const weights = nominal[years.indexOf(target.year)];
    weigh(weights, offset, total);
    const byScope = {};
    for (const scope of scopes) {
      // Behind the columns lie what coefficients may add or take, of the columns in `spread`.
      const counted = [
        ...scope.mid.map((mid, column) => mid * weights[column]),
        ...scope.spread.map((range, plane) => range * weights[spread[plane]]),
      ];
      weigh(counted, offset, part);
      for (let d = 0; d < draws; d++) part[d] /= total[d];
      const likely = odds(part, target.threshold, target.strict);
      const range = quantiles(part, scope.id === chosen ? LEVELS : [0.5]);
      byScope[scope.id] = { value: range.at(range.length >> 1), odds: likely, range };
    }
    return { ...byScope[chosen], byScope };
  }

  const revised = quantiles(settled, LEVELS);
  return { run };
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
