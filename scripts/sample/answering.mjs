import { createHash, randomUUID } from 'node:crypto';

/** Two requests of the partner, one with an answer being written and one whose candidates nobody has judged yet; two requests of our own to be signed. */
export async function fillAnswering({ get, built, person, recovery }) {
  const [tracing, { Transactions }, { Sweeps }, { Clock }, { IncidentsService }, { FormDrafts }] = await Promise.all([
    built('tracing/tracing.service.js'),
    built('platform/transaction.js'),
    built('platform/jobs.js'),
    built('platform/clock.js'),
    built('tracing/incidents/incidents.service.js'),
    built('web/forms/form-drafts.service.js'),
  ]);
  const officer = person('officer');
  const service = get(tracing.TracingService);
  const act = async (id, command) => taken(await service.execute(officer, id, command)).kase;

  const now = get(Clock).now();
  const receive = async (body) => {
    const jti = randomUUID();
    const received = await get(Transactions).run((tx) =>
      service.receive(tx, {
        partner: 'AUT',
        thread: randomUUID(),
        mid: createHash('sha256').update(jti).digest('base64url'),
        letter: { kind: 'REQUEST', body },
        receivedAt: now,
        header: { jti, seq: 1, seen: 0, iat: now, exercise: true },
      }),
    );
    if (!received.accepted) throw new Error(`the sample's answer: ${received.code}`);
    return received.caseId;
  };
  const id = await receive(REQUEST);
  const unjudged = await receive(OTHER_REQUEST);
  const match = get(Sweeps)
    .all()
    .filter(({ name }) => !name.includes('dispatch'));
  for (let moved = 1; moved > 0;) {
    moved = 0;
    for (const sweep of match) moved += await sweep.run();
  }
  await act(unjudged, { type: 'accept request' });
  const { candidates } = await act(id, { type: 'accept request' });
  const [lead] = candidates.list;
  await act(id, { type: 'choose record', firearmId: lead.firearmId, outcome: 'traced to last lawful holder' });
  await act(id, { type: 'compose answer', part: 'final', level: 1 });
  await get(FormDrafts).save(officer, `answer of ${id}`, COMPOSED);

  const { WideSearchService } = await built('registries/markings/search/wide-search.service.js');
  const wide = { serial: 'A8C1234?', purpose: 'answer to a partner State', caseNumber: REQUEST.reference };
  taken(await get(WideSearchService).ask(officer, wide, { caseId: unjudged }));

  const opened = taken(await get(IncidentsService).handIn(officer, recovery));
  for (const one of opened.opened.slice(0, 2)) {
    await act(one.id, { type: 'choose addressee', partner: 'AUT' });
    await act(one.id, { type: 'edit draft', body: { handling: REQUEST.handling } });
    await act(one.id, { type: 'record national check', check: { holder: 'own registry', result: 'no record' } });
    await act(one.id, { type: 'propose request' });
  }
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's answer: ${result.code} ${JSON.stringify(result.reasons ?? [])}`);
  return result.value;
}

const COMPOSED = {
  'part': ['final'],
  'level': ['1'],
  'handling-recipients': [''],
  'handling-purposes': ['criminal investigation'],
  'handling-onwardRelease': ['with consent'],
  'handling-evidenceUse': ['with consent'],
  'handling-label': ['TLP:AMBER+STRICT'],
  'note': ['The importer closed in 2019; its books are kept by the State.'],
};

const REQUEST = {
  incident: { id: '019ad000-0000-7000-8000-0000000000d1', item: 1, of: 1 },
  reference: 'AUT-2026-000533',
  requesterKind: 'State',
  urgency: 'routine',
  illicit: [{ ground: '6a', law: 'Weapons Act (invented), section 50' }],
  recovery: {
    kind: 'found',
    date: { on: '2026-02-11' },
    country: 'AUT',
    place: 'Linz',
    circumstances: 'Found by walkers on the bank of the river.',
  },
  weapon: {
    type: 'self-loading pistol',
    make: 'GLOCK',
    calibre: '9mm',
    marks: [{ kind: 'serial', text: 'A8C1234S', condition: 'partly legible', component: 'frame' }],
  },
  intendedUse: { use: 'criminal investigation' },
  confidentiality: { guaranteed: true },
  handling: {
    recipients: [],
    purposes: ['criminal investigation'],
    onwardRelease: 'with consent',
    evidenceUse: 'with consent',
    label: 'TLP:AMBER',
  },
  nationalCheck: [{ holder: 'own registry', result: 'no record', on: '2026-02-12' }],
};

const OTHER_REQUEST = {
  ...REQUEST,
  incident: { id: '019ad000-0000-7000-8000-0000000000d2', item: 1, of: 1 },
  reference: 'AUT-2026-000540',
  weapon: {
    type: 'revolver',
    make: 'Smith & Wesson',
    calibre: '.38 Special',
    marks: [{ kind: 'serial', text: 'A8C1234[5S]', condition: 'partly legible', component: 'frame' }],
  },
};
