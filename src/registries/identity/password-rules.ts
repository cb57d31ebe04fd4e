/** The longest password that is hashed: argon2 would take more, and an attacker would send it. */
export const PASSWORD_MAX_LENGTH = 256;

/** Fewer different characters than this is a pattern, whatever the length. */
const MIN_DIFFERENT = 5;

/** What is wrong with a new password, in words; undefined where nothing is. Length over composition (NIST SP 800-63B 5.1.1.2). */
export function weaknessOf(password: string, names: readonly string[], minLength: number): string | undefined {
  const characters = Array.from(password.normalize('NFC'));
  if (characters.length < minLength) return `It needs at least ${String(minLength)} characters.`;
  if (characters.length > PASSWORD_MAX_LENGTH) return `It may have at most ${String(PASSWORD_MAX_LENGTH)} characters.`;
  if (new Set(characters).size < MIN_DIFFERENT)
    return `It needs at least ${String(MIN_DIFFERENT)} different characters.`;
  const folded = fold(password);
  if (names.flatMap(partsOf).some((part) => folded.includes(part)))
    return 'It contains a name that belongs to you or to the product.';
  return undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

// Parts of three letters and fewer occur by chance in any good passphrase.
const partsOf = (name: string): readonly string[] =>
  fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 3);
