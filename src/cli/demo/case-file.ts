import { type Letter, type MessageKind, type Role } from '../../domain/messages/index.js';
import { type Case, type CaseState } from '../../domain/tracing/case.js';
import { type PlannedClock } from '../../domain/tracing/plan.js';
import { type Shared } from '../../domain/tracing/shared-state.js';
import { type StreamEntry } from '../../domain/tracing/stream.js';
import { type Desks, Refused } from './node-api.js';
import { type Played } from './people.js';

/** What every act on a case answers. */
export interface Acted {
  readonly id: string;
  readonly state: CaseState;
  readonly version: number;
  readonly proposal?: { readonly digest: string; readonly factsDigest: string };
}

/** A case as its node shows it. */
export interface CaseSeen {
  readonly case: Omit<Case, 'streams'>;
  readonly state: CaseState;
  readonly shared: Omit<Shared, 'read'>;
  readonly letters: readonly LetterSeen[];
  readonly clocks: readonly PlannedClock[];
  readonly blockers: readonly { readonly code: string; readonly text: string }[];
}

export interface LetterSeen extends Omit<StreamEntry, 'letter' | 'replaced'> {
  readonly role: Role;
  readonly kind: MessageKind;
  readonly body?: Letter['body'];
  readonly effect: string;
}

const STALE_TRIES = 8;
const VOID_TRIES = 3;
const PAUSE_MS = 150;

export function pause(ms: number = PAUSE_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** One case at one node, worked on by its people. A receipt may change the case between reading and acting: then it is read again, as a person would. */
export class CaseFile {
  constructor(
    readonly desks: Desks,
    readonly id: string,
    private version: number,
  ) {}

  async view(part: Played = 'officer'): Promise<CaseSeen> {
    const seen = await this.desks[part].get<CaseSeen>(`/api/cases/${this.id}`);
    this.version = seen.case.version;
    return seen;
  }

  async act(part: Played, method: 'post' | 'put' | 'delete', path: string, body?: unknown): Promise<Acted> {
    for (let left = STALE_TRIES; ; left -= 1) {
      try {
        const desk = this.desks[part];
        const at = `/api/cases/${this.id}/${path}`;
        const done =
          method === 'delete'
            ? await desk.delete<Acted>(at, this.version)
            : await desk[method]<Acted>(at, body ?? {}, this.version);
        this.version = done.version;
        return done;
      } catch (error) {
        if (left === 0 || !(error instanceof Refused) || error.problem.code !== 'version-stale') throw error;
        await this.view();
      }
    }
  }

  write(kind: MessageKind, body: object): Promise<Acted> {
    return this.act('officer', 'post', 'letters', { kind, body });
  }

  /** Proposed by an officer, approved by a second person, sent. Where facts moved meanwhile the approval is void, and asked for again. */
  async agreeAndSend(
    propose: () => Promise<Acted>,
    approver: Played,
    options: { readonly send?: boolean; readonly proposed?: Acted } = {},
  ): Promise<Acted> {
    let { proposed } = options;
    for (let left = VOID_TRIES; ; left -= 1) {
      try {
        const { proposal } = proposed ?? (await propose());
        const digests = { digest: proposal?.digest, factsDigest: proposal?.factsDigest };
        const approved = await this.act(approver, 'post', 'approval', digests);
        return options.send === false ? approved : await this.act('officer', 'post', 'sending');
      } catch (error) {
        if (left === 0 || !(error instanceof Refused) || error.problem.code !== 'approval-void') throw error;
        proposed = undefined;
      }
    }
  }

  propose(kind: MessageKind, body: object, approver: Played): Promise<Acted> {
    return this.agreeAndSend(() => this.act('officer', 'post', 'proposals', { kind, body }), approver);
  }

  /** Reads the case until it is as wished. */
  async until(what: string, wished: (seen: CaseSeen) => boolean, timeoutMs = 60_000): Promise<CaseSeen> {
    for (let left = timeoutMs; left > 0; left -= PAUSE_MS) {
      const seen = await this.view();
      if (wished(seen)) return seen;
      await pause();
    }
    throw new Error(`case ${this.id} of ${this.desks.officer.state} waited in vain for: ${what}`);
  }
}

export function letterOf(seen: CaseSeen, kind: MessageKind): LetterSeen | undefined {
  return seen.letters.findLast((letter) => letter.kind === kind);
}
