import { type PersonRole } from '../shared/actor.js';
import { type ClockKind, type ClockReading, type ClockStep, type StepPercent } from './clock.js';

/** The next step of a running clock that has not been rung; undefined where there is none, or the clock stands. */
export function nextStep(reading: ClockReading, doneSteps: readonly number[]): ClockStep | undefined {
  if (reading.state !== 'running') return undefined;
  return reading.steps.find((step) => !doneSteps.includes(step.percent));
}

type Rungs = Readonly<Record<StepPercent, readonly PersonRole[]>>;

const OFFICE: Rungs = {
  50: ['officer'],
  80: ['officer', 'supervisor'],
  100: ['officer', 'supervisor'],
  150: ['supervisor', 'head of NPC'],
};
/** Waiting for a second person: that person is told first. */
const APPROVAL: Rungs = {
  50: ['supervisor'],
  80: ['supervisor'],
  100: ['supervisor', 'head of NPC'],
  150: ['head of NPC'],
};
/** A message that does not arrive is a matter of the line before it is one of the trace. */
const LINE: Rungs = {
  50: ['officer'],
  80: ['officer', 'administrator'],
  100: ['officer', 'administrator', 'supervisor'],
  150: ['supervisor', 'head of NPC'],
};
const RECORDS: Rungs = {
  50: ['officer'],
  80: ['officer', 'registrar'],
  100: ['registrar', 'supervisor'],
  150: ['supervisor', 'head of NPC'],
};
/** The weapon lies with the investigation. */
const STORE: Rungs = {
  50: ['investigator'],
  80: ['investigator', 'officer'],
  100: ['officer', 'supervisor'],
  150: ['supervisor', 'head of NPC'],
};

/** Whom each step of each clock rings: roles of the side that keeps the clock, never a named person who may be away. */
export const LADDER: Readonly<Record<ClockKind, Rungs>> = {
  'deliver': LINE,
  'acknowledge': OFFICE,
  'answer': OFFICE,
  'supply more': OFFICE,
  'clarify': OFFICE,
  'consent': OFFICE,
  'correct': OFFICE,
  'approve': APPROVAL,
  'consult': OFFICE,
  'record holder': RECORDS,
  'custody': STORE,
  'disposal': STORE,
};
