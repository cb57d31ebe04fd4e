import { splitNotes } from '../../../domain/audit/checkpoint.js';
import { BundleVerifier } from '../../../domain/audit/verify.js';

/*
 * The ledger is judged here, on the reader's own machine, by the very code of `npm run verify-audit`. The page brings the words.
 */
const panel = document.querySelector('[data-ledger-verifier]');
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const part = (name) => panel.querySelector(`[data-part="${name}"]`);

panel.hidden = false;
document.querySelector('[data-without-script]')?.remove();
part('node').addEventListener('click', () => void judge(fromNode));
part('file').addEventListener('change', (event) => {
  const [file] = event.target.files;
  if (file !== undefined) void judge(() => file.stream());
});

async function fromNode() {
  const answer = await fetch(panel.dataset.bundle, {
    credentials: 'same-origin',
    headers: { accept: 'application/jsonl' },
  });
  if (!answer.ok || answer.body === null) throw new Error('no bundle');
  return answer.body;
}

async function judge(open) {
  const kept = splitNotes(part('kept').value.trim());
  const wrong = kept.find(({ checkpoint }) => checkpoint === undefined);
  if (wrong !== undefined) return conclude('keptWrong', []);
  busy(true);
  try {
    const verifier = new BundleVerifier({ kept: kept.map(({ checkpoint }) => checkpoint) });
    const lines = await read(await open(), (line) => verifier.line(line));
    show(verifier.finish(), lines);
  } catch (error) {
    conclude(
      error.name === 'UnreadableBundle' ? 'unreadable' : 'broken',
      error.line === undefined ? [] : [word('atLine', { line: error.line })],
    );
  } finally {
    busy(false);
  }
}

/** Piece by piece: memory does not grow with the ledger, and the page stays alive between two pieces. */
async function read(stream, take) {
  const reader = stream.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader();
  let rest = '';
  let lines = 0;
  for (;;) {
    const { done, value } = await reader.read();
    const pieces = (rest + (value ?? '')).split('\n');
    rest = done ? '' : pieces.pop();
    for (const line of pieces) {
      if (line === '') continue;
      take(line);
      lines += 1;
      if (lines % 2000 === 0) await progress(lines);
    }
    if (done) return lines;
  }
}

async function progress(lines) {
  part('progress').textContent = word('progress', { lines: numbers.format(lines) });
  await new Promise((resolve) => setTimeout(resolve));
}

function show(report) {
  const entries = report.logs.reduce((sum, log) => sum + log.entries, 0);
  const lines = [
    word('entries', { entries: numbers.format(entries) }),
    ...report.logs.map((log) => completeness(report, log)),
    ...report.keys.map((kid) => word('key', { kid })),
  ];
  if (report.findings.length === 0) conclude('verified', lines, [], 'green');
  else conclude('notVerified', lines, report.findings.map(sentence), 'red');
}

function completeness(report, { epoch, entries, witnessedSize }) {
  if (report.subject === 'case') return word('caseOnly', {});
  if (witnessedSize === 0) return word('notWitnessed', { epoch });
  return word('witnessed', {
    epoch,
    last: numbers.format(witnessedSize - 1),
    rest: numbers.format(entries - witnessedSize),
  });
}

function sentence({ kind, epoch, index, range, line }) {
  const place =
    index !== undefined
      ? word('atEntry', { index, epoch })
      : range !== undefined
        ? word('atRange', { from: range[0], to: range[1], epoch })
        : line !== undefined
          ? word('atLine', { line })
          : '';
  return [place, word(`finding-${kind}`, {})].filter((text) => text !== '').join(' ');
}

function conclude(verdict, lines, findings = [], colour = 'red') {
  const result = part('result');
  result.dataset.verdict = colour;
  part('verdict').textContent = word(verdict, {});
  fill(part('findings'), findings);
  fill(part('facts'), lines);
  result.hidden = false;
  result.focus();
}

function fill(list, texts) {
  list.replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
  list.hidden = texts.length === 0;
}

function busy(yes) {
  part('node').disabled = yes;
  part('file').disabled = yes;
  if (yes) part('result').hidden = true;
  part('progress').textContent = yes ? word('progress', { lines: '0' }) : '';
}

/** A text of the page with its %places% filled. */
function word(name, values) {
  const text = panel.querySelector(`template[data-word="${name}"]`)?.content.textContent.trim() ?? name;
  return text.replaceAll(/%(\w+)%/g, (_, place) => String(values[place] ?? ''));
}
