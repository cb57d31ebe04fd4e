import { Platform1700000000000 } from './platform.js';
import { Audit1700000001000 } from './audit.js';
import { Outbox1700000002000 } from './outbox.js';
import { Deadlines1700000003000 } from './deadlines.js';
import { Notices1700000004000 } from './notices.js';
import { Identity1700000010000 } from './identity.js';
import { Directory1700000011000 } from './directory.js';
import { Markings1700000012000 } from './markings.js';
import { Reference1700000013000 } from './reference.js';
import { Tracing1700000020000 } from './tracing.js';
import { Exchange1700000030000 } from './exchange.js';
import { Web1700000040000 } from './web.js';
import { CaseProposals1700000041000 } from './case-proposals.js';
import { FirearmReports1700000042000 } from './firearm-reports.js';
import { SerialSearch1700000050000 } from './serial-search.js';
import { Absences1700000051000 } from './absences.js';
import { WorkList1700000050000 } from './work-list.js';
import { Operation1700000052000 } from './operation.js';
import { Auditing1700000060000 } from './auditing.js';
import { RecoveryFiles1700000061000 } from './recovery-files.js';
import { CaseColumns1700000062000 } from './case-columns.js';
import { WideSearch1700000070000 } from './wide-search.js';
import { MarkDepth1700000065000 } from './mark-depth.js';
import { Loads1700000080000 } from './loads.js';

/** In the order in which they run. */
export const MIGRATIONS = [
  Platform1700000000000,
  Audit1700000001000,
  Outbox1700000002000,
  Deadlines1700000003000,
  Notices1700000004000,
  Identity1700000010000,
  Directory1700000011000,
  Markings1700000012000,
  Reference1700000013000,
  Tracing1700000020000,
  Exchange1700000030000,
  Web1700000040000,
  CaseProposals1700000041000,
  FirearmReports1700000042000,
  SerialSearch1700000050000,
  WorkList1700000050000,
  Absences1700000051000,
  Operation1700000052000,
  Auditing1700000060000,
  RecoveryFiles1700000061000,
  CaseColumns1700000062000,
  MarkDepth1700000065000,
  WideSearch1700000070000,
  Loads1700000080000,
];
