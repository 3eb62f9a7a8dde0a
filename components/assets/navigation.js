/* Links written as HTML lead on as Streamlit's own do: in place, with one step back. Each is whole without this script,
   so whatever else a reader does with it (a new tab, a copy, a bookmark) is left to the browser. */
let ask = () => {};

const go = () => window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));

/* A button that is pressed before the new page has begun makes Streamlit ask for the old one again: the address would
   say the new page, and show the old. */
function insist(times = 40) {
  setTimeout(() => {
    const shown = document.querySelector(".pages .here");
    if (!shown || !times || shown.pathname === window.location.pathname) return;
    const app = document.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testScriptState === "notRunning") go();
    insist(times - 1);
  }, 500);
}

function follow(event) {
  const touched = event.target instanceof Element ? event.target : null;
  const sharing = touched?.closest("[data-share]");
  if (sharing) ask(sharing.dataset.share);
  const link = touched?.closest("a.go");
  const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  const stays = link.pathname === window.location.pathname;
  if (link.href !== window.location.href) window.history.pushState({}, "", link.href);
  go();
  insist();
  if (!stays || link.classList.contains("top")) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

/* A page is drawn after its address is there: the heading that the address names is gone to once it stands. */
function arrive() {
  const name = window.location.hash.slice(1);
  if (!name || document.getElementById(name)) return;
  const watch = new MutationObserver(() => {
    const place = document.getElementById(name);
    if (place || window.location.hash.slice(1) !== name) watch.disconnect();
    place?.scrollIntoView();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

export default function ({ setTriggerValue }) {
  ask = (claim) => setTriggerValue("share", claim);
  if (document.documentElement.dataset.navigation) return;
  document.documentElement.dataset.navigation = "ready";
  document.addEventListener("click", follow);
  window.addEventListener("popstate", arrive);
  document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  arrive();
}
