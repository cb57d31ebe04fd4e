import { type Weapon } from '../../../domain/messages/index.js';
import { paths } from '../../paths.js';
import { type CommonStep, type Parts } from '../steps/step.js';
import { type RecoveryDraft } from './recovery-drafts.service.js';

/** The pages of the journey in their order; `weapons` is a list with pages of its own. */
export const TASKS = [
  'find',
  'circumstances',
  'weapons',
  'grounds',
  'use',
  'confidentiality',
  'handling',
  'urgency',
] as const;
export type Task = (typeof TASKS)[number];

const ANSWERED: Readonly<Record<CommonStep, (parts: Parts) => boolean>> = {
  find: ({ recovery }) => recovery !== undefined,
  circumstances: ({ recovery }) => recovery !== undefined && recovery.circumstances.trim() !== '',
  grounds: ({ illicit = [] }) => illicit.length > 0,
  use: ({ intendedUse }) => intendedUse !== undefined,
  confidentiality: ({ confidentiality }) => confidentiality !== undefined,
  handling: ({ handling }) => handling !== undefined,
  urgency: ({ urgency }) => urgency !== undefined,
};

export function isDone(draft: RecoveryDraft, task: Task): boolean {
  if (task === 'weapons') return draft.weapons.length > 0 && draft.weapons.every(isDescribed);
  return ANSWERED[task](draft.common);
}

/** Can it be told from others: by a mark that was read, or by why there is none? */
export function isDescribed(weapon: Weapon): boolean {
  return weapon.noMarkReason !== undefined || weapon.marks.some(({ text }) => text !== undefined);
}

export function hrefOf(task: Task): string {
  return task === 'weapons' ? paths.incidentWeapons.to() : paths.incidentStep.to(task);
}

/** The next page that is still open, from the one that was just answered on and around; then the check. */
export function nextOf(draft: RecoveryDraft, done: Task): string {
  const at = TASKS.indexOf(done) + 1;
  const open = [...TASKS.slice(at), ...TASKS.slice(0, at)].find((task) => !isDone(draft, task));
  return open === undefined ? paths.incidentCheck.to() : hrefOf(open);
}
