import {
  type Decoded,
  type OriginReason,
  type OriginSuggestion,
  type YearSpan,
} from '../../domain/firearm/origin-decoder.js';
import { SYMBOLS, type SignConfidence } from '../../domain/firearm/origin-sign.js';
import { SOURCES } from '../../registries/reference/reference.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';

export interface DecoderView extends View {
  readonly form: FormState;
  readonly symbols: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly decoded: DecodedView | undefined;
}

interface DecodedView {
  readonly made: readonly SuggestionView[];
  readonly imported: readonly SuggestionView[];
  readonly dated: readonly ReasonView[];
  readonly untold: readonly string[];
  readonly conflict: boolean;
}

interface SuggestionView {
  readonly title: string;
  readonly confidence: string;
  readonly colour: string;
  /** Its reasons exclude one another as to the year. */
  readonly yearsConflict: boolean;
  readonly reasons: readonly ReasonView[];
}

interface ReasonView {
  readonly mark: string;
  readonly says: string;
  readonly house: string | undefined;
  readonly years: string | undefined;
  readonly source: string;
  readonly verified: boolean;
}

export function decoderView(words: Words, form: FormState, decoded: Decoded | undefined): DecoderView {
  return {
    title: words.t('decoder.title'),
    back: { href: paths.lists.to(), text: words.t('lists.title') },
    wide: true,
    form,
    symbols: SYMBOLS.map((value) => ({
      value,
      text: words.term('markSymbol', value),
      checked: form.checked('symbols', value),
    })),
    decoded:
      decoded === undefined
        ? undefined
        : {
            made: decoded.made.map((one) => suggestion(words, one, 'made')),
            imported: decoded.imported.map((one) => suggestion(words, one, 'imported')),
            dated: decoded.dated.map((one) => reason(words, one)),
            untold: decoded.untold,
            conflict: decoded.conflict,
          },
  };
}

const COLOURS = { strong: 'green', fair: 'yellow', weak: 'grey' } as const satisfies Record<SignConfidence, string>;

function suggestion(words: Words, one: OriginSuggestion, kind: 'made' | 'imported'): SuggestionView {
  const years = one.years === undefined ? undefined : yearsText(words, one.years);
  const country = words.country(one.country);
  return {
    title:
      years === undefined
        ? words.t(`decoder.${kind}`, { country })
        : words.t(`decoder.${kind}Years`, { country, years }),
    confidence: words.term('signConfidence', one.confidence),
    colour: COLOURS[one.confidence],
    yearsConflict: one.years === undefined,
    reasons: one.reasons.map((each) => reason(words, each)),
  };
}

function reason(words: Words, one: OriginReason): ReasonView {
  const source = SOURCES.find(({ key }) => key === one.source);
  return {
    mark: markText(words, one),
    says: one.on === 'make' ? words.t('decoder.makeHint') : words.term('signSaying', one.says),
    house: one.house,
    years: yearsText(words, one.years),
    source:
      source === undefined
        ? words.t('lists.noSource')
        : words.t('decoder.source', {
            title: source.title,
            publisher: source.publisher,
            standing: words.term('sourceStanding', source.standing),
          }),
    verified: one.verified,
  };
}

function markText(words: Words, { on, mark }: OriginReason): string {
  if (on === 'symbol') return words.term('markSymbol', mark);
  return on === 'make' ? words.t('decoder.make') : mark;
}

function yearsText(words: Words, { from, to }: YearSpan): string | undefined {
  const year = (value: number): string => words.number(value, { useGrouping: false });
  if (from !== undefined && to !== undefined) return from === to ? year(from) : `${year(from)}–${year(to)}`;
  if (from !== undefined) return words.t('decoder.since', { from: year(from) });
  return to === undefined ? undefined : words.t('decoder.until', { to: year(to) });
}
