import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LINE_MAX_BYTES, UnreadableBundle } from '../domain/audit/bundle.js';
import { splitNotes, type SignedCheckpoint } from '../domain/audit/checkpoint.js';
import { reportLines } from '../domain/audit/report.js';
import { BundleVerifier } from '../domain/audit/verify.js';

const USAGE = `verify-audit FILE [--kept FILE]... [--key THUMBPRINT]... [--json]
  FILE    a ledger bundle or a case bundle, as the node exports it
  --kept  checkpoints that you or a partner kept, one note behind the other: finds a cut tail and a rewritten history
  --key   thumbprint of the ledger key, as it was read out to you: refuses a bundle that brings a key of its own
Ends 0: verified. 1: not verified, the first bad place is named. 2: the files can not be read.`;

const CHUNK_BYTES = 1_048_576;
const LF = 0x0a;

/** Needs no database and no setting: a stranger runs it on a file. */
function main(args: string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kept: { type: 'string', multiple: true },
        key: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UnreadableInput(USAGE);
    const verifier = new BundleVerifier({
      kept: (values.kept ?? []).flatMap(readKept),
      ...(values.key === undefined ? {} : { pinnedKids: values.key }),
    });
    feedLines(file, verifier);
    const report = verifier.finish();
    process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
    return report.findings.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${explain(error, args)}\n`);
    return 2;
  }
}

class UnreadableInput extends Error {}

function explain(error: unknown, args: readonly string[]): string {
  if (error instanceof UnreadableBundle) return `${args[0] ?? ''} is not a bundle: ${error.message}`;
  return error instanceof Error ? error.message : 'the input can not be read';
}

function readKept(file: string): SignedCheckpoint[] {
  const pieces = splitNotes(readFileSync(file, 'utf8'));
  if (pieces.length === 0) throw new UnreadableInput(`${file} holds no checkpoint`);
  return pieces.map(({ line, checkpoint }) => {
    if (checkpoint === undefined) throw new UnreadableInput(`${file} line ${String(line)}: is not a checkpoint`);
    return checkpoint;
  });
}

/** Line by line from a buffer of fixed size: node's readline takes as long as all the hashing. */
function feedLines(file: string, verifier: BundleVerifier): void {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let lines = 0;
    for (let bytes = readSync(descriptor, chunk); bytes > 0; bytes = readSync(descriptor, chunk)) {
      const text = rest.length === 0 ? chunk.subarray(0, bytes) : Buffer.concat([rest, chunk.subarray(0, bytes)]);
      let start = 0;
      for (let end = text.indexOf(LF, start); end !== -1; end = text.indexOf(LF, start)) {
        lines += 1;
        verifier.line(text.toString('utf8', start, end));
        start = end + 1;
      }
      rest = Buffer.from(text.subarray(start));
      if (rest.length > LINE_MAX_BYTES) throw new UnreadableBundle(lines + 1, 'is longer than any line of a bundle');
    }
    if (rest.length > 0) verifier.line(rest.toString('utf8'));
  } finally {
    closeSync(descriptor);
  }
}

// Last, so that every class above exists.
process.exitCode = main(process.argv.slice(2));
