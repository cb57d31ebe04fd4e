import { ACTIONS, may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { type PersonLine } from '../../../registries/identity/people-list.queries.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { type Fact, type TagColour } from '../table.view.js';

export interface OwnToken {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
}

export interface AccountView extends View {
  readonly facts: readonly Fact[];
  readonly tokens: readonly {
    readonly id: string;
    readonly label: string;
    readonly tag: { readonly text: string; readonly colour: TagColour };
    readonly lines: readonly string[];
    readonly valid: boolean;
  }[];
  readonly scopes: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly mayHaveTokens: boolean;
  readonly lastDay: string;
  readonly passwordHint: string;
}

export interface AccountInput {
  readonly actor: PersonActor;
  readonly person: PersonLine;
  readonly tokens: readonly OwnToken[];
  readonly now: Instant;
  readonly zone: string;
  readonly tokenMaxDays: number;
  readonly passwordMinLength: number;
  readonly form: FormState;
}

export function accountView(words: Words, input: AccountInput): AccountView {
  const { actor, person, tokens, now, zone, tokenMaxDays, passwordMinLength, form } = input;
  const scopes = scopesOf(actor);
  return {
    title: words.t('account.title'),
    form,
    facts: [
      { name: words.t('account.name'), text: person.name },
      { name: words.t('account.signInName'), text: person.signInName },
      { name: words.t('account.agency'), text: person.agency },
      {
        name: words.t('account.roles'),
        lines:
          person.roles.length === 0
            ? [words.t('account.noRole')]
            : person.roles.map((role) => words.term('personRole', role)),
      },
    ],
    tokens: tokens.map((token) => tokenOf(words, token, now, zone)).reverse(),
    scopes: scopes.map((scope) => ({
      value: scope,
      text: words.term('action', keyOf(scope)),
      checked: form.checked('scopes', scope),
    })),
    mayHaveTokens: may(actor, 'tokens.manage').yes && scopes.length > 0,
    lastDay: words.t('account.tokenUntilHint', { count: tokenMaxDays }),
    passwordHint: words.t('account.passwordHint', { count: passwordMinLength }),
  };
}

/** What a token of this person could carry: no act of judgement is in it. */
function scopesOf(actor: PersonActor): readonly string[] {
  return ACTIONS.filter(
    (action) =>
      action !== 'signed in' && may(actor, action).yes && may({ ...actor, via: 'token', scopes: [action] }, action).yes,
  );
}

/** A full stop would make two keys of one. */
const keyOf = (action: string): string => action.replaceAll('.', ' ');

function tokenOf(words: Words, token: OwnToken, now: Instant, zone: string): AccountView['tokens'][number] {
  const standing = token.revokedAt !== undefined ? 'revoked' : token.expiresAt <= now ? 'expired' : 'valid';
  return {
    id: token.id,
    label: token.label,
    tag: {
      text: words.t(`account.tokenStanding.${standing}`),
      colour: standing === 'valid' ? 'govuk-tag--green' : 'govuk-tag--grey',
    },
    lines: [
      words.t('account.tokenMade', {
        at: words.timeIn(token.createdAt, zone),
        until: words.timeIn(token.expiresAt, zone),
      }),
      words.list(token.scopes.map((scope) => words.term('action', keyOf(scope)))),
    ],
    valid: standing === 'valid',
  };
}
