/*
 * A radio button has no expanded state (WAI-ARIA 1.2), yet the component that reveals a field below one sets it anew at every click: it is taken
 * off again. What is revealed follows the button in the order of reading, so nothing is lost.
 */
const SAID = 'input[type="radio"][aria-expanded]';

function takeOff() {
  for (const radio of document.querySelectorAll(SAID)) radio.removeAttribute('aria-expanded');
}

export function plainRadios() {
  takeOff();
  document.addEventListener('click', takeOff);
  window.addEventListener('pageshow', takeOff);
}
