// A lever holds one section's growth in several years. It shows their mean, and the lowest and
// highest where they differ; moved, it adds the same number of points to every one of them.

const tenth = (value) => Math.round(10 * value) / 10;

function leverOf(values) {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { mean: tenth(mean), least: Math.min(...values), most: Math.max(...values) };
}

// What the years differ by stays; where one would leave the sliders' range all stop.
function moveLever(values, to, low, high) {
  if (!Number.isFinite(to)) return values;
  const { mean, least, most } = leverOf(values);
  const by = Math.min(Math.max(tenth(to) - mean, low - least), high - most);
  return values.map((one) => Math.round(1e4 * (one + by)) / 1e4);
}
