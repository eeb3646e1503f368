// What the page as a whole must do: say its language, and that the line to the server is lost;
// keep the reader's choices in this tab, and hand them to the session that comes after a reload.
// Streamlit's own notice, in English and over everything, is closed: the sliders work without it.
let told = {};
let known = ""; // the session that this page speaks to

export default function ({ data, parentElement, setTriggerValue }) {
  told = data;
  keep(data, setTriggerValue);
  document.documentElement.lang = data.lang;
  const line = parentElement.querySelector(".line");
  const app = /** @type {HTMLElement} */ (document.querySelector("[data-testid=stApp]"));
  let closing = 0;
  const look = () => {
    const lost = app.dataset.testConnectionState !== "CONNECTED";
    const words = lost ? told.lost : "";
    if (line.textContent !== words) line.textContent = words;
    clearInterval(closing);
    if (lost) closing = setInterval(closeNotice, 300);
  };
  const watch = new MutationObserver(look);
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] });
  look();
  return () => { watch.disconnect(); clearInterval(closing); };
}

// What the board moved while no server answered (board.js) is newer than what the server said; so
// is what it moved as its page was left, where no board is there to tell it again.
function keep({ session, recalled, choices, board }, hand) {
  try {
    const [kept, way] = ["yuce-choices", "yuce-way"].map((name) => JSON.parse(sessionStorage.getItem(name)));
    const fresh = known !== session && !recalled;
    known = session;
    if (fresh && kept) {
      hand("kept", JSON.stringify(way?.version >= kept.version ? { ...kept, ...way } : kept));
      return;
    }
    sessionStorage.setItem("yuce-choices", choices);
    const said = JSON.parse(choices);
    if (way?.version > said.version) sessionStorage.removeItem("yuce-way");
    const cells = ({ moved }) => JSON.stringify(Object.entries(moved).sort());
    if (!board && way?.version === said.version && cells(way) !== cells(said))
      hand("kept", JSON.stringify({ ...said, ...way }));
  } catch { /* a browser that keeps nothing still works */ }
}

function closeNotice() {
  const notice = document.querySelector("[data-testid=stDialog] [role=dialog]");
  if (/^Connection error/.test(notice?.textContent ?? "")) notice.querySelector("button")?.click();
}
