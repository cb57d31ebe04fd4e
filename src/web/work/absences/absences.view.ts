import { type Absence } from '../../../registries/identity/absences.service.js';
import { type NamedPerson } from '../../../registries/identity/people.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';

interface Option {
  readonly value: string;
  readonly text: string;
}

export interface AbsencesView extends View {
  readonly form: FormState;
  readonly own: readonly { readonly id: string; readonly text: string; readonly end: string }[];
  readonly asDeputy: readonly string[];
  /** Everybody else who may work on the same cases. */
  readonly colleagues: readonly Option[];
  /** Whose cases may be handed over: one's own, and for who assigns everybody's. */
  readonly from: readonly Option[];
}

export interface AbsencesInput {
  readonly form: FormState;
  readonly actorId: string;
  readonly absences: readonly Absence[];
  readonly names: ReadonlyMap<string, string>;
  readonly colleagues: readonly NamedPerson[];
  readonly mayAssign: boolean;
}

export function absencesView(words: Words, input: AbsencesInput): AbsencesView {
  const { form, actorId, absences, names, colleagues, mayAssign } = input;
  const nameOf = (id: string): string => names.get(id) ?? words.t('workList.unknownPerson');
  const days = ({ from, until }: Absence): { from: string; until: string } => ({
    from: words.date(from),
    until: words.date(until),
  });
  const others = colleagues.filter(({ id }) => id !== actorId).map(({ id, name }) => ({ value: id, text: name }));
  return {
    title: words.t('work.away.title'),
    form,
    own: absences
      .filter(({ personId }) => personId === actorId)
      .map((one) => ({
        id: one.id,
        text: words.t('work.away.ownLine', { name: nameOf(one.deputyId), ...days(one) }),
        end: words.t('work.away.endFor', { name: nameOf(one.deputyId) }),
      })),
    asDeputy: absences
      .filter(({ deputyId }) => deputyId === actorId)
      .map((one) => words.t('work.away.deputyLine', { name: nameOf(one.personId), ...days(one) })),
    colleagues: others,
    from: mayAssign ? others : [],
  };
}
