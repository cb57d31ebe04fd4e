import { StateEntry } from '../../src/domain/directory/entry.js';
import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { BODIES } from '../../src/domain/messages/index.js';
import { entryOf } from '../unit/directory-builder.js';
import { hostileCopy, Exact, OUT, type Schema } from './hostile.js';
import { type HostileStates } from './hostile-states.js';
import { LETTERS } from './letters.js';
import { paperContent } from './paper.js';
import { completeParts, recoveredPistol } from './weapons.js';

const FORMAT = 'proofmark directory entry 1';
const LATER = '2026-09-01T00:00:00.000Z';

/** What the people of two States write, from the first agency to the closing of a case: each field of text hostile. */
export async function playHostile(world: HostileStates): Promise<void> {
  await people(world);
  await directory(world);
  await records(world);
  await world.send(world.states.a, 'POST /api/reference/origin', [], { serial: OUT, symbols: ['plain star'] });
  const [traced = '', refused = '', drafted = ''] = await incident(world, 3);
  await request(world, traced);
  await request(world, refused);
  await answer(world, traced);
  await refuse(world, refused);
  // Before one of the cases is sealed.
  await judge(world, traced);
  await move(world, drafted);
  await keep(world, traced, drafted);
  await papers(world);
  await leaveOpen(world);
}

/** Work that nobody has finished, so that each page of the way to its end can be opened. */
async function leaveOpen(world: HostileStates): Promise<void> {
  const { b } = world.states;
  const [asked = '', composed = '', ...waiting] = await incident(world, 6);
  for (const id of [asked, composed]) {
    await request(world, id);
    await world.send(b, 'POST /api/cases/:id/acceptance', [await world.partnersCase(id)]);
  }
  for (const id of waiting.slice(0, 3)) await propose(world, id);
  await proposeAnswer(world, await world.partnersCase(composed));
}

const idIn = (body: Readonly<Record<string, unknown>>): string => String(body['id']);

async function people(world: HostileStates): Promise<void> {
  const { a } = world.states;
  const agency = idIn(await world.send(a, 'POST /api/agencies'));
  await world.send(a, 'PATCH /api/agencies/:id', [agency]);
  const { person } = (await world.send(a, 'POST /api/people', [], { agencyId: agency })) as { person?: { id: string } };
  const id = person?.id ?? '';
  await world.send(a, 'PATCH /api/people/:id', [id], { agencyId: agency });
  const role = { role: 'auditor', agencyId: agency, validFrom: OUT, validTo: OUT };
  await world.send(a, 'POST /api/people/:id/roles', [id], role);
  await world.send(a, 'POST /api/tokens', [], { scopes: ['cases.read'], expiresAt: LATER });
}

async function directory(world: HostileStates): Promise<void> {
  const { a } = world.states;
  const entry = hostileCopy(StateEntry as Schema, entryOf('AUT'), world.write);
  const right = { ...entry, contacts: entryOf('AUT').contacts.map((one) => ({ ...one, office: world.write(200) })) };
  const whole = { ...right, channel: entryOf('AUT').channel, keys: entryOf('AUT').keys };
  const file = { format: FORMAT, entry: new Exact(whole) };
  const first = idIn(await world.send(a, 'POST /api/directory/proposals', [], file, 'officer'));
  await world.send(a, 'POST /api/directory/proposals/:id/rejection', [first], {}, 'supervisor');
  const second = idIn(await world.send(a, 'POST /api/directory/proposals', [], file, 'officer'));
  const fingerprint = fingerprintOf(whole);
  const confirmed = { fingerprint, ownApprovalReason: OUT };
  await world.send(a, 'POST /api/directory/proposals/:id/confirmation', [second], confirmed, 'supervisor');
  const newer = { format: FORMAT, entry: new Exact({ ...whole, version: 2 }) };
  await world.send(a, 'PUT /api/directory/entries/:country', ['AUT'], newer);
  const [key] = whole.keys;
  await world.send(a, 'POST /api/directory/keys/:country/revocation', ['AUT'], { use: key?.use, kid: key?.kid });
  await world.send(a, 'PUT /api/directory/own', [], {
    contacts: right.contacts.map((one) => ({ ...one, languages: ['en'], zone: 'Europe/Vienna', email: OUT })),
    channel: OUT,
    targets: [],
    calendar: OUT,
  });
  await world.send(a, 'PUT /api/directory/profiles/:country', ['XAB'], {
    suspended: false,
    suspendedReason: OUT,
    highestLevel: 1,
    confidentiality: 'guaranteed',
  });
  await world.send(a, 'PUT /api/directory/profiles/:country', ['AUT'], { suspended: true });
  const calendar = { zone: 'Europe/Vienna', weekend: [6, 7], holidays: ['2026-01-01'], validFrom: OUT, validTo: OUT };
  await world.send(a, 'POST /api/directory/calendars/:country', ['SRB'], calendar);
  const policy = { scope: 'known practice', states: [], adopted: false, verified: false };
  await world.send(a, 'POST /api/directory/policies', [], { ...policy, id: 'hostile-policy' });
  await world.send(a, 'PUT /api/directory/policies/:id', ['hostile-policy'], policy);
}

