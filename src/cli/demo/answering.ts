import { type Firearm } from '../../domain/firearm/marking.js';
import { recordedChain } from '../../domain/firearm/record.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Outcome, type Weapon } from '../../domain/messages/index.js';
import { type Candidate } from '../../domain/tracing/candidate.js';
import { type CaseFile, type CaseSeen } from './case-file.js';

/** A lead that an officer of the exercise confirms: number, make and calibre agree, or all of them that are known. */
const GOOD_SCORE = 0.45;
/** How far a lead must stand before the next one to be chosen although there are several. */
const AHEAD = 0.25;
const SHORT_SERIAL = 4;

export type Choice = { readonly outcome: Outcome; readonly candidate?: undefined } | { readonly candidate: Candidate };

/** The policy of the exercise's officers: one good lead is confirmed, several are not chosen among. */
export function chooseAmong(candidates: readonly Candidate[], weapon: Weapon | undefined): Choice {
  const good = candidates.filter((one) => one.score >= GOOD_SCORE);
  const [first, second] = good;
  if (first !== undefined && (second === undefined || first.score - second.score >= AHEAD)) return { candidate: first };
  if (first !== undefined) return { outcome: 'several candidates' };
  const serial = weapon?.marks.find((mark) => mark.kind === 'serial')?.text;
  return {
    outcome: serial === undefined || normalForm(serial).length < SHORT_SERIAL ? 'serial incomplete' : 'not in records',
  };
}

/** An officer of the asked State accepts the request; the leads lie ready a moment later. */
export async function accept(file: CaseFile): Promise<CaseSeen> {
  await file.act('officer', 'post', 'acceptance');
  return file.until('leads out of the registry', (seen) => seen.case.candidates !== undefined);
}

/** Chooses the record, or says why there is none, and composes the answer; approved, not yet sent. */
export async function prepareAnswer(file: CaseFile, seen: CaseSeen): Promise<Outcome> {
  const choice = chooseAmong(seen.case.candidates?.list ?? [], seen.shared.weapon);
  if (choice.candidate === undefined) {
    await file.act('officer', 'post', 'record-choice', { outcome: choice.outcome });
    return choice.outcome;
  }
  const { firearmId } = choice.candidate;
  const chain = recordedChain(await readRecord(file, firearmId, seen.case.reference));
  await file.act('officer', 'post', 'record-choice', {
    firearmId,
    outcome: chain.outcome,
    ...(chain.nextState === undefined ? {} : { nextState: chain.nextState }),
  });
  return chain.outcome;
}

export function readRecord(
  file: Pick<CaseFile, 'desks'>,
  firearmId: string,
  caseNumber: string,
  purpose = 'answer to a partner State',
): Promise<Firearm> {
  return file.desks.officer.get<Firearm>(
    `/api/firearms/${firearmId}?purpose=${encodeURIComponent(purpose)}&caseNumber=${encodeURIComponent(caseNumber)}`,
  );
}

export async function answer(file: CaseFile, seen: CaseSeen, send = true): Promise<Outcome> {
  const outcome = await prepareAnswer(file, seen);
  await file.agreeAndSend(() => file.act('officer', 'post', 'answer', { part: 'final', level: 1 }), 'second', { send });
  return outcome;
}
