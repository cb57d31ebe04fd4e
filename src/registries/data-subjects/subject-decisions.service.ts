import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type Tx } from '../../platform/transaction.js';
import { MarkingPersonsService } from '../markings/marking-persons.service.js';
import { type DecideSubjectDto } from './data-subject.dto.js';
import { DataSubjectsRepository } from './data-subjects.repository.js';
import { DataSubjectsService, refusalFor, type HeldData } from './data-subjects.service.js';
import { SubjectWork } from './subject-work.js';

/** What the data protection officer decides, carried out in the same transaction. */
@Injectable()
export class SubjectDecisionsService {
  constructor(
    private readonly requests: DataSubjectsRepository,
    private readonly subjects: DataSubjectsService,
    private readonly persons: MarkingPersonsService,
    private readonly work: SubjectWork,
  ) {}

  async decide(actor: PersonActor, id: string, wanted: DecideSubjectDto): Promise<Result<null>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    const { kind, finding, ground, reviewOn, reason } = wanted;
    const now = this.work.clock.now();
    const needsGround = kind === 'defer' || kind === 'refuse';
    if (needsGround && ground === undefined) return refuse('field-invalid', { field: '/ground', rule: 'isIn' });
    if (kind === 'defer' && (reviewOn === undefined || reviewOn <= now.slice(0, 10)))
      return refuse('field-invalid', { field: '/reviewOn', rule: 'a day to come' });
    return this.work.transactions.run(async (tx) => {
      const request = await this.requests.find(tx, id, true);
      if (request === undefined) return refuse('not-found');
      if (request.state === 'closed') return refuse('subject-closed');
      const done = await this.carryOut(tx, actor, id, wanted);
      if (!done.ok) return done;
      await this.requests.addDecision(tx, id, {
        kind,
        reason,
        at: now,
        by: actor.id,
        ...(finding === undefined ? {} : { finding }),
        ...(needsGround && ground !== undefined ? { ground } : {}),
        ...(kind === 'defer' && reviewOn !== undefined ? { reviewOn } : {}),
      });
      await this.requests.setState(
        tx,
        id,
        kind === 'defer' ? 'deferred' : 'open',
        kind === 'defer' && reviewOn !== undefined ? { reviewOn } : {},
      );
      const data = { requestId: id, kind, finding: finding ?? null, ground: needsGround ? (ground ?? null) : null };
      await this.work.record(tx, actor, 'data-subjects.decided', data, { reason });
      return succeed(null);
    });
  }

  /** Answered: nothing is decided or looked for any more. */
  async close(actor: PersonActor, id: string): Promise<Result<null>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    return this.work.transactions.run(async (tx) => {
      const request = await this.requests.find(tx, id, true);
      if (request === undefined) return refuse('not-found');
      if (request.state === 'closed') return refuse('subject-closed');
      const decisions = await this.requests.decisions(tx, id);
      if (decisions.length === 0 || request.state === 'deferred') return refuse('subject-undecided');
      await this.requests.setState(tx, id, 'closed', { closedAt: this.work.clock.now() });
      await this.work.record(tx, actor, 'data-subjects.closed', { requestId: id, decisions: decisions.length });
      return succeed(null);
    });
  }

  private async carryOut(tx: Tx, actor: PersonActor, id: string, wanted: DecideSubjectDto): Promise<Result<null>> {
    const { kind, finding, newName } = wanted;
    if (kind === 'inform' || kind === 'refuse' || kind === 'defer') return succeed(null);
    const all = await this.subjects.held(tx, await this.requests.findings(tx, id));
    const held = all.find((one) => one.ordinal === finding);
    if (held === undefined) return refuse('field-invalid', { field: '/finding', rule: 'isIn' });
    // The streams of a case are hashed: its content is corrected by a letter and erased as a whole.
    if (held.person?.name === undefined) return refuse('subject-elsewhere', { field: '/finding' });
    if (kind === 'rectify' && newName === undefined)
      return refuse('field-invalid', { field: '/newName', rule: 'isLength' });
    const [against] = held.against;
    if (kind === 'erase' && against !== undefined) return { ...against, field: '/kind' };
    await this.change(tx, actor, id, held, wanted);
    return succeed(null);
  }

  private async change(
    tx: Tx,
    actor: PersonActor,
    id: string,
    { person }: HeldData,
    { kind, newName = '' }: DecideSubjectDto,
  ): Promise<void> {
    if (person === undefined) return;
    if (kind === 'rectify') await this.persons.rectify(tx, actor, person, newName);
    if (kind === 'restrict') await this.persons.restrict(tx, actor, person, id);
    if (kind === 'lift restriction') await this.persons.lift(tx, actor, person);
    if (kind === 'erase') await this.persons.erase(tx, actor, person);
  }
}
