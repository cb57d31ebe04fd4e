import { type RecordField, type RefusalGround } from '../messages/index.js';

/** Fields that an officer holds back on a ground of ITI 22; there is no other reason to. */
export interface HeldBack {
  readonly fields: readonly RecordField[];
  readonly ground: RefusalGround;
}
