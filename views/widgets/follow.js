// Sits at the head of the part of the page that waits for the board, and asks for that part only,
// once the full result of a release is on screen: at once where the part is in sight, else when
// it comes into sight or the hand has rested. (A rerun asked for by the board's own callback
// would drop a move that arrives meanwhile.)
const RESTED = 3000; // ms: whoever prints, searches or listens finds nothing old
const ABOVE = "1000000px 0px 0px 0px"; // in sight: its head is above the lower edge of the screen
const following = new WeakMap();

export default function ({ parentElement, setTriggerValue }) {
  const one = following.get(parentElement) ?? follow(parentElement);
  one.send = () => setTriggerValue("settled", true);
  return () => {
    one.stop();
    following.delete(parentElement);
  };
}

function follow(element) {
  const one = { due: false, seen: true, send: null, resting: 0 };
  const ask = () => {
    clearTimeout(one.resting);
    if (!atRest()) one.resting = setTimeout(ask, PAUSE);
    else {
      one.due = false;
      one.send();
    }
  };
  const hear = () => {
    clearTimeout(one.resting);
    one.due = true;
    if (one.seen) ask();
    else one.resting = setTimeout(ask, RESTED);
  };
  const look = (entries) => {
    one.seen = entries.at(-1).isIntersecting;
    if (one.seen && one.due) ask();
  };
  const place = element.host ?? element;
  const root = place.closest("[data-testid=stMain]");
  const eye = new IntersectionObserver(look, { root, rootMargin: ABOVE });
  eye.observe(place);
  window.addEventListener("yuce-settled", hear);
  one.stop = () => {
    clearTimeout(one.resting);
    eye.disconnect();
    window.removeEventListener("yuce-settled", hear);
  };
  following.set(element, one);
  return one;
}
