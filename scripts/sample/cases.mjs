import { createHash, randomUUID } from 'node:crypto';

/** An invented partner, what it asks of us, and one trace of our own with a question, an answer that leads on, a reminder and a hold. */
export async function fillCases({ get, built, person, opened }) {
  const [keys, { PinService }, { fingerprintOf, thumbprint }, tracing, { Transactions }, { Sweeps }, { Clock }] =
    await Promise.all([
      built('domain/directory/entry.js'),
      built('registries/directory/pin.service.js'),
      built('domain/directory/fingerprint.js'),
      built('tracing/tracing.service.js'),
      built('platform/transaction.js'),
      built('platform/jobs.js'),
      built('platform/clock.js'),
    ]);
  const [officer, supervisor] = [person('officer'), person('supervisor')];
  const entry = entryOf('AUT', keys.KEY_CURVES, thumbprint);
  const pinned = taken(await get(PinService).proposePin(officer, entry));
  taken(await get(PinService).confirmPin(supervisor, pinned.id, fingerprintOf(entry)));
  const service = get(tracing.TracingService);
  const act = async (by, id, command) => taken(await service.execute(by, id, command)).kase;
  const settle = async () => {
    for (let moved = 1; moved > 0;) {
      moved = 0;
      for (const sweep of get(Sweeps).all()) if (!sweep.name.includes('dispatch')) moved += await sweep.run();
    }
  };
  const place = new Map();
  const receive = async (thread, seen, letter) => {
    const seq = (place.get(thread) ?? 0) + 1;
    place.set(thread, seq);
    const jti = randomUUID();
    const now = get(Clock).now();
    const received = await get(Transactions).run((tx) =>
      service.receive(tx, {
        partner: 'AUT',
        thread,
        mid: createHash('sha256').update(jti).digest('base64url'),
        letter,
        receivedAt: now,
        header: { jti, seq, seen, iat: now, exercise: true },
      }),
    );
    if (!received.accepted) throw new Error(`the sample's letter: ${received.code}`);
    return received.caseId;
  };
  const delivered = async ({ thread, streams }) => {
    for (const { seq, jti, standing } of streams.requester.filter((one) => one.standing === 'pending'))
      await get(Transactions).run((tx) =>
        service.recordDelivery(tx, {
          thread,
          seq,
          jti,
          mid: createHash('sha256').update(jti).digest('base64url'),
          receivedAt: get(Clock).now(),
          flagged: standing !== 'pending',
        }),
      );
  };

  await act(officer, opened, { type: 'choose addressee', partner: 'AUT' });
  await act(officer, opened, { type: 'edit draft', body: { handling: HANDLING } });
  await act(officer, opened, {
    type: 'record national check',
    check: { holder: 'own registry', result: 'no record', on: '2026-01-11' },
  });
  const proposed = await act(officer, opened, { type: 'propose request' });
  const { digest, factsDigest } = proposed.proposal;
  await act(supervisor, opened, { type: 'approve', digest, factsDigest });
  await act(supervisor, opened, { type: 'assign', personId: officer.id });
  const sent = await act(officer, opened, { type: 'send' });
  await delivered(sent);
  await receive(sent.thread, 1, { kind: 'ACKNOWLEDGE', body: { reference: 'AUT-2026-000417' } });
  await receive(sent.thread, 1, {
    kind: 'ASK_MORE',
    body: { questions: [{ field: '/weapon/model', text: 'Which model stands on the slide?' }] },
  });
  await delivered(
    await act(officer, opened, {
      type: 'write',
      letter: { kind: 'MORE', body: { answers: [{ field: '/weapon/model', text: '17 Gen 4' }] } },
    }),
  );
  await act(officer, opened, { type: 'confirm storage' });
  await act(officer, opened, { type: 'place hold', kind: 'court', reason: 'Exhibit 4 until the hearing in May.' });
  await act(officer, opened, {
    type: 'open consultation',
    kind: 'consult',
    withWhom: 'Public prosecutor of the capital (invented)',
  });
  await act(officer, opened, {
    type: 'record contact',
    contact: {
      at: get(Clock).now(),
      channel: 'telephone',
      what: 'The desk in Vienna looks for the export file.',
      calledBack: true,
    },
  });
  await receive(sent.thread, 2, { kind: 'ANSWER', body: ANSWER });
  await receive(sent.thread, 2, {
    kind: 'CORRECT',
    body: {
      corrects: createHash('sha256').update('unknown').digest('base64url'),
      reason: 'The date of the export was misread.',
    },
  });
  const asked = await receive(randomUUID(), 0, { kind: 'REQUEST', body: REQUEST });
  await settle();
  return { asked };
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's cases: ${result.code} ${JSON.stringify(result.reasons ?? [])}`);
  return result.value;
}

