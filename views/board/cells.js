// A cell of the board: per cent under a key such as "J/2026". scenarios/assume/cells.py once more:
// a test feeds both one table of inputs.

const PLACES = 4; // decimals of a cell, per cent
const TYPED = 2; // decimals of what is typed

const keyOf = (section, year) => `${section}/${year}`;

function placeOf(key) {
  const [section, year] = key.split("/");
  return { section, year: Number(year) };
}

// Half away from zero, on the digits that print; `by` moves the point first.
function rounded(value, places, by = 0) {
  const [digits, power = 0] = String(Math.abs(value)).split("e");
  const whole = Math.round(Number(`${digits}e${Number(power) + places + by}`));
  return Math.sign(value) * Number(`${whole}e${-places}`) + 0;
}

const fractionOf = (percent) => rounded(percent, PLACES + 2, -2);
const percentOf = (fraction) => rounded(fraction, PLACES, 2);

// Full-width signs, and the true minus, as plain ones.
const narrowed = (said) =>
  said.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("−", "-");

// What was typed, or where a slider stands: per cent within the sliders; NaN where there is no number.
function typedOf(said, low, high) {
  const plain = narrowed(String(said)).trim().replace(/%$/, "").trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return NaN;
  return rounded(Math.min(Math.max(Number(plain), low), high), TYPED);
}

const tenth = (value) => rounded(value, 1);
const inTenths = (value) => tenth(value) === value;

// One decimal, two where it is finer than that.
const cellText = (value) => value.toFixed(inTenths(value) ? 1 : 2);
