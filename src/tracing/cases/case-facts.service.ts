import { Inject, Injectable } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type ClockPolicy, whosePolicy } from '../../domain/deadlines/presets.js';
import { currentKey } from '../../domain/directory/key-validity.js';
import { type Role, type Urgency } from '../../domain/messages/index.js';
import { type Case, type ClockRules, SHARED_CLOCKS, type SharedClock } from '../../domain/tracing/case.js';
import { type Command, type Facts, type PartnerFacts, type RecordFacts } from '../../domain/tracing/command.js';
import { type Json } from '../../domain/shared/canonical.js';
import { type Instant } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { type Tx } from '../../platform/transaction.js';
import { DirectoryService } from '../../registries/directory/directory.service.js';
import { IdentityService } from '../../registries/identity/identity.service.js';
import { CaseRecordsService } from './case-records.service.js';
import { CaseRepository } from './case.repository.js';
import { subjectOf } from './case-subject.js';

/** Which side acts on each shared clock: its calendar and its published target count. */
const ACTING = {
  'acknowledge': 'responder',
  'answer': 'responder',
  'supply more': 'requester',
  'clarify': 'responder',
  'consent': 'responder',
} as const satisfies Record<SharedClock, Role>;

/** Loads what a decision must know, in the transaction that carries it out. */
@Injectable()
export class CaseFactsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly directory: DirectoryService,
    private readonly records: CaseRecordsService,
    private readonly cases: CaseRepository,
    private readonly identity: IdentityService,
  ) {}

  async load(tx: Tx, kase: Case | undefined, command: Command, now: Instant): Promise<Facts> {
    const partner = this.partnerOf(kase, command);
    const entry = partner === undefined ? undefined : await this.partnerFacts(tx, partner, now);
    const rules = await this.rulesFor(tx, kase, command, partner, now);
    const record = kase === undefined ? undefined : await this.recordFor(tx, kase, command);
    const disposes = kase !== undefined && command.type === 'record disposal';
    return {
      own: {
        state: this.config['node.state'],
        exercise: this.config['node.exercise'],
        ...(this.config['node.liveSince'] === '' ? {} : { liveSince: this.config['node.liveSince'] }),
      },
      singleOfficer: this.config['access.singleOfficer'],
      handling: {
        recipients: [],
        purposes: [],
        onwardRelease: 'with consent',
        evidenceUse: 'with consent',
        label: 'TLP:AMBER+STRICT',
      },
      ...(entry === undefined ? {} : { partner: entry }),
      ...(rules === undefined ? {} : { rules }),
      ...(record === undefined ? {} : { record }),
      ...(kase !== undefined && command.type === 'assign'
        ? { assigneeFit: await this.mayWorkOn(tx, kase, command.personId) }
        : {}),
      ...(disposes ? { chainOpen: await this.cases.chainOpen(tx, kase.id) } : {}),
    };
  }

  private async mayWorkOn(tx: Tx, kase: Case, personId: string): Promise<boolean> {
    const person = await this.identity.actorIn(tx, personId);
    return person !== undefined && may(person, 'cases.work', subjectOf(kase)).yes;
  }

  private partnerOf(kase: Case | undefined, command: Command): string | undefined {
    if (command.type === 'choose addressee' || command.type === 'recover own letter') return command.partner;
    if (command.type === 'receive letter') return command.incoming.partner;
    return command.type === 'open next case' ? command.from.state : kase?.partner;
  }

  async partnerFacts(tx: Tx, country: string, now: Instant): Promise<PartnerFacts | undefined> {
    const entry = await this.directory.partner(tx, country);
    if (entry === undefined) return undefined;
    return {
      state: country,
      version: entry.version,
      channel: entry.channel.kind,
      pinned: currentKey(entry.keys, 'sealing', now) !== undefined,
      suspended: entry.suspended,
      highestLevel: entry.profile.highestLevel,
      confidentialityAssessed: entry.profile.confidentiality.startsWith('guaranteed'),
    };
  }

  /** Clocks get their rules when a case opens and again when its request goes out; nothing later changes them. */
  private async rulesFor(
    tx: Tx,
    kase: Case | undefined,
    command: Command,
    partner: string | undefined,
    now: Instant,
  ): Promise<ClockRules | undefined> {
    if (command.type === 'open case' || command.type === 'open next case')
      return this.rules(tx, 'requester', undefined, 'routine', now);
    const going = goingRequest(kase, command);
    if (going !== undefined && kase?.paper !== undefined)
      return this.rules(tx, kase.role, partner, going.urgency, going.at ?? now);
    if (going !== undefined) return this.rules(tx, 'requester', partner, going.urgency, going.at ?? now);
    if (command.type !== 'receive letter' || kase !== undefined) return undefined;
    const { letter, sentAt } = command.incoming;
    return this.rules(tx, 'responder', partner, letter.kind === 'REQUEST' ? letter.body.urgency : 'routine', sentAt);
  }

  private async rules(
    tx: Tx,
    role: Role,
    partner: string | undefined,
    urgency: Urgency,
    at: Instant,
  ): Promise<ClockRules> {
    const own = this.config['node.state'];
    const other = partner ?? own;
    const states = role === 'requester' ? { requester: own, responder: other } : { requester: other, responder: own };
    const choices = {
      requester: await this.directory.policyFacts(tx, other, urgency, states.requester),
      responder: await this.directory.policyFacts(tx, other, urgency, states.responder),
    };
    const shared = Object.fromEntries(
      SHARED_CLOCKS.map((clock) => [clock, whosePolicy({ ...choices[ACTING[clock]], clock })]),
    ) as Record<SharedClock, ClockPolicy>;
    const local = choices[role].own;
    return {
      shared,
      local: { ...local, standing: 'our reminder' },
      calendars: {
        requester: await this.directory.calendarOf(tx, states.requester, at),
        responder: await this.directory.calendarOf(tx, states.responder, at),
      },
    };
  }

  /** The record is read again whenever it is shown, approved or sent: an approval of an older version is void. */
  private async recordFor(tx: Tx, kase: Case, command: Command): Promise<RecordFacts | undefined> {
    if (command.type === 'choose record')
      return command.firearmId === undefined ? undefined : this.records.recordOf(tx, kase, command.firearmId);
    const answers =
      command.type === 'compose answer' ||
      ((command.type === 'approve' || command.type === 'send') && kase.proposal?.letter.kind === 'ANSWER');
    const chosen = kase.chosen?.firearmId;
    return answers && chosen !== undefined ? this.records.recordOf(tx, kase, chosen) : undefined;
  }
}