async function records(world: HostileStates): Promise<void> {
  const { b } = world.states;
  const firearm = {
    type: 'self-loading pistol',
    components: [
      { kind: 'frame', reference: true, marks: [{ kind: 'serial', condition: 'legible', text: 'HOST1LE' }] },
    ],
    holders: [{ kind: 'natural person', role: 'private holder' }],
    events: [{ kind: 'sold', holder: 0 }],
  };
  const { id, components } = (await world.send(b, 'POST /api/firearms', [], firearm)) as {
    id?: string;
    components?: readonly { marks: readonly { id: string }[] }[];
  };
  const markId = components?.[0]?.marks[0]?.id;
  const corrected = { type: 'self-loading pistol', marks: [{ markId, text: 'H0STILE', condition: 'legible' }] };
  await world.send(b, 'POST /api/firearms/:id/corrections', [id ?? ''], corrected);
  const report = { kind: 'reported stolen', on: OUT };
  const { eventId } = (await world.send(b, 'POST /api/firearms/:id/reports', [id ?? ''], report)) as {
    eventId?: string;
  };
  await world.send(b, 'POST /api/firearms/:id/reports/:eventId/withdrawal', [id ?? '', eventId ?? '']);
  await world.send(b, 'POST /api/firearms/:id/reports', [id ?? ''], report);
  // A number is written in a notation of its own: what is none is refused at its character.
  const query = { caseNumber: 'A 1', serial: 'H0STILE' };
  await world.send(b, 'POST /api/marking-queries', [], query, 'investigator');
  await world.send(b, 'POST /api/marking-queries/wide', [], query, 'investigator');
}

/** The auditor's sample and its review; what a person asks of the data protection officer. */
async function judge(world: HostileStates, traced: string): Promise<void> {
  const { a } = world.states;
  // A sample is drawn from what was opened before it.
  a.node.clock.advance(1000);
  const everything = { size: 500, reference: OUT, partner: OUT, role: OUT, state: OUT, from: OUT, until: OUT };
  const sample = idIn(await world.send(a, 'POST /api/histories/samples', [], everything, 'auditor'));
  const review = { verdict: 'with remarks' };
  await world.send(a, 'POST /api/histories/samples/:id/reviews/:caseId', [sample, traced], review, 'auditor');
  const officer = 'data protection officer';
  const asked = { identity: 'in person', asks: ['access'], receivedOn: '2026-01-10' };
  const request = idIn(await world.send(a, 'POST /api/data-subjects', [], asked, officer));
  await world.send(a, 'POST /api/data-subjects/:id/searches', [request], {}, officer);
  const told = { kind: 'inform', finding: OUT, ground: OUT, reviewOn: OUT, newName: OUT };
  await world.send(a, 'POST /api/data-subjects/:id/decisions', [request], told, officer);
}

