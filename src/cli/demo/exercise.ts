import { type BatchForm } from './batch-form.js';
import { type Desks } from './node-api.js';
import { type StatesWithoutNode } from './directories.js';
import { type Recovered } from './recovered.js';
import { type State } from './registries.js';
import { type WorkList } from './work-list.js';

export type Partner = Exclude<State, 'XAA'>;

export function isPartner(state: string): state is Partner {
  return state === 'USA' || state === 'AUT';
}

/** What the demo promises to show, besides the plain way of a trace. */
export const SCENES = [
  'import and consent',
  'look-alike',
  'sent back for more',
  'refusal and clarification',
  'partner down',
  'not ours',
  'crossing',
] as const;
export type Scene = (typeof SCENES)[number];

export const SCENE_WORDS = {
  'import and consent': 'an answer that leads to an import and, with consent asked and granted, on to the next State',
  'look-alike': 'a match by look-alike characters, shown with the characters that differ',
  'sent back for more': 'a request sent back for more, and supplied',
  'refusal and clarification':
    'a refusal under ITI 22 by the head, with its clarification, after which the State answers',
  'partner down': 'a partner that is down (undeliverable) and comes back',
  'not ours': '"not ours, ask that State"',
  'crossing': 'two messages that crossed: the answer stands, the other is recorded without effect',
} as const satisfies Record<Scene, string>;

export interface Exercise {
  readonly desks: Readonly<Record<State, Desks>>;
  readonly lists: Readonly<Record<State, WorkList>>;
  readonly form: BatchForm;
  /** The day of the exercise's clock. */
  readonly today: string;
  readonly withoutNode: StatesWithoutNode;
  readonly partners: Partners;
  /** A line for whoever looks on. */
  readonly say: (line: string) => void;
  /** What was seen to happen, and on which row. */
  readonly shown: Map<Scene, string>;
}

/** The asked States as processes: one of them is stopped and comes back. */
export interface Partners {
  stop(state: State): Promise<void>;
  start(state: State): Promise<void>;
  /** Moves the clock that all three nodes read. */
  moveClock(minutes: number): Promise<void>;
}

export interface Staged {
  readonly line: Recovered;
  readonly scene?: Scene;
  /** A row of our sample, added because the file has none that could show a scene; counted apart. */
  readonly extra?: true;
}

export const OUTCOME_CLASSES = ['traced at home', 'asked and answered', 'ready as file', 'not sent'] as const;
export type OutcomeClass = (typeof OUTCOME_CLASSES)[number];

export interface RowResult {
  readonly row: number;
  readonly extra: boolean;
  readonly scene?: Scene;
  readonly make: string;
  readonly serial: string;
  readonly class: OutcomeClass;
  readonly outcome: string;
  readonly reason: string;
  /** Blockers of a request that was not sent. */
  readonly blockers: readonly string[];
  /** In the order in which they were asked. */
  readonly asked: readonly string[];
  /** The recovering State's cases of this weapon, in the order of the chain. */
  readonly caseIds: readonly string[];
  /** From the first request sent to the last answer received. */
  readonly machineMs?: number;
}
