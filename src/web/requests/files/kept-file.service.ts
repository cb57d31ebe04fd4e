import { Injectable } from '@nestjs/common';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse, type Refusal } from '../../../domain/shared/refusal.js';
import { FormDrafts } from '../../forms/form-drafts.service.js';
import { type PageUpload } from '../../page/page-call.js';

interface Kept {
  readonly name: string;
  /** gzip, base64. */
  readonly content: string;
}

const FORM = 'recovery file';
/** What is packed small must not unpack without end. */
const MOST_BYTES = 10_000_000;

/** A file between its check and its confirmation: kept sealed for the one person, packed. */
@Injectable()
export class KeptFile {
  constructor(private readonly drafts: FormDrafts) {}

  async keep(actor: PersonActor, upload: PageUpload, maxBytes: number): Promise<Refusal | undefined> {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of upload.stream) {
      bytes += part.length;
      if (bytes > maxBytes)
        return refuse('import-too-large', { field: '/file', rule: `at most ${String(maxBytes)} bytes` });
      parts.push(part);
    }
    if (bytes === 0) return refuse('import-empty', { field: '/file' });
    const kept: Kept = { name: upload.name.slice(0, 200), content: gzipSync(Buffer.concat(parts)).toString('base64') };
    return (await this.drafts.save(actor, FORM, kept)) ? undefined : refuse('import-too-large', { field: '/file' });
  }

  async find(
    actor: PersonActor,
  ): Promise<{ readonly name: string; readonly stream: AsyncIterable<Uint8Array> } | undefined> {
    const kept = (await this.drafts.find(actor, FORM)) as Kept | undefined;
    if (kept === undefined) return undefined;
    const bytes = gunzipSync(Buffer.from(kept.content, 'base64'), { maxOutputLength: MOST_BYTES });
    return { name: kept.name, stream: once(bytes) };
  }

  async drop(actor: PersonActor): Promise<void> {
    await this.drafts.drop(actor, FORM);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
