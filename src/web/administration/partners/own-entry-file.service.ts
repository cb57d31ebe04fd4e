import { Inject, Injectable } from '@nestjs/common';
import { type Contact, type StateEntry } from '../../../domain/directory/entry.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { refuse, type Result } from '../../../domain/shared/refusal.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DirectoryService, type OwnEntry } from '../../../registries/directory/directory.service.js';
import { EntryService } from '../../../registries/directory/entry.service.js';
import { inputOf } from '../../forms/form-state.js';
import { type PageCall } from '../../page/page-call.js';

/** Our own entry, with a contact put in place of the one of its kind. */
@Injectable()
export class OwnEntryFile {
  constructor(
    private readonly directory: DirectoryService,
    private readonly entries: EntryService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<{ readonly own: OwnEntry; readonly now: Instant; readonly zone: string }> {
    return { own: await this.directory.own(null), now: this.clock.now(), zone: this.config['node.zone'] };
  }

  /** One contact of each kind is what the form keeps; the API takes several. An empty office takes the contact of the kind away. */
  async addContact(actor: PersonActor, call: PageCall): Promise<Result<StateEntry>> {
    const own = await this.directory.own(null);
    const field = (name: string): string => (inputOf(call.request.body)[name]?.[0] ?? '').trim();
    const kept = own.contacts.filter(({ kind }) => kind !== field('kind'));
    const contact = contactOf(field, this.config['node.zone']);
    const changed = await this.entries.updateOwn(actor, { contacts: [...kept, contact] }, own.version);
    return changed.ok || changed.code !== 'entry-invalid' ? changed : atFields(changed, kept.length);
  }
}

const OPTIONAL = ['telephone', 'email', 'post', 'hours'] as const;

function contactOf(field: (name: string) => string, zone: string): Contact {
  const optional = OPTIONAL.map((name) => [name, field(name)] as const).filter(([, text]) => text !== '');
  return {
    kind: field('kind') as Contact['kind'],
    office: field('office'),
    ...(Object.fromEntries(optional) as Partial<Pick<Contact, (typeof OPTIONAL)[number]>>),
    languages: field('languages')
      .split(/[\s,;]+/)
      .filter((one) => one !== ''),
    zone,
  };
}

/** The entry's places are those of a list; the form has the fields of its last contact. */
function atFields(
  refusal: Extract<Result<never>, { ok: false }>,
  index: number,
): Extract<Result<never>, { ok: false }> {
  const inForm = (pointer: string | undefined): string =>
    (pointer ?? '').replace(`/contacts/${String(index)}`, '').replace(/^(\/languages).*$/, '$1') || '/telephone';
  return refuse('entry-invalid', {
    reasons: (refusal.reasons ?? []).map((reason) => ({ ...reason, field: inForm(reason.field) })),
  });
}
