import { isOverdue } from '../../domain/deadlines/clock.js';
import { type ClockPolicy } from '../../domain/deadlines/presets.js';
import { policyTitle, withArticle } from '../i18n/policy-words.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type CaseView, type OpenCase, timeAt } from './case-frame.js';

type Clock = CaseView['clocks'][number];

export interface ClockLine {
  readonly name: string;
  readonly due?: { readonly distance: string; readonly time: ShownTime };
  /** Said only where something binds the side that must act: our own reminder is never called overdue. */
  readonly overdue?: string;
  readonly state?: string;
  readonly policy: string;
  readonly unverified: boolean;
}

/** Clocks that run or stand still, the next one first; those that have ended. */
export function clockLines(
  words: Words,
  open: OpenCase,
): { running: readonly ClockLine[]; ended: readonly ClockLine[] } {
  const { clocks } = open.view;
  const runs = ({ reading }: Clock): boolean => reading.state === 'running' || reading.state === 'paused';
  const line = (clock: Clock): ClockLine => clockLine(words, open, clock);
  return {
    running: clocks.filter(runs).sort(byDue).map(line),
    ended: clocks.filter((clock) => clock.reading.state === 'met' || clock.reading.state === 'cancelled').map(line),
  };
}

function clockLine(words: Words, open: OpenCase, clock: Clock): ClockLine {
  const { reading, standing } = clock;
  const { state, dueAt, endedAt } = reading;
  const policy = policyOf(open.view, clock);
  const late = isOverdue(reading, open.now) || (state === 'met' && reading.breached);
  const at = state === 'running' ? dueAt : endedAt;
  return {
    name:
      clock.ordinal > 1
        ? words.t('cases.clock.round', { clock: words.term('clock', clock.clock), number: clock.ordinal })
        : words.term('clock', clock.clock),
    ...(at === undefined
      ? {}
      : { due: { distance: state === 'running' ? words.distance(open.now, at) : '', time: timeAt(words, open, at) } }),
    ...(late
      ? { overdue: words.t(standing === 'our reminder' ? 'cases.clock.pastReminder' : 'cases.clock.overdue') }
      : {}),
    ...(state === 'running' ? {} : { state: words.t(`cases.clock.${state === 'not started' ? 'paused' : state}`) }),
    policy: policyText(words, standing, policy),
    unverified: policy?.verified === false,
  };
}

/** What binds, by which text of it. */
function policyText(words: Words, standing: Clock['standing'], policy: ClockPolicy | undefined): string {
  const binds = words.term('policyStanding', standing);
  if (policy === undefined || standing === 'our reminder') return binds;
  const title = policyTitle(words, { ...policy, standing });
  return words.t('cases.clock.by', { standing: binds, policy: withArticle(words, title, policy.article) });
}

function policyOf({ case: { rules } }: CaseView, { policyId, policyVersion }: Clock): ClockPolicy | undefined {
  if (rules === undefined) return undefined;
  return [...Object.values(rules.shared), rules.local].find(
    ({ id, version }) => id === policyId && version === policyVersion,
  );
}

function byDue(a: Clock, b: Clock): number {
  const [one, other] = [a.reading.dueAt ?? '9', b.reading.dueAt ?? '9'];
  return one < other ? -1 : one > other ? 1 : 0;
}
