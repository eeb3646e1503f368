// Sits in the part of the page that waits for the board: once the full result of a release is on
// screen it asks for its own part only. (A rerun asked for by the board's own callback would drop
// a move that arrives meanwhile.)
const hearing = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  forget(parentElement);
  const hear = () => setTriggerValue("settled", true);
  hearing.set(parentElement, hear);
  window.addEventListener("yuce-settled", hear);
  return () => forget(parentElement);
}

function forget(element) {
  window.removeEventListener("yuce-settled", hearing.get(element));
}
