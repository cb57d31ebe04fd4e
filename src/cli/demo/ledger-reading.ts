import { readBundleLine } from '../../domain/audit/bundle.js';
import { parseEntry, type Entry } from '../../domain/audit/entry.js';
import { type Role } from '../../domain/messages/index.js';

/** A letter as the ledger names it: its place and hash, never its content. */
export interface LedgerLetter {
  readonly seq: number;
  readonly jti: string;
  readonly kind: string;
  readonly outcome?: string;
  readonly mid: string | null;
  /** When its author wrote it; only in the author's ledger. */
  readonly writtenAt?: string;
  readonly receivedAt: string | null;
  readonly rejected: boolean;
}

/** A case as one State's ledger tells it. */
export interface LedgerCase {
  readonly node: string;
  readonly caseId: string;
  readonly thread: string;
  readonly role: Role;
  readonly partner: string | null;
  readonly state: string;
  readonly shared: string;
  readonly exercise: boolean;
  /** Opened from a recovery, not by a chain or a partner. */
  readonly root: boolean;
  readonly letters: Readonly<Record<Role, readonly LedgerLetter[]>>;
  readonly next: readonly string[];
  readonly closedWith?: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Draft = { -readonly [K in keyof LedgerCase]: LedgerCase[K] };

/** Every case of a bundle, from its entries alone. */
export function readCasesOf(bundle: string, node: string): readonly LedgerCase[] {
  const cases = new Map<string, Draft>();
  for (const entry of entriesOf(bundle)) {
    const { data, caseId, thread } = entry;
    if (
      !entry.act.startsWith('case.') ||
      caseId === undefined ||
      thread === undefined ||
      !Array.isArray(data['events'])
    )
      continue;
    const kase = cases.get(caseId) ?? opened(entry, node, caseId, thread);
    cases.set(caseId, kase);
    kase.state = text(data['state']);
    kase.shared = text(data['shared']);
    kase.partner = typeof data['partner'] === 'string' ? data['partner'] : null;
    for (const event of data['events'] as Fields[]) apply(kase, event, entry.at);
  }
  return [...cases.values()];
}

/** The highest place of a direction that a letter stands at, and its hash: what two States compare. */
export function headOf(kase: LedgerCase, role: Role): { readonly seq: number; readonly hash: string | null } {
  const last = kase.letters[role].filter((letter) => !letter.rejected).at(-1);
  return { seq: last?.seq ?? 0, hash: last?.mid ?? null };
}

function* entriesOf(bundle: string): Generator<Entry> {
  let line = 0;
  for (const one of bundle.split('\n')) {
    line += 1;
    if (one === '') continue;
    const read = readBundleLine(one, line);
    const entry = read.type === 'entry' ? parseEntry(read.entry) : undefined;
    if (entry !== undefined) yield entry;
  }
}

function opened({ act, data }: Entry, node: string, caseId: string, thread: string): Draft {
  return {
    node,
    caseId,
    thread,
    role: data['role'] === 'responder' ? 'responder' : 'requester',
    partner: null,
    state: '',
    shared: '',
    exercise: data['exercise'] === true,
    root: act === 'case.open-case',
    letters: { requester: [], responder: [] },
    next: [],
  };
}

function apply(kase: Draft, event: Fields, at: string): void {
  const seq = Number(event['seq']);
  switch (event['type']) {
    case 'letter written':
    case 'letter voided':
      put(kase, kase.role, { ...letterOf(event), writtenAt: at });
      break;
    case 'letter received':
      put(kase, kase.role === 'requester' ? 'responder' : 'requester', letterOf(event));
      break;
    case 'delivery recorded':
      change(kase, seq, (letter) => ({
        ...letter,
        jti: text(event['jti']),
        mid: text(event['mid']),
        receivedAt: text(event['receivedAt']),
        rejected: false,
      }));
      break;
    case 'rejection recorded':
      change(kase, seq, (letter) =>
        letter.jti === event['jti'] && event['standingMid'] === null ? { ...letter, rejected: true } : letter,
      );
      break;
    case 'next opened':
      kase.next = [...kase.next, text(event['caseId'])];
      break;
    case 'closed':
      kase.closedWith = text(event['outcome']);
      break;
  }
}

function letterOf(event: Fields): LedgerLetter {
  const { kind, outcome, jti, mid, receivedAt } = event;
  return {
    seq: Number(event['seq']),
    jti: text(jti),
    kind: text(kind),
    mid: typeof mid === 'string' ? mid : null,
    receivedAt: typeof receivedAt === 'string' ? receivedAt : null,
    rejected: false,
    ...(typeof outcome === 'string' ? { outcome } : {}),
  };
}

function put(kase: Draft, role: Role, letter: LedgerLetter): void {
  const others = kase.letters[role].filter((one) => one.seq !== letter.seq);
  kase.letters = { ...kase.letters, [role]: [...others, letter].sort((a, b) => a.seq - b.seq) };
}

function change(kase: Draft, seq: number, to: (letter: LedgerLetter) => LedgerLetter): void {
  kase.letters = {
    ...kase.letters,
    [kase.role]: kase.letters[kase.role].map((letter) => (letter.seq === seq ? to(letter) : letter)),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
