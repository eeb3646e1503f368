// A cell of the board: per cent under a key such as "J/2026". scenarios/assume/cells.py once more:
// a test feeds both one table of inputs.

/** Moved cells: key → per cent. @typedef {Record<string, number>} Cells */

const PLACES = 4; // decimals of a cell, per cent
const TYPED = 2; // decimals of what is typed

/** @type {(section: string, year: number) => string} */
const keyOf = (section, year) => `${section}/${year}`;

/** @param {string} key */
function placeOf(key) {
  const [section, year] = key.split("/");
  return { section, year: Number(year) };
}

/**
 * Half away from zero, on the digits that print; `by` moves the point first.
 * @param {number} value @param {number} places @returns {number}
 */
function rounded(value, places, by = 0) {
  const [digits, power = 0] = String(Math.abs(value)).split("e");
  const whole = Math.round(Number(`${digits}e${Number(power) + places + by}`));
  return Math.sign(value) * Number(`${whole}e${-places}`) + 0;
}

/** @type {(percent: number) => number} */
const fractionOf = (percent) => rounded(percent, PLACES + 2, -2);
/** @type {(fraction: number) => number} */
const percentOf = (fraction) => rounded(fraction, PLACES, 2);

/** Full-width signs, and the true minus, as plain ones. @param {string} said */
const narrowed = (said) =>
  said.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("−", "-");

/**
 * What was typed, or where a slider stands: per cent within the sliders; NaN where there is no number.
 * @param {unknown} said @param {number} low @param {number} high @returns {number}
 */
function typedOf(said, low, high) {
  const plain = narrowed(String(said)).trim().replace(/%$/, "").trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return NaN;
  return rounded(Math.min(Math.max(Number(plain), low), high), TYPED);
}

/** @type {(value: number) => number} */
const tenth = (value) => rounded(value, 1);
/** @type {(value: number) => boolean} */
const inTenths = (value) => tenth(value) === value;

/** One decimal, two where it is finer than that. @type {(value: number) => string} */
const cellText = (value) => value.toFixed(inTenths(value) ? 1 : 2);
