import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { findCountry } from '../../domain/directory/country-code.js';
import { checkWritten, checkDraft, type Letter, type MessageKind } from '../../domain/messages/index.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Refusal, refuse } from '../../domain/shared/refusal.js';
import { type Draft, sharedOf, stateOf } from '../../domain/tracing/case.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { setEtag } from '../../platform/etag.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { TracingService } from '../tracing.service.js';

/** What every act on a case answers. */
export class ActView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() state: string;
  @ApiProperty() sharedState: string;
  @ApiProperty() version: number;
  @ApiPropertyOptional({
    type: Object,
    description: 'What now waits for approval: digest of the content, digest of the facts, who must approve.',
  })
  proposal?: {
    readonly digest: string;
    readonly factsDigest: string;
    readonly needs: string;
    readonly approved: boolean;
  };
}

/** Between the routes and the service: form in, view out. */
@Injectable()
export class CaseActs {
  constructor(private readonly tracing: TracingService) {}

  async act(
    actor: PersonActor,
    id: string,
    version: number,
    command: Exclude<OwnCommand, { type: 'open case' }>,
    reply: FastifyReply,
  ): Promise<ActView> {
    const { kase } = unwrap(await this.tracing.execute(actor, id, command, version));
    setEtag(reply, kase.version);
    const { proposal } = kase;
    return {
      id: kase.id,
      state: stateOf(kase),
      sharedState: sharedOf(kase).state,
      version: kase.version,
      ...(proposal === undefined
        ? {}
        : {
            proposal: {
              digest: proposal.digest,
              factsDigest: proposal.factsDigest,
              needs: proposal.needs,
              approved: proposal.approval !== undefined,
            },
          }),
    };
  }
}

/** A letter whose body has the form of its kind; every fault at once otherwise. */
export function letterOf<K extends MessageKind>(
  kinds: readonly K[],
  kind: MessageKind,
  body: unknown,
): Extract<Letter, { kind: K }> {
  if (!(kinds as readonly MessageKind[]).includes(kind))
    throw new RefusalError(refuse('field-invalid', { field: '/kind', rule: `one of ${kinds.join(', ')}` }));
  const reasons = checkWritten(kind, body, isCountry);
  if (reasons.length > 0) throw new RefusalError(underField('/body', reasons));
  return { kind, body } as Extract<Letter, { kind: K }>;
}

/** Parts of a request that have their form. */
export function draftOf(body: unknown, at: string): Draft['body'] {
  const reasons = checkDraft(body, isCountry);
  if (reasons.length > 0) throw new RefusalError(underField(at, reasons));
  return body as Draft['body'];
}

function underField(at: string, faults: ReturnType<typeof checkWritten>): Refusal {
  const reasons = faults.map((fault) => ({ ...fault, field: `${at}${fault.field ?? ''}` }));
  const [first] = reasons;
  return refuse('field-invalid', { ...(first === undefined ? {} : { field: first.field, rule: first.rule }), reasons });
}

function isCountry(code: string): boolean {
  return findCountry(code) !== undefined;
}