/** Cases pass from hand to hand, and are searched. */
async function move(world: HostileStates, drafted: string): Promise<void> {
  const { a } = world.states;
  await world.send(a, 'PUT /api/cases/:id/assignee', [drafted], { personId: a.officer.id }, 'supervisor');
  const handed = { fromPersonId: a.officer.id, toPersonId: a.supervisor.id };
  await world.send(a, 'POST /api/hand-overs', [], handed, 'supervisor');
  const free = { partner: OUT, state: OUT, role: OUT, assigneeId: OUT, from: OUT, until: OUT, after: OUT, limit: OUT };
  await world.send(a, 'POST /api/case-searches', [], free, 'officer');
}

/** A find of so many weapons: the case of each. */
async function incident(world: HostileStates, count: number): Promise<readonly string[]> {
  const { a } = world.states;
  const request = BODIES.REQUEST as Schema;
  const weapon = { ...hostileCopy(request.properties?.['weapon'] ?? {}, recoveredPistol('H0STILE'), world.write) };
  const marks = recoveredPistol('H0STILE').marks.map((mark) => ({ ...mark, position: world.write(200) }));
  const common = hostileCopy(request, completeParts('XAA'), world.write);
  const weapons = Array.from({ length: count }, () => ({
    weapon: { ...weapon, marks },
    body: {},
    nationalCheck: [{ holder: 'own registry', result: 'no record', on: '2026-01-11' }],
    inCustodySince: OUT,
  }));
  const handed = { exercise: true, common, weapons, sealedFor: [] };
  const { opened } = (await world.send(a, 'POST /api/incidents', [], handed, 'officer')) as {
    opened?: readonly { id: string }[];
  };
  return (opened ?? []).map(({ id }) => id);
}

async function propose(world: HostileStates, id: string): Promise<Proposed> {
  const { a } = world.states;
  await world.send(a, 'PATCH /api/cases/:id/draft', [id], { body: {} });
  await world.send(a, 'PUT /api/cases/:id/addressee', [id], { state: 'XAB' });
  return await world.send(a, 'POST /api/cases/:id/request', [id]);
}

async function request(world: HostileStates, id: string): Promise<void> {
  const { a } = world.states;
  await propose(world, id);
  await world.send(a, 'DELETE /api/cases/:id/proposal', [id], {}, 'officer');
  const { proposal } = (await world.send(a, 'POST /api/cases/:id/request', [id])) as Proposed;
  await world.send(a, 'POST /api/cases/:id/approval', [id], { ...digests(proposal) }, 'supervisor');
  await world.send(a, 'POST /api/cases/:id/sending', [id]);
  await world.settle();
}

interface Proposed {
  readonly proposal?: { readonly digest: string; readonly factsDigest: string };
}

const digests = (proposal: Proposed['proposal']): object => ({
  digest: proposal?.digest,
  factsDigest: proposal?.factsDigest,
});

async function answer(world: HostileStates, asked: string): Promise<void> {
  const { a, b } = world.states;
  const id = await world.partnersCase(asked);
  await world.letter(b, id, 'ACKNOWLEDGE');
  await world.letter(b, id, 'ASK_MORE');
  await world.letter(a, asked, 'MORE');
  await world.letter(a, asked, 'REMIND');
  await world.send(b, 'POST /api/cases/:id/acceptance', [id]);
  const consultation = { kind: 'record holder' };
  await world.send(b, 'POST /api/cases/:id/consultations', [id], consultation);
  await world.send(b, 'POST /api/cases/:id/consultations/:ordinal/end', [id, '1']);
  const { proposal } = await proposeAnswer(world, id);
  await world.send(b, 'POST /api/cases/:id/approval', [id], digests(proposal), 'head of NPC');
  await world.send(b, 'POST /api/cases/:id/sending', [id]);
  await world.settle();
  await world.letter(a, asked, 'FEEDBACK');
}

