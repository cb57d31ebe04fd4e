/*
 * Work that the node does meanwhile: its page is fetched again until it has ended, and told to who hears it. Without this file the page is as up to
 * date as its last loading, and has a link for that.
 */
const EVERY_MS = 2000;
const region = () => document.querySelector('[data-pm-progress]');
const status = document.createElement('p');
status.className = 'govuk-visually-hidden';
status.setAttribute('role', 'status');
document.querySelector('main').append(status);

async function look() {
  if (document.hidden) return wait();
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.querySelector('[data-pm-progress]');
    // It has ended, or the session has: the page itself says which.
    if (fresh === null) return location.reload();
    tell(document.importNode(fresh, true));
  } catch {
    // A line that breaks is tried again.
  }
  return wait();
}

/** Only what has changed moves, so that a button in use stays where it is. */
function tell(fresh) {
  const [before, now] = [region().querySelector('[data-pm-shown]'), fresh.querySelector('[data-pm-shown]')];
  const changed = before.textContent !== now.textContent;
  before.replaceWith(now);
  if (changed) status.textContent = now.textContent.trim();
}

function wait() {
  setTimeout(() => void look(), EVERY_MS);
}

wait();
