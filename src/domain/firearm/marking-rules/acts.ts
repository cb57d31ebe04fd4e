import { type LifecycleEvent } from '../marking.js';
import { type RuleAct, type RuleQuestion } from './rule.js';

/** Made in the State that is asked about. */
function madeThere({ firearm, state }: RuleQuestion): RuleAct | undefined {
  if (firearm.countryOfManufacture !== state) return undefined;
  const event = firearm.events.find(({ kind }) => kind === 'manufactured');
  return actOf(event, firearm.yearOfManufacture);
}

/** Licensed makers alone owe the marks of manufacture; a converted weapon was made before it was converted. */
export function madeByTrade(question: RuleQuestion): RuleAct | undefined {
  const { manufacture } = question.firearm;
  return manufacture === 'privately made' || manufacture === 'craft' ? undefined : madeThere(question);
}

/** The last import into the State; a temporary lawful one is none. */
export function importedThere({ firearm, state }: RuleQuestion): RuleAct | undefined {
  const event = firearm.events.findLast(
    ({ kind, country, document }) => kind === 'imported' && country === state && !/\btemporary\b/i.test(document ?? ''),
  );
  return event && actOf(event, undefined);
}

/** Out of the stock of the State into private hands. */
export function leftStateStock({ firearm, state }: RuleQuestion): RuleAct | undefined {
  const stateBodies = firearm.holders.filter(
    ({ kind, country }) => kind === 'State body' && (country ?? state) === state,
  );
  const event = firearm.events.findLast(
    ({ kind, holderId }) =>
      (kind === 'sold' || kind === 'transferred') && stateBodies.some(({ id }) => id === holderId),
  );
  const toPrivate = firearm.holders.some(({ kind }) => kind !== 'State body');
  return event && toPrivate ? actOf(event, undefined) : undefined;
}

/** In the hands of the State's own forces. */
export function heldByForces({ firearm, state, on }: RuleQuestion): RuleAct | undefined {
  const body = firearm.holders.find(({ kind, country }) => kind === 'State body' && country === state);
  return body && { on: body.from ?? on };
}

function actOf(event: LifecycleEvent | undefined, year: number | undefined): RuleAct {
  if (event?.on !== undefined) return { on: event.on };
  return year === undefined ? {} : { year };
}
