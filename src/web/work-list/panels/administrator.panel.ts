import { Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { ExchangeQueries } from '../../../exchange/exchange.queries.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type HomePanel, type PanelFact, type PanelSource } from './home-panel.js';

/** A letter that waits longer than this is a matter of the line. */
const STUCK_MS = 3_600_000;

/** The line to the partners, and people: what an administrator is to look after. Never a case. */
@Injectable()
export class AdministratorPanel implements PanelSource {
  constructor(
    private readonly exchange: ExchangeQueries,
    private readonly people: PeopleQueries,
  ) {}

  async of(words: Words, actor: PersonActor): Promise<HomePanel | undefined> {
    if (!may(actor, 'node.operate').yes) return undefined;
    const facts = [...(await this.ofTheLine(words)), ...(await this.ofPeople(words))];
    return {
      title: words.t('work.panel.administrator.title'),
      facts,
      ...(facts.length === 0 ? { advice: words.t('work.panel.administrator.empty') } : {}),
      steps: [
        { text: words.t('work.panel.administrator.people'), href: paths.people.to() },
        { text: words.t('work.panel.administrator.partners'), href: paths.partners.to() },
        { text: words.t('work.panel.administrator.queues'), href: paths.queues.to() },
      ],
    };
  }

  private async ofTheLine(words: Words): Promise<readonly PanelFact[]> {
    const { waiting, gaps, alerts } = await this.exchange.status();
    const oldest = Math.max(0, ...waiting.map(({ oldestAgeMs }) => oldestAgeMs));
    const href = paths.queues.to();
    return [
      {
        name: 'waiting',
        count: waiting.reduce((sum, { count }) => sum + count, 0),
        pressing: oldest > STUCK_MS,
      },
      {
        name: 'stuck',
        count: waiting.filter(({ oldestAgeMs, attempts }) => attempts > 0 && oldestAgeMs > STUCK_MS).length,
        pressing: true,
      },
      { name: 'gaps', count: gaps.length, pressing: true },
      { name: 'alerts', count: alerts.length, pressing: false },
    ].flatMap(({ name, count, pressing }) =>
      count === 0 ? [] : [{ text: words.t(`work.panel.administrator.${name}`, { count }), href, pressing }],
    );
  }

  private async ofPeople(words: Words): Promise<readonly PanelFact[]> {
    const { withoutRole, toConfirm } = await this.people.openMatters();
    return [
      { name: 'toConfirm', count: toConfirm, href: paths.roles.to(), pressing: true },
      { name: 'withoutRole', count: withoutRole, href: paths.people.to(), pressing: false },
    ].flatMap(({ name, count, href, pressing }) =>
      count === 0 ? [] : [{ text: words.t(`work.panel.administrator.${name}`, { count }), href, pressing }],
    );
  }
}
