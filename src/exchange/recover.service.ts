import { Inject, Injectable } from '@nestjs/common';
import { parseCheckpoint } from '../domain/audit/checkpoint.js';
import { openRecovered, type RecoveredItem } from '../domain/envelope/recovered.js';
import { addMs, type Instant } from '../domain/shared/instant.js';
import { refuse } from '../domain/shared/refusal.js';
import { CONFIG, type Config } from '../platform/config.js';
import { AskPlaces } from './ask-places.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { PartnerBook } from './partner-book.js';
import { PartnerClient } from './partner-client.js';
import { RecoveredIntakeService, type HeldCheckpoint } from './recovered-intake.service.js';

export interface RecoverReport {
  /** The epoch that this node's letters and ledger now carry. */
  readonly epoch: number;
  readonly since: Instant;
  /** The last checkpoint of our ledger that a partner holds, and which one. */
  readonly held: HeldCheckpoint | null;
  readonly partners: readonly PartnerReport[];
}

export interface PartnerReport {
  readonly partner: string;
  /** Why this partner gave nothing back: ask again when it answers. */
  readonly error?: string;
  readonly own: number;
  readonly theirs: number;
  /** Letters that could not be placed, by their code. */
  readonly unplaced: readonly string[];
}

interface Given {
  readonly partner: string;
  readonly items: readonly RecoveredItem[];
  readonly held: string | null;
  readonly error?: string;
}

const HOUR_MS = 3_600_000;
const EVER = '2000-01-01T00:00:00.000Z';
/** More pages than any loss: a partner that never ends is not believed. */
const MOST_PAGES = 10_000;

/** `node recover`: a node restored from an older copy takes back from its partners what it lost. Run it before anything else of the node runs. */
@Injectable()
export class RecoverService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly partners: PartnerBook,
    private readonly asks: AskPlaces,
    private readonly client: PartnerClient,
    private readonly opener: EnvelopeOpener,
    private readonly intake: RecoveredIntakeService,
  ) {}

  async run(): Promise<RecoverReport> {
    const latest = await this.intake.latestMoment();
    const since = latest === undefined ? EVER : addMs(latest, -this.config['exchange.recoverMarginHours'] * HOUR_MS);
    const given: Given[] = [];
    for (const partner of await this.partners.partners()) given.push(await this.askPartner(partner, since));
    const held = lastHeld(this.partners.own, given);
    const epoch = await this.intake.openEpoch(held, this.asks.now());
    const reports: PartnerReport[] = [];
    for (const { partner, items, error } of given) {
      const counts = await this.intake.take(partner, items);
      reports.push({ partner, ...counts, ...(error === undefined ? {} : { error }) });
    }
    return { epoch, since, held: held ?? null, partners: reports };
  }

  private async askPartner(partner: string, since: Instant): Promise<Given> {
    const items: RecoveredItem[] = [];
    let held: string | null = null;
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.askPage(partner, since, after);
      if (!answer.ok) return { partner, items, held, error: answer.detail ?? answer.code };
      items.push(...answer.value.items);
      held = answer.value.held;
      after = answer.value.next;
      if (after === null) return { partner, items, held };
    }
    return { partner, items, held, error: 'too many pages' };
  }

  private async askPage(partner: string, since: Instant, after: string | null): ReturnType<typeof openRecovered> {
    const address = await this.asks.addressOf(partner);
    if (!address.ok) return address;
    const body = await this.asks.sign({ ask: 'recover', aud: partner, since, after });
    const reply = await this.client.post(address.value.url, '/exchange/recover', body);
    const text = reply.reached && reply.status === 200 ? await reply.body() : undefined;
    if (text === undefined)
      return refuse('unavailable', { detail: reply.reached ? `status ${String(reply.status)}` : reply.error });
    return openRecovered(text, partner, this.opener.depsAt(this.asks.now()));
  }
}

/** Of all that partners hold of our ledger the latest: higher epoch, then larger tree. */
function lastHeld(own: string, given: readonly Given[]): HeldCheckpoint | undefined {
  const held = given.flatMap(({ partner, held: note }) => {
    const checkpoint = note === null ? undefined : parseCheckpoint(note);
    return note === null || checkpoint?.state !== own
      ? []
      : [{ holder: partner, note, epoch: checkpoint.epoch, size: checkpoint.size }];
  });
  return held.sort((a, b) => b.epoch - a.epoch || b.size - a.size)[0];
}
