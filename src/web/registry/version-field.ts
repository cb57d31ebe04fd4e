import { type PageCall } from '../page/page-call.js';

/** The version of the record that the form was made from, as its hidden field brings it; 0, which no record has, where it brings none. */
export function versionIn(call: PageCall): number {
  const { _version: version } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
  return typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : 0;
}
