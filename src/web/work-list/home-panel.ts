/** What one of a person's roles finds on the first page: what waits, and the next step. */
export interface HomePanel {
  readonly title: string;
  readonly facts: readonly PanelFact[];
  /** Said where nothing waits: what to do. */
  readonly advice?: string;
  readonly steps: readonly { readonly text: string; readonly href: string }[];
}

export interface PanelFact {
  readonly text: string;
  readonly href?: string;
  /** Somebody must look now. */
  readonly pressing?: boolean;
}
