import { recordedChain } from '../../domain/firearm/record.js';
import { type Firearm } from '../../domain/firearm/marking.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Candidate } from '../../domain/tracing/candidate.js';
import { type Route } from '../../domain/tracing/route.js';
import { readRecord } from './answering.js';
import { askAndFollow, type Answered } from './asking.js';
import { commonOf, MADE_IN_AUSTRIA, weaponOf } from './batch-form.js';
import { type Acted, CaseFile } from './case-file.js';
import { isPartner, type Exercise, type RowResult, type Scene, type Staged } from './exercise.js';
import { Refused } from './node-api.js';

/** Scenes in which the officers read on the weapon where it was made: they ask the maker's State first. */
const MARKED: readonly (Scene | undefined)[] = ['import and consent', 'partner down', 'not ours'];

interface Opened {
  readonly opened: readonly { readonly id: string; readonly reference: string; readonly version: number }[];
}

/** One row of the list: handed in, checked at home, routed, asked abroad, closed. Whatever stops it is told with its blockers. */
export async function traceRow(exercise: Exercise, staged: Staged): Promise<RowResult> {
  const { line, scene } = staged;
  const result = (rest: Pick<RowResult, 'class' | 'outcome' | 'reason'> & Partial<RowResult>): RowResult => ({
    row: line.row,
    extra: staged.extra === true,
    ...(scene === undefined ? {} : { scene }),
    make: line.make ?? '',
    serial: line.serial ?? '',
    blockers: [],
    asked: [],
    caseIds: [file.id],
    ...rest,
  });
  const { file, reference } = await handIn(exercise, staged);
  const home = await checkAtHome(exercise, file, staged, reference);
  if (home !== undefined) return result({ class: 'traced at home', outcome: home.outcome, reason: home.reason });
  const addressee = await chooseAddressee(exercise, file, staged);
  const proposed = await propose(file);
  if ('blockers' in proposed)
    return result({
      class: 'not sent',
      outcome: 'not sent',
      reason: proposed.blockers.map((one) => one.text).join(' '),
      blockers: proposed.blockers.map((one) => one.code),
    });
  const { state = '', reason = '' } = addressee ?? {};
  if (!isPartner(state)) {
    await file.agreeAndSend(() => file.act('officer', 'post', 'request'), 'second', { send: false, proposed });
    return result({
      class: 'ready as file',
      outcome: 'ready as file',
      reason: `${reason}; ${state} has no node: the approved request goes as a file`,
      asked: [state],
    });
  }
  const answered = await askAndFollow(exercise, { file, proposed, state }, staged);
  return result({ class: 'asked and answered', ...answeredParts(answered) });
}

function answeredParts({
  outcome,
  reason,
  asked,
  caseIds,
  machineMs,
}: Answered): Pick<RowResult, 'outcome' | 'reason' | 'asked' | 'caseIds' | 'machineMs'> {
  return { outcome, reason, asked, caseIds, machineMs };
}

async function handIn(
  { desks, form, today }: Exercise,
  { line, scene }: Staged,
): Promise<{ file: CaseFile; reference: string }> {
  const weapon = weaponOf(form, line, MARKED.includes(scene) ? [MADE_IN_AUSTRIA] : []);
  const incident = await desks.XAA.officer.post<Opened>('/api/incidents', {
    common: commonOf(form, line, today),
    weapons: [{ weapon }],
  });
  const [opened] = incident.opened;
  if (opened === undefined) throw new Error('a recovery opened no case');
  return { file: new CaseFile(desks.XAA, opened.id, opened.version), reference: opened.reference };
}

/** Trace at home first: our own registry, by the number with make and calibre. */
async function checkAtHome(
  { desks, today }: Exercise,
  file: CaseFile,
  { line }: Staged,
  reference: string,
): Promise<{ outcome: string; reason: string } | undefined> {
  const check = (result: string): Promise<unknown> =>
    file.act('officer', 'post', 'national-checks', {
      holder: 'own registry',
      result,
      ...(result === 'not asked' ? {} : { on: today }),
    });
  if (line.serial === undefined || normalForm(line.serial) === '') {
    await check('not asked');
    return undefined;
  }
  const found = await desks.XAA.officer.post<{ candidates: readonly Candidate[] }>('/api/marking-queries', {
    serial: line.serial,
    purpose: 'national check before a request',
    caseNumber: reference,
    ...(line.make === undefined ? {} : { make: line.make }),
    ...(line.calibre === undefined ? {} : { calibre: line.calibre }),
  });
  const exact = found.candidates.filter((one) => one.basis === 'exact');
  const [hit] = exact;
  if (hit === undefined || exact.length > 1) {
    await check('no record');
    return undefined;
  }
  await check('record found');
  const record: Firearm = await readRecord(file, hit.firearmId, reference, 'national check before a request');
  const { outcome, facts } = recordedChain(record);
  await file.act('officer', 'post', 'closing', { outcome, established: 'not established' });
  const events = facts
    .filter((fact) => fact.field === 'event')
    .map((fact) => `${fact.value}${fact.on === undefined ? '' : ` ${fact.on}`}`);
  return { outcome, reason: `record in our own registry: ${events.join(', ')}` };
}

/** The route service says whom to ask and why; where only hints are left the officer follows the first. */
async function chooseAddressee(
  { desks, form, withoutNode }: Exercise,
  file: CaseFile,
  { line }: Staged,
): Promise<{ state: string; reason: string } | undefined> {
  const trail =
    line.lastRetailSale === undefined ? '' : `?trail=${form.lastRetailSale.country}:sold:${line.lastRetailSale}`;
  const { suggestions } = await desks.XAA.officer.get<Route>(`/api/cases/${file.id}/route${trail}`);
  for (const { state, standing, reasons } of suggestions) {
    if (!isPartner(state) && !(await withoutNode.has(state))) continue;
    await file.act('officer', 'put', 'addressee', { state });
    return { state, reason: `${standing}: ${reasons.join('; ')}` };
  }
  return undefined;
}

/** Every blocker at once where there are any. */
async function propose(file: CaseFile): Promise<Acted | { readonly blockers: readonly Blocker[] }> {
  try {
    return await file.act('officer', 'post', 'request');
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== 'draft-blocked') throw error;
    return { blockers: (error.problem.errors ?? []).map((one) => ({ code: one.code, text: one.detail })) };
  }
}

interface Blocker {
  readonly code: string;
  readonly text: string;
}
