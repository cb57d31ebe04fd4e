/** A recovery that an investigator handed in and the contact point has not taken over yet, and a wide search of theirs. */
export async function fillPolice({ get, built, person, recovery }) {
  const { IncidentsService } = await built('tracing/incidents/incidents.service.js');
  const handed = await get(IncidentsService).handIn(person('investigator'), {
    ...recovery,
    common: { ...recovery.common, doNotContactHolders: true },
    weapons: recovery.weapons.slice(0, 1),
  });
  if (!handed.ok) throw new Error(`the sample's hand-in: ${handed.code}`);
  const { WideSearchService } = await built('registries/markings/search/wide-search.service.js');
  const wide = { serial: 'A8C?2345', purpose: 'criminal investigation', caseNumber: '4417/26' };
  const asked = await get(WideSearchService).ask(person('investigator'), wide);
  if (!asked.ok) throw new Error(`the sample's wide search: ${asked.code}`);
}
