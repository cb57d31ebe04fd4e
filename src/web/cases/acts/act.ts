import { type Type } from '@nestjs/common';
import { type OwnCommand, type OwnCommandType } from '../../../domain/tracing/command.js';
import { type FieldKinds } from '../../forms/form-body.js';
import { type FormInput } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type CaseView, type OpenCase } from '../case-frame.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  /** Shown, and not to be chosen: the hint says why. */
  readonly disabled?: boolean;
}

/** One question of a form; its name is the place in the body, as a JSON pointer with dashes. */
export interface Field {
  readonly kind: 'text' | 'area' | 'radios' | 'select' | 'date' | 'moment' | 'tick' | 'ticks';
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly Option[];
  readonly stored?: readonly string[];
}

/** The first line of a list out of which nothing has been chosen. */
export function unchosen(words: Words): Option {
  return { value: '', text: words.t('requests.choose') };
}

export interface Choices {
  /** Who may be given the case or named to it. */
  readonly people: readonly Option[];
  readonly states: readonly Option[];
}

/** What an act's form is made of. */
export interface ActScene {
  readonly open: OpenCase;
  readonly choices: Choices;
  /** Which hold, consultation or message it is about. */
  readonly item: string;
}

export type CaseCommand = Exclude<OwnCommand, { type: 'open case' }>;

/** An act on a case that is one form: when it is offered, its questions, and the command it stands for. */
export interface Act<Body extends object = object> {
  readonly command: Exclude<OwnCommandType, 'open case'>;
  /** The offer whose refusal is shown; the command's own where it is absent. */
  readonly offer?: CaseView['offers'][number]['act'];
  /** Absent where the form is one button. */
  readonly shape?: Type<Body>;
  readonly kinds?: FieldKinds;
  readonly needs?: readonly (keyof Choices)[];
  /** Where the command alone does not say whether the state offers the act. */
  offers?(view: CaseView): boolean;
  /** Cannot be undone: its button says so. */
  readonly warns?: true;
  fields(words: Words, scene: ActScene): readonly Field[];
  /** Into the form's own terms where people write otherwise than programs. */
  prepare?(input: FormInput, scene: Pick<ActScene, 'open'>): FormInput;
  toCommand(body: Body, item: string): CaseCommand;
}

/** As much of an act as its page shows. */
export type ShownAct = Omit<Act, 'shape' | 'kinds' | 'prepare' | 'toCommand'>;

export function actText(words: Words, slug: string, part: 'title' | 'intro' | 'submit'): string {
  return words.t(`cases.form.${slug}.${part}`);
}

export function field(
  words: Words,
  kind: Field['kind'],
  name: string,
  label: string,
  more: Partial<Field> = {},
): Field {
  const hint = `cases.field.${label}Hint`;
  return {
    kind,
    name,
    label: more.label ?? words.t(`cases.field.${label}`),
    ...(words.has(hint) ? { hint: words.t(hint) } : {}),
    ...more,
  };
}
