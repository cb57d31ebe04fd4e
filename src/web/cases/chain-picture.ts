/** What a stop says: one strong line and some below it. */
export interface Stop {
  readonly strong: string;
  readonly lines: readonly string[];
  readonly marked: boolean;
}

export interface PictureText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly strong: boolean;
}

export interface PictureStop {
  readonly x: number;
  readonly y: number;
  readonly marked: boolean;
  readonly texts: readonly PictureText[];
  /** To the next stop: from, to. */
  readonly arrow?: { readonly from: number; readonly to: number };
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly stops: readonly PictureStop[];
}

/** Wide as the narrowest phone's text, so that nothing shrinks there. */
const WIDTH = 290;
const LINE_HEIGHT = 18;
const GAP = 26;
const TOP = 14;
const DOT = 14;
const TEXT = 34;
/** A line of text that fits beside the dots; full-width scripts take two places for each character. */
const COLUMNS = 34;

/** Stops from the top down; in scripts that run from right to left the line stands at the right. */
export function pictureOf(stops: readonly Stop[], dir: 'ltr' | 'rtl'): Picture {
  const at = (x: number): number => (dir === 'rtl' ? WIDTH - x : x);
  const drawn: PictureStop[] = [];
  let y = TOP;
  for (const [i, { strong, lines, marked }] of stops.entries()) {
    const rows = [
      ...wrapped(strong).map((text) => ({ text, strong: true })),
      ...lines.filter((text) => text !== '').flatMap((line) => wrapped(line).map((text) => ({ text, strong: false }))),
    ];
    const texts = rows.map((row, n) => ({ x: at(TEXT), y: y + 5 + n * LINE_HEIGHT, ...row }));
    const next = y + rows.length * LINE_HEIGHT + GAP;
    drawn.push({
      x: at(DOT),
      y,
      marked,
      texts,
      ...(i < stops.length - 1 ? { arrow: { from: y + 9, to: next - 10 } } : {}),
    });
    y = next;
  }
  return { width: WIDTH, height: y - GAP + 4, stops: drawn };
}

/** Breaks at spaces; a word that is longer than a line is cut. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(cut)) {
    if (line !== '' && widthOf(`${line} ${word}`) > COLUMNS) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function cut(word: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (widthOf(part + character) > COLUMNS) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  );
}
