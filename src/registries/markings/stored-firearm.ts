import { type Firearm } from '../../domain/firearm/marking.js';
import { type Correction, type StoredFirearm } from './firearms.repository.js';
import { type NewFirearm } from './new-firearm.js';
import { type CorrectFirearmDto } from './query.dto.js';

/** Gives a firearm and its parts their ids. */
export function withIds(given: NewFirearm, nextId: () => string): Firearm {
  const holders = given.holders.map((holder) => ({ ...holder, id: nextId() }));
  return {
    ...given,
    id: nextId(),
    components: given.components.map((component) => ({
      ...component,
      id: nextId(),
      marks: component.marks.map((mark) => ({ ...mark, id: nextId(), superseded: false })),
    })),
    holders,
    events: given.events.map(({ holder, ...event }) => {
      const holderId = holder === undefined ? undefined : holders[holder]?.id;
      return { ...event, id: nextId(), ...(holderId === undefined ? {} : { holderId }) };
    }),
  };
}

/** One better reading of a mark: the old one stays beside it, superseded. */
export interface Reading {
  readonly markId: string;
  readonly newMarkId: string;
}

export interface Corrected {
  readonly stored: StoredFirearm;
  readonly readings: readonly Reading[];
  readonly before: Correction['before'];
  readonly after: Correction['after'];
}

/** The record with the correction's changes and one version higher; undefined where it names a mark that the record does not have. */
export function applyCorrection(
  stored: StoredFirearm,
  correction: CorrectFirearmDto,
  nextId: () => string,
): Corrected | undefined {
  const { marks: changes = [], reason: _reason, ...fields } = correction;
  const current = new Set(
    stored.firearm.components.flatMap((component) =>
      component.marks.filter((mark) => !mark.superseded).map((mark) => mark.id),
    ),
  );
  if (
    changes.some((change) => !current.has(change.markId)) ||
    new Set(changes.map((change) => change.markId)).size !== changes.length
  )
    return undefined;
  const readings: Reading[] = [];
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const given = Object.fromEntries(
    (Object.entries(fields) as [string, unknown][]).filter(([, value]) => value !== undefined),
  );
  for (const [name, value] of Object.entries(given)) {
    before[name] = stored.firearm[name as keyof Firearm] ?? null;
    after[name] = value;
  }
  const components = stored.firearm.components.map((component) => ({
    ...component,
    marks: component.marks
      .flatMap((mark) => {
        const change = changes.find((one) => one.markId === mark.id);
        return change === undefined ? [mark] : [{ ...mark, superseded: true }];
      })
      .concat(
        component.marks.flatMap((mark) => {
          const change = changes.find((one) => one.markId === mark.id);
          if (change === undefined) return [];
          const better = {
            ...mark,
            ...(change.text === undefined ? {} : { text: change.text }),
            ...(change.condition === undefined ? {} : { condition: change.condition }),
            id: nextId(),
          };
          readings.push({ markId: mark.id, newMarkId: better.id });
          before[`mark ${mark.id}`] = { text: mark.text ?? null, condition: mark.condition };
          after[`mark ${mark.id}`] = { text: better.text ?? null, condition: better.condition };
          return [better];
        }),
      ),
  }));
  return {
    stored: { ...stored, version: stored.version + 1, firearm: { ...stored.firearm, ...given, components } },
    readings,
    before,
    after,
  };
}
