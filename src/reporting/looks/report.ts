import { type LookReport } from '../../domain/audit/look-report.js';

export { LOOK_REPORTS, type LookReport } from '../../domain/audit/look-report.js';

/** One value of a row: what it is, so that a page can say it in words and lead on from it. */
export type Cell =
  | { readonly kind: 'time'; readonly at: string; readonly entry?: string }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'actor'; readonly actor: { readonly kind: string; readonly id: string } }
  | { readonly kind: 'country'; readonly code: string | null }
  | { readonly kind: 'number'; readonly value: number; readonly unusual?: boolean }
  | { readonly kind: 'case'; readonly id: string; readonly reference?: string }
  | { readonly kind: 'purpose'; readonly value: string }
  | { readonly kind: 'ground'; readonly value: string | null }
  | { readonly kind: 'letter'; readonly value: string }
  | { readonly kind: 'code'; readonly value: string }
  | { readonly kind: 'act'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string };

export interface Report {
  readonly report: LookReport;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What the definition names: days, hours, factor, median. */
  readonly values: Readonly<Record<string, number>>;
  /** More rows than one report shows. */
  readonly cut: boolean;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const below = sorted[sorted.length / 2 - 1];
  return below === undefined ? middle : (below + middle) / 2;
}
