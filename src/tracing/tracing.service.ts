import { Injectable } from '@nestjs/common';
import { type Letter } from '../domain/messages/index.js';
import { type Case } from '../domain/tracing/case.js';
import { type OwnCommand, type SystemCommand } from '../domain/tracing/command.js';
import { type DueNotice } from '../domain/tracing/plan.js';
import { type Actor, type PersonActor } from '../domain/shared/actor.js';
import { type Instant } from '../domain/shared/instant.js';
import { type ErrorCode, refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { sameVersion } from '../platform/etag.js';
import { Transactions, type Tx } from '../platform/transaction.js';
import { accessRefusal } from './cases/case-access.js';
import { CaseDecisions, type Executed } from './cases/case-decisions.service.js';
import { CaseRepository } from './cases/case.repository.js';
import { NewCaseService } from './cases/new-case.service.js';

/** A verified letter at the next place of its stream, as the inbox hands it over. */
export interface IncomingLetter {
  readonly partner: string;
  readonly thread: string;
  readonly mid: string;
  readonly header: {
    readonly jti: string;
    readonly seq: number;
    readonly seen: number;
    readonly iat: Instant;
    readonly exercise: boolean;
  };
  readonly letter: Letter;
  readonly receivedAt: Instant;
  /** Of the case that this letter opens, where it opens one: the inbox has encrypted the letter under that case's key already. */
  readonly caseId?: string;
}

export type Received =
  | { readonly accepted: true; readonly caseId: string; readonly due: readonly DueNotice[]; readonly without?: string }
  | { readonly accepted: false; readonly code: ErrorCode; readonly rule: string };

/** The shell around the law: facts in, plan out, one transaction, one case. */
@Injectable()
export class TracingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: CaseRepository,
    private readonly fresh: NewCaseService,
    private readonly decisions: CaseDecisions,
  ) {}

  /** One command of a person on one case. `readVersion` is what the person last read (If-Match). */
  async execute(
    actor: PersonActor,
    caseId: string,
    command: Exclude<OwnCommand, { type: 'open case' }>,
    readVersion?: number,
  ): Promise<Result<Executed>> {
    return this.transactions.run((tx) => this.executeWithin(tx, actor, caseId, command, readVersion));
  }

  /** The same in the caller's transaction. */
  async executeWithin(
    tx: Tx,
    actor: PersonActor,
    caseId: string,
    command: Exclude<OwnCommand, { type: 'open case' }>,
    readVersion?: number,
  ): Promise<Result<Executed>> {
    const stored = await this.cases.findForUpdate(tx, caseId);
    if (stored?.kase === undefined) return refuse('not-found');
    const refusal = accessRefusal(actor, stored.kase, command);
    if (refusal !== undefined) return refusal;
    const current = readVersion === undefined ? succeed(0) : sameVersion(readVersion, stored.version);
    return current.ok ? this.decisions.run(tx, actor, stored.kase, command) : current;
  }

  /** A new case in the caller's transaction, whose own permission was judged there. */
  async open(
    tx: Tx,
    actor: Actor,
    command: Extract<OwnCommand, { type: 'open case' }>,
    compartment: Case['compartment'],
  ): Promise<Result<Executed>> {
    return this.decisions.run(tx, actor, undefined, command, await this.fresh.prepare(tx, { compartment }));
  }

  /** What a sweep, a job or another case brings; never refused for its state. Throws where the case is not here yet. */
  async executeSystem(tx: Tx, caseId: string, command: SystemCommand, by: string): Promise<Result<Executed>> {
    const stored = await this.cases.findForUpdate(tx, caseId);
    // A case that is still to be opened is waited for; a purged one has nothing left to decide.
    if (stored === undefined) throw new Error(`${by} came before its case`);
    if (stored.kase === undefined) return refuse('not-found');
    return this.decisions.run(tx, { kind: 'system', id: by }, stored.kase, command);
  }

  /** The next case of a chain, under the id that its origin derived: opening it twice is opening it once. */
  async openNext(tx: Tx, caseId: string, command: Extract<SystemCommand, { type: 'open next case' }>): Promise<void> {
    if ((await this.cases.findForUpdate(tx, caseId)) !== undefined) return;
    const newCase = await this.fresh.prepare(tx, { caseId, compartment: command.from.compartment });
    const done = await this.decisions.run(tx, { kind: 'system', id: 'chain' }, undefined, command, newCase);
    if (!done.ok) throw new Error(`the next case of a chain was refused: ${done.code}`);
  }

  /** A letter of the partner. Answers the signed final rejection's code only for what can't stand in the stream. */
  async receive(tx: Tx, incoming: IncomingLetter): Promise<Received> {
    const stored = await this.cases.findByThreadForUpdate(tx, incoming.thread);
    if (stored !== undefined && stored.partner !== incoming.partner)
      return { accepted: false, code: 'thread-of-another-pair', rule: 'a thread is bound to the pair that opened it' };
    if (stored !== undefined && stored.kase === undefined)
      return { accepted: true, caseId: stored.id, due: [], without: 'purged' };
    const { partner, thread, mid, header, letter, receivedAt } = incoming;
    const command: SystemCommand = {
      type: 'receive letter',
      incoming: {
        partner,
        thread,
        mid,
        letter,
        receivedAt,
        seq: header.seq,
        seen: header.seen,
        jti: header.jti,
        sentAt: header.iat,
        exercise: header.exercise,
      },
    };
    const newCase =
      stored === undefined
        ? await this.fresh.prepare(tx, incoming.caseId === undefined ? {} : { caseId: incoming.caseId })
        : undefined;
    const done = await this.decisions.run(tx, { kind: 'partner', id: partner }, stored?.kase, command, newCase);
    if (!done.ok) return { accepted: false, code: done.code, rule: done.rule ?? '' };
    const { plan } = done.value;
    return {
      accepted: true,
      caseId: plan.next.id,
      due: plan.due,
      ...(plan.without === undefined ? {} : { without: plan.without }),
    };
  }

  async recordDelivery(
    tx: Tx,
    receipt: { thread: string; seq: number; jti: string; mid: string; receivedAt: Instant; flagged: boolean },
  ): Promise<void> {
    const { thread, ...rest } = receipt;
    await this.note(tx, thread, { type: 'record delivery', ...rest });
  }

  async recordAccepted(tx: Tx, receipt: { thread: string; due: readonly DueNotice[] }): Promise<void> {
    await this.note(tx, receipt.thread, {
      type: 'record acceptance',
      due: receipt.due.map(({ clock, dueAt, policy }) => ({ clock, dueAt, policy })),
    });
  }

  async recordRejected(
    tx: Tx,
    receipt: { thread: string; seq: number; jti: string; code: string; standingMid?: string },
  ): Promise<void> {
    const { thread, ...rest } = receipt;
    await this.note(tx, thread, { type: 'record rejection', ...rest });
  }

  async recordUndeliverable(tx: Tx, place: { thread: string; seq: number }): Promise<void> {
    await this.note(tx, place.thread, { type: 'record undeliverable', seq: place.seq });
  }

  /** After a restore: a letter of our own that the partner holds. Answers the case it belongs to. */
  async recoverOwn(tx: Tx, letter: IncomingLetter): Promise<Result<Executed>> {
    const stored = await this.cases.findByThreadForUpdate(tx, letter.thread);
    const { header } = letter;
    const command: SystemCommand = {
      type: 'recover own letter',
      partner: letter.partner,
      thread: letter.thread,
      mid: letter.mid,
      letter: letter.letter,
      seq: header.seq,
      seen: header.seen,
      jti: header.jti,
      sentAt: header.iat,
      receivedAt: letter.receivedAt,
      exercise: header.exercise,
    };
    const newCase =
      stored === undefined ? await this.fresh.prepare(tx, { thread: letter.thread, ...idOf(letter) }) : undefined;
    return this.decisions.run(tx, { kind: 'system', id: 'recovery' }, stored?.kase, command, newCase);
  }

  /** After a restore: references that a partner knows of us name other cases for ever. */
  async keepReferences(tx: Tx, references: readonly string[]): Promise<void> {
    const numbers = references.map((reference) => Number(/-(\d{6,9})$/.exec(reference)?.[1] ?? 0));
    const highest = Math.max(0, ...numbers);
    if (highest > 0) await this.cases.skipNumbers(tx, highest);
  }

  private async note(tx: Tx, thread: string, command: SystemCommand): Promise<void> {
    const stored = await this.cases.findByThreadForUpdate(tx, thread);
    if (stored?.kase === undefined) return;
    const done = await this.decisions.run(tx, { kind: 'system', id: 'exchange' }, stored.kase, command);
    if (!done.ok) throw new Error(`a receipt was refused: ${done.code}`);
  }
}

function idOf({ caseId }: IncomingLetter): { readonly caseId?: string } {
  return caseId === undefined ? {} : { caseId };
}
