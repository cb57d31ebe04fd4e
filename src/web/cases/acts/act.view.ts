import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { caseFrame, type CaseFrame } from '../case-frame.js';
import { type TimelineLine } from '../timeline.view.js';
import { type ActScene, actText, type Field } from './act.js';

export interface ActPageView extends View {
  readonly frame: CaseFrame;
  readonly form: FormState;
  readonly intro: string;
  readonly submit: string;
  readonly warns: boolean;
  /** Why the law refuses the act now: the reason stands in the form's place. */
  readonly refused?: string;
  readonly fields: readonly Field[];
  readonly item: string;
  readonly version: number;
  /** What somebody else did since the form was opened. */
  readonly changed: readonly TimelineLine[];
}

export interface ActViewInput {
  readonly slug: string;
  readonly scene: ActScene;
  readonly form: FormState;
  readonly fields: readonly Field[];
  readonly warns: boolean;
  readonly changed: readonly TimelineLine[];
}

export function actView(
  words: Words,
  { slug, scene, form, fields, warns, changed }: ActViewInput,
  refusal?: string,
): ActPageView {
  const { open, item } = scene;
  return {
    title: actText(words, slug, 'title'),
    back: { href: paths.caseView.to(open.view.case.id), text: words.t('cases.toCase') },
    frame: caseFrame(words, open),
    form,
    intro: actText(words, slug, 'intro'),
    submit: actText(words, slug, 'submit'),
    warns,
    ...(refusal === undefined ? {} : { refused: words.refusal(refusal) }),
    fields,
    item,
    version: open.view.case.version,
    changed,
  };
}
