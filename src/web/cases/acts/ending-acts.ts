import { CONFIDENCES, DIVERSIONS, OUTCOMES } from '../../../domain/messages/index.js';
import { ESTABLISHMENTS } from '../../../domain/tracing/closing.js';
import { type OwnCommand } from '../../../domain/tracing/command.js';
import { AddresseeDto, ReasonDto } from '../../../tracing/cases/dto/command.dto.js';
import { ClosingDto } from '../../../tracing/cases/dto/keeping.dto.js';
import { type Act, field, unchosen } from './act.js';

/** How a case goes on or ends. */
export const ENDING_ACTS = {
  'next-request': {
    command: 'open next request',
    offer: 'open next request',
    shape: AddresseeDto,
    needs: ['states'],
    fields: (words, { choices }) => [
      field(words, 'select', 'state', 'nextState', { options: [unchosen(words), ...choices.states] }),
    ],
    toCommand: ({ state }) => ({ type: 'open next request', state }),
  } satisfies Act<AddresseeDto>,
  'closing': {
    command: 'close',
    offer: 'close',
    shape: ClosingDto,
    fields: (words, { open }) => {
      const told = open.view.shared.answer?.outcome;
      return [
        field(words, 'select', 'outcome', 'outcome', {
          options: [unchosen(words), ...words.terms('outcome', OUTCOMES)],
          stored: told === undefined ? [] : [told],
        }),
        field(words, 'radios', 'established', 'established', { options: words.terms('established', ESTABLISHMENTS) }),
        field(words, 'select', 'diversion-kind', 'diversion', {
          options: [{ value: '', text: words.t('cases.field.noDiversion') }, ...words.terms('diversion', DIVERSIONS)],
        }),
        field(words, 'radios', 'diversion-confidence', 'confidence', {
          options: words.terms('confidence', CONFIDENCES),
        }),
        field(words, 'area', 'diversion-basis', 'basis'),
        field(words, 'text', 'diversion-place', 'place'),
        field(words, 'date', 'diversion-from', 'from'),
        field(words, 'date', 'diversion-to', 'to'),
        field(words, 'area', 'lessons', 'lessons'),
      ];
    },
    toCommand: closeCommand,
  } satisfies Act<ClosingDto>,
  'reopening': {
    command: 'reopen',
    shape: ReasonDto,
    fields: (words) => [field(words, 'area', 'reason', 'reason')],
    toCommand: ({ reason }) => ({ type: 'reopen', reason }),
  } satisfies Act<ReasonDto>,
} as const;

export const PURGE_ACT = {
  command: 'purge',
  offer: 'purge',
  warns: true,
  fields: () => [],
  toCommand: () => ({ type: 'purge' }),
} as const satisfies Act;

function closeCommand({
  outcome,
  established,
  diversion,
  lessons,
}: ClosingDto): Extract<OwnCommand, { type: 'close' }> {
  return {
    type: 'close',
    outcome,
    established,
    ...(diversion === undefined ? {} : { diversion: Object.assign({}, diversion) }),
    ...(lessons === undefined ? {} : { lessons }),
  };
}
