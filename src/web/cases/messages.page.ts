import { Get, Param } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { RefusalError } from '../../platform/problem.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { messageView } from './message.view.js';
import { messagesView } from './messages.view.js';
import { OpenCases } from './open-cases.service.js';

/** The letters of a case with their receipts, and each as it was written. */
@Page()
export class MessagesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
  ) {}

  @Get(paths.caseMessages.route)
  @Permit('cases.read')
  async list(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const { page } = call.request.query as Readonly<Record<string, unknown>>;
    return this.pages.render(call, 'cases/messages', messagesView(call.words, open, Number(page) || 1));
  }

  @Get(paths.caseMessage.route)
  @Permit('cases.read')
  async one(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('role') role: string,
    @Param('seq') seq: string,
  ): Promise<string> {
    const open = await this.cases.open(actor, id);
    const letter = open.view.letters.find((one) => one.role === role && String(one.seq) === seq);
    if (letter === undefined) throw new RefusalError(refuse('not-found'));
    return this.pages.render(call, 'cases/message', messageView(call.words, open, letter, actor));
  }
}
