import { type Instant } from '../../../domain/shared/instant.js';
import { type PartnerState } from '../../../exchange/partner-state.queries.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Cell, type Fact, type TableView } from '../table.view.js';

interface TimeSourceView extends View {
  readonly facts: readonly Fact[];
  readonly partners: TableView;
}

/** A Date header has whole seconds, and the way there takes its time: below this a difference says nothing. */
const PARTNER_BOUND_MS = 5000;

export function timeSourceView(
  words: Words,
  input: {
    readonly now: Instant;
    readonly zone: string;
    readonly skewMs: number | null;
    readonly maxSkewMs: number;
    readonly setting: string;
    readonly shared: boolean;
    readonly partners: readonly PartnerState[];
  },
): TimeSourceView {
  const { now, zone, skewMs, maxSkewMs, setting, shared, partners } = input;
  const asked = partners.filter(({ check }) => check?.skewMs !== undefined);
  return {
    title: words.t('setUp.step.time'),
    back: { href: paths.setUp.to(), text: words.t('setUp.title') },
    facts: [
      { name: words.t('setUp.time.now'), time: words.dateTime(now, [zone]) },
      {
        name: words.t('setUp.time.database'),
        ...(skewMs === null
          ? { text: words.t('setUp.hint.timeUnknown') }
          : differenceCell(words, skewMs, maxSkewMs, words.t('setUp.time.ms', { ms: Math.abs(skewMs) }))),
      },
      { name: words.t('setUp.time.bound'), text: words.t('setUp.time.boundText', { ms: maxSkewMs, setting }) },
      ...(shared ? [{ name: words.t('setUp.time.moved'), text: words.t('setUp.time.movedText') }] : []),
    ],
    partners: {
      caption: words.t('setUp.time.partners'),
      showCaption: true,
      columns: ['partner', 'difference', 'asked'].map((column) => words.t(`setUp.time.column.${column}`)),
      rows: asked.map(({ partner, check }) => [
        { text: words.country(partner), href: paths.partnerView.to(partner) },
        differenceCell(
          words,
          check?.skewMs ?? 0,
          PARTNER_BOUND_MS,
          words.t('setUp.time.seconds', { seconds: Math.round((check?.skewMs ?? 0) / 1000) }),
        ),
        { text: check === undefined ? '' : words.timeIn(check.at, zone) },
      ]),
      empty: words.t('setUp.time.noPartner'),
    },
  };
}

function differenceCell(words: Words, ms: number, boundMs: number, text: string): Cell {
  const good = Math.abs(ms) <= boundMs;
  return {
    tag: { text: words.t(good ? 'queues.good' : 'queues.bad'), colour: good ? 'govuk-tag--green' : 'govuk-tag--red' },
    text,
  };
}
