import { currentKey } from '../../src/domain/directory/key-validity.js';
import { type LetterPlace } from '../../src/domain/envelope/letter-header.js';
import { seal, type OuterPlace } from '../../src/domain/envelope/seal.js';
import { type SignedLetter, signLetter, type SigningKey } from '../../src/domain/envelope/sign.js';
import { type Letter } from '../../src/domain/messages/bodies.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { KeyStore } from '../../src/platform/key-store.js';
import { DirectoryService } from '../../src/registries/directory/directory.service.js';
import { LETTERS } from '../support/letters.js';
import { type State } from './two-states.js';

/** Answer of a partner endpoint, read as a stranger reads it. */
export interface PostAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly body: {
    readonly code?: string;
    readonly field?: string;
    readonly rule?: string;
    readonly title?: string;
    readonly answers?: readonly {
      readonly mid: string;
      readonly receipts?: readonly string[];
      readonly noted?: boolean;
    }[];
  };
}

/** Letters made by hand with a State's own key: what its node would never send in this order. */
export async function signedBy(
  from: State,
  place: Partial<LetterPlace> & Pick<LetterPlace, 'thread' | 'seq'>,
  letter: Letter,
  key?: SigningKey,
): Promise<SignedLetter> {
  const { kid, privateKey } = await from.node.get(KeyStore).current('signing');
  return signLetter(
    {
      iss: from.code,
      aud: 'XAB',
      epoch: 1,
      jti: derivedId(place.thread, String(place.seq), letter.kind),
      iat: from.node.clock.now(),
      role: 'requester',
      prev: null,
      seen: 0,
      exercise: true,
      ...place,
    },
    letter,
    key ?? { kid, privateKey },
  );
}

/** A stream of letters, each naming the one before. */
export async function streamOf(
  from: State,
  thread: string,
  letters: readonly Letter[],
): Promise<readonly (SignedLetter & { readonly jti: string })[]> {
  const stream: (SignedLetter & { readonly jti: string })[] = [];
  for (const [index, letter] of letters.entries()) {
    const jti = derivedId(thread, String(index + 1));
    stream.push({
      jti,
      ...(await signedBy(from, { thread, seq: index + 1, jti, prev: stream.at(-1)?.mid ?? null }, letter)),
    });
  }
  return stream;
}

export async function sealedFor(
  to: State,
  content: string | readonly string[],
  outer: Partial<OuterPlace> & Pick<OuterPlace, 'jti'>,
): Promise<string> {
  const own = await to.node.get(DirectoryService).own(null);
  const key = currentKey(own.keys, 'sealing', to.node.clock.now());
  if (key === undefined) throw new Error('no sealing key');
  return seal(content, { kid: key.kid, publicKey: key.jwk }, { iss: 'XAA', aud: to.code, ...outer });
}

export async function post(
  to: State,
  body: string,
  path = '/exchange/envelopes',
  type = 'application/jose',
): Promise<PostAnswer> {
  const response = await fetch(`${to.node.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    body: text.startsWith('{') ? (JSON.parse(text) as PostAnswer['body']) : {},
  };
}

export const REQUEST: Letter = LETTERS.REQUEST;
export const remind = (text: string): Letter => ({ kind: 'REMIND', body: { text } });

/** What a receipt says, without judging it. */
export function said(receipt: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(receipt?.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}
