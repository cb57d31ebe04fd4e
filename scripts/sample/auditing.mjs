/** A sample of histories with a review, and a data subject's request with what was found and what was decided. */
export async function fillAuditing({ get, built, person }) {
  const [{ HistorySamplesService }, { DataSubjectsService }, { SubjectDecisionsService }, { Clock }] =
    await Promise.all([
      built('reporting/histories/history-samples.service.js'),
      built('registries/data-subjects/data-subjects.service.js'),
      built('registries/data-subjects/subject-decisions.service.js'),
      built('platform/clock.js'),
    ]);
  const [auditor, guardian] = [person('auditor'), person('data protection officer')];
  const samples = get(HistorySamplesService);
  const drawn = taken(await samples.draw(auditor, { size: 3, seed: 'lot of the exercise' }));
  const [first] = taken(await samples.get(auditor, drawn)).cases;
  const review = {
    verdict: 'with remarks',
    note: 'The telephone call of the second day is noted without the name of the desk.',
  };
  taken(await samples.review(auditor, drawn, first.caseId, review));

  const subjects = get(DataSubjectsService);
  const request = { ...SUBJECT, receivedOn: get(Clock).now().slice(0, 10) };
  const id = taken(await subjects.register(guardian, request));
  taken(await subjects.search(guardian, id));
  taken(await get(SubjectDecisionsService).decide(guardian, id, DECISION));
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's auditing: ${result.code}`);
  return result.value;
}

const SUBJECT = {
  name: 'Joan Invented',
  contact: '1 Invented Street, Invented Town',
  identity: 'identity document',
  asks: ['access', 'erasure'],
};

const DECISION = {
  kind: 'inform',
  finding: 1,
  reason: 'Your name stands in one marking record as the private holder of a pistol since 2013.',
};
