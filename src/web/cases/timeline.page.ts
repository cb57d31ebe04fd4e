import { Get, Param } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CASE_EVENTS } from '../../domain/tracing/event.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { PAGE_LIMIT } from '../../platform/page.js';
import { unwrap } from '../../platform/problem.js';
import { CaseReadingService, type PastAct } from '../../tracing/cases/case-reading.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { OpenCases } from './open-cases.service.js';
import { TIMELINE_FILTERS, type TimelineFilter, timelineView } from './timeline.view.js';

type Type = PastAct['type'];

/** A receipt stands with its letter; as a line of its own it would only double it. */
const ALL: readonly Type[] = CASE_EVENTS.filter((type) => type !== 'delivery recorded');
const LETTERS: readonly Type[] = [
  'letter written',
  'letter voided',
  'letter received',
  'place used up',
  'rejection recorded',
];
const THEIRS: readonly Type[] = [
  'letter received',
  'place used up',
  'rejection recorded',
  'partner due recorded',
  'undeliverable recorded',
  'deadline step reached',
  'candidates found',
];
const TYPES = {
  all: ALL,
  letters: LETTERS,
  ours: ALL.filter((type) => !THEIRS.includes(type)),
} as const satisfies Record<TimelineFilter, readonly Type[]>;

/** One list of both sides' acts, newest first. */
@Page()
export class TimelinePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly reading: CaseReadingService,
  ) {}

  @Get(paths.caseTimeline.route)
  @Permit('cases.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const { show, before } = call.request.query as Readonly<Record<string, unknown>>;
    const filter = TIMELINE_FILTERS.find((one) => one === show) ?? 'all';
    const page = { types: TYPES[filter], limit: PAGE_LIMIT + 1, ...beforeOf(before) };
    const acts = unwrap(await this.reading.history(actor, id, page));
    const shown = acts.slice(0, PAGE_LIMIT);
    const last = shown.at(-1)?.version;
    const view = timelineView(call.words, open, {
      acts: shown,
      names: await this.cases.namesIn(shown),
      filter,
      ...(acts.length > PAGE_LIMIT && last !== undefined ? { next: last } : {}),
    });
    return this.pages.render(call, 'cases/timeline', view);
  }
}

function beforeOf(text: unknown): { readonly before?: number } {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? { before: Number(text) } : {};
}
