import { Get, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { RETRIED_KINDS } from '../../../exchange/failed-work.queries.js';
import { FailedWorkService } from '../../../exchange/failed-work.service.js';
import { RetryNowService } from '../../../exchange/retry-now.service.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { Forms } from '../../forms/forms.service.js';
import { anId } from '../../page/an-id.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { localPath, paths } from '../../paths.js';
import { QueuesFile } from './queues-file.service.js';
import { queuesView } from './queues.view.js';

/** What waits, what is missing, what stands still: never what is in it. */
@Page()
export class QueuesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly file: QueuesFile,
    private readonly retries: RetryNowService,
    private readonly failed: FailedWorkService,
  ) {}

  @Get(paths.queues.route)
  @Permit('exchange.read', 'exchange.status-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = queuesView(call.words, {
      ...(await this.file.read(actor)),
      mayWork: may(actor, 'exchange.work').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/queues/queues', view);
  }

  @Post(paths.queueRetry.route)
  @Permit('exchange.work')
  async retry(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    if (!/^[A-Z]{3}$/.test(country)) throw new RefusalError(refuse('not-found'));
    const count = await this.retries.retry(actor, country);
    const { _at: at } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
    return this.pages.redirect(call, localPath(at) ?? paths.queues.to(), {
      key: 'partners.retried',
      values: { count },
    });
  }

  @Post(paths.queueRetryOne.route)
  @Permit('exchange.work')
  async retryOne(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('kind') kind: string,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const retried = RETRIED_KINDS.find((one) => one === kind);
    if (retried === undefined) throw new RefusalError(refuse('not-found'));
    const done = await this.failed.retry(actor, retried, id);
    const key = done.ok ? 'queues.failedWork.retried' : 'queues.failedWork.gone';
    return this.pages.redirect(call, paths.queues.to(), { key });
  }
}
