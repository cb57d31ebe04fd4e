import { type SerialPattern, type Slot } from './serial-pattern.js';
import { characters } from './serial-number.js';

/** What one place of a pattern may stand for, each as its characters; an empty list: any one character. */
type Step = readonly (readonly string[])[];

const ANY: Step = [];

/**
 * Measures the fewest edits (a character replaced, lost or put in) between what a pattern may stand for and a recorded number. An illegible place
 * costs nothing, an unknown run takes any number of characters for nothing. Characters are compared as `fold` gives them: itself, or its look-alikes.
 */
export class EditMeasure {
  private readonly parts: readonly (readonly Step[])[];
  /** Characters that a number must have at least, and may have at most, to be within reach. */
  private readonly least: number;
  private readonly most: number;

  constructor(
    pattern: SerialPattern,
    private readonly max: number,
    private readonly fold: (character: string) => string = (character) => character,
  ) {
    this.parts = pattern.parts.map((part) => part.map((slot) => this.stepOf(slot)));
    const steps = this.parts.flat();
    const sum = (lengthOf: (...lengths: number[]) => number): number =>
      steps.reduce((total, step) => total + (step === ANY ? 1 : lengthOf(...step.map((one) => one.length))), 0);
    this.least = sum(Math.min) - max;
    this.most = this.parts.length > 1 ? Infinity : sum(Math.max) + max;
  }

  /** `norm`: the normal form of a recorded number. Undefined beyond the edits that are asked for. */
  edits(norm: string): number | undefined {
    const recorded = characters(norm);
    if (recorded.length < this.least || recorded.length > this.most) return undefined;
    const folded = recorded.map(this.fold);
    let costs: number[] = [0, ...folded.map((_, at) => at + 1)];
    for (const [index, part] of this.parts.entries()) {
      if (index > 0) costs = overRun(costs);
      for (const step of part) {
        costs = overStep(costs, step, folded);
        if (Math.min(...costs) > this.max) return undefined;
      }
    }
    const least = costs.at(-1) ?? Infinity;
    return least <= this.max ? least : undefined;
  }

  private stepOf(slot: Slot): Step {
    return slot === 'any' ? ANY : slot.map((text) => characters(text).map(this.fold));
  }
}

/** Cost of each beginning of the recorded number once one more place of the pattern is laid over it: the best of what may stand there. */
function overStep(before: readonly number[], step: Step, recorded: readonly string[]): number[] {
  if (step === ANY) return overCharacter(before, undefined, recorded);
  const [first = [], ...others] = step.map((text) =>
    text.reduce<readonly number[]>((costs, character) => overCharacter(costs, character, recorded), before),
  );
  return first.map((cost, at) => Math.min(cost, ...others.map((other) => other[at] ?? Infinity)));
}

function overCharacter(before: readonly number[], asked: string | undefined, recorded: readonly string[]): number[] {
  let left = (before[0] ?? 0) + 1;
  const after = [left];
  for (let at = 1; at < before.length; at += 1) {
    const replaced = (before[at - 1] ?? 0) + (asked === undefined || asked === recorded[at - 1] ? 0 : 1);
    left = Math.min(replaced, (before[at] ?? 0) + 1, left + 1);
    after.push(left);
  }
  return after;
}

function overRun(before: readonly number[]): number[] {
  let least = Infinity;
  return before.map((cost) => (least = Math.min(least, cost)));
}
