import { answer } from './answering.js';
import { type CaseFile, letterOf, type CaseSeen } from './case-file.js';
import { type Exercise, type Partner, type Scene, type Staged } from './exercise.js';
import { Refused } from './node-api.js';

/** A request that an officer of the asked State has accepted, and the two files of it. */
export interface Talk {
  readonly ours: CaseFile;
  readonly theirs: CaseFile;
  readonly state: Partner;
  readonly thread: string;
  readonly staged: Staged;
  readonly seen: CaseSeen;
}

/** What the two sides say to one another until an answer or another State is named. */
export async function talk(exercise: Exercise, one: Talk): Promise<void> {
  const { scene } = one.staged;
  const play = scene === undefined || exercise.shown.has(scene) ? undefined : TALKS[scene];
  if (play === undefined) await answer(one.theirs, one.seen);
  else await play(exercise, one);
}

const TALKS: Partial<Record<Scene, (exercise: Exercise, one: Talk) => Promise<void>>> = {
  'look-alike': lookAlike,
  'sent back for more': sendBack,
  'refusal and clarification': refuse,
  'not ours': forward,
  'crossing': cross,
};

async function lookAlike({ shown, say }: Exercise, { theirs, seen, state }: Talk): Promise<void> {
  const [lead] = seen.case.candidates?.list ?? [];
  const outcome = await answer(theirs, seen);
  if (lead?.basis !== 'look-alike') return;
  const words = lead.differences
    .map((one) => `character ${String(one.position + 1)}: ${one.asked} was read, ${one.recorded} is recorded`)
    .join(', ');
  say(`${state} matched by look-alike: ${words}`);
  shown.set('look-alike', `${words}; ${outcome}`);
}

async function sendBack({ lists, shown }: Exercise, { ours, theirs, state, thread }: Talk): Promise<void> {
  await theirs.write('ASK_MORE', {
    questions: [{ field: '/weapon/model', text: 'Which model is it, and does it bear a mark of an importer?' }],
  });
  await lists.XAA.waitFor(thread, 'requester', ['more asked']);
  await ours.write('MORE', {
    answers: [
      { field: '/weapon/model', text: 'The model can not be read; there is no mark of an importer (invented).' },
    ],
  });
  await lists[state].waitFor(thread, 'responder', ['in hand']);
  await answer(theirs, await theirs.view());
  shown.set('sent back for more', `${state} asked for the model and the importer's mark; what was known was supplied`);
}

/** ITI 22 and 23: the head refuses on one of the four grounds, the asker has it clarified, and the State may yet answer. */
async function refuse({ lists, shown }: Exercise, { ours, theirs, state, thread, seen }: Talk): Promise<void> {
  await theirs.propose(
    'REFUSE',
    {
      ground: 'compromises an ongoing criminal investigation',
      text: 'The weapon is part of an investigation of our own (invented).',
    },
    'head',
  );
  await lists.XAA.waitFor(thread, 'requester', ['refused']);
  await ours.write('CLARIFY', {
    about: letterOf(await ours.view(), 'REFUSE')?.mid,
    question: 'May it be answered once that investigation has ended?',
  });
  const asked = await theirs.until('the question', (view) => letterOf(view, 'CLARIFY') !== undefined);
  await theirs.write('CLARIFICATION', {
    about: letterOf(asked, 'CLARIFY')?.mid,
    text: 'The investigation has ended meanwhile; the answer follows.',
  });
  await ours.until('the clarification', (view) => letterOf(view, 'CLARIFICATION') !== undefined);
  await answer(theirs, seen);
  shown.set(
    'refusal and clarification',
    `${state} refused under ITI 22, approved by its head; clarified under ITI 23; answered after it`,
  );
}

async function forward(_exercise: Exercise, { theirs }: Talk): Promise<void> {
  await theirs.propose(
    'FORWARD_NOTICE',
    { state: 'USA', reason: 'The number is of a series that was never made here: ask the USA (invented).' },
    'second',
  );
}

/** Both write at the same moment. Whether they crossed is read from what each had seen; a shared order reads the answer first. */
async function cross({ shown, say }: Exercise, { ours, theirs, seen, state }: Talk): Promise<void> {
  await answer(theirs, seen, false);
  await Promise.all([ours.view(), theirs.view()]);
  const more = { answers: [{ text: 'The weapon was found with a second magazine (invented).' }] };
  const [sent] = await Promise.allSettled([theirs.act('officer', 'post', 'sending'), ours.write('MORE', more)]);
  if (sent.status === 'rejected') {
    // The other letter was faster: it was seen, so the approval is void and the answer is approved again.
    if (!(sent.reason instanceof Refused)) throw sent.reason;
    await answer(theirs, await theirs.view());
    return;
  }
  const view = await ours.until('the answer', (now) => letterOf(now, 'ANSWER') !== undefined);
  const [answered, supplied] = [letterOf(view, 'ANSWER'), letterOf(view, 'MORE')];
  if (
    answered === undefined ||
    supplied === undefined ||
    supplied.seen >= answered.seq ||
    answered.seen >= supplied.seq
  )
    return;
  say(`${state}'s ANSWER and our MORE crossed: the answer stands, MORE is recorded ${supplied.effect}`);
  shown.set(
    'crossing',
    `ANSWER of ${state} and MORE of XAA crossed: the answer stands, MORE is recorded ${supplied.effect}`,
  );
}
