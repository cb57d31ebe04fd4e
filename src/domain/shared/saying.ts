/** A sentence by its code and what it names, so that a page can say it in the reader's language. */
export interface Saying<C extends string = string> {
  readonly code: C;
  readonly values?: Readonly<Record<string, string | number>>;
}
