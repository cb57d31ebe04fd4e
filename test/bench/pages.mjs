import { Agent, request } from 'node:http';
import { startSample } from '../../scripts/sample-node.mjs';

/** Pairs of a round: enough that the median of the ratios holds still within some hundredths. */
const ROUNDS = 60;
const WARM_UP = 10;
const GOAL = 2;
const MAX_BYTES = 100_000;

/**
 * Main pages and the address of the API that answers with the same data, as the same person. `ids` are found by the API before the run. A page
 * that shows the data of several calls is held against all of them, one after the other.
 */
const PAIRS = [
  // The work list and what the person was told.
  { role: 'officer', page: () => '/', api: () => ['/api/work-list?limit=50', '/api/notices'] },
  { role: 'officer', page: ({ kase }) => `/cases/${kase}`, api: ({ kase }) => [`/api/cases/${kase}`] },
  // The state of the case stands above its history.
  {
    role: 'officer',
    page: ({ kase }) => `/cases/${kase}/timeline`,
    api: ({ kase }) => [`/api/cases/${kase}`, `/api/cases/${kase}/history`],
  },
  { role: 'officer', page: ({ asked }) => `/cases/${asked}/answer`, api: ({ asked }) => [`/api/cases/${asked}`] },
  { role: 'officer', page: () => '/incidents', api: () => ['/api/incidents?limit=50'] },
  // How the ledger stands, and its entries.
  { role: 'auditor', page: () => '/ledger', api: () => ['/api/ledger/state', '/api/ledger/entries?limit=50'] },
  // The agency stands beside each name.
  { role: 'administrator', page: () => '/people', api: () => ['/api/people?limit=50', '/api/agencies'] },
  { role: 'officer', page: () => '/partners', api: () => ['/api/directory/entries'] },
];

/** Paired and interleaved: page and API take turns, and which comes first takes turns as well. Answers the exit code. */
export async function run() {
  const sample = await startSample();
  const agent = new Agent({ keepAlive: true });
  try {
    const ask = (path, cookie) => timed(agent, `${sample.url}${path}`, { cookie });
    const cookies = new Map();
    for (const role of new Set(PAIRS.map((pair) => pair.role))) cookies.set(role, await signIn(sample, role));
    const ids = await findIds(sample, cookies.get('officer'));
    const rows = [];
    for (const { role, page, api } of PAIRS) {
      const [address, sources] = [page(ids), api(ids)];
      const row = await measure(ask, cookies.get(role), address, sources);
      rows.push({ role, address: address.replaceAll(/[0-9a-f-]{36}/g, ':id'), ...row });
    }
    print(rows);
    return 0;
  } finally {
    agent.destroy();
    await sample.stop();
  }
}

async function measure(ask, cookie, address, sources) {
  const api = async () => {
    let [ms, status, bytes] = [0, 200, 0];
    for (const source of sources) {
      const answer = await ask(source, cookie);
      [ms, status, bytes] = [ms + answer.ms, Math.max(status, answer.status), bytes + answer.bytes];
    }
    return { ms, status, bytes };
  };
  const page = () => ask(address, cookie);
  const statuses = new Set();
  const [ratios, weights] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const first = round % 2 === 0 ? await page() : undefined;
    const other = await api();
    const shown = first ?? (await page());
    statuses.add(`${shown.status}/${other.status}`);
    if (round < 0) continue;
    ratios.push(shown.ms / other.ms);
    weights.push(shown.bytes);
  }
  const well = [...statuses].join() === '200/200';
  return { ratios: well ? ratios : [], bytes: Math.max(...weights), statuses: [...statuses].join() };
}

function print(rows) {
  console.log(
    `\nTime to the first byte, page : API for the same data; ${ROUNDS} pairs, interleaved. Goal: ${GOAL} or less.`,
  );
  console.log(
    `${'page'.padEnd(28)}${'as'.padEnd(16)}${'median'.padStart(8)}${'middle half'.padStart(16)}${'kB'.padStart(8)}`,
  );
  for (const { role, address, ratios, bytes, statuses } of rows) {
    const heavy = bytes < MAX_BYTES ? '' : '  TOO HEAVY';
    if (ratios.length === 0) console.log(`${address.padEnd(28)}${role.padEnd(16)}not measured: answers ${statuses}`);
    else {
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share));
      const missed = middle <= GOAL ? '' : '  over the goal';
      const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
      console.log(
        `${address.padEnd(28)}${role.padEnd(16)}${middle.toFixed(2).padStart(8)}${spread.padStart(16)}${(bytes / 1000).toFixed(1).padStart(8)}${missed}${heavy}`,
      );
    }
  }
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** To the first byte of the answer; the rest is read so that the connection is free again. */
function timed(agent, address, headers) {
  return new Promise((done, failed) => {
    const begun = process.hrtime.bigint();
    const sent = request(address, { agent, headers }, (answer) => {
      const ms = Number(process.hrtime.bigint() - begun) / 1e6;
      let bytes = 0;
      answer.on('data', (piece) => (bytes += piece.length));
      answer.on('end', () => done({ ms, bytes, status: answer.statusCode }));
    });
    sent.on('error', failed);
    sent.end();
  });
}

async function signIn(sample, role) {
  const answer = await fetch(`${sample.url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName: sample.signInName(role), password: sample.password }),
  });
  if (!answer.ok) throw new Error(`${role} could not sign in: ${answer.status}`);
  return answer.headers.get('set-cookie').split(';')[0];
}

/** A case that asks and one that is asked. */
async function findIds(sample, cookie) {
  const { items } = await (await fetch(`${sample.url}/api/cases?limit=50`, { headers: { cookie } })).json();
  const of = (role) => items.find((one) => one.role === role)?.id;
  return { kase: of('requester'), asked: of('responder') };
}
