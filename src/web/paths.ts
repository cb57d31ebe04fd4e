/**
 * Every address of a page. `route` is what a page's `@Get` and `@Post` take; `to` builds the address. Each area has its own block: add
 * yours below the last one.
 */
export const paths = {
  // entry
  home: page('/'),
  signIn: page('/sign-in'),
  signOut: page('/sign-out'),
  language: page('/language'),
  glossary: page('/glossary'),

  // work
  assignMany: page('/work/assignments'),
  saveView: page('/work/views'),
  removeView: page('/work/views/:id/removal'),
  readNotices: page('/work/notices/reading'),
  caseSearch: page('/cases'),
  workload: page('/workload'),
  absences: page('/absences'),
  nameDeputy: page('/absences/deputies'),
  endAbsence: page('/absences/:id/end'),
  handOver: page('/absences/hand-over'),
  liveWork: page('/live/work'),

  // cases
  caseView: page('/cases/:id'),
  caseMessages: page('/cases/:id/messages'),
  caseMessage: page('/cases/:id/messages/:role/:seq'),
  caseMessageFile: page('/cases/:id/messages/:role/:seq/:part'),
  caseTimeline: page('/cases/:id/timeline'),
  caseChain: page('/cases/:id/chain'),
  caseLedger: page('/cases/:id/ledger'),
  caseProof: page('/cases/:id/ledger/:entry'),
  caseAct: page('/cases/:id/acts/:act'),
  caseLetter: page('/cases/:id/letters/:kind'),
  caseAssign: page('/cases/:id/assignment'),
  caseCustody: page('/cases/:id/custody/:act'),
  caseAccess: page('/cases/:id/access'),
  caseUse: page('/cases/:id/use'),
  caseSheet: page('/cases/:id/use/sheet'),
  casePurge: page('/cases/:id/purge'),
  breakGlass: page('/sealed-cases'),

  // answering
  answer: page('/cases/:id/answer'),
  answerAcceptance: page('/cases/:id/answer/acceptance'),
  answerMatching: page('/cases/:id/answer/matching'),
  answerRecord: page('/cases/:id/answer/record'),
  answerSearch: page('/cases/:id/answer/search'),
  answerWideSearches: page('/cases/:id/answer/search/wide'),
  answerWideSearch: page('/cases/:id/answer/search/wide/:search'),
  answerComposition: page('/cases/:id/answer/composition'),
  answerPreview: page('/cases/:id/answer/preview/:kind'),
  answerLetter: page('/cases/:id/answer/letters/:kind'),
  approve: page('/cases/:id/approval'),
  giveBack: page('/cases/:id/approval/return'),
  sendApproved: page('/cases/:id/approval/sending'),
  approvals: page('/approvals'),
  approveMany: page('/approvals/requests'),

  // requests
  incidents: page('/incidents'),
  newIncident: page('/incidents/new'),
  incidentStep: page('/incidents/new/:step'),
  incidentWeapons: page('/incidents/new/weapons'),
  incidentWeapon: page('/incidents/new/weapons/:number/:step'),
  incidentCheck: page('/incidents/new/check'),
  incidentView: page('/incidents/:id'),
  recoveryFiles: page('/incidents/files'),
  recoveryTemplate: page('/incidents/files/template'),
  recoveryFileCheck: page('/incidents/files/check'),
  recoveryFileErrors: page('/incidents/files/check/errors'),
  loadedFile: page('/incidents/files/:id'),
  casePaper: page('/cases/:id/paper'),
  casePaperConfirm: page('/cases/:id/paper/confirmation'),
  casePaperReturn: page('/cases/:id/paper/return'),
  draft: page('/cases/:id/request'),
  draftStep: page('/cases/:id/request/:step'),
  nationalCheck: page('/cases/:id/request/national-check'),
  addressee: page('/cases/:id/request/addressee'),
  foundAtHome: page('/cases/:id/request/found-at-home'),

  // police
  markingQuery: page('/markings'),
  markingQueryFile: page('/markings/file'),
  wideSearches: page('/markings/wide'),
  wideSearch: page('/markings/wide/:id'),
  wideSearchEnd: page('/markings/wide/:id/cancellation'),
  markFile: page('/markings/batch'),
  recoveries: page('/recoveries'),
  handIn: page('/recoveries/new'),
  handInFlags: page('/recoveries/new/flags'),
  handInCheck: page('/recoveries/new/check'),
  handInStep: page('/recoveries/new/:step'),
  handInWeapon: page('/recoveries/new/weapons/:number/:step'),
  recoveryView: page('/recoveries/:id'),

  // registry
  firearms: page('/firearms'),
  firearmView: page('/firearms/:id'),
  newFirearm: page('/firearms/new'),
  firearmCorrection: page('/firearms/:id/correction'),
  firearmReport: page('/firearms/:id/report'),
  firearmReportWithdrawal: page('/firearms/:id/reports/:report/withdrawal'),
  imports: page('/firearms/loads'),
  importView: page('/firearms/loads/:id'),
  importErrors: page('/firearms/loads/:id/errors'),
  importTemplate: page('/firearms/loads/template'),

  // lists
  lists: page('/lists'),
  decoder: page('/decoder'),

  // auditing
  ledger: page('/ledger'),
  ledgerEntry: page('/ledger/entries/:id'),
  ledgerVerification: page('/ledger/verification'),
  ledgerNodeCheck: page('/ledger/verification/node'),
  ledgerBundle: page('/ledger/bundle'),
  ledgerCaseBundle: page('/ledger/cases/:id/bundle'),
  histories: page('/histories'),
  historySamples: page('/histories/samples'),
  historySample: page('/histories/samples/:id'),
  historyReview: page('/histories/samples/:id/reviews/:caseId'),
  history: page('/histories/:id'),
  looks: page('/looks'),
  lookReport: page('/looks/report'),
  lookReportFile: page('/looks/report/file'),
  subjects: page('/data-subjects'),
  newSubject: page('/data-subjects/new'),
  subject: page('/data-subjects/:id'),
  subjectSearch: page('/data-subjects/:id/searches'),
  subjectDecision: page('/data-subjects/:id/decisions'),
  subjectClosing: page('/data-subjects/:id/closing'),
  subjectLetter: page('/data-subjects/:id/letter'),
  purges: page('/purges'),
  purge: page('/purges/:id'),

  // administration
  founding: page('/founding'),
  oneTimeLink: page('/links/:token'),
  account: page('/account'),
  accountPassword: page('/account/password'),
  accountSessions: page('/account/sessions'),
  accountTokens: page('/account/tokens'),
  accountToken: page('/account/tokens/:id'),
  people: page('/people'),
  newPerson: page('/people/new'),
  personView: page('/people/:id'),
  personLinks: page('/people/:id/links'),
  personRoles: page('/people/:id/roles'),
  personDeparture: page('/people/:id/departure'),
  roles: page('/roles'),
  roleConfirmation: page('/roles/:id/confirmation'),
  roleEnd: page('/roles/:id/end'),
  agencies: page('/agencies'),
  agency: page('/agencies/:id'),
  partners: page('/partners'),
  partnerView: page('/partners/:country'),
  partnerEntry: page('/partners/:country/entry'),
  partnerCheck: page('/partners/:country/check'),
  partnerProfile: page('/partners/:country/profile'),
  partnerSuspension: page('/partners/:country/suspension'),
  keyRevocation: page('/partners/:country/keys/:use/:kid/revocation'),
  ownEntry: page('/own-entry'),
  ownEntryFile: page('/own-entry/file'),
  ownContact: page('/own-entry/contact'),
  ownKey: page('/own-entry/keys/:use'),
  proposals: page('/proposals'),
  newProposal: page('/proposals/new'),
  proposalView: page('/proposals/:id'),
  proposalConfirmation: page('/proposals/:id/confirmation'),
  proposalRejection: page('/proposals/:id/rejection'),
  clocks: page('/clocks'),
  duePreview: page('/clocks/preview'),
  newPolicy: page('/clocks/policies/new'),
  policyView: page('/clocks/policies/:id'),
  calendarView: page('/clocks/calendars/:country'),
  queues: page('/queues'),
  queueRetry: page('/queues/:country/retry'),
  queueRetryOne: page('/queues/failed/:kind/:id'),
  settings: page('/settings'),
  setUp: page('/set-up'),
  recovery: page('/set-up/recovery'),
  recoveryCheck: page('/set-up/recovery/check'),
  recoveryFile: page('/set-up/recovery/file'),
  drills: page('/set-up/drills'),
  drillConfirmation: page('/set-up/drills/:id/confirmation'),
  timeSource: page('/set-up/time'),
} as const;

export interface PagePath<P extends readonly string[]> {
  readonly route: string;
  /** Parameters in the order in which the route names them. */
  to(...parameters: P): string;
}

/** `page('/cases/:id')`: one string for each `:parameter`. */
export function page<R extends string>(route: R): PagePath<ParametersOf<R>> {
  return {
    route,
    to: (...parameters) => {
      const values = [...parameters] as string[];
      return route.replaceAll(/:\w+/g, () => encodeURIComponent(values.shift() ?? ''));
    },
  };
}

/** Addresses that programs call: their refusals stay problem documents. */
export function isPagePath(url: string): boolean {
  return !/^\/(?:api|exchange|health|assets|live)(?:[/?]|$)/.test(url);
}

/** An address of this node that a form or a sign-in may lead back to; anything else, another site's above all, is undefined. */
export function localPath(text: unknown): string | undefined {
  const fits = typeof text === 'string' && text.length <= 2000 && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text);
  return fits && isPagePath(text) ? text : undefined;
}

type ParametersOf<R extends string> = R extends `${string}:${infer Rest}`
  ? readonly [string, ...(Rest extends `${string}/${infer Tail}` ? ParametersOf<`/${Tail}`> : [])]
  : readonly [];
