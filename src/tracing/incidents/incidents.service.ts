import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { NewCaseService } from '../cases/new-case.service.js';
import { TracingService } from '../tracing.service.js';
import { type Incident, type IncidentContent } from './incident.js';
import { type IncidentView, type OpenedCase } from './incident.dto.js';
import { IncidentRepository, type IncidentLine, type ItemProgress } from './incident.repository.js';

export { type Incident } from './incident.js';
export { type IncidentLine, type ItemProgress } from './incident.repository.js';

/** Recoveries handed in, and the cases they become: one for each weapon. */
@Injectable()
export class IncidentsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly incidents: IncidentRepository,
    private readonly tracing: TracingService,
    private readonly fresh: NewCaseService,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * Hands a recovery in. Who works on cases opens them with it, in the own agency; from anybody else it belongs to the contact point
   * at once, whose officers take it over.
   */
  async handIn(
    actor: PersonActor,
    content: IncidentContent,
    sealedFor: readonly string[] = [],
  ): Promise<Result<IncidentView>> {
    return this.transactions.runWhole((tx) => this.handInWithin(tx, actor, content, sealedFor));
  }

  /** The same in the caller's transaction, which a refusal must undo. */
  async handInWithin(
    tx: Tx,
    actor: PersonActor,
    content: IncidentContent,
    sealedFor: readonly string[] = [],
  ): Promise<Result<IncidentView>> {
    const allowed = may(actor, 'recoveries.hand-in');
    if (!allowed.yes) return refusalOf(allowed);
    if (content.weapons.length > this.config['tracing.itemsMax']) {
      return refuse('field-invalid', {
        field: '/weapons',
        rule: `at most ${String(this.config['tracing.itemsMax'])} (tracing.itemsMax)`,
      });
    }
    const { id, openedAt, reference } = await this.name(tx);
    const works = may(actor, 'cases.work', { owningAgencyId: actor.agencyId }).yes;
    const covert = sealedFor.length > 0;
    const incident: Incident = {
      id,
      reference,
      owningAgencyId: works ? actor.agencyId : await this.fresh.contactPoint(tx),
      sealed: covert,
      // Whoever handed it over from another authority goes on seeing it by being named.
      namedPersonIds: covert || !works ? [...new Set([...sealedFor, actor.id])] : [],
      openedAt,
      openedBy: actor.id,
      version: 1,
      content: { ...content, exercise: content.exercise || this.config['node.exercise'] },
    };
    await this.incidents.insert(tx, incident);
    await this.audit.append(tx, {
      at: openedAt,
      act: 'incident.handed-in',
      actor: { kind: actor.kind, id: actor.id },
      data: { incidentId: id, reference, items: content.weapons.length, exercise: incident.content.exercise },
    });
    return works ? this.openCases(tx, actor, incident) : succeed(viewOf(incident, []));
  }

  /** Opens a case for each weapon that has none yet; doing it again opens nothing twice. */
  async takeOver(actor: PersonActor, id: string): Promise<Result<IncidentView>> {
    return this.transactions.runWhole(async (tx) => {
      const incident = await this.incidents.find(tx, id, true);
      if (incident === undefined) return refuse('not-found');
      const allowed = may(actor, 'cases.work', subjectOf(incident));
      if (!allowed.yes) return refusalOf(allowed);
      return this.openCases(tx, actor, await this.broughtHome(tx, actor, incident));
    });
  }

  async list(actor: PersonActor, after: string | undefined, limit: number): Promise<readonly IncidentView[]> {
    const compartment = compartmentOf(actor, 'incidents.work');
    if (compartment === undefined) return [];
    return this.transactions.run(async (tx) =>
      (await this.incidents.list(tx, compartment, after, limit)).map((incident) => viewOf(incident, [])),
    );
  }

  /** The latest first, those before the incident `before`: a read model of lines, without what the recoveries tell. */
  async latest(actor: PersonActor, before: string | undefined, limit: number): Promise<readonly IncidentLine[]> {
    const compartment = compartmentOf(actor, 'incidents.work');
    if (compartment === undefined) return [];
    return this.transactions.run((tx) => this.incidents.latest(tx, compartment, before, limit));
  }

  /** What this person handed in, the latest first. */
  async handedInBy(actor: PersonActor, before: string | undefined, limit: number): Promise<readonly IncidentLine[]> {
    if (!may(actor, 'recoveries.hand-in').yes) return [];
    return this.transactions.run((tx) => this.incidents.latestBy(tx, actor.id, before, limit));
  }

  /** One incident with what it tells; the entry in the ledger is committed with it. */
  async read(actor: PersonActor, id: string): Promise<Result<Incident>> {
    return this.transactions.run((tx) => this.readIn(tx, actor, id));
  }

  /** The same for who follows it: how far each weapon has come, and nothing that was answered. */
  async follow(
    actor: PersonActor,
    id: string,
  ): Promise<Result<{ incident: Incident; progress: readonly ItemProgress[] }>> {
    return this.transactions.run(async (tx) => {
      const incident = await this.readIn(tx, actor, id);
      return incident.ok
        ? succeed({ incident: incident.value, progress: await this.incidents.progress(tx, id) })
        : incident;
    });
  }

  /** Who handed a recovery in reads it back, also where the role sees no other. */
  private async readIn(tx: Tx, actor: PersonActor, id: string): Promise<Result<Incident>> {
    const incident = await this.incidents.find(tx, id);
    if (incident === undefined) return refuse('not-found');
    const own = incident.openedBy === actor.id && may(actor, 'recoveries.hand-in').yes;
    const allowed = may(actor, 'incidents.work', subjectOf(incident));
    if (!own && !allowed.yes) return refusalOf(allowed);
    await this.audit.append(tx, {
      at: this.fresh.stamp().now,
      act: 'incident.read',
      actor: { kind: actor.kind, id: actor.id },
      data: { incidentId: id, reference: incident.reference },
    });
    return succeed(incident);
  }

  /** One that still belongs to the agency it came from goes over to the contact point, when somebody from there takes it. */
  private async broughtHome(tx: Tx, actor: PersonActor, incident: Incident): Promise<Incident> {
    const { owningAgencyId: from, namedPersonIds, openedBy } = incident;
    const home = await this.fresh.contactPoint(tx);
    if (from === home || actor.agencyId !== home) return incident;
    const handedOver = {
      ...incident,
      owningAgencyId: home,
      namedPersonIds: [...new Set([...namedPersonIds, openedBy])],
    };
    if (!(await this.incidents.handOver(tx, handedOver))) return incident;
    await this.audit.append(tx, {
      at: this.fresh.stamp().now,
      act: 'incident.handed-over',
      actor: { kind: actor.kind, id: actor.id },
      data: { incidentId: incident.id, reference: incident.reference, from, to: home },
    });
    return handedOver;
  }

  private async openCases(tx: Tx, actor: PersonActor, incident: Incident): Promise<Result<IncidentView>> {
    const done = new Set(await this.incidents.itemsWithCase(tx, incident.id));
    const { common, weapons, exercise } = incident.content;
    const compartment = {
      owningAgencyId: incident.owningAgencyId,
      sealed: incident.sealed,
      namedPersonIds: incident.namedPersonIds,
      conflictPersonIds: [],
    };
    const opened: OpenedCase[] = [];
    for (const [index, { weapon, body, nationalCheck, inCustodySince }] of weapons.entries()) {
      const item = index + 1;
      if (done.has(item)) continue;
      const result = await this.tracing.open(
        tx,
        actor,
        {
          type: 'open case',
          exercise,
          body: { ...common, ...body, weapon, incident: { id: incident.id, item, of: weapons.length } },
          ...(nationalCheck === undefined ? {} : { nationalCheck }),
          ...(inCustodySince === undefined ? {} : { inCustodySince }),
        },
        compartment,
      );
      if (!result.ok) return result;
      const { kase } = result.value;
      opened.push({ id: kase.id, reference: kase.reference, item, version: kase.version });
    }
    return succeed(viewOf(incident, opened));
  }

  private async name(tx: Tx): Promise<{ id: string; openedAt: string; reference: string }> {
    const { id, now } = this.fresh.stamp();
    const number = String(await this.incidents.nextNumber(tx)).padStart(6, '0');
    return { id, openedAt: now, reference: `${this.config['node.state']}-INC-${now.slice(0, 4)}-${number}` };
  }
}

function subjectOf(incident: Incident): { owningAgencyId: string; sealed: boolean; namedPersonIds: readonly string[] } {
  return { owningAgencyId: incident.owningAgencyId, sealed: incident.sealed, namedPersonIds: incident.namedPersonIds };
}

function viewOf(incident: Incident, opened: readonly OpenedCase[]): IncidentView {
  return {
    id: incident.id,
    reference: incident.reference,
    items: incident.content.weapons.length,
    openedAt: incident.openedAt,
    exercise: incident.content.exercise,
    opened,
  };
}
