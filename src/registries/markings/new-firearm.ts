import { characters, MAX_SERIAL_CHARACTERS, normalForm } from '../../domain/firearm/serial-number.js';
import {
  isSearched,
  type HolderKind,
  type LifecycleEvent,
  type Manufacture,
  type RecordedMark,
} from '../../domain/firearm/marking.js';
import { type ComponentKind, type PartyRole, type WeaponType } from '../../domain/messages/vocabulary.js';
import { type FieldRule, type FieldSaying } from '../../domain/shared/field-rules.js';
import { type Blocker } from '../../domain/shared/refusal.js';

/** A firearm as somebody hands it in: no ids yet. Events name the holder who acts by its place in `holders`, from 0. */
export interface NewFirearm {
  readonly type: WeaponType;
  readonly manufacture: Manufacture;
  readonly make?: string;
  readonly model?: string;
  readonly calibre?: string;
  readonly yearOfManufacture?: number;
  readonly countryOfManufacture?: string;
  readonly components: readonly NewComponent[];
  readonly holders: readonly NewHolder[];
  readonly events: readonly NewEvent[];
}

export interface NewComponent {
  readonly kind: ComponentKind;
  readonly reference: boolean;
  readonly material?: string;
  readonly replaced: boolean;
  readonly marks: readonly NewMark[];
}

export type NewMark = Omit<RecordedMark, 'id' | 'superseded'>;

export interface NewHolder {
  readonly kind: HolderKind;
  readonly role: PartyRole;
  readonly name?: string;
  readonly country?: string;
  readonly from?: string;
}

export type NewEvent = Omit<LifecycleEvent, 'id' | 'holderId'> & { readonly holder?: number };

/** What keeps a firearm from being recorded, all at once. */
export function firearmBlockers(firearm: NewFirearm): readonly Blocker[] {
  const references = firearm.components.filter((component) => component.reference).length;
  return [
    ...(references === 1
      ? []
      : [
          blocker(
            '/components',
            'one reference component (ITI 10)',
            `Exactly one component stands for the weapon; ${String(references)} are given.`,
            'one-reference-component',
          ),
        ]),
    ...firearm.components.flatMap((component, i) =>
      component.marks.flatMap((mark, j) => markBlockers(mark, `/components/${String(i)}/marks/${String(j)}`)),
    ),
    ...firearm.events.flatMap((event, i) =>
      event.holder === undefined || event.holder < firearm.holders.length
        ? []
        : [
            blocker(
              `/events/${String(i)}/holder`,
              'a holder of this record',
              'The event names a holder that is not given.',
              'holder-of-this-record',
            ),
          ],
    ),
  ];
}

export function markBlockers(mark: Pick<NewMark, 'kind' | 'text' | 'condition'>, field: string): readonly Blocker[] {
  const unread = mark.condition === 'obliterated' || mark.condition === 'absent';
  if (mark.text === undefined) {
    return unread || mark.kind === 'geometric symbol'
      ? []
      : [
          blocker(
            `${field}/text`,
            'the mark as read',
            'Only a mark that is obliterated or absent has no text.',
            'mark-as-read',
          ),
        ];
  }
  if (mark.condition === 'absent')
    return [
      blocker(
        `${field}/text`,
        'no text of an absent mark',
        'A mark that is absent has no text.',
        'absent-mark-has-no-text',
      ),
    ];
  if (!isSearched({ kind: mark.kind, text: mark.text, superseded: false })) return [];
  const length = characters(normalForm(mark.text)).length;
  if (length === 0)
    return [
      blocker(
        `${field}/text`,
        'a letter or a digit',
        'A number by which weapons are found needs a letter or a digit.',
        'serial-letter-or-digit',
      ),
    ];
  return length <= MAX_SERIAL_CHARACTERS
    ? []
    : [
        blocker(
          `${field}/text`,
          `at most ${String(MAX_SERIAL_CHARACTERS)} letters and digits`,
          'The number is longer than any that is known.',
          { code: 'long', values: { number: MAX_SERIAL_CHARACTERS } },
        ),
      ];
}

function blocker(field: string, rule: string, text: string, says: FieldRule | FieldSaying): Blocker {
  return { code: 'firearm-invalid', field, rule, text, says: typeof says === 'string' ? { code: says } : says };
}
