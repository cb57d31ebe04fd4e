import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse, type Refusal } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { DirectoryService, type PartnerEntry } from '../../../registries/directory/directory.service.js';
import { ProfileDto } from '../../../registries/directory/dto/profiles.dto.js';
import { ReasonDto } from '../../../registries/directory/dto/entries.dto.js';
import { ProfileService, type ProfileChange } from '../../../registries/directory/profile.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { suspensionView } from './suspension.view.js';

/** Our own judgement of a partner, and its two strongest words: suspended, and no longer so. */
@Page()
export class ProfilePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly directory: DirectoryService,
    private readonly profiles: ProfileService,
  ) {}

  @Post(paths.partnerProfile.route)
  @Permit('directory.profile')
  async assess(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    const { profile } = await this.partner(country);
    const place = paths.partnerView.to(country);
    // What the form does not ask stays: suspending has a page of its own.
    const read = await readForm(
      ProfileDto,
      { ...inputOf(call.request.body), ...suspensionInput(profile) },
      { numbers: ['highestLevel'], ticks: ['suspended'], lists: ['flags'] },
    );
    if (!read.ok) return this.forms.back(call, read, place);
    const set = await this.profiles.setProfile(actor, country, read.value, versionOf(call));
    if (!set.ok) return this.forms.back(call, set, place);
    return this.pages.redirect(call, place, { key: 'partners.profileSaved' });
  }

  @Get(paths.partnerSuspension.route)
  @Permit('directory.profile')
  async ask(@OnPage() call: PageCall, @Param('country') country: string): Promise<string> {
    const view = suspensionView(call.words, (await this.partner(country)).profile, await this.forms.at(call));
    return this.pages.render(call, 'administration/partners/suspension', view);
  }

  @Post(paths.partnerSuspension.route)
  @Permit('directory.profile')
  async suspend(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    const { profile } = await this.partner(country);
    const place = paths.partnerSuspension.to(country);
    const { version, updatedAt: _, country: __, suspendedReason: ___, ...kept } = profile;
    const change = profile.suspended ? { ...kept, suspended: false } : await suspended(call, kept);
    if ('ok' in change) return this.forms.back(call, change, place);
    const set = await this.profiles.setProfile(actor, country, change, versionOf(call, version));
    if (!set.ok) return this.forms.back(call, set, place);
    return this.pages.redirect(call, paths.partnerView.to(country), {
      key: change.suspended ? 'partners.hasSuspended' : 'partners.hasResumed',
    });
  }

  private async partner(country: string): Promise<PartnerEntry> {
    const partner = await this.directory.partner(null, country);
    if (partner === undefined) throw new RefusalError(refuse('not-found'));
    return partner;
  }
}

async function suspended(
  call: PageCall,
  kept: Omit<ProfileChange, 'suspended' | 'suspendedReason'>,
): Promise<ProfileChange | Refusal> {
  const read = await readForm(ReasonDto, inputOf(call.request.body));
  return read.ok ? { ...kept, suspended: true, suspendedReason: read.value.reason } : read;
}

function suspensionInput(profile: PartnerEntry['profile']): Record<string, readonly string[]> {
  return profile.suspended ? { suspended: ['yes'], suspendedReason: [profile.suspendedReason ?? ''] } : {};
}

/** The version that the reader saw, so that two supervisors do not overwrite each other. */
function versionOf(call: PageCall, otherwise = NaN): number {
  const { _version: version } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
  return typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : otherwise;
}
