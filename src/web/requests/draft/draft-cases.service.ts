import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { refuse, type Refusal } from '../../../domain/shared/refusal.js';
import { type OwnCommand } from '../../../domain/tracing/command.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { CaseReadingService } from '../../../tracing/cases/case-reading.service.js';
import { type CaseView } from '../../../tracing/cases/case-answering.service.js';
import { TracingService } from '../../../tracing/tracing.service.js';
import { type PageCall } from '../../page/page-call.js';
import { type Parts } from '../steps/step.js';

/** A case of ours whose request has not gone out. */
export interface DraftCase extends CaseView {
  readonly parts: Parts;
}

const UNSENT: readonly string[] = ['draft', 'proposed', 'approved'];

/** Reading and changing the draft of a case, as a page does it. */
@Injectable()
export class DraftCases {
  constructor(
    private readonly reading: CaseReadingService,
    private readonly tracing: TracingService,
  ) {}

  /** Undefined where the request has gone out already; a case that is not there, or not this person's, is refused. */
  async find(actor: PersonActor, id: string): Promise<DraftCase | undefined> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    const view = unwrap(await this.reading.view(actor, id));
    const unsent = view.case.role === 'requester' && UNSENT.includes(view.state);
    return unsent ? { ...view, parts: view.case.draft?.body ?? {} } : undefined;
  }

  /** The same where it must still be open for changes. */
  async get(actor: PersonActor, id: string): Promise<DraftCase> {
    const found = await this.find(actor, id);
    if (found?.commands.includes('edit draft') !== true) throw new RefusalError(refuse('state-forbids'));
    return found;
  }

  async act(
    actor: PersonActor,
    id: string,
    command: Exclude<OwnCommand, { type: 'open case' }>,
    version?: number,
  ): Promise<Refusal | undefined> {
    const done = await this.tracing.execute(actor, id, command, version);
    return done.ok ? undefined : done;
  }
}

/** The version that the page showed, out of its form: what somebody else changed since is not overwritten. */
export function shownVersion(call: PageCall): number {
  const { _version: text } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
