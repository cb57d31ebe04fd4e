import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Words } from '../../i18n/words.js';

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

/** Undefined for who holds none of its roles. */
export interface PanelSource {
  of(words: Words, actor: PersonActor): Promise<HomePanel | undefined>;
}
