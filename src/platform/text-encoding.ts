/** Encodings in which a file may be declared; labels of the WHATWG Encoding Standard. */
export const TEXT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1256',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'koi8-r',
  'gb18030',
] as const;
export type TextEncodingName = (typeof TEXT_ENCODINGS)[number];

/** The bytes are not what they were said to be. */
export class WrongEncoding extends Error {
  constructor(readonly rule: string) {
    super(rule);
  }
}

/**
 * Text out of bytes of a declared encoding; throws `WrongEncoding` where they cannot be that. UTF-8 goes through as it is, so that one bad row
 * of a good file is a bad row; in every other encoding a wrong byte has no row of its own.
 */
export async function* decoded(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncodingName,
): AsyncGenerator<Uint8Array | string> {
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding, { fatal: true });
  const read = (chunk?: Buffer): string => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      throw new WrongEncoding(`${encoding}: a byte that it does not have`);
    }
  };
  for await (const chunk of looked(chunks, encoding)) yield decoder === undefined ? chunk : read(chunk);
  if (decoder !== undefined) yield read();
}

const LOOKED_AT = 65_536;
const LEAST_LOOKED_AT = 4096;

/** The chunks, once the beginning was looked at; a slow line may bring it byte by byte. */
async function* looked(chunks: AsyncIterable<Buffer>, encoding: TextEncodingName): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < LEAST_LOOKED_AT) continue;
    yield judged(start, encoding);
    start = undefined;
  }
  if (start !== undefined) yield judged(start, encoding);
}

function judged(start: Buffer, encoding: TextEncodingName): Buffer {
  const seen = looksLike(start, encoding);
  if (seen !== undefined) throw new WrongEncoding(`${encoding}: the file looks like ${seen}`);
  return start;
}

/** What a beginning shows to be another encoding; undefined where it may be the declared one. */
function looksLike(start: Buffer, declared: TextEncodingName): string | undefined {
  const utf16 =
    start[0] === 0xff && start[1] === 0xfe
      ? 'utf-16le'
      : start[0] === 0xfe && start[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (utf16 !== undefined) return utf16 === declared ? undefined : utf16;
  const end = start.indexOf(0x0a);
  const heading = start.subarray(0, end === -1 ? Math.min(start.length, LOOKED_AT) : end);
  const wide = declared.startsWith('utf-16');
  if (!wide && heading.includes(0)) return heading[0] === 0 ? 'utf-16be' : 'utf-16le';
  if (declared === 'utf-8')
    return isUtf8(heading) ? undefined : 'an encoding of one byte for a character, such as windows-1252';
  if (wide) return !start.subarray(0, LOOKED_AT).includes(0) && isAscii(heading) ? 'utf-8' : undefined;
  const looked = start.subarray(0, LOOKED_AT);
  return !isAscii(looked) && isUtf8(looked) ? 'utf-8' : undefined;
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}

/** A character that the end cuts in two is none that is wrong. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
