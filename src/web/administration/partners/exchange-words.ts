import { type PartnerCheck } from '../../../exchange/partner-state.queries.js';
import { type Words } from '../../i18n/words.js';
import { type TagColour } from '../table.view.js';

const COLOURS = {
  signed: 'govuk-tag--green',
  reached: 'govuk-tag--yellow',
  failed: 'govuk-tag--red',
} as const satisfies Record<PartnerCheck['result'], TagColour>;

export function checkTag(words: Words, check: PartnerCheck | undefined): { text: string; colour: TagColour } {
  return check === undefined
    ? { text: words.t('partners.check.never'), colour: 'govuk-tag--grey' }
    : { text: words.t(`partners.check.${check.result}`), colour: COLOURS[check.result] };
}

/** Why a delivery or a check failed, in words: never the code of a machine alone. */
export function failureText(words: Words, code: string): string {
  if (words.has(`partners.failure.${code}`)) return words.t(`partners.failure.${code}`);
  if (words.has(`errors.${code}`)) return words.refusal(code);
  const status = /^status-(\d{3})$/.exec(code)?.[1];
  if (status !== undefined) return words.t('partners.failure.status', { status });
  return words.t(/CERT|SSL|TLS|SELF_SIGNED/.test(code) ? 'partners.failure.certificate' : 'partners.failure.network');
}

/** How long something has waited: minutes below an hour, hours and minutes below a day, days and hours above it. */
export function ageText(words: Words, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const parts = (
    [
      ['day', Math.floor(minutes / 1440)],
      ['hour', Math.floor((minutes % 1440) / 60)],
      ['minute', minutes % 60],
    ] as const
  ).filter(([unit, count]) => count > 0 || (unit === 'minute' && minutes === 0));
  return parts
    .slice(0, 2)
    .map(([unit, count]) => words.number(count, { style: 'unit', unit, unitDisplay: 'short' }))
    .join(' ');
}

/** `AbCd EfGh ...`: what a person compares sign by sign. */
export function inFours(kid: string): string {
  return kid.match(/.{1,4}/g)?.join(' ') ?? kid;
}
