/** A State that waits for a second person, a role that does too, our own contact, a judgement, and a practised restore. Answers an invitation. */
export async function fillAdministration({ get, built, person }) {
  const [
    { PinService },
    { DirectoryService },
    { EntryService },
    { ProfileService },
    grants,
    drills,
    people,
    { Clock },
  ] = await Promise.all([
    built('registries/directory/pin.service.js'),
    built('registries/directory/directory.service.js'),
    built('registries/directory/entry.service.js'),
    built('registries/directory/profile.service.js'),
    built('registries/identity/role-grants.service.js'),
    built('registries/operation/drill.service.js'),
    built('registries/identity/people.service.js'),
    built('platform/clock.js'),
  ]);
  const [officer, supervisor, administrator] = ['officer', 'supervisor', 'administrator'].map(person);
  const own = await get(DirectoryService).own(null);
  taken(await get(EntryService).updateOwn(supervisor, { contacts: [CONTACT] }, own.version));
  const { entry } = await get(DirectoryService).exportOwnEntry();
  const theirs = {
    ...entry,
    country: 'CZE',
    version: 1,
    authority: 'National point of contact (invented)',
    channel: { kind: 'node', url: 'https://tracing.cze.invalid' },
  };
  taken(await get(PinService).proposePin(officer, theirs));
  taken(await get(ProfileService).setProfile(supervisor, 'AUT', JUDGEMENT, 0));
  const wanted = { personId: person('officer').id, role: 'supervisor', agencyId: officer.agencyId };
  taken(await get(grants.RoleGrantsService).propose(administrator, wanted));
  const today = get(Clock).now().slice(0, 10);
  const drill = { restoredOn: today, backupOn: today, result: 'whole', note: 'One hour and ten minutes.' };
  taken(await get(drills.DrillService).record(administrator, drill));
  const newcomer = { name: 'Newcomer of the exercise', signInName: 'newcomer', agencyId: officer.agencyId };
  const { link } = taken(await get(people.PeopleService).invite(administrator, newcomer));
  return new URL(link.url).pathname;
}

function taken(result) {
  if (!result.ok) throw new Error(`the sample's administration: ${result.code}`);
  return result.value;
}

const CONTACT = {
  kind: 'ITI tracing',
  office: 'Tracing desk of the exercise',
  telephone: '+000 12 34 56',
  email: 'tracing@xaa.invalid',
  languages: ['en', 'fr'],
  hours: '08:00 to 16:00, Monday to Friday',
  zone: 'UTC',
};

const JUDGEMENT = {
  highestLevel: 2,
  confidentiality: 'guaranteed',
  assessedOn: '2025-11-03',
  suspended: false,
  flags: ['never gives feedback'],
  note: 'Answers within a week; asks back by telephone.',
};
