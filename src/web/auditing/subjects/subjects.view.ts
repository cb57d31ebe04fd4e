import { IDENTITY_CHECKS, SUBJECT_ASKS } from '../../../domain/access/data-subject.js';
import { type SubjectView as Found } from '../../../registries/data-subjects/data-subjects.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

type Request = Found['request'];
interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface SubjectLine {
  readonly href: string;
  readonly reference: string;
  readonly name: string;
  readonly asks: string;
  readonly due: string;
  readonly overdue: boolean;
  readonly state: string;
}

export interface SubjectsView extends View {
  readonly items: readonly SubjectLine[];
}

export function subjectsView(words: Words, requests: readonly Request[], today: string): SubjectsView {
  return {
    title: words.t('dataSubjects.title'),
    wide: true,
    items: requests.map((request) => ({
      href: paths.subject.to(request.id),
      reference: request.reference,
      name: request.content.name,
      asks: asksText(words, request),
      due: words.date(request.reviewOn ?? request.dueOn),
      overdue: isOverdue(request, today),
      state: words.t(`dataSubjects.state.${request.state}`),
    })),
  };
}

export function asksText(words: Words, { asks }: Request): string {
  return words.list(asks.map((ask) => words.term('subjectAsk', ask)));
}

/** A deferral is due on the day of its review. */
export function isOverdue({ state, dueOn, reviewOn }: Request, today: string): boolean {
  return state !== 'closed' && (reviewOn ?? dueOn) < today;
}

export interface NewSubjectView extends View {
  readonly today: string;
  readonly term: string;
  readonly asks: readonly Choice[];
  readonly checks: readonly Choice[];
}

export function newSubjectView(words: Words, form: FormState, today: string, days: number): NewSubjectView {
  return {
    title: words.t('dataSubjects.newTitle'),
    back: { href: paths.subjects.to(), text: words.t('dataSubjects.title') },
    form,
    today,
    term: words.t('dataSubjects.term', { count: days }),
    asks: words.terms('subjectAsk', SUBJECT_ASKS),
    checks: words.terms('identityCheck', IDENTITY_CHECKS),
  };
}
