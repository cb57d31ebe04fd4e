import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { NO_ID } from '../../domain/shared/ids.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { decide } from '../../domain/tracing/decide.js';
import { type Plan } from '../../domain/tracing/plan.js';
import { accessRefusal } from './case-access.js';
import { CaseFactsService } from './case-facts.service.js';
import { CaseReader } from './case-reader.service.js';

export type CaseCommand = Exclude<OwnCommand, { type: 'open case' }>;

/** What a command would do now, by the very decision that would do it; nothing is carried out. What is shown of a record is read, so it is an entry. */
@Injectable()
export class CaseForesight {
  constructor(
    private readonly reader: CaseReader,
    private readonly facts: CaseFactsService,
  ) {}

  async foresee(actor: PersonActor, id: string, command: CaseCommand): Promise<Result<Plan>> {
    const reading = { id, action: 'cases.work', act: 'case.foreseen', data: { command: command.type } } as const;
    return this.reader.read(actor, reading, async (tx, kase, now) => {
      const refusal = accessRefusal(actor, kase, command);
      if (refusal !== undefined) return refusal;
      const facts = await this.facts.load(tx, kase, command, now);
      const decided = decide(kase, command, facts, { now, actor, commandId: NO_ID, jti: NO_ID });
      return decided.ok ? succeed(decided.value) : decided;
    });
  }
}