function entryOf(country, curves, thumbprint) {
  const key = (use) => {
    const x = createHash('sha256').update(`${country} ${use} of the sample`).digest('base64url');
    const jwk = { kty: 'OKP', crv: curves[use], x };
    return { use, kid: thumbprint(jwk), jwk, validFrom: '2026-01-01T00:00:00.000Z' };
  };
  return {
    country,
    version: 1,
    authority: 'Tracing desk of the exercise',
    contacts: [
      {
        kind: 'ITI tracing',
        office: 'Tracing desk',
        telephone: '+43 1 5550100',
        email: 'tracing@example.org',
        languages: ['de', 'en'],
        hours: 'Mo-Fr 9-17',
        zone: 'Europe/Vienna',
      },
    ],
    channel: { kind: 'node', url: 'https://node.example.org' },
    keys: [key('signing'), key('sealing'), key('ledger')],
    markingPractices: [],
    targets: [],
    capabilities: { versions: [1], kinds: ['REQUEST'], batchMax: 10 },
  };
}

const HANDLING = {
  recipients: ['Ministry of the Interior', 'Public prosecutor'],
  purposes: ['criminal investigation'],
  onwardRelease: 'with consent',
  evidenceUse: 'with consent',
  deleteBy: '2031-12-31',
  label: 'TLP:AMBER',
};

const ANSWER = {
  part: 'final',
  reference: 'AUT-2026-000417',
  outcome: 'traced to export',
  match: { basis: 'look-alike', differences: [{ position: 3, asked: '1', recorded: 'I' }], candidates: 1 },
  level: 1,
  facts: [
    { field: 'company', role: 'maker', event: 'manufactured', level: 1, value: 'Glock Ges.m.b.H.', on: '2011-03-01' },
    {
      field: 'company',
      role: 'exporter',
      event: 'exported',
      level: 1,
      value: 'Invented Export House',
      on: '2012-05-20',
    },
    { field: 'State', event: 'exported', level: 0, value: 'POL', on: '2012-05-20' },
  ],
  nextState: 'POL',
  withheld: [{ field: 'person', why: 'level' }],
  handling: HANDLING,
};

const REQUEST = {
  incident: { id: '019ad000-0000-7000-8000-0000000000c1', item: 1, of: 2 },
  reference: 'AUT-2026-000502',
  requesterKind: 'State',
  urgency: 'urgent',
  urgencyReason: 'A suspect is to be released in three days.',
  illicit: [{ ground: '6a', law: 'Weapons Act (invented), section 50' }],
  recovery: {
    kind: 'seized',
    date: { on: '2026-02-03' },
    country: 'AUT',
    place: 'Graz',
    circumstances: 'House search after a robbery.',
  },
  weapon: {
    type: 'self-loading pistol',
    make: 'GLOCK',
    calibre: '9mm',
    marks: [
      { kind: 'serial', text: 'ABC12345', condition: 'legible', component: 'frame' },
      { kind: 'import', text: 'XAA 12', condition: 'partly legible', component: 'slide', country: 'XAA', year: 2012 },
    ],
  },
  intendedUse: { use: 'criminal investigation' },
  confidentiality: { guaranteed: true },
  handling: { ...HANDLING, recipients: [] },
  nationalCheck: [{ holder: 'own registry', result: 'no record', on: '2026-02-04' }],
};
