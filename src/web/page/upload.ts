import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { refuse, type Refusal } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';
import { type PageUpload } from './page-call.js';

const MEGABYTE = 1_000_000;

/** The first file of a form and the fields before it; the file's bytes are not read yet. Without a file its name is empty. */
export async function readUpload(request: FastifyRequest, reply: FastifyReply, maxBytes: number): Promise<PageUpload> {
  const fields: Record<string, string[]> = {};
  for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
    if (part.type === 'file') {
      // What nobody read would hold its connection until both sides give up.
      reply.raw.once('finish', () => part.file.resume());
      return { name: part.filename, stream: wholeOf(part, maxBytes), fields };
    }
    fields[part.fieldname] = [...(fields[part.fieldname] ?? []), String(part.value)];
  }
  return { name: '', stream: Readable.from([]), fields };
}

/** A file that is cut at the limit must not pass for a whole one: whoever reads it meets the refusal at its end. */
async function* wholeOf({ file, fieldname }: MultipartFile, maxBytes: number): AsyncIterable<Buffer> {
  for await (const piece of file) yield piece as Buffer;
  if (file.truncated) throw new RefusalError(tooLarge(`/${fieldname}`, maxBytes));
}

function tooLarge(field: string, maxBytes: number): Refusal {
  const rule = `at most ${String(maxBytes)} bytes`;
  const number = Math.max(1, Math.floor(maxBytes / MEGABYTE));
  return refuse('body-too-large', {
    field,
    rule,
    reasons: [
      { code: 'body-too-large', field, rule, text: rule, says: { code: 'file-too-large', values: { number } } },
    ],
  });
}
