import { CONTACT_KINDS, KEY_USES, type KeyUse } from '../../../domain/directory/entry.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { type OwnEntry } from '../../../registries/directory/directory.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { entryView, type EntryView } from './entry.view.js';

interface OwnEntryView extends View {
  /** Eight groups of five digits, read out one after the other. */
  readonly groups: readonly string[];
  readonly entry: EntryView;
  readonly mayRotate: boolean;
  readonly mayChange: boolean;
  readonly rotations: readonly { readonly href: string; readonly text: string }[];
  readonly contactKinds: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
}

export function ownEntryView(
  words: Words,
  input: {
    readonly own: OwnEntry;
    readonly now: Instant;
    readonly zone: string;
    readonly mayRotate: boolean;
    readonly mayChange: boolean;
    readonly form: FormState;
  },
): OwnEntryView {
  const { own, now, zone, mayRotate, mayChange, form } = input;
  const { fingerprint, recordedAt: _, ...entry } = own;
  const kind = form.value('kind', 'ITI tracing');
  return {
    title: words.t('partners.ownEntry'),
    back: { href: paths.partners.to(), text: words.t('partners.title') },
    form,
    groups: fingerprint.split(' '),
    entry: entryView(words, { entry, practices: entry.markingPractices, now, zone, mayRevoke: mayRotate }),
    mayRotate,
    mayChange,
    rotations: KEY_USES.map((use) => ({
      href: paths.ownKey.to(use),
      text: words.t('partners.newKeyFor', { use: words.term('keyUse', use) }),
    })),
    contactKinds: words.terms('contactKind', CONTACT_KINDS).map((one) => ({ ...one, selected: one.value === kind })),
  };
}

interface NewKeyView extends View {
  readonly use: KeyUse;
}

export function newKeyView(words: Words, use: KeyUse, form: FormState): NewKeyView {
  return {
    title: words.t('partners.newKeyFor', { use: words.term('keyUse', use) }),
    back: { href: paths.ownEntry.to(), text: words.t('partners.ownEntry') },
    form,
    use,
  };
}
