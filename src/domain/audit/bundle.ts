/**
 * What leaves the node for an auditor or a court: JSON lines. A ledger bundle is header, then for each log its entries with
 * checkpoints between them, then end. A case bundle is header, one checkpoint per log, the case's entries with their proofs, end.
 */
export type BundleLine = HeaderLine | EntryLine | CheckpointLine | EndLine;

export interface HeaderLine {
  readonly type: 'header';
  readonly format: BundleFormat;
  readonly state: string;
  /** Public ledger keys, `x` of each OKP key, oldest first. */
  readonly keys: readonly string[];
  readonly logs: readonly LogLine[];
  /** Only in a case bundle. */
  readonly caseId?: string;
}

export interface LogLine {
  readonly epoch: number;
  readonly origin: string;
  /** The last checkpoint (note) of an earlier log that a partner held when this one was opened; its first entry says the same. */
  readonly lastHeld: string | null;
}

export interface EntryLine {
  readonly type: 'entry';
  readonly epoch: number;
  readonly index: number;
  /** base64url of the leaf hash. */
  readonly leaf: string;
  /** The canonical text, a JSON object inside a string: these very bytes are hashed. */
  readonly entry: string;
  /** base64url hashes from the leaf up; only in a case bundle. */
  readonly proof?: readonly string[];
}

export interface CheckpointLine {
  readonly type: 'checkpoint';
  readonly note: string;
}

export interface EndLine {
  readonly type: 'end';
  /** Entry lines before this one. */
  readonly entries: number;
}

export const LEDGER_FORMAT = 'proofmark-ledger/1';
export const CASE_FORMAT = 'proofmark-case/1';
export type BundleFormat = typeof LEDGER_FORMAT | typeof CASE_FORMAT;

/** No line that a node writes comes near it; a longer one is not read into memory. */
export const LINE_MAX_BYTES = 4_194_304;

/** The file is not a bundle: nothing can be said about the ledger. */
export class UnreadableBundle extends Error {
  constructor(
    readonly line: number,
    why: string,
  ) {
    super(`line ${String(line)}: ${why}`);
    this.name = 'UnreadableBundle';
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const SHAPES: Readonly<Record<BundleLine['type'], (fields: Fields) => boolean>> = {
  header: (it) =>
    (it['format'] === LEDGER_FORMAT || (it['format'] === CASE_FORMAT && isText(it['caseId']))) &&
    isText(it['state']) &&
    isTexts(it['keys']) &&
    Array.isArray(it['logs']) &&
    it['logs'].every(isLog),
  entry: (it) =>
    isCount(it['epoch']) &&
    isCount(it['index']) &&
    isText(it['leaf']) &&
    isText(it['entry']) &&
    (it['proof'] === undefined || isTexts(it['proof'])),
  checkpoint: (it) => isText(it['note']),
  end: (it) => isCount(it['entries']),
};

export function readBundleLine(text: string, line: number): BundleLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableBundle(line, 'is not JSON');
  }
  if (typeof value !== 'object' || value === null) throw new UnreadableBundle(line, 'is not a JSON object');
  const type = (value as Fields)['type'];
  const shape =
    typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type as BundleLine['type']] : undefined;
  if (shape === undefined) throw new UnreadableBundle(line, 'is neither header, entry, checkpoint nor end');
  if (!shape(value as Fields)) throw new UnreadableBundle(line, `is not the ${String(type)} line of a bundle`);
  return value as BundleLine;
}

function isLog(value: unknown): boolean {
  const fields = value as Fields | null;
  return (
    typeof fields === 'object' &&
    fields !== null &&
    isCount(fields['epoch']) &&
    isText(fields['origin']) &&
    (fields['lastHeld'] === null || isText(fields['lastHeld']))
  );
}
