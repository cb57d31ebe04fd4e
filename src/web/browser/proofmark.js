/* Pages work without this file; with it the components of both libraries do more. */
import { initAll as initGovuk } from './govuk-frontend.js';
import { initAll as initMoj } from './moj-frontend.js';
import { plainRadios } from './radio-reveal.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initGovuk();
initMoj();
plainRadios();

if (document.querySelector('[data-ledger-verifier]') !== null) void import('./verify-ledger.js');
if (document.querySelector('[data-pm-live]') !== null) void import('./live-work.js');
if (document.querySelector('#work-keys') !== null) void import('./work-keys.js');
if (document.querySelector('[data-pm-progress]') !== null) void import('./progress.js');
