// What the page as a whole must say: its language, and that the line to the server is lost.
let told = {};

export default function ({ data, parentElement }) {
  told = data;
  document.documentElement.lang = data.lang;
  const line = parentElement.querySelector(".line");
  const app = document.querySelector("[data-testid=stApp]");
  const look = () => {
    const lost = app.dataset.testConnectionState !== "CONNECTED";
    line.textContent = lost ? told.lost : "";
  };
  const watch = new MutationObserver(look);
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] });
  look();
  return () => watch.disconnect();
}
