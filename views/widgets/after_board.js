// Tells the part of the page around it whether it was worked out of what the board shows now. Until
// it was, that part is busy: dimmed by the page's style, and nothing in it can be pressed.
const ACTS = ".stButton, .stDownloadButton, .stCode";

export default function ({ data, parentElement }) {
  const part = (parentElement.host ?? parentElement).closest("[class*=st-key-beside-]");
  const look = () => {
    const board = window.yuceBoard;
    const old = Boolean(board?.root.isConnected) && !board.shows(data);
    part.ariaBusy = String(old);
    for (const one of part.querySelectorAll(ACTS)) one.inert = old;
  };
  look();
  window.addEventListener("yuce-shown", look);
  return () => window.removeEventListener("yuce-shown", look);
}
