import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Use } from '../../../domain/tracing/handling.js';
import { may } from '../../../domain/access/policy.js';
import { CaseReadingService } from '../../../tracing/cases/case-reading.service.js';
import { FormDrafts } from '../../forms/form-drafts.service.js';

/** What an answer is taken out for. */
export interface SheetUse {
  readonly purpose: Use['purpose'];
  readonly recipient?: string;
  readonly court?: string;
}

/** The use that a person named last for a case. */
@Injectable()
export class CaseUses {
  constructor(
    private readonly drafts: FormDrafts,
    private readonly reading: CaseReadingService,
  ) {}

  async save(actor: PersonActor, id: string, use: SheetUse): Promise<void> {
    await this.drafts.save(actor, draftOf(id), use);
  }

  async find(actor: PersonActor, id: string): Promise<SheetUse | undefined> {
    return (await this.drafts.find(actor, draftOf(id))) as SheetUse | undefined;
  }

  /** Did this person name a use, and do the limits still cover it? The export is in the ledger then. Who may not export is told by the export. */
  async covered(actor: PersonActor, id: string): Promise<boolean> {
    if (!may(actor, 'cases.export').yes) return true;
    const use = await this.find(actor, id);
    return use !== undefined && (await this.reading.export(actor, id, useOf(use))).ok;
  }
}

const draftOf = (id: string): string => `use of case ${id}`;

export function useOf({ purpose, recipient, court }: SheetUse): Omit<Use, 'on'> {
  return {
    purpose,
    ...(recipient === undefined ? {} : { recipient }),
    ...(court === undefined ? {} : { scope: { kind: 'court evidence', court } }),
  };
}
