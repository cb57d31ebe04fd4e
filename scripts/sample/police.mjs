/** A recovery that an investigator handed in and the contact point has not taken over yet. */
export async function fillPolice({ get, built, person, recovery }) {
  const { IncidentsService } = await built('tracing/incidents/incidents.service.js');
  const handed = await get(IncidentsService).handIn(person('investigator'), {
    ...recovery,
    common: { ...recovery.common, doNotContactHolders: true },
    weapons: recovery.weapons.slice(0, 1),
  });
  if (!handed.ok) throw new Error(`the sample's hand-in: ${handed.code}`);
}
