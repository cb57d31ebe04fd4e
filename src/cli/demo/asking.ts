import { randomUUID } from 'node:crypto';
import { msBetween } from '../../domain/shared/instant.js';
import { accept } from './answering.js';
import { CaseFile, letterOf, pause, type Acted, type CaseSeen } from './case-file.js';
import { isPartner, type Exercise, type Partner, type Staged } from './exercise.js';
import { Refused } from './node-api.js';
import { talk } from './talks.js';

export interface Answered {
  readonly outcome: string;
  readonly reason: string;
  readonly asked: readonly string[];
  readonly caseIds: readonly string[];
  readonly machineMs: number;
}

const LONGEST_CHAIN = 4;

/** A draft with its addressee, and what was proposed of it where it was. */
export interface Asking {
  readonly file: CaseFile;
  readonly state: Partner;
  readonly proposed?: Acted;
}

/** Sends what was drafted, lets the asked State work, and follows the answer to the next State where it leads on. */
export async function askAndFollow(exercise: Exercise, first: Asking, staged: Staged): Promise<Answered> {
  const links: Link[] = [];
  for (let asking: Asking | undefined = first; asking !== undefined && links.length < LONGEST_CHAIN;) {
    const link: Link = await ask(exercise, asking, links.length === 0 ? staged : plain(staged));
    links.push(link);
    asking = await openNext(exercise, link);
    await closeBoth(exercise, link, staged);
  }
  const last = links.at(-1) as Link;
  const [sentAt, answeredAt] = [
    letterOf((links[0] as Link).seen, 'REQUEST')?.sentAt ?? '',
    finalOf(last.seen)?.receivedAt ?? '',
  ];
  return {
    outcome: last.seen.shared.answer?.outcome ?? last.seen.state,
    reason: links.map(reasonOf).join('; then '),
    asked: links.map((link) => link.state),
    caseIds: links.map((link) => link.ours.id),
    machineMs: msBetween(sentAt, answeredAt),
  };
}

/** A scene is played once, at the first State that is asked. */
function plain({ line, extra }: Staged): Staged {
  return { line, ...(extra === undefined ? {} : { extra }) };
}

interface Link {
  readonly ours: CaseFile;
  readonly theirs: CaseFile;
  readonly state: Partner;
  readonly seen: CaseSeen;
}

async function ask(exercise: Exercise, { file: ours, state, proposed }: Asking, staged: Staged): Promise<Link> {
  const down = staged.scene === 'partner down';
  if (down) await exercise.partners.stop(state);
  await ours.agreeAndSend(
    () => ours.act('officer', 'post', 'request'),
    'second',
    proposed === undefined ? {} : { proposed },
  );
  const { thread } = (await ours.view()).case;
  if (down) await comeBack(exercise, thread, state);
  const line = await exercise.lists[state].waitFor(thread, 'responder', ['received']);
  const theirs = new CaseFile(exercise.desks[state], line.id, line.version);
  await talk(exercise, { ours, theirs, state, thread, staged, seen: await accept(theirs) });
  await exercise.lists.XAA.waitFor(thread, 'requester', ['answered', 'forwarded']);
  return { ours, theirs, state, seen: await ours.view() };
}

async function comeBack({ lists, partners, say, shown }: Exercise, thread: string, state: Partner): Promise<void> {
  say(`${state} is down; the request waits in the outbox, and an hour of the exercise's clock goes by`);
  await partners.moveClock(61);
  await lists.XAA.waitFor(thread, 'requester', ['undeliverable']);
  say(`The request is shown as undeliverable; ${state} is started again`);
  await partners.start(state);
  await lists.XAA.waitFor(thread, 'requester', ['delivered', 'acknowledged']);
  shown.set(
    'partner down',
    `${state} was down for an hour of the exercise's clock; the same letter was delivered when it came back`,
  );
}

/** The next request of the chain: what was told goes along only with consent, or is left out. */
async function openNext(exercise: Exercise, link: Link): Promise<Asking | undefined> {
  const next = link.seen.case.next.at(-1);
  if (next === undefined || !isPartner(next.state)) return undefined;
  const file = new CaseFile(exercise.desks.XAA, next.caseId, 1);
  await untilThere(file);
  if (link.seen.state === 'forwarded') {
    await file.act('officer', 'delete', `told/${link.seen.case.thread}`);
    exercise.shown.set('not ours', `${link.state} named ${next.state}; what it told was left out of the next request`);
  } else {
    await consent(exercise, link, file, next.state);
  }
  return { file, state: next.state };
}

/** Made by a job: a moment later than the letter that leads on. */
async function untilThere(file: CaseFile): Promise<void> {
  for (let left = 200; ; left -= 1) {
    try {
      await file.view();
      return;
    } catch (error) {
      if (left === 0 || !(error instanceof Refused) || error.problem.status !== 404) throw error;
      await pause();
    }
  }
}

async function consent(
  exercise: Exercise,
  { ours, theirs, state, seen }: Link,
  next: CaseFile,
  nextState: Partner,
): Promise<void> {
  const consentId = randomUUID();
  const scope = { kind: 'next State', state: nextState } as const;
  await ours.write('CONSENT_REQUEST', {
    consentId,
    scope,
    of: letterOf(seen, 'ANSWER')?.mid,
    what: 'the answer with the facts it tells',
    purpose: exercise.form.intendedUse.use,
  });
  await theirs.until('the request for consent', (view) => consentId in view.shared.consents);
  await theirs.propose('CONSENT', { consentId, decision: 'grant', scope }, 'supervisor');
  await next.until('consent', (view) => view.case.draft?.told.every((one) => one.consent === 'granted') === true);
  exercise.shown.set(
    'import and consent',
    `${state} told of the export to ${nextState} and consented; ${nextState} was asked with what ${state} told`,
  );
}

/** Both contact points close with the outcome; ours adds what it suspects of the diversion. */
async function closeBoth({ form }: Exercise, { ours, theirs, seen }: Link, { line }: Staged): Promise<void> {
  const outcome = seen.shared.answer?.outcome ?? 'wrong State';
  const { withinDays, kind, confidence, basis } = form.suspectedDiversion;
  const soon =
    line.daysToRecovery !== undefined &&
    line.daysToRecovery <= withinDays &&
    outcome === 'traced to last lawful holder';
  const closing = { outcome, established: 'not established' };
  await ours.act('officer', 'post', 'closing', {
    ...closing,
    ...(soon ? { diversion: { kind, confidence, basis } } : {}),
  });
  await theirs.act('officer', 'post', 'closing', closing);
}

function finalOf(seen: CaseSeen): CaseSeen['letters'][number] | undefined {
  return letterOf(seen, 'ANSWER') ?? letterOf(seen, 'FORWARD_NOTICE');
}

function reasonOf({ state, seen }: Link): string {
  const told = seen.shared.answer;
  if (told === undefined) return `${state}: not ours, ask ${seen.shared.forwardedTo ?? ''}`;
  const { match } = told.body;
  const differing = (match.differences ?? []).map(
    (one) => `character ${String(one.position + 1)} ${one.asked} recorded as ${one.recorded}`,
  );
  const events = told.facts
    .filter((fact) => fact.field === 'event')
    .map((fact) => `${fact.value}${fact.on === undefined ? '' : ` ${fact.on}`}`);
  return `${state}: ${told.outcome}${match.basis === 'none' ? '' : `, match ${match.basis}`}${differing.length === 0 ? '' : ` (${differing.join(', ')})`}${events.length === 0 ? '' : `, ${events.join(', ')}`}`;
}
