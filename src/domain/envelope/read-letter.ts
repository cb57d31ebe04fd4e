import { type Letter } from '../messages/bodies.js';
import { type LetterHeader } from './letter-header.js';

/** Header and content of a letter that was judged before it was stored. Throws for anything else: a defect. */
export function readLetter(jws: string): { readonly header: LetterHeader; readonly letter: Letter } {
  const [header = '', body = ''] = jws.split('.').map((segment) => Buffer.from(segment, 'base64url').toString('utf8'));
  const read = JSON.parse(header) as LetterHeader;
  return { header: read, letter: { kind: read.kind, body: JSON.parse(body) as unknown } as Letter };
}
