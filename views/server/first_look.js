// The first look goes as soon as the app shows what is its own: a number, a word of what is wrong,
// or a page that is done; after a minute in any case.
(() => {
  const look = document.getElementById("first");
  const began = Date.now();
  const numbers = () =>
    [...document.querySelectorAll(".stBidiComponent *")].some((one) =>
      one.shadowRoot?.querySelector(".card .number")?.textContent,
    );
  const waiting = setInterval(() => {
    const told = document.querySelector("#root .stAlert, #root .stException");
    if (!told && !numbers() && Date.now() - began < 60000) return;
    clearInterval(waiting);
    look?.remove();
  }, 50);
})();
