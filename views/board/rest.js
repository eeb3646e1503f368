// What is said to the server while it turns to another page still names the page before, and its
// answer would empty the new one. So a part of a page speaks when the server has nothing to do, and
// no press has led to another page that it has not begun.
const PAUSE = 50; // ms between looks
const BEGUN = 5000; // ms in which it begins; else the press led nowhere
let leaving = 0; // the clock of it

const app = () => /** @type {HTMLElement} */ (document.querySelector(".stApp")); // none without a server
const busy = () => (app()?.dataset.testScriptState ?? "notRunning") !== "notRunning";
const begun = new MutationObserver(() => { if (busy()) stay(); });

function leave() {
  if (!app()) return;
  clearTimeout(leaving);
  leaving = setTimeout(stay, BEGUN);
  begun.observe(app(), { attributeFilter: ["data-test-script-state"] });
}

function stay() {
  clearTimeout(leaving);
  leaving = 0;
  begun.disconnect();
}

addEventListener("popstate", leave);
addEventListener("click", (event) => {
  const link = /** @type {any} */ (event.composedPath().find((one) => one instanceof HTMLAnchorElement));
  if (link?.origin === location.origin && link.pathname !== location.pathname && !link.download) leave();
}, true);

const atRest = () => !leaving && !busy();
