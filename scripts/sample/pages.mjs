import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up.mjs';

/** Routes that answer a file and no page, each with what the file is: a picture of it would show nothing. */
export const FILES = {
  '/cases/:id/messages/:role/:seq/:part': 'a signed letter or its receipt, for whoever checks it elsewhere',
  '/cases/:id/ledger/:entry': 'the proof of one entry, JSON for whoever checks it without this node',
  '/firearms/loads/:id/errors': 'the lines of a load that were refused, CSV',
  '/firearms/loads/template': 'the columns of a load, CSV to be filled in',
  '/incidents/files/check/errors': 'the faults of a file of recoveries, CSV',
  '/incidents/files/template': 'the columns of a file of recoveries, CSV to be filled in',
  '/ledger/bundle': 'the ledger for the offline verifier',
  '/ledger/cases/:id/bundle': "one case's entries for the offline verifier",
  '/looks/report/file': 'the numbers of a report, CSV',
  '/markings/file': 'the result of a query of the marking records, CSV',
  '/own-entry/file': "the State's own directory entry, JSON for the partners",
};

/** Templates of which each is a page: they extend a frame and no other extends them. */
export function pageTemplates() {
  const folder = join(root, 'src', 'web');
  const texts = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.njk'))
    .map((name) => [name.replaceAll('\\', '/').replace(/\.njk$/, ''), readFileSync(join(folder, name), 'utf8')]);
  const frameOf = (text) => /{% extends "([^"]+)\.njk" %}/.exec(text)?.[1];
  const frames = new Set(texts.map(([, text]) => frameOf(text)));
  return texts.filter(([name, text]) => frameOf(text) !== undefined && !frames.has(name)).map(([name]) => name);
}
