import { Get, Param } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CaseReadingService } from '../../tracing/cases/case-reading.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { type CaseView } from './case-frame.js';
import { chainView } from './chain.view.js';
import { OpenCases } from './open-cases.service.js';

/** A chain is as long as a weapon's way over borders; beyond this many cases the page shows those next to this one. */
const MOST = 12;

/** The way of the weapon and of the questions, as a picture and as tables. */
@Page()
export class ChainPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly reading: CaseReadingService,
  ) {}

  @Get(paths.caseChain.route)
  @Permit('cases.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const links = await this.linksOf(actor, open.view);
    return this.pages.render(call, 'cases/chain', chainView(call.words, open, links));
  }

  /** From the first request of the chain to the last; what this person may not see is not there. */
  private async linksOf(actor: PersonActor, here: CaseView): Promise<readonly CaseView[]> {
    const links: CaseView[] = [here];
    for (let first = here; first.case.previous !== undefined && links.length < MOST;) {
      const before = await this.reading.view(actor, first.case.previous.caseId);
      if (!before.ok) break;
      first = before.value;
      links.unshift(first);
    }
    for (let i = links.indexOf(here); i < links.length && links.length < MOST; i += 1)
      for (const { caseId } of links[i]?.case.next ?? []) {
        const after = await this.reading.view(actor, caseId);
        if (after.ok && !links.some((one) => one.case.id === caseId)) links.push(after.value);
      }
    return links;
  }
}
