import { CONFIDENTIALITY_ASSESSMENTS, PATTERN_FLAGS, type PartnerProfile } from '../../../domain/directory/profile.js';
import { type PartnerState } from '../../../exchange/partner-state.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';
import { entryView, type EntryInput, type EntryView } from './entry.view.js';
import { checkTag, failureText } from './exchange-words.js';
import { queueOf } from './partners.view.js';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

export interface ProfileFormView {
  readonly version: string;
  readonly levels: readonly Choice[];
  readonly confidentiality: readonly Choice[];
  readonly assessedOn: string;
  readonly flags: readonly Choice[];
  readonly note: string;
}

export interface PartnerView extends View {
  readonly country: string;
  readonly suspendedText?: string;
  readonly exchange?: readonly Fact[];
  readonly mayWork: boolean;
  readonly canCheck: boolean;
  readonly canRetry: boolean;
  readonly entry: EntryView;
  readonly profile?: readonly Fact[];
  readonly profileForm?: ProfileFormView;
  readonly mayUpdate: boolean;
  readonly maySuspend: boolean;
  readonly suspended: boolean;
}

export interface PartnerInput extends EntryInput {
  readonly state?: PartnerState;
  readonly profile?: PartnerProfile;
  readonly suspended: boolean;
  readonly mayWork: boolean;
  readonly mayAssess: boolean;
  readonly mayUpdate: boolean;
  readonly form: FormState;
}

export function partnerView(words: Words, input: PartnerInput): PartnerView {
  const { entry, state, profile, suspended, mayWork, mayAssess, mayUpdate, zone, form } = input;
  const isNode = entry.channel.kind === 'node';
  return {
    title: words.country(entry.country),
    back: { href: paths.partners.to(), text: words.t('partners.title') },
    form,
    country: entry.country,
    ...(suspended
      ? {
          suspendedText:
            profile?.suspendedReason === undefined
              ? words.t('partners.suspendedNow')
              : words.t('partners.suspendedBecause', { reason: profile.suspendedReason }),
        }
      : {}),
    ...(state === undefined ? {} : { exchange: exchangeFacts(words, state, zone) }),
    mayWork,
    canCheck: mayWork && isNode && !suspended,
    canRetry: mayWork && (state?.waiting ?? 0) > 0 && !suspended,
    entry: entryView(words, input),
    ...(profile === undefined ? {} : { profile: profileFacts(words, profile) }),
    ...(profile !== undefined && mayAssess ? { profileForm: profileForm(words, profile, form) } : {}),
    mayUpdate,
    maySuspend: mayAssess,
    suspended,
  };
}

function exchangeFacts(words: Words, state: PartnerState, zone: string): readonly Fact[] {
  const { check, lastHeardAt } = state;
  const seconds = check?.skewMs === undefined ? undefined : Math.round(check.skewMs / 1000);
  return [
    {
      name: words.t('partners.fact.check'),
      tag: checkTag(words, check),
      lines: [
        ...(check === undefined ? [words.t('partners.checkNeverHelp')] : [words.timeIn(check.at, zone)]),
        ...(check?.error === undefined ? [] : [failureText(words, check.error)]),
        ...(check?.roundTripMs === undefined ? [] : [words.t('partners.roundTrip', { ms: check.roundTripMs })]),
        ...(seconds === undefined
          ? []
          : [seconds === 0 ? words.t('partners.clockSame') : words.t('partners.clockDiffers', { seconds })]),
      ],
    },
    {
      name: words.t('partners.fact.heard'),
      text: lastHeardAt === undefined ? words.t('partners.neverHeard') : words.timeIn(lastHeardAt, zone),
    },
    { name: words.t('partners.fact.queue'), ...queueOf(words, state, zone) },
    ...(state.rejected === 0
      ? []
      : [{ name: words.t('partners.fact.rejected'), text: words.t('partners.rejected', { count: state.rejected }) }]),
  ];
}

function profileFacts(words: Words, profile: PartnerProfile): readonly Fact[] {
  const fact = (key: string, text: string): Fact => ({ name: words.t(`partners.profile.${key}`), text });
  const { confidentiality, assessedOn, flags, note, highestLevel } = profile;
  return [
    fact('highestLevel', words.t(`partners.level.${String(highestLevel)}`)),
    fact(
      'confidentiality',
      assessedOn === undefined
        ? words.term('confidentiality', confidentiality)
        : words.t('partners.assessed', {
            assessment: words.term('confidentiality', confidentiality),
            on: words.date(assessedOn),
          }),
    ),
    fact(
      'flags',
      flags.length === 0
        ? words.t('partners.noFlag')
        : words.list(flags.map((flag) => words.term('patternFlag', flag))),
    ),
    ...(note === undefined ? [] : [fact('note', note)]),
  ];
}

function profileForm(words: Words, profile: PartnerProfile, form: FormState): ProfileFormView {
  const level = form.value('highestLevel', String(profile.highestLevel));
  const assessment = form.value('confidentiality', profile.confidentiality);
  return {
    version: String(profile.version),
    levels: ['0', '1', '2'].map((value) => ({
      value,
      text: words.t(`partners.level.${value}`),
      checked: value === level,
    })),
    confidentiality: words
      .terms('confidentiality', CONFIDENTIALITY_ASSESSMENTS)
      .map((one) => ({ ...one, checked: one.value === assessment })),
    assessedOn: form.value('assessedOn', profile.assessedOn),
    flags: words
      .terms('patternFlag', PATTERN_FLAGS)
      .map((one) => ({ ...one, checked: form.checked('flags', one.value, profile.flags) })),
    note: form.value('note', profile.note),
  };
}
