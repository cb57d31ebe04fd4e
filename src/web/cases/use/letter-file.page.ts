import { Get, Param } from '@nestjs/common';
import { LETTER_PARTS, LetterFilesService } from '../../../exchange/letter-files.service.js';
import { ROLES } from '../../../domain/messages/kinds.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { OpenCases } from '../open-cases.service.js';
import { CaseUses } from './case-uses.service.js';

/** A letter as it was signed, and its receipt, as files. What the other State wrote leaves only for a use that its limits cover (ITI 15). */
@Page()
export class LetterFilePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly files: LetterFilesService,
    private readonly uses: CaseUses,
  ) {}

  @Get(paths.caseMessageFile.route)
  @Permit('cases.foreign-read')
  async take(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('role') roleText: string,
    @Param('seq') seqText: string,
    @Param('part') partText: string,
  ): Promise<string> {
    const role = ROLES.find((one) => one === roleText);
    const part = LETTER_PARTS.find((one) => one === partText);
    if (role === undefined || part === undefined || !/^[1-9]\d{0,8}$/.test(seqText))
      throw new RefusalError(refuse('not-found'));
    const { view } = await this.cases.open(actor, id);
    const limited = part === 'letter' && role !== view.case.role && view.limits.length > 0;
    if (limited && !(await this.uses.covered(actor, id)))
      return this.pages.redirect(call, paths.caseUse.to(id), { key: 'cases.message.useFirst' });
    const jws = unwrap(await this.files.take(actor, id, { role, seq: Number(seqText), part }));
    void call.reply
      .type('application/jose')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${view.case.reference}-${role}-${seqText}-${part}.jws"`);
    return jws;
  }
}
