import { refuse, type Result } from '../../../domain/shared/refusal.js';
import { EntryFileDto } from '../../../registries/directory/dto/entries.dto.js';
import { createValidationPipe } from '../../../platform/validation.js';
import { RefusalError } from '../../../platform/problem.js';
import { type PageUpload } from '../../page/page-call.js';

/** More than any entry: its keys, contacts and holidays are limited. */
const FILE_MAX_BYTES = 1_000_000;
const pipe = createValidationPipe();

/** The file that a partner hands over, under the rules by which the API takes it. */
export async function readEntryFile(upload: PageUpload | undefined): Promise<Result<EntryFileDto>> {
  const text = upload && (await boundedText(upload.stream));
  if (text === undefined || text === '')
    return refuse('field-invalid', { field: '/file', rule: 'a file with the entry of a State' });
  try {
    const body = (await pipe.transform(JSON.parse(text), { type: 'body', metatype: EntryFileDto })) as EntryFileDto;
    return { ok: true, value: body };
  } catch (error) {
    if (error instanceof RefusalError || error instanceof SyntaxError)
      return refuse('entry-file-invalid', { field: '/file' });
    throw error;
  }
}

/** Undefined where the file is larger than any entry; it is read to its end, so that the form can be answered. */
async function boundedText(stream: AsyncIterable<Buffer>): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= FILE_MAX_BYTES) chunks.push(chunk);
  }
  return length > FILE_MAX_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}
