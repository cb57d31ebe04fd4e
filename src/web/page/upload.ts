import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type PageUpload } from './page-call.js';

/** The first file of a form and the fields before it; the file's bytes are not read yet. */
export async function readUpload(request: FastifyRequest): Promise<PageUpload | undefined> {
  const part = await request.file();
  return part && { name: part.filename, stream: part.file, fields: fieldsOf(part) };
}

function fieldsOf(part: MultipartFile): Record<string, readonly string[]> {
  const entries = Object.entries(part.fields).map(([name, values]) => {
    const texts = [values].flat().flatMap((one) => (one?.type === 'field' ? [String(one.value)] : []));
    return [name, texts] as const;
  });
  return Object.fromEntries(entries.filter(([, texts]) => texts.length > 0));
}
