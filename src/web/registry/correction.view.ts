import { type RecordedMark } from '../../domain/firearm/marking.js';
import { MARK_CONDITIONS, WEAPON_TYPES } from '../../domain/messages/vocabulary.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { type FirearmView } from '../../registries/markings/markings.service.js';
import { countryChoices } from '../forms/country-choices.js';
import { type FormInput, type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { nameOfFirearm } from './firearm.view.js';
import { withReason, type ReadingReason } from './reading-reason.js';

type Choices = readonly { readonly value: string; readonly text: string }[];

export interface CorrectionView extends View {
  readonly form: FormState;
  readonly action: string;
  readonly cancel: string;
  readonly version: number;
  readonly stored: Readonly<Record<CorrectedField, string>>;
  readonly marks: readonly CorrectedMark[];
  readonly types: Choices;
  readonly conditions: Choices;
  readonly countries: Choices;
}

interface CorrectedMark {
  readonly markId: string;
  readonly name: string;
  readonly text: string;
  readonly condition: string;
}

/** Of the record itself, in the order of the form. */
export const CORRECTED_FIELDS = [
  'type',
  'make',
  'model',
  'calibre',
  'yearOfManufacture',
  'countryOfManufacture',
] as const;
type CorrectedField = (typeof CORRECTED_FIELDS)[number];

export function correctionView(
  words: Words,
  record: FirearmView,
  reason: ReadingReason,
  form: FormState,
  own: string,
): CorrectionView {
  const back = withReason(paths.firearmView.to(record.id), reason);
  return {
    title: words.t('registry.correction.title', { weapon: nameOfFirearm(words, record) }),
    back: { href: back },
    form,
    action: withReason(paths.firearmCorrection.to(record.id), reason),
    cancel: back,
    version: record.version,
    stored: storedFields(record),
    marks: marksInForce(record).map(({ component, mark }) => ({
      markId: mark.id,
      name: `${words.term('markKind', mark.kind)} · ${words.term('component', component)}`,
      text: mark.text ?? '',
      condition: mark.condition,
    })),
    types: words.terms('weaponType', WEAPON_TYPES),
    conditions: words.terms('markCondition', MARK_CONDITIONS),
    countries: countryChoices(words, own),
  };
}

/** What a correction may change: readings that another has not replaced. */
function marksInForce(record: FirearmView) {
  return record.components.flatMap(({ kind, marks }) =>
    marks.filter(({ superseded }) => !superseded).map((mark) => ({ component: kind, mark })),
  );
}

function storedFields(record: FirearmView): Readonly<Record<CorrectedField, string>> {
  const { type, make = '', model = '', calibre = '', yearOfManufacture, countryOfManufacture = '' } = record;
  return { type, make, model, calibre, yearOfManufacture: yearOfManufacture?.toString() ?? '', countryOfManufacture };
}

/** Only what differs from the record, so that a correction says what it corrects. */
export function changedInput(record: FirearmView, input: FormInput): FormInput {
  const stored = storedFields(record);
  const typed = (field: string): string => (input[field]?.[0] ?? '').trim();
  const fields = CORRECTED_FIELDS.filter((field) => input[field] !== undefined && typed(field) !== stored[field]);
  const marks = marksInForce(record).flatMap(({ mark }, index) => changedMark(mark, `marks-${String(index)}`, typed));
  const changed = new Map([
    ['reason', typed('reason')],
    ...fields.map((field) => [field, typed(field)] as const),
    ...marks,
  ]);
  return Object.fromEntries([...changed].map(([field, text]) => [field, [text]] as const));
}

function changedMark(
  mark: RecordedMark,
  at: string,
  typed: (field: string) => string,
): readonly (readonly [string, string])[] {
  const [text, condition] = [typed(`${at}-text`), typed(`${at}-condition`)];
  if (typed(`${at}-markId`) !== mark.id) return [];
  const changed = [
    ...(text === (mark.text ?? '') ? [] : [[`${at}-text`, text] as const]),
    ...(condition === mark.condition ? [] : [[`${at}-condition`, condition] as const]),
  ];
  return changed.length === 0 ? [] : [[`${at}-markId`, mark.id], ...changed];
}

/** The law numbers the marks that were sent; the form numbers all that the record has. */
export function atFormPlaces(refusal: Refusal, changed: FormInput): Refusal {
  const sent = [...new Set(Object.keys(changed).flatMap((field) => /^marks-(\d+)-/.exec(field)?.[1] ?? []))];
  const placed = <T extends { readonly field?: string }>(one: T): T => {
    const place = sent[Number(/^\/marks\/(\d+)/.exec(one.field ?? '')?.[1])];
    return place === undefined ? one : { ...one, field: (one.field ?? '').replace(/^\/marks\/\d+/, `/marks/${place}`) };
  };
  return {
    ...placed(refusal),
    ...(refusal.reasons === undefined ? {} : { reasons: refusal.reasons.map(placed) }),
  };
}
