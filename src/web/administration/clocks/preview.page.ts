import { Get, Inject } from '@nestjs/common';
import { CLOCK_KINDS } from '../../../domain/deadlines/clock.js';
import { instantAt } from '../../../domain/deadlines/zone-time.js';
import { isInstant, type Instant } from '../../../domain/shared/instant.js';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { DuePreviewService } from '../../../registries/directory/due-preview.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { previewView, type PreviewQuestion } from './preview.view.js';

const PARTNERS_MAX = 300;

/** When would it be due? The question stands in the address, so that it can be kept and sent. */
@Page()
export class PreviewPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly directory: DirectoryService,
    private readonly previews: DuePreviewService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.duePreview.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall): Promise<string> {
    const states = (await this.directory.partners('', PARTNERS_MAX)).map(({ country }) => country);
    const question = this.questionOf(call.request.query as Readonly<Record<string, unknown>>, states);
    const { country } = question;
    const preview =
      country === undefined
        ? undefined
        : await this.previews.preview({
            country,
            responder: question.who === 'we' ? this.config['node.state'] : country,
            urgency: question.urgency,
            clock: question.clock,
            from: this.instantOf(question),
          });
    const view = previewView(call.words, {
      states,
      question,
      zone: this.config['node.zone'],
      ...(preview && { preview }),
    });
    return this.pages.render(call, 'administration/clocks/preview', view);
  }

  /** What is made up in the address is left out, and the page asks again. */
  private questionOf(query: Readonly<Record<string, unknown>>, states: readonly string[]): PreviewQuestion {
    const { country, urgency, who, clock, day, time } = query;
    const known = states.find((one) => one === country) ?? (states.length === 1 ? states[0] : undefined);
    const today = this.clock.now();
    return {
      ...(known === undefined ? {} : { country: known }),
      urgency: urgency === 'urgent' ? 'urgent' : 'routine',
      who: who === 'we' ? 'we' : 'they',
      clock: CLOCK_KINDS.find((one) => one === clock) ?? 'answer',
      day: typeof day === 'string' && isInstant(`${day}T00:00:00.000Z`) ? day : today.slice(0, 10),
      time: typeof time === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '09:00',
    };
  }

  /** As the clocks of our contact point show it. */
  private instantOf({ day, time }: PreviewQuestion): Instant {
    return instantAt(Date.parse(`${day}T${time}:00.000Z`), this.config['node.zone']);
  }
}
