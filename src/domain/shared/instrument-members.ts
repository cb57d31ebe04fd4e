/**
 * States between which an instrument with a term of days is said to bind. General knowledge, not confirmed against a published list: a suggestion for the
 * person who puts the policy in force here, never in force by itself.
 */
export const INSTRUMENT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'ecowas': ['BEN', 'CIV', 'CPV', 'GHA', 'GIN', 'GMB', 'GNB', 'LBR', 'NGA', 'SEN', 'SLE', 'TGO'],
  'eu-2023-977': [
    'AUT',
    'BEL',
    'BGR',
    'CYP',
    'CZE',
    'DEU',
    'ESP',
    'EST',
    'FIN',
    'FRA',
    'GRC',
    'HRV',
    'HUN',
    'IRL',
    'ITA',
    'LTU',
    'LUX',
    'LVA',
    'MLT',
    'NLD',
    'POL',
    'PRT',
    'ROU',
    'SVK',
    'SVN',
    'SWE',
    'CHE',
    'ISL',
    'LIE',
    'NOR',
  ],
};

/** Members of the instrument that a policy id stands under: `eu-2023-977-urgent` under `eu-2023-977`. */
export function suggestedStates(policyId: string): readonly string[] {
  const instrument = Object.keys(INSTRUMENT_MEMBERS).find((id) => policyId === id || policyId.startsWith(`${id}-`));
  return instrument === undefined ? [] : (INSTRUMENT_MEMBERS[instrument] ?? []);
}
