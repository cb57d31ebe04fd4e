import { findCountry } from '../../../domain/directory/country-code.js';
import { type Route } from '../../../domain/tracing/route.js';
import { type PartnerEntry } from '../../../registries/directory/directory.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type DraftCase } from './draft-cases.service.js';

/** The choice that opens the list of all other partners. */
export const ANOTHER_STATE = 'another';

interface StateChoice {
  readonly value: string;
  readonly text: string;
  readonly reasons: readonly string[];
  /** What we know of the State as a partner. */
  readonly standing: readonly string[];
  readonly hint: boolean;
  readonly known: boolean;
}

export interface AddresseeView extends View {
  readonly caption: string;
  readonly version: string;
  readonly homeFirst: boolean;
  readonly conflicts: readonly string[];
  readonly choices: readonly StateChoice[];
  readonly others: readonly { readonly value: string; readonly text: string }[];
  readonly another: string;
  readonly stored: { readonly state: string; readonly anotherState: string };
  readonly nationalCheck: string;
}

interface Input {
  readonly found: DraftCase;
  /** Absent where there is no weapon yet whose marks could say something. */
  readonly route: Route | undefined;
  readonly partners: readonly PartnerEntry[];
  readonly form: FormState;
  readonly own: string;
}

export function addresseeView(words: Words, { found, route, partners, form, own }: Input): AddresseeView {
  const { case: kase } = found;
  const entries = new Map(partners.map((entry) => [entry.country, entry]));
  const choices = (route?.suggestions ?? []).flatMap((one) => choicesOf(words, one, entries, own));
  const offered = new Set(choices.map(({ value }) => value));
  const chosen = kase.partner ?? '';
  return {
    title: words.t('requests.step.addressee'),
    caption: words.t('requests.draft.caption', { reference: kase.reference }),
    back: { href: paths.draft.to(kase.id) },
    form,
    version: String(kase.version),
    homeFirst: route?.homeFirst ?? false,
    conflicts: (route?.conflictsWhy ?? []).map((one) => words.why(one)),
    choices,
    others: partners
      .filter(({ country }) => !offered.has(country))
      .map(({ country }) => ({ value: country, text: words.country(country) }))
      .sort((a, b) => a.text.localeCompare(b.text, words.locale)),
    another: ANOTHER_STATE,
    stored: {
      state: chosen === '' || offered.has(chosen) ? chosen : ANOTHER_STATE,
      anotherState: offered.has(chosen) ? '' : chosen,
    },
    nationalCheck: paths.nationalCheck.to(kase.id),
  };
}

/** A State that has ended cannot be asked: those that may be asked in its place stand for it, and a person chooses. */
function choicesOf(
  words: Words,
  suggestion: Route['suggestions'][number],
  entries: ReadonlyMap<string, PartnerEntry>,
  own: string,
): readonly StateChoice[] {
  const country = findCountry(suggestion.state);
  const reasons = suggestion.why.map((one) => words.why(one));
  const hint = suggestion.standing === 'hint';
  if (country?.standing !== 'withdrawn')
    return [choiceOf(words, suggestion.state, { reasons, hint, entry: entries.get(suggestion.state) })];
  const ended = words.t('requests.addressee.ended', { state: words.country(suggestion.state) });
  return country.successors
    .filter((state) => state !== own)
    .map((state) => choiceOf(words, state, { reasons: [...reasons, ended], hint, entry: entries.get(state) }));
}

function choiceOf(
  words: Words,
  state: string,
  { reasons, hint, entry }: { reasons: readonly string[]; hint: boolean; entry: PartnerEntry | undefined },
): StateChoice {
  return {
    value: state,
    text: words.country(state),
    reasons,
    standing: entry === undefined ? [words.t('requests.addressee.unknown')] : standingOf(words, entry),
    hint,
    known: entry !== undefined,
  };
}

function standingOf(words: Words, { channel, profile, suspended }: PartnerEntry): readonly string[] {
  return [
    ...(suspended ? [words.t('requests.addressee.suspended')] : []),
    words.t(channel.kind === 'node' ? 'requests.addressee.node' : 'requests.addressee.file'),
    words.t('requests.addressee.assessment', { assessment: words.term('confidentiality', profile.confidentiality) }),
  ];
}