async function proposeAnswer(world: HostileStates, id: string): Promise<Proposed> {
  const { b } = world.states;
  const firearmId = await world.firstCandidate(id);
  await world.send(b, 'POST /api/cases/:id/record-choice', [id], {
    firearmId,
    outcome: 'traced to last lawful holder',
    nextState: OUT,
  });
  // What is held back under ITI 22 needs the head, and a handling of its own would narrow what the request offered to nothing.
  const composed = { part: 'final', level: 1, handling: OUT };
  await world.send(b, 'POST /api/cases/:id/answer-preview', [id], composed);
  return await world.send(b, 'POST /api/cases/:id/answer', [id], composed);
}

async function refuse(world: HostileStates, asked: string): Promise<void> {
  const { b } = world.states;
  const id = await world.partnersCase(asked);
  const body = hostileCopy(BODIES.REFUSE as Schema, LETTERS.REFUSE.body, world.write);
  const proposed = { kind: 'REFUSE', body, trueGround: 'national security consistent with the Charter' };
  const { proposal } = (await world.send(b, 'POST /api/cases/:id/proposals', [id], proposed)) as Proposed;
  await world.send(b, 'POST /api/cases/:id/approval', [id], { ...digests(proposal), ownReason: OUT }, 'head of NPC');
  await world.send(b, 'POST /api/cases/:id/sending', [id]);
  await world.settle();
}

async function keep(world: HostileStates, traced: string, drafted: string): Promise<void> {
  const { a } = world.states;
  const at = '2026-01-12T09:00:00.000Z';
  await world.send(a, 'POST /api/cases/:id/contacts', [traced], { at });
  await world.send(a, 'POST /api/cases/:id/holds', [traced]);
  await world.send(a, 'POST /api/cases/:id/exports', [traced], { purpose: 'criminal investigation', court: OUT });
  await giveUp(world, traced);
  const diversion = { kind: 'straw purchase', confidence: 'probable' };
  const closing = { outcome: 'traced to last lawful holder', established: 'through a trace', diversion };
  await world.send(a, 'POST /api/cases/:id/closing', [traced], closing);
  await world.send(a, 'DELETE /api/cases/:id/closing', [traced]);
  await world.send(a, 'POST /api/cases/:id/closing', [traced], closing);
  const sealed = { sealed: true, namedPersonIds: [a.officer.id], conflictPersonIds: [] };
  await world.send(a, 'PUT /api/cases/:id/compartment', [drafted], sealed);
  await world.send(a, 'POST /api/cases/:id/broken-seals', [drafted]);
}

/** A case from paper: keyed in, sent back, keyed in anew; it goes on waiting for a second person. */
async function papers(world: HostileStates): Promise<void> {
  const { a } = world.states;
  const request = BODIES.REQUEST as Schema;
  const { weapon, ...parts } = paperContent('XAA').body;
  const described = hostileCopy(request.properties?.['weapon'] ?? {}, weapon ?? {}, world.write);
  const marks = recoveredPistol('H0STILE').marks.map((mark) => ({ ...mark, position: world.write(200) }));
  const content = {
    body: new Exact({ ...hostileCopy(request, parts, world.write), weapon: { ...described, marks } }),
    letters: new Exact(paperContent('XAA').letters.map((letter) => ({ ...letter, says: world.write(4000) }))),
  };
  const opened = { ...content, role: 'requester', partner: 'XAB', exercise: true };
  const id = idIn(await world.send(a, 'POST /api/paper-cases', [], opened, 'officer'));
  await world.send(a, 'POST /api/cases/:id/paper/return', [id], {}, 'supervisor');
  await world.send(a, 'PUT /api/cases/:id/paper', [id], content, 'officer');
}

/** A letter that never arrived, and why it is given up. */
async function giveUp(world: HostileStates, caseId: string): Promise<void> {
  const { network, a, b } = world.states;
  network.disconnect(b.host);
  const kind = 'REMIND' as const;
  const body = new Exact(hostileCopy(BODIES[kind] as Schema, LETTERS[kind].body, world.write));
  await world.send(a, 'POST /api/cases/:id/letters', [caseId], { kind, body });
  await world.send(a, 'POST /api/cases/:id/voids', [caseId], { seq: await world.lastPlace(caseId) });
  network.connect(b.host, b.node.url);
  await world.settle();
}
