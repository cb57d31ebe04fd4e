import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { type PageUpload } from './page-call.js';

/** The first file of a form and the fields before it; the file's bytes are not read yet. Without a file its name is empty. */
export async function readUpload(request: FastifyRequest): Promise<PageUpload> {
  const fields: Record<string, string[]> = {};
  for await (const part of request.parts()) {
    if (part.type === 'file') return { name: part.filename, stream: part.file, fields };
    fields[part.fieldname] = [...(fields[part.fieldname] ?? []), String(part.value)];
  }
  return { name: '', stream: Readable.from([]), fields };
}