/** A request of our own that goes out with this command, or went out before a restore. */
function goingRequest(kase: Case | undefined, command: Command): { urgency: Urgency; at?: Instant } | undefined {
  if (command.type === 'recover own letter')
    return command.letter.kind === 'REQUEST' ? { urgency: command.letter.body.urgency, at: command.sentAt } : undefined;
  if (command.type === 'confirm paper') return kase?.rules === undefined ? paperRequest(kase?.paper) : undefined;
  const letter = command.type === 'send' ? kase?.proposal?.letter : undefined;
  return letter?.kind === 'REQUEST' ? { urgency: letter.body.urgency } : undefined;
}

/** On the day on which it was asked, as the papers tell it. */
function paperRequest(paper: Case['paper']): { urgency: Urgency; at?: Instant } | undefined {
  const content = paper?.waiting?.content;
  const day = content?.letters[0]?.receivedOn ?? content?.letters[0]?.sentOn;
  return day === undefined ? undefined : { urgency: content?.body.urgency ?? 'routine', at: `${day}T00:00:00.000Z` };
}

/** The versions of the facts, stored with each event. */
export function versionsOf(facts: Facts): Json {
  return {
    partner: facts.partner === undefined ? null : facts.partner.version,
    record: facts.record === undefined ? null : facts.record.version,
    policies:
      facts.rules === undefined
        ? null
        : Object.fromEntries(
            SHARED_CLOCKS.map((clock) => [
              clock,
              `${facts.rules?.shared[clock].id ?? ''}@${String(facts.rules?.shared[clock].version ?? 0)}`,
            ]),
          ),
    calendars:
      facts.rules === undefined
        ? null
        : { requester: facts.rules.calendars.requester.version, responder: facts.rules.calendars.responder.version },
  };
}
