/* Links written as HTML lead on as Streamlit's own do: in place, with one step back. Each is whole without this script,
   so whatever else a reader does with it (a new tab, a copy, a bookmark) is left to the browser. */
let ask = () => {};

const go = () => window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));

/* A button that is pressed before the new page has begun makes Streamlit ask for the old one again, and write its address
   over the new. Only links and the browser lead to other pages here: such an address is refused, and the page that the
   address says is asked for until it is shown. */
const write = window.history.pushState.bind(window.history);

function guard(state, title, address) {
  const elsewhere = address && new URL(address, window.location.href).pathname !== window.location.pathname;
  if (elsewhere) insist();
  else write(state, title, address);
}

let tries = 0;

function insist() {
  const running = tries > 0;
  tries = 40;
  if (!running) setTimeout(look, 500);
}

function look() {
  tries -= 1;
  const shown = document.querySelector(".pages .here");
  if (!shown || shown.pathname === window.location.pathname) tries = 0;
  if (!tries) return;
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState === "notRunning") go();
  setTimeout(look, 500);
}

function follow(event) {
  const touched = event.target instanceof Element ? event.target : null;
  const sharing = touched?.closest("[data-share]");
  if (sharing) ask(sharing.dataset.share);
  const link = touched?.closest("a.go");
  const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  goal += 1;
  const stays = link.pathname === window.location.pathname;
  if (link.href !== window.location.href) write({}, "", link.href);
  go();
  insist();
  if (!stays || link.classList.contains("top")) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

/* A page is drawn after its address is there, and grows while its charts arrive: the heading that the address names is
   gone to once it stands, and kept in sight until the page is at rest or the reader moves. Streamlit may drop the name
   from the address meanwhile. */
let goal = 0;

function arrive(event) {
  const name = window.location.hash.slice(1);
  if (name || event?.isTrusted) goal += 1;
  if (!name) return;
  const mine = goal;
  let end = performance.now() + 60000, found = false;
  const leave = () => { end = 0; };
  for (const move of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(move, leave, { once: true, passive: true });
  }
  const look = () => {
    if (performance.now() > end || goal !== mine) return;
    const place = document.getElementById(name);
    const top = place?.getBoundingClientRect().top;
    if (place && !found) end = performance.now() + 10000;
    if (place && (!found || top < 0 || top > window.innerHeight)) place.scrollIntoView();
    found ||= Boolean(place);
    setTimeout(look, 100);
  };
  look();
}

export default function ({ setTriggerValue }) {
  ask = (claim) => setTriggerValue("share", claim);
  if (document.documentElement.dataset.navigation) return;
  document.documentElement.dataset.navigation = "ready";
  window.history.pushState = guard;
  document.addEventListener("click", follow);
  window.addEventListener("popstate", arrive);
  arrive();
}
