/** Invented marking records: a pistol with a long life, a rifle of many parts, a revolver and a shotgun, of which the rifle is reported stolen; and a load with rows that are refused. */
export async function fillRegistry({ get, built, person }) {
  const [{ RegistrationService }, { ImportsService }, { ReportsService }] = await Promise.all([
    built('registries/markings/registration.service.js'),
    built('registries/markings/imports.service.js'),
    built('registries/markings/reports.service.js'),
  ]);
  const registrar = person('registrar');
  const recorded = [];
  for (const firearm of FIREARMS) recorded.push(taken(await get(RegistrationService).register(registrar, firearm)));
  taken(await get(ReportsService).report(registrar, recorded[1].id, recorded[1].version, STOLEN));
  taken(await get(ImportsService).importCsv(registrar, rowsOf(CSV), { source: 'Depot 4 (invented)' }));
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's registry: ${result.code}`);
  return result.value;
}

async function* rowsOf(text) {
  yield Buffer.from(text, 'utf8');
}

const serial = (text, more = {}) => ({ kind: 'serial', text, condition: 'legible', ...more });
const part = (kind, marks, more = {}) => ({ kind, reference: false, replaced: false, marks, ...more });

const FIREARMS = [
  {
    type: 'self-loading pistol',
    manufacture: 'industrial',
    make: 'GLOCK',
    model: '17 Gen 4',
    calibre: '9 mm Luger',
    yearOfManufacture: 2011,
    countryOfManufacture: 'AUT',
    components: [
      part('frame', [serial('ABC12345', { method: 'embedded plate', sizeMm: 1.6, position: 'underside' })], {
        reference: true,
        material: 'polymer',
      }),
      part('slide', [
        serial('ABC12345', { method: 'laser' }),
        { kind: 'model', text: '17 Gen 4', condition: 'legible' },
      ]),
      part('barrel', [serial('XR9911', { condition: 'partly legible' })], { replaced: true }),
    ],
    holders: [
      { kind: 'company', role: 'maker', name: 'Glock Ges.m.b.H.', country: 'AUT' },
      { kind: 'company', role: 'importer', name: 'Invented Arms Import', country: 'XAA' },
      {
        kind: 'natural person',
        role: 'private holder',
        name: 'Joan Invented',
        country: 'XAA',
        from: '2013-05-02',
      },
    ],
    events: [
      { kind: 'manufactured', on: '2011-03-01', country: 'AUT', holder: 0 },
      { kind: 'imported', on: '2012-06-14', country: 'XAA', otherCountry: 'AUT', holder: 1, document: 'IMP-2012-0044' },
      { kind: 'transferred', on: '2013-05-02', country: 'XAA', holder: 2 },
    ],
  },
  {
    type: 'assault rifle',
    manufacture: 'industrial',
    make: 'Izhmash',
    calibre: '7.62x39',
    yearOfManufacture: 1974,
    countryOfManufacture: 'SUN',
    components: [
      part('receiver', [serial('АК 1974 0815'), { kind: 'year', text: '1974', condition: 'legible' }], {
        reference: true,
      }),
      part('barrel', [serial('1974 0815')]),
      part('bolt', [serial('0815')]),
    ],
    holders: [{ kind: 'State body', role: 'State body', name: 'Army of the exercise', country: 'XAA' }],
    events: [
      { kind: 'manufactured', on: '1974-01-01', country: 'SUN' },
      { kind: 'imported', country: 'XAA', otherCountry: 'SUN' },
    ],
  },
  {
    type: 'revolver',
    manufacture: 'industrial',
    make: 'Smith & Wesson',
    calibre: '.38 Special',
    countryOfManufacture: 'USA',
    components: [
      part('frame', [serial('A8C12345')], { reference: true }),
      part('cylinder', [serial('2345')]),
      part('barrel', [serial('2345')]),
    ],
    holders: [],
    events: [{ kind: 'exported', on: '1999-10-20', country: 'XAA', otherCountry: 'XAB' }],
  },
  {
    type: 'shotgun',
    manufacture: 'industrial',
    make: 'Beretta',
    calibre: '12 gauge',
    countryOfManufacture: 'ITA',
    components: [part('receiver', [serial('O0I1B8')], { reference: true })],
    holders: [],
    events: [],
  },
];

const STOLEN = {
  kind: 'reported stolen',
  on: '2025-12-19',
  country: 'XAA',
  document: 'Police file 4417 (invented)',
  reason: 'Missing at the count of the depot after a break-in.',
};

const CSV = [
  'record_id,type,make,calibre,serial,imported_on,status',
  'D4-1,rifle,Mauser,8x57,M98-4711,1950-02-01,',
  'D4-2,rifle,Mauser,8x57,,1950-02-01,',
  'D4-3,musket,Mauser,8x57,M98-4713,1950-02-31,',
  'D4-4,rifle,Mauser,8x57,M98-4714,,sold',
].join('\n');
