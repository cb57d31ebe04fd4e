/** Fields of a number and what is known beside it that are more than text. */
export const NUMBER_KINDS = { ticks: ['lookAlikes'], numbers: ['yearFrom', 'yearTo'] } as const;
/** The same, of a look-up that is answered at once. */
export const QUERY_KINDS = { ...NUMBER_KINDS, ticks: ['lookAlikes', 'oneEdit'] } as const;
