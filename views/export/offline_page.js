// The page of one file: the draws are unpacked, the board is mounted, nothing is asked of anybody.
async function open() {
  const told = JSON.parse(document.getElementById("told").textContent);
  const say = document.getElementById("state");
  const host = document.getElementById("host");
  try {
    const planes = await unpack(document.getElementById("draws").textContent);
    const source = URL.createObjectURL(new Blob([planes]));
    // There is no server: what the board sends comes straight back, and the engine's own
    // numbers stand. The export's numbers are compared whenever its cells are set again.
    const answer = (_name, { moved }) => queueMicrotask(() => show(moved));
    const show = (cells) =>
      mount({ data: { ...told, source, values: cells }, parentElement: host, setStateValue: answer });
    // Once the engine runs, its numbers are held against those of the export.
    const board = /** @type {HTMLElement} */ (host.querySelector(".board"));
    new MutationObserver((_changes, watch) => {
      watch.disconnect();
      show(told.values);
      say.textContent = board.dataset.agree === "true" ? say.dataset.same : say.dataset.other;
    }).observe(board, { attributeFilter: ["data-live"] });
    show(told.values);
  } catch (error) {
    say.textContent = say.dataset.old;
    console.error(error);
  }
}

// Base64, gzip, then bytes of equal rank side by side (which packs a fifth smaller) put back.
/** @param {string} text */
async function unpack(text) {
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const ranked = new Uint8Array(await new Response(stream).arrayBuffer());
  const count = ranked.length / 4;
  const plain = new Uint8Array(ranked.length);
  for (let rank = 0; rank < 4; rank++)
    for (let i = 0, from = rank * count, to = rank; i < count; i++, from++, to += 4) plain[to] = ranked[from];
  return plain;
}

open();
