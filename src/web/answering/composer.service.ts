import { Injectable } from '@nestjs/common';
import { type Letter } from '../../domain/messages/index.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type ApprovalNeed } from '../../domain/tracing/proposal.js';
import { CaseAnswering, type CaseView } from '../../tracing/cases/case-answering.service.js';
import { CaseForesight, type CaseCommand } from '../../tracing/cases/case-foresight.service.js';
import { CaseReadingService } from '../../tracing/cases/case-reading.service.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { type FormInput } from '../forms/form-state.js';
import { answerCommand, atBody, letterCommand } from './letter-command.js';
import { type LetterSlug } from './letter-links.js';

/** A letter while it is written: an answer, or another of those whose pages stand here. */
export type Composed = LetterSlug | 'answer';

export interface Foreseen {
  readonly command: CaseCommand;
  readonly letter: Letter;
  readonly needs: ApprovalNeed;
  readonly view: CaseView;
}

/** From what was typed to the letter as it would stand: the law's own decision says so, and nothing is written. */
@Injectable()
export class Composer {
  constructor(
    private readonly drafts: FormDrafts,
    private readonly answering: CaseAnswering,
    private readonly reading: CaseReadingService,
    private readonly foresight: CaseForesight,
  ) {}

  /** Refusals: those of the form, of the law, and `nothing-proposed` where nothing was typed yet. */
  async foresee(actor: PersonActor, id: string, kind: Composed, typed?: FormInput): Promise<Result<Foreseen>> {
    const input = typed ?? (await this.kept(actor, id, kind));
    if (input === undefined) return refuse('nothing-proposed');
    const read = await this.reading.view(actor, id);
    if (!read.ok) return read;
    const command = await this.commandOf(actor, id, kind, input, read.value);
    if (!command.ok) return command;
    const plan = await this.foresight.foresee(actor, id, command.value);
    if (!plan.ok) return kind === 'answer' ? plan : atBody(plan);
    const { next, messages } = plan.value;
    const letter = command.value.type === 'write' ? messages[0]?.letter : next.proposal?.letter;
    if (letter === undefined) return refuse('nothing-proposed');
    const needs = command.value.type === 'write' ? 'none' : (next.proposal?.needs ?? 'second person');
    return succeed({ command: command.value, letter, needs, view: read.value });
  }

  async keep(actor: PersonActor, id: string, kind: Composed, input: FormInput): Promise<boolean> {
    return this.drafts.save(actor, nameOf(id, kind), input);
  }

  async kept(actor: PersonActor, id: string, kind: Composed): Promise<FormInput | undefined> {
    return (await this.drafts.find(actor, nameOf(id, kind))) as FormInput | undefined;
  }

  async drop(actor: PersonActor, id: string, kind: Composed): Promise<void> {
    await this.drafts.drop(actor, nameOf(id, kind));
  }

  private async commandOf(
    actor: PersonActor,
    id: string,
    kind: Composed,
    input: FormInput,
    view: CaseView,
  ): Promise<Result<CaseCommand>> {
    if (kind === 'answer') return answerCommand(input);
    if (kind !== 'correction') return letterCommand(kind, input, { view });
    const composition = view.case.role === 'responder' ? await this.answering.composition(actor, id) : undefined;
    return letterCommand(kind, input, {
      view,
      ...(composition?.ok === true ? { composition: composition.value } : {}),
    });
  }
}

const nameOf = (id: string, kind: Composed): string => `${kind} of ${id}`;
