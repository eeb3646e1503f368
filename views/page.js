// What the page as a whole must say: its language, and that the line to the server is lost.
// Streamlit's own notice, in English and over everything, is closed: the sliders work without it.
let told = {};

export default function ({ data, parentElement }) {
  told = data;
  document.documentElement.lang = data.lang;
  const line = parentElement.querySelector(".line");
  const app = document.querySelector("[data-testid=stApp]");
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

function closeNotice() {
  const notice = document.querySelector("[data-testid=stDialog] [role=dialog]");
  if (/^Connection error/.test(notice?.textContent ?? "")) notice.querySelector("button")?.click();
}
