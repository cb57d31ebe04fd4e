/*
 * An open work list is told how many of its cases have changed, and shows them when its reader says so: nothing that is being read moves.
 * Without this file the page is as up to date as its last loading.
 */
const bar = document.createElement('div');
bar.className = 'pm-live';
bar.hidden = true;
const button = document.createElement('button');
button.type = 'button';
button.id = 'work-live-show';
button.className = 'pm-link-button';
bar.append(button);
const status = document.createElement('p');
status.className = 'govuk-visually-hidden';
status.setAttribute('role', 'status');
document.querySelector('main').append(bar, status);

let source;
const region = () => document.querySelector('[data-pm-live]');

function listen() {
  source = new EventSource(region().dataset.pmLive);
  source.addEventListener('changed', ({ data }) => {
    const { text } = JSON.parse(data);
    button.textContent = text;
    status.textContent = text;
    bar.hidden = false;
  });
  source.addEventListener('ended', () => source.close());
}

async function show() {
  source.close();
  const chosen = [...region().querySelectorAll('input[name=cases]:checked')].map(({ value }) => value);
  const fresh = await fetchRegion();
  if (fresh === undefined) return;
  const before = region();
  before.replaceWith(fresh);
  for (const box of fresh.querySelectorAll('input[name=cases]')) box.checked = chosen.includes(box.value);
  bar.hidden = true;
  fresh.tabIndex = -1;
  fresh.focus();
  status.textContent = fresh.dataset.pmShown;
  listen();
}

/** The list as the node shows it now; where the session has ended, the page leads to the sign-in by itself. */
async function fetchRegion() {
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const found = page.querySelector('[data-pm-live]');
    if (found !== null) return document.importNode(found, true);
    location.reload();
  } catch {
    status.textContent = region().dataset.pmFailed;
    button.textContent = region().dataset.pmFailed;
    listen();
  }
  return undefined;
}

button.addEventListener('click', () => void show());
window.addEventListener('pagehide', () => source.close());
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) listen();
});
listen();
