import { type ProposalChange } from '../../tracing/cases/case-proposal.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { factRows } from '../letters/answer-content.js';
import { type LetterRow } from '../letters/letter-rows.js';

/** One thing that is otherwise than when the letter was proposed. */
export interface ChangeLine {
  readonly text: string;
  readonly at?: ShownTime;
  readonly by?: string;
  /** What somebody wrote with it. */
  readonly said?: string;
  /** Facts of the record that are gone, and those that came in their place. */
  readonly gone?: readonly LetterRow[];
  readonly come?: readonly LetterRow[];
}

export interface ChangeReader {
  readonly names: ReadonlyMap<string, string>;
  readonly zones: readonly string[];
}

export function changeLine(words: Words, change: ProposalChange, reader: ChangeReader): ChangeLine {
  switch (change.what) {
    case 'act':
      return actLine(words, change.act, reader);
    case 'partner': {
      const shown = (value: string): string => partnerValue(words, change.which, value);
      return {
        text: words.t('answering.change.partner', {
          what: words.t(`answering.change.part.${change.which}`),
          before: shown(change.before),
          now: shown(change.now),
        }),
      };
    }
    case 'record':
      return {
        text: words.t('answering.change.record'),
        gone: factRows(words, change.gone),
        come: factRows(words, change.come),
      };
  }
}

type Act = Extract<ProposalChange, { what: 'act' }>['act'];

function actLine(words: Words, act: Act, { names, zones }: ChangeReader): ChangeLine {
  const what = words.term('caseEvent', act.type);
  const about = aboutText(words, act, names);
  return {
    text: about === undefined ? what : words.t('answering.change.about', { what, about }),
    at: words.dateTime(act.at, zones),
    by: byText(words, act, names),
    ...(act.text === undefined ? {} : { said: act.text }),
  };
}

function aboutText(words: Words, act: Act, names: ReadonlyMap<string, string>): string | undefined {
  if (act.letter !== undefined) return words.term('messageKind', act.letter.kind);
  if (act.personId !== undefined) return names.get(act.personId);
  if (act.country !== undefined) return words.country(act.country);
  if (act.type === 'deadline step reached' && act.member !== undefined) return words.term('clock', act.member);
  if (act.type === 'flag raised' || act.type === 'flag settled') return words.term('flag', act.member ?? '');
  return act.count === undefined ? undefined : words.number(act.count);
}

function byText(words: Words, { by }: Act, names: ReadonlyMap<string, string>): string {
  if (by.kind === 'partner') return words.country(by.id);
  return by.kind === 'system' ? words.t('answering.theNode') : (names.get(by.id) ?? words.t('answering.somebody'));
}

function partnerValue(words: Words, which: string, value: string): string {
  if (which === 'highestLevel') return words.t(`letters.level.${value}`);
  if (which === 'channel') return words.t(`answering.change.channel.${value}`);
  return words.term('verdict', value === 'true' ? 'yes' : 'no');
}

/** Whose names a list of changes shows. */
export function personsIn(changes: readonly ProposalChange[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.what !== 'act') return [];
    const { by, personId } = change.act;
    return [...(by.kind === 'person' ? [by.id] : []), ...(personId === undefined ? [] : [personId])];
  });
}
