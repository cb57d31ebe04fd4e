import { type Weapon, WEAPON_TYPES } from '../../domain/messages/index.js';
import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type FormInput } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type Choice } from './composition.view.js';

/** What whoever asked may correct: the weapon as it was last described, each part with what was told of it. */
export interface DescribedWeapon {
  readonly types: readonly Choice[];
  readonly type: string;
  readonly parts: readonly { readonly name: string; readonly label: string; readonly stored: string }[];
  readonly marks: readonly { readonly name: string; readonly label: string; readonly stored: string }[];
}

const PARTS = ['make', 'model', 'calibre', 'yearOfManufacture'] as const;
const at = (member: string): string => `body-weapon-${member}`;
const markAt = (index: number): string => at(`marks-${String(index)}-text`);

export function describedWeapon(words: Words, { shared }: CaseView): DescribedWeapon | undefined {
  const { weapon } = shared;
  if (weapon === undefined) return undefined;
  return {
    types: words.terms('weaponType', WEAPON_TYPES),
    type: weapon.type,
    parts: PARTS.map((part) => ({
      name: at(part),
      label: words.t(`letters.label.${part === 'yearOfManufacture' ? 'year' : part}`),
      stored: weapon[part] === undefined ? '' : String(weapon[part]),
    })),
    marks: weapon.marks.map(({ kind, text, component }, index) => ({
      name: markAt(index),
      label: [
        words.term('markKind', kind),
        ...(component === undefined ? [] : [words.term('component', component)]),
      ].join(', '),
      stored: text ?? '',
    })),
  };
}

/** The weapon as it should have been described; undefined where nothing of it was changed. A mark whose characters were taken out falls away. */
export function correctedWeapon(input: FormInput, described: Weapon | undefined): object | undefined {
  if (described === undefined) return undefined;
  const { make: _make, model: _model, calibre: _calibre, yearOfManufacture: _year, ...rest } = described;
  const typed = (name: string, was: string): string => (input[name]?.[0] ?? was).trim();
  const year = typed(at('yearOfManufacture'), String(described.yearOfManufacture ?? ''));
  const known = (part: 'make' | 'model' | 'calibre'): object => {
    const text = typed(at(part), described[part] ?? '');
    return text === '' ? {} : { [part]: text };
  };
  const corrected = {
    ...rest,
    type: typed(at('type'), described.type),
    ...known('make'),
    ...known('model'),
    ...known('calibre'),
    // What is no number stays as it was typed: the form of the letter refuses it at its field.
    ...(year === '' ? {} : { yearOfManufacture: /^\d{1,4}$/.test(year) ? Number(year) : year }),
    marks: described.marks.flatMap((mark, index) => {
      const { text: was, ...about } = mark;
      const text = typed(markAt(index), was ?? '');
      if (text === '') return was === undefined ? [about] : [];
      return [{ ...about, text }];
    }),
  };
  return isSame(corrected, described) ? undefined : corrected;
}

function isSame(one: object, other: object): boolean {
  const ordered = (value: object): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { marks: marksOne = [], ...restOne } = one as { marks?: readonly object[] };
  const { marks: marksOther = [], ...restOther } = other as { marks?: readonly object[] };
  return (
    ordered(restOne) === ordered(restOther) && marksOne.map(ordered).join('|') === marksOther.map(ordered).join('|')
  );
}
