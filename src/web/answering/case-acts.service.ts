import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Case } from '../../domain/tracing/case.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { TracingService } from '../../tracing/tracing.service.js';
import { Forms } from '../forms/forms.service.js';
import { type PageCall } from '../page/page-call.js';
import { type PageNotice } from '../page/notices.service.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { versionIn } from './case-form.js';

export interface Done {
  readonly to: string;
  readonly notice: PageNotice;
}

/** A form on a case: the command under the version that was read; refused, it comes back with what was typed. */
@Injectable()
export class CaseFormActs {
  constructor(
    private readonly tracing: TracingService,
    private readonly forms: Forms,
    private readonly pages: PageRenderer,
  ) {}

  async carryOut(
    call: PageCall,
    actor: PersonActor,
    id: string,
    command: Exclude<OwnCommand, { type: 'open case' }>,
    done: Done | ((kase: Case) => Done | Promise<Done>),
  ): Promise<string> {
    const result = await this.tracing.execute(actor, id, command, versionIn(call));
    if (!result.ok) return this.forms.back(call, result);
    const { to, notice } = typeof done === 'function' ? await done(result.value.kase) : done;
    return this.pages.redirect(call, to, notice);
  }
}
