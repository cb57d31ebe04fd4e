import { type ShownTime } from '../i18n/words.js';

export type TagColour =
  'govuk-tag--green' | 'govuk-tag--red' | 'govuk-tag--yellow' | 'govuk-tag--grey' | 'govuk-tag--blue';

/** What stands in one place of a table or of a list of facts. */
export interface Cell {
  readonly text?: string;
  readonly href?: string;
  readonly tag?: { readonly text: string; readonly colour: TagColour };
  readonly time?: ShownTime;
  readonly lines?: readonly string[];
}

export interface Fact extends Cell {
  readonly name: string;
}

/** As `administration/table.njk` draws it. */
export interface TableView {
  readonly caption: string;
  readonly showCaption?: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What to do where there is nothing. */
  readonly empty?: string;
}
