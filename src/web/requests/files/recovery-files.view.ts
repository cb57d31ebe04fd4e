import {
  COMPONENTS,
  HOLDER_RESULTS,
  ILLICIT_GROUNDS,
  INTENDED_USES,
  MARK_CONDITIONS,
  RECOVERY_KINDS,
  URGENCIES,
  WEAPON_TYPES,
} from '../../../domain/messages/index.js';
import { type LoadedFile } from '../../../tracing/incidents/recovery-files.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type VocabularyName } from '../../i18n/vocabularies.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

export interface RecoveryFilesView extends View {
  readonly limit: string;
  readonly columns: readonly {
    readonly name: string;
    readonly needed: boolean;
    readonly meaning: string;
    /** Words of a closed list: as the file has them, and what they mean. */
    readonly members: readonly { readonly value: string; readonly text: string }[];
  }[];
  /** A file of this person that was checked and not loaded. */
  readonly underWay?: { readonly href: string; readonly text: string };
  readonly files: readonly { readonly href: string; readonly at: ShownTime; readonly taken: string }[];
}

interface Input {
  readonly loaded: readonly LoadedFile[];
  readonly columns: readonly string[];
  readonly needed: readonly string[];
  readonly zone: string;
  readonly most: number;
  /** Name of the file that is kept between its check and its loading. */
  readonly kept: string | undefined;
  readonly form: FormState;
}

/** Columns whose cells are words of a closed list. */
const LISTS: Readonly<Record<string, readonly [VocabularyName, readonly string[]]>> = {
  recovery_kind: ['recovery', RECOVERY_KINDS],
  weapon_type: ['weaponType', WEAPON_TYPES],
  component: ['component', COMPONENTS],
  mark_condition: ['markCondition', MARK_CONDITIONS],
  ground: ['illicitGround', ILLICIT_GROUNDS],
  intended_use: ['intendedUse', INTENDED_USES],
  urgency: ['urgency', URGENCIES],
  own_registry: ['holderResult', HOLDER_RESULTS],
};

export function recoveryFilesView(words: Words, input: Input): RecoveryFilesView {
  return {
    title: words.t('bulk.title'),
    back: { href: paths.incidents.to(), text: words.t('requests.list.title') },
    form: input.form,
    limit: words.t('bulk.limit', { most: words.number(input.most) }),
    columns: input.columns.map((name) => {
      const list = LISTS[name];
      return {
        name,
        needed: input.needed.includes(name),
        meaning: words.t(`bulk.column.${name}`),
        members: list === undefined ? [] : words.terms(...list),
      };
    }),
    ...(input.kept === undefined
      ? {}
      : {
          underWay: { href: paths.recoveryFileCheck.to(), text: words.t('bulk.underWay', { name: input.kept }) },
        }),
    files: input.loaded.map((file) => ({
      href: paths.loadedFile.to(file.id),
      at: words.dateTime(file.at, [input.zone]),
      taken: words.t('bulk.taken', { taken: file.taken, rows: file.rows }),
    })),
  };
}
