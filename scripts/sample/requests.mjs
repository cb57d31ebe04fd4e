/**
 * What officers have under way: an incident and a hand-in that are written but not recorded, a file of recoveries that was loaded and one that is being
 * checked, and a request whose weapon the State's own registry knows, which it answers.
 */
export async function fillRequests({ get, built, person, recovery }) {
  const [{ RecoveryFilesService }, { KeptFile }, { RecoveryDrafts }, { HandInDrafts }, incidents, tracing, { Clock }] =
    await Promise.all([
      built('tracing/incidents/recovery-files.service.js'),
      built('web/requests/files/kept-file.service.js'),
      built('web/requests/journey/recovery-drafts.service.js'),
      built('web/police/hand-in-drafts.service.js'),
      built('tracing/incidents/incidents.service.js'),
      built('tracing/tracing.service.js'),
      built('platform/clock.js'),
    ]);
  const officer = person('officer');
  const { recovery: find, ...common } = recovery.common;
  const weapons = recovery.weapons.map(({ weapon }) => weapon);
  const journey = { begunAt: get(Clock).now(), common: { ...common, recovery: find }, weapons: weapons.slice(0, 2) };
  kept(await get(RecoveryDrafts).save(officer, journey));
  const handIn = { common: { recovery: find }, weapons: weapons.slice(0, 1), covert: false, flagged: true };
  kept(await get(HandInDrafts).save(person('investigator'), handIn));

  taken(await get(RecoveryFilesService).load(officer, streamOf(FILE)));
  kept(await get(KeptFile).keep(officer, { name: 'recoveries-february.csv', stream: streamOf(FAULTY) }, 1_000_000));

  const handed = taken(
    await get(incidents.IncidentsService).handIn(officer, { ...recovery, weapons: [{ weapon: weapons[0] }] }),
  );
  const check = { holder: 'own registry', result: 'record found', on: '2026-01-12' };
  const atHome = handed.opened[0].id;
  taken(await get(tracing.TracingService).execute(officer, atHome, { type: 'record national check', check }));
  return atHome;
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's requests: ${result.code} ${JSON.stringify(result.reasons ?? [])}`);
  return result.value;
}

function kept(refusal) {
  if (refusal !== undefined) throw new Error(`the sample's requests: ${refusal.code}`);
}

async function* streamOf(text) {
  yield Buffer.from(text, 'utf8');
}

const HEAD =
  'recovered_on,recovery_kind,circumstances,weapon_type,serial,incident,make,calibre,ground,law,intended_use,confidentiality,own_registry,own_registry_on,state_to_ask';
const row = (on, type, serial, incident, make, calibre, state) =>
  `${on},seized,In a lorry at the northern border,${type},${serial},${incident},${make},${calibre},6a,Weapons Act (invented) section 12,criminal investigation,yes,no record,2026-02-02,${state}`;

const FILE = [
  HEAD,
  row('2026-01-20', 'self-loading pistol', 'LORRY-0412', 'A', 'Zastava', '7.65 mm', 'AUT'),
  row('2026-01-20', 'assault rifle', '77-ПК-1187', 'A', 'Zastava', '7.62x39', 'AUT'),
  row('2026-01-22', 'revolver', 'R[O0]4471', 'B', 'Rossi', '.38 Special', ''),
].join('\n');

const FAULTY = [
  HEAD,
  row('2026-02-03', 'self-loading pistol', 'MARKET-77', 'C', 'Beretta', '9 mm', 'AUT'),
  row('03.02.2026', 'blaster', 'MARKET-78', 'C', 'Beretta', '9 mm', 'ZZ'),
  row('2026-02-03', 'rifle', '', 'D', 'Mauser', '8x57', 'AUT'),
].join('\n');
