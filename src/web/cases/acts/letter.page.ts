import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Blocker, refuse, type Refusal, type Result, succeed } from '../../../domain/shared/refusal.js';
import { type Letter } from '../../../domain/messages/index.js';
import { PLAIN_KINDS, type PlainKind } from '../../../domain/tracing/command.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { IdSource } from '../../../platform/id-source.js';
import { RefusalError } from '../../../platform/problem.js';
import { letterOf } from '../../../tracing/cases/case-acts.service.js';
import { TracingService } from '../../../tracing/tracing.service.js';
import { fieldOf, type FormInput } from '../../forms/form-state.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { type CaseView } from '../case-frame.js';
import { OpenCases } from '../open-cases.service.js';
import { ActForms } from './act-forms.service.js';
import { type Field } from './act.js';
import { type LetterAct, letterAct, SCOPE_MEMBERS } from './letter-acts.js';

/** Letters that need no second person, each a form. */
@Page()
export class LetterPage {
  constructor(
    private readonly acts: ActForms,
    private readonly cases: OpenCases,
    private readonly tracing: TracingService,
    private readonly ids: IdSource,
  ) {}

  @Get(paths.caseLetter.route)
  @Permit('cases.work')
  show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('kind') slug: string,
  ): Promise<string> {
    const act = actOf(slug);
    return this.acts.show(call, actor, id, slug, {
      command: 'write',
      ...(act.needs === undefined ? {} : { needs: act.needs }),
      ...(act.warns === undefined ? {} : { warns: act.warns }),
      offers: ({ letterKinds }) => letterKinds.includes(act.kind),
      fields: (words, { open, choices }) => act.fields(words, open.view, choices),
    });
  }

  @Post(paths.caseLetter.route)
  @Permit('cases.work')
  async write(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('kind') slug: string,
  ): Promise<string> {
    const act = actOf(slug);
    const { input, version } = this.acts.sent(call);
    const { view } = await this.cases.open(actor, id);
    const letter = this.letterIn(act, input, view);
    if (!letter.ok) return this.acts.back(call, asAsked(letter, act.fields(call.words, view, NO_CHOICES)));
    const command = { type: 'write', letter: letter.value } as const;
    return this.acts.finish(call, id, slug, await this.tracing.execute(actor, id, command, version));
  }

  /** Held against the wire's own schema; each fault stands at its field. */
  private letterIn(act: LetterAct, input: FormInput, view: CaseView): Result<Extract<Letter, { kind: PlainKind }>> {
    const missing = missingIn(act, input);
    if (missing.length > 0) return refuse('field-invalid', { reasons: missing });
    try {
      return succeed(letterOf(PLAIN_KINDS, act.kind, act.body(input, view, this.ids.next())));
    } catch (error) {
      if (error instanceof RefusalError) return inForm(error.refusal);
      throw error;
    }
  }
}

const NO_CHOICES = { people: [], states: [] };

/** Nothing is typed into a list: what lacks there is to be chosen. */
function asAsked(refusal: Refusal, fields: readonly Field[]): Refusal {
  const chosen = fields.filter(({ kind }) => kind === 'radios' || kind === 'select').map(({ name }) => name);
  const reasons = (refusal.reasons ?? []).map((reason): Blocker =>
    reason.says?.code === 'missing' && chosen.includes(fieldOf(reason.field ?? ''))
      ? { ...reason, code: 'field-invalid', says: { code: 'choose' } }
      : reason,
  );
  return { ...refusal, reasons };
}

function actOf(slug: string): LetterAct {
  const act = letterAct(slug);
  if (act === undefined) throw new RefusalError(refuse('not-found'));
  return act;
}

/** What the schema would say of the whole and not of the field that a person sees. */
function missingIn({ kind }: LetterAct, input: FormInput): readonly Blocker[] {
  const empty = (name: string): boolean => (input[name]?.[0] ?? '').trim() === '';
  const lacks = (field: string, code: 'missing' | 'choose'): Blocker => ({
    code: 'field-invalid',
    field,
    rule: 'required',
    text: 'required',
    says: { code },
  });
  if (kind === 'MORE')
    return Object.keys(input).every((name) => empty(name)) ? [lacks('/answers/0/text', 'missing')] : [];
  if (kind !== 'CONSENT_REQUEST') return [];
  const member = SCOPE_MEMBERS[input['scope-kind']?.[0] ?? ''];
  if (member === undefined) return [lacks('/scope/kind', 'choose')];
  return empty(`scope-${member}`) ? [lacks(`/scope/${member}`, 'missing')] : [];
}

function inForm(refusal: Refusal): Refusal {
  const { reasons = [] } = refusal;
  return refuse(refusal.code, {
    reasons: reasons.map((reason) => ({ ...reason, field: (reason.field ?? '').replace(/^\/body/, '') })),
  });
}
