import { type Component, type Firearm } from '../../domain/firearm/marking.js';
import { type Words } from '../i18n/words.js';
import { anchorOf, DRAWING_OF, type DrawingName, type DrawnPart } from './weapon-drawing.js';

export interface DrawingView {
  readonly name: DrawingName;
  /** Said beside a general drawing. */
  readonly general: boolean;
  readonly title: string;
  /** Parts that carry a component of the record. */
  readonly marked: Partial<Record<DrawnPart, true>>;
  readonly labels: readonly DrawingLabel[];
}

interface DrawingLabel {
  readonly numbers: string;
  readonly name: string;
  readonly mark: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly x: number;
  readonly y: number;
  /** Where the line ends at the label. */
  readonly lineY: number;
}

const WIDTH = 640;
const ABOVE_Y = 40;
const BELOW_Y = 348;
/** Of one label: names of components are long in some languages. */
const LABEL_WIDTH = 150;
const MARK_CHARACTERS = 16;

/** The weapon's type as a line drawing, each component of the record numbered as in the table beside it. */
export function drawingView(words: Words, firearm: Firearm): DrawingView {
  const name = DRAWING_OF[firearm.type];
  const labels = placed(labelled(words, firearm, name));
  return {
    name,
    general: name === 'other',
    title: words.t('registry.drawing.title', {
      type: words.term('weaponType', firearm.type),
      components: words.list(firearm.components.map(({ kind }) => words.term('component', kind))),
    }),
    marked: Object.fromEntries(firearm.components.map(({ kind }) => [anchorOf(name, kind).part, true])),
    labels,
  };
}

type Labelled = Omit<DrawingLabel, 'x' | 'y' | 'lineY'> & { readonly side: 'above' | 'below' };

/** Components at one place share a label. */
function labelled(words: Words, firearm: Firearm, drawing: DrawingName): readonly Labelled[] {
  const byPart = new Map<DrawnPart, { component: Component; number: string }[]>();
  firearm.components.forEach((component, index) => {
    const { part } = anchorOf(drawing, component.kind);
    byPart.set(part, [...(byPart.get(part) ?? []), { component, number: words.number(index + 1) }]);
  });
  return [...byPart.values()].flatMap((shared) => {
    const [first] = shared;
    if (first === undefined) return [];
    const { x, y, side } = anchorOf(drawing, first.component.kind);
    return [
      {
        numbers: shared.map(({ number }) => number).join(' · '),
        name: words.term('component', first.component.kind),
        mark: shortened(serialOf(first.component)),
        from: { x, y },
        side,
      },
    ];
  });
}

function serialOf({ marks }: Component): string {
  const current = marks.filter(({ superseded, text }) => !superseded && text !== undefined);
  return (current.find(({ kind }) => kind === 'serial') ?? current[0])?.text ?? '';
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MARK_CHARACTERS ? text : `${characters.slice(0, MARK_CHARACTERS - 1).join('')}…`;
}

/** Each above or below its part, moved aside where two would lie over one another. */
function placed(labels: readonly Labelled[]): readonly DrawingLabel[] {
  return (['above', 'below'] as const).flatMap((side) => {
    const line = labels.filter((label) => label.side === side).sort((a, b) => a.from.x - b.from.x);
    const xs = spread(line.map(({ from }) => from.x));
    return line.map(({ side: _side, ...label }, index) => ({
      ...label,
      x: xs[index] ?? label.from.x,
      y: side === 'above' ? ABOVE_Y : BELOW_Y,
      lineY: side === 'above' ? ABOVE_Y + 34 : BELOW_Y - 30,
    }));
  });
}

/** Middles of labels that keep their width apart and lie inside the drawing. */
function spread(xs: readonly number[]): readonly number[] {
  const least = LABEL_WIDTH / 2;
  const most = WIDTH - least;
  const apart: number[] = [];
  for (const x of xs) apart.push(Math.max(x, least, (apart.at(-1) ?? -WIDTH) + LABEL_WIDTH));
  for (let index = apart.length - 1, right = most; index >= 0; index -= 1, right -= LABEL_WIDTH)
    apart[index] = Math.min(apart[index] ?? 0, right);
  return apart;
}
