import { CONSULTATION_KINDS, CONTACT_CHANNELS } from '../../../domain/tracing/case.js';
import { DISPOSAL_KINDS, HOLD_KINDS } from '../../../domain/tracing/custody.js';
import { instantAt } from '../../../domain/deadlines/zone-time.js';
import { ReasonDto } from '../../../tracing/cases/dto/command.dto.js';
import {
  AssigneeDto,
  ConsultationDto,
  ConsultationEndDto,
  ContactDto,
  DisposalDto,
  FlagDto,
  HoldDto,
} from '../../../tracing/cases/dto/keeping.dto.js';
import { type FormInput } from '../../forms/form-state.js';
import { type Act, field, unchosen } from './act.js';

/** What stays in the house and whoever works on the case may do. */
export const KEEPING_ACTS = {
  'consultation': {
    command: 'open consultation',
    shape: ConsultationDto,
    fields: (words) => [
      field(words, 'radios', 'kind', 'consultation', { options: words.terms('consultation', CONSULTATION_KINDS) }),
      field(words, 'text', 'withWhom', 'withWhom'),
    ],
    toCommand: ({ kind, withWhom }) => ({ type: 'open consultation', kind, withWhom }),
  } satisfies Act<ConsultationDto>,
  'consultation-end': {
    command: 'end consultation',
    shape: ConsultationEndDto,
    fields: (words) => [field(words, 'area', 'result', 'result')],
    toCommand: ({ result }, item) => ({ type: 'end consultation', ordinal: Number(item), result }),
  } satisfies Act<ConsultationEndDto>,
  'contact': {
    command: 'record contact',
    shape: ContactDto,
    kinds: { ticks: ['calledBack'] },
    fields: (words, { open }) => [
      field(words, 'radios', 'channel', 'channel', { options: words.terms('contactChannel', CONTACT_CHANNELS) }),
      field(words, 'moment', 'at', 'contactAt', {
        hint: words.t('cases.field.contactAtZone', { zone: zoneName(open.zones[0]) }),
      }),
      field(words, 'area', 'what', 'contactWhat'),
      field(words, 'tick', 'calledBack', 'calledBack'),
    ],
    prepare: (input, { open }) => inUtc(input, 'at', open.zones[0] ?? 'UTC'),
    toCommand: ({ at, channel, what, calledBack }) => ({
      type: 'record contact',
      contact: { at, channel, what, calledBack },
    }),
  } satisfies Act<ContactDto>,
  'hold': {
    command: 'place hold',
    shape: HoldDto,
    fields: (words) => [
      field(words, 'radios', 'kind', 'hold', { options: words.terms('hold', HOLD_KINDS) }),
      field(words, 'area', 'reason', 'reason'),
    ],
    toCommand: ({ kind, reason }) => ({ type: 'place hold', kind, reason }),
  } satisfies Act<HoldDto>,
  'lifting': {
    command: 'lift hold',
    fields: () => [],
    toCommand: (_, item) => ({ type: 'lift hold', id: item }),
  } satisfies Act,
  'flag': {
    command: 'settle flag',
    shape: FlagDto,
    fields: (words, { open }) => [
      field(words, 'radios', 'code', 'flag', {
        options: words.terms('flag', [
          ...new Set(open.view.case.flags.filter(({ doneAt }) => doneAt === undefined).map(({ code }) => code)),
        ]),
      }),
    ],
    toCommand: ({ code }) => ({ type: 'settle flag', code }),
  } satisfies Act<FlagDto>,
  'giving-up': {
    command: 'void letter',
    shape: ReasonDto,
    warns: true,
    fields: (words) => [field(words, 'area', 'reason', 'reason')],
    toCommand: ({ reason }, item) => ({ type: 'void letter', seq: Number(item), reason }),
  } satisfies Act<ReasonDto>,
  'sending': {
    command: 'send',
    fields: () => [],
    toCommand: () => ({ type: 'send' }),
  } satisfies Act,
} as const;

/** The weapon itself (ITI 9). */
export const CUSTODY_ACTS = {
  storage: {
    command: 'confirm storage',
    offer: 'confirm storage',
    fields: () => [],
    toCommand: () => ({ type: 'confirm storage' }),
  } satisfies Act,
  disposal: {
    command: 'record disposal',
    offer: 'record disposal',
    shape: DisposalDto,
    warns: true,
    fields: (words, { open }) => {
      const held = open.view.offers.find(({ act }) => act === 'destroy')?.refusal;
      const options = DISPOSAL_KINDS.map((value) => ({
        value,
        text: words.term('disposal', value),
        ...(value === 'destroyed' && held !== undefined ? { disabled: true, hint: words.refusal(held.code) } : {}),
      }));
      return [field(words, 'radios', 'kind', 'disposal', { options })];
    },
    toCommand: ({ kind }) => ({ type: 'record disposal', kind }),
  } satisfies Act<DisposalDto>,
} as const;

export const ASSIGN_ACT = {
  command: 'assign',
  shape: AssigneeDto,
  needs: ['people'],
  fields: (words, { open, choices }) => [
    field(words, 'select', 'personId', 'assignee', {
      options: [unchosen(words), ...choices.people],
      stored: open.view.case.assigneeId === undefined ? [] : [open.view.case.assigneeId],
    }),
  ],
  toCommand: ({ personId }) => ({ type: 'assign', personId }),
} as const satisfies Act<AssigneeDto>;

/** `2026-01-31T14:05` by the clock of the capital, as the instant it is; anything else stays as it was typed, for its refusal. */
function inUtc(input: FormInput, name: string, zone: string): FormInput {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(input[name]?.[0] ?? '') ?? [];
  if (day === undefined || time === undefined) return input;
  const wall = Date.parse(`${day}T${time}:00.000Z`);
  return Number.isNaN(wall) ? input : { ...input, [name]: [instantAt(wall, zone)] };
}

function zoneName(zone = 'UTC'): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}
