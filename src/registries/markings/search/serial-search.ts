import { Inject, Injectable } from '@nestjs/common';
import { type Slot } from '../../../domain/firearm/serial-pattern.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type Reader } from '../../../platform/transaction.js';
import { certainText, planFor, type KeyIndex, type SerialPlan, type SerialQuestion } from './serial-plan.js';
import { SerialSearchRepository, type FoundKey, type KeyCondition, type KeyOrder } from './serial-search.repository.js';

export interface SerialFound {
  /** Best first by what the index knows. */
  readonly keys: readonly FoundKey[];
  /** How many fit; where `more`, at least so many. */
  readonly total: number;
  /** The question is too wide: something must be added to it. */
  readonly more: boolean;
  /** So wide that nothing was looked at. */
  readonly tooWide: boolean;
}

/** Beginnings are held against the index once there would be more of them than this. */
const PRUNE_ABOVE = 100;

/** Finds numbers by a reading with doubt, within a bound of work: beyond it, it says that the question is too wide. */
@Injectable()
export class SerialSearch {
  constructor(
    private readonly repository: SerialSearchRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async find(
    tx: Reader,
    question: SerialQuestion,
    order: Omit<KeyOrder, 'exact'>,
    limit: number,
  ): Promise<SerialFound> {
    const alphabet = await this.repository.alphabet(tx);
    const condition = await this.conditionOf(tx, planFor(question, alphabet), alphabet);
    if (condition === undefined) return { keys: [], total: 0, more: true, tooWide: true };
    const exact = certainText(question.pattern);
    const countMax = this.config['markings.searchCountMax'];
    const ordered = { ...order, ...(exact === undefined ? {} : { exact }) };
    const { keys, total, more } = await this.repository.find(tx, condition, ordered, limit, countMax);
    return { keys, total, more, tooWide: false };
  }

  /** Undefined where it would be more work than one question may make. */
  private async conditionOf(
    tx: Reader,
    plan: SerialPlan,
    alphabet: readonly string[],
  ): Promise<KeyCondition | undefined> {
    const { index } = plan;
    if (plan.kind === 'keys') return plan.keys.length > this.keysMax ? undefined : { ...plan, kind: 'whole' };
    if (plan.kind === 'scan') {
      const small = (await this.repository.size(tx)) <= this.config['markings.searchScanMax'];
      return small ? { kind: 'all', index, expression: plan.expression } : undefined;
    }
    const keys = await this.walk(tx, index, plan.steps, alphabet);
    if (keys === undefined) return undefined;
    return plan.rest === undefined ? { kind: 'whole', index, keys } : { kind: 'beginnings', index, keys, ...plan.rest };
  }

  /** Place by place, and only where a number goes on that way. */
  private async walk(
    tx: Reader,
    index: KeyIndex,
    steps: readonly Slot[],
    alphabet: readonly string[],
  ): Promise<readonly string[] | undefined> {
    let beginnings: readonly string[] = [''];
    for (const step of steps) {
      const choices = step === 'any' ? alphabet : step;
      const wide = beginnings.length * choices.length > PRUNE_ABOVE;
      if (step === 'any' && wide) beginnings = await this.repository.longer(tx, index, beginnings);
      else {
        if (wide && step.length > 1 && beginnings.length > 1)
          beginnings = await this.repository.existing(tx, index, beginnings);
        beginnings = beginnings.flatMap((beginning) => choices.map((next) => beginning + next));
      }
      if (beginnings.length > this.keysMax) return undefined;
    }
    return beginnings;
  }

  private get keysMax(): number {
    return this.config['markings.searchKeysMax'];
  }
}
