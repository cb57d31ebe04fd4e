import { HOLDER_RESULTS, NATIONAL_HOLDERS } from '../../../domain/messages/index.js';
import { type CandidateList } from '../../../registries/markings/markings.service.js';
import { dateParts } from '../../forms/date-field.js';
import { serialComparison, type SerialComparison } from '../../comparison/serial-comparison.view.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { weaponTitle } from '../journey/incident-weapons.view.js';
import { type DraftCase } from './draft-cases.service.js';

export const CHECK_PURPOSE = 'national check before a request';
/** More are shown where the registry is queried by itself. */
const LEADS_SHOWN = 5;

interface Lead {
  readonly title: string;
  readonly detail: string;
  readonly exact: boolean;
  readonly comparison: SerialComparison;
  readonly reasons: readonly string[];
  readonly href: string;
}

export interface NationalCheckView extends View {
  readonly caption: string;
  readonly version: string;
  /** Absent where there is no mark that could be searched. */
  readonly leads?: { readonly count: string; readonly list: readonly Lead[] };
  readonly purpose: string;
  readonly holders: readonly {
    readonly index: number;
    readonly name: string;
    readonly hint: string;
    readonly result: string;
    readonly on: ReturnType<typeof dateParts>;
  }[];
  readonly results: readonly { readonly value: string; readonly text: string }[];
  readonly parallelReason: string;
}

interface Input {
  readonly found: DraftCase;
  readonly leads: CandidateList | undefined;
  readonly form: FormState;
  readonly own: string;
}

export function nationalCheckView(words: Words, { found, leads, form, own }: Input): NationalCheckView {
  const { case: kase } = found;
  return {
    title: words.t('requests.step.nationalCheck'),
    caption: words.t('requests.draft.caption', { reference: kase.reference }),
    back: { href: paths.draft.to(kase.id) },
    form,
    version: String(kase.version),
    ...(leads === undefined
      ? {}
      : {
          leads: {
            count: words.t('requests.home.leads', { count: leads.candidates.length, state: words.country(own) }),
            list: leads.candidates.slice(0, LEADS_SHOWN).map((one) => leadOf(words, one, kase.reference)),
          },
        }),
    purpose: words.t('requests.home.recorded', {
      purpose: words.term('queryPurpose', CHECK_PURPOSE),
      reference: kase.reference,
    }),
    holders: NATIONAL_HOLDERS.map((holder, index) => {
      const stored = kase.nationalCheck.find((check) => check.holder === holder);
      return {
        index,
        name: words.term('nationalHolder', holder),
        hint: holder === 'own registry' && leads !== undefined ? words.t('requests.home.ownHint') : '',
        result: stored?.result ?? '',
        on: dateParts(stored?.on),
      };
    }),
    results: words.terms('holderResult', HOLDER_RESULTS),
    parallelReason: kase.draft?.parallelReason ?? '',
  };
}

function leadOf(words: Words, one: CandidateList['candidates'][number], caseNumber: string): Lead {
  const { recorded } = one;
  const { countryOfManufacture: country, yearOfManufacture: year } = recorded;
  const detail = [
    words.term('component', recorded.component),
    country === undefined ? '' : words.country(country),
    year === undefined ? '' : String(year),
  ].filter((part) => part !== '');
  return {
    title: weaponTitle(words, recorded),
    detail: detail.join(' · '),
    exact: one.basis === 'exact',
    comparison: serialComparison(words, one.asked, one.differences),
    reasons: [...new Set(one.reasons.map(({ code }) => code))]
      .filter((code) => code !== 'serial-look-alike' && code !== 'serial-differs')
      .map((code) => words.term('matchReason', code)),
    href: `${paths.firearmView.to(one.firearmId)}?${new URLSearchParams({ purpose: CHECK_PURPOSE, caseNumber }).toString()}`,
  };
}
