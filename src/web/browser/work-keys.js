/* Single keys on the work list. They can be switched off, and nothing needs them. */
const KEPT = 'proofmark work keys';
const dialog = document.querySelector('#work-keys');
const opener = document.querySelector('#work-keys-open');
const switcher = document.querySelector('#work-keys-on');
const isOn = () => localStorage.getItem(KEPT) !== 'off';

const steps = () => [...document.querySelectorAll('.pm-work__next')];

function move(by) {
  const all = steps();
  const here = all.findIndex((one) => one.closest('tr').contains(document.activeElement));
  all[here === -1 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)]?.focus();
}

const ACTS = {
  'j': () => move(1),
  'k': () => move(-1),
  'x': () => document.activeElement?.closest('tr')?.querySelector('input[name=cases]')?.click(),
  '/': () => document.querySelector('a[href="/cases"]')?.click(),
  'n': () => document.querySelector('#work-list a[rel=next]')?.click(),
  'r': () => document.querySelector('.pm-live:not([hidden]) button')?.click(),
  '?': () => dialog.showModal(),
};

/** Keys that are typed into something, or go with another key, are no shortcuts. */
function isFree({ target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  const typing = target.closest('textarea, select, [contenteditable], input:not([type=checkbox])') !== null;
  return !typing && !ctrlKey && !metaKey && !altKey && !defaultPrevented && !dialog.open;
}

window.addEventListener('keydown', (event) => {
  const act = ACTS[event.key];
  if (act === undefined || !isOn() || !isFree(event)) return;
  event.preventDefault();
  act();
});

switcher.checked = isOn();
switcher.addEventListener('change', () => localStorage.setItem(KEPT, switcher.checked ? 'on' : 'off'));
opener.hidden = false;
opener.addEventListener('click', () => dialog.showModal());
