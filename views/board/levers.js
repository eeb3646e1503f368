// A lever holds one section's growth in several years. It shows their mean, and the lowest and
// highest where they differ; moved, it adds the same number of points to every one of them.

/**
 * The mean to a tenth, or to a hundredth where one of the years or what is asked for is finer.
 * @param {number[]} values per cent, a year each
 */
function leverOf(values, fine = false) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const digits = fine || !values.every(inTenths) ? TYPED : 1;
  return { mean: rounded(mean, digits), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * What the years differ by stays; where one would leave the sliders' range all stop.
 * @param {number[]} values @param {number} to the mean asked for @param {number} low
 * @param {number} high @returns {number[]}
 */
function moveLever(values, to, low, high) {
  if (!Number.isFinite(to)) return values;
  const { mean, least, most } = leverOf(values, !inTenths(to));
  const by = Math.min(Math.max(to - mean, low - least), high - most);
  return values.map((one) => rounded(one + by, PLACES));
}
