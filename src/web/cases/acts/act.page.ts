import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { type Act } from './act.js';
import { ActForms } from './act-forms.service.js';
import { ENDING_ACTS, PURGE_ACT } from './ending-acts.js';
import { ASSIGN_ACT, CUSTODY_ACTS, KEEPING_ACTS } from './keeping-acts.js';

const WORKING_ACTS = { ...KEEPING_ACTS, ...ENDING_ACTS };

/** Acts of whoever works on the case. */
@Page()
export class ActPage {
  constructor(private readonly acts: ActForms) {}

  @Get(paths.caseAct.route)
  @Permit('cases.work')
  show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('act') slug: string,
  ): Promise<string> {
    return this.acts.show(call, actor, id, slug, actIn(WORKING_ACTS, slug));
  }

  @Post(paths.caseAct.route)
  @Permit('cases.work')
  carryOut(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('act') slug: string,
  ): Promise<string> {
    return this.acts.carryOut(call, actor, id, slug, actIn(WORKING_ACTS, slug));
  }
}

/** The weapon itself: also the police and the examiner keep it (ITI 9). */
@Page()
export class CustodyPage {
  constructor(private readonly acts: ActForms) {}

  @Get(paths.caseCustody.route)
  @Permit('custody.work')
  show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('act') slug: string,
  ): Promise<string> {
    return this.acts.show(call, actor, id, slug, actIn(CUSTODY_ACTS, slug));
  }

  @Post(paths.caseCustody.route)
  @Permit('custody.work')
  carryOut(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('act') slug: string,
  ): Promise<string> {
    return this.acts.carryOut(call, actor, id, slug, actIn(CUSTODY_ACTS, slug));
  }
}

/** Who is in charge. */
@Page()
export class AssignmentPage {
  constructor(private readonly acts: ActForms) {}

  @Get(paths.caseAssign.route)
  @Permit('cases.assign')
  show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.acts.show(call, actor, id, 'assignment', ASSIGN_ACT);
  }

  @Post(paths.caseAssign.route)
  @Permit('cases.assign')
  assign(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.acts.carryOut(call, actor, id, 'assignment', ASSIGN_ACT);
  }
}

/** The end of the content: hashes and the ledger remain. */
@Page()
export class PurgePage {
  constructor(private readonly acts: ActForms) {}

  @Get(paths.casePurge.route)
  @Permit('cases.purge')
  show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.acts.show(call, actor, id, 'purge', PURGE_ACT);
  }

  @Post(paths.casePurge.route)
  @Permit('cases.purge')
  purge(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.acts.carryOut(call, actor, id, 'purge', PURGE_ACT, paths.home.to());
  }
}

function actIn(acts: Readonly<Record<string, Act>>, slug: string): Act {
  const act = Object.entries(acts).find(([name]) => name === slug)?.[1];
  if (act === undefined) throw new RefusalError(refuse('not-found'));
  return act;
}
