import { Injectable } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { instantOf, type CalendarDate } from '../../domain/shared/instant.js';
import { type FieldSaying } from '../../domain/shared/field-rules.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { type Absence, AbsenceRepository } from './absence.repository.js';
import { AbsenceStamps } from './absence-stamps.service.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { IdentityService } from './identity.service.js';

export { type Absence } from './absence.repository.js';

export interface WantedAbsence {
  readonly deputyId: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

const DAY_MS = 86_400_000;
/** Longer than this is no absence: the cases are handed over. */
const MAX_DAYS = 366;

/** Who looks after whose cases while somebody is away. No role goes along, so that no signature is given in another's place. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly absences: AbsenceRepository,
    private readonly identity: IdentityService,
    private readonly ledger: IdentityLedger,
    private readonly stamps: AbsenceStamps,
  ) {}

  async name(actor: PersonActor, wanted: WantedAbsence): Promise<Result<Absence>> {
    const refusal = this.datesRefusal(wanted) ?? (await this.deputyRefusal(actor, wanted.deputyId));
    if (refusal !== undefined) return refusal;
    return this.transactions.run(async (tx) => {
      // Two forms sent at once are judged one after the other.
      await tx.query('SELECT id FROM person WHERE id = $1 FOR UPDATE', [actor.id]);
      if (await this.absences.overlapping(tx, actor.id, wanted.from, wanted.until))
        return refuse('absence-overlaps', { field: '/from' });
      const absence: Absence = { ...this.stamps.fresh(), personId: actor.id, ...wanted };
      await this.absences.insert(tx, absence);
      const { id: absenceId, deputyId, from, until } = absence;
      await this.ledger.record(tx, actor, 'identity.deputy-named', { absenceId, deputyId, from, until });
      return succeed(absence);
    });
  }

  /** One's own; of another's nothing is said. */
  async end(actor: PersonActor, id: string): Promise<Result<null>> {
    return this.transactions.run(async (tx) => {
      if (!(await this.absences.end(tx, id, actor.id, this.stamps.now()))) return refuse('not-found');
      await this.ledger.record(tx, actor, 'identity.deputy-ended', { absenceId: id });
      return succeed(null);
    });
  }

  /** Of the person, and with the person as deputy: what runs and what is to come. */
  async presentOf(actor: PersonActor): Promise<readonly Absence[]> {
    return this.transactions.run((tx) => this.absences.presentOf(tx, actor.id, this.stamps.today()));
  }

  async stoodInFor(tx: Tx, deputyId: string): Promise<readonly string[]> {
    return this.absences.stoodInFor(tx, deputyId, this.stamps.today());
  }

  private datesRefusal({ from, until }: WantedAbsence): Refusal | undefined {
    for (const [field, day] of Object.entries({ from, until }))
      if (!isDay(day)) return wrong(`/${field}`, 'an existing day', { code: 'date' });
    if (until < from || until < this.stamps.today())
      return wrong('/until', 'not before its first day and the present', { code: 'ends-before-it-begins' });
    return (Date.parse(until) - Date.parse(from)) / DAY_MS >= MAX_DAYS
      ? wrong('/until', `at most ${String(MAX_DAYS)} days`, { code: 'other' })
      : undefined;
  }

  private async deputyRefusal(actor: PersonActor, deputyId: string): Promise<Refusal | undefined> {
    const deputy = deputyId === actor.id ? undefined : await this.identity.actorOf(deputyId);
    return deputy !== undefined && may(deputy, 'cases.work', { owningAgencyId: actor.agencyId }).yes
      ? undefined
      : refuse('deputy-unfit', { field: '/deputyId', rule: 'a colleague who may work on the same cases' });
  }
}

function wrong(field: string, rule: string, says: FieldSaying): Refusal {
  return refuse('field-invalid', { field, rule, reasons: [{ code: 'field-invalid', field, rule, text: rule, says }] });
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && instantOf(new Date(at)).startsWith(text);
}
