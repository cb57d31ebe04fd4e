import { circumstancesStep, findStep } from './find.js';
import { groundsStep } from './grounds.js';
import { confidentialityStep, handlingStep, urgencyStep, useStep } from './use.js';
import { charactersStep } from './characters.js';
import { marksStep } from './marks.js';
import { serialStep } from './serial.js';
import { type Step, type StepName } from './step.js';
import { weaponStep } from './weapon.js';

export const STEPS: Readonly<Record<StepName, Step>> = {
  find: findStep,
  circumstances: circumstancesStep,
  grounds: groundsStep,
  use: useStep,
  confidentiality: confidentialityStep,
  handling: handlingStep,
  urgency: urgencyStep,
  weapon: weaponStep,
  serial: serialStep,
  characters: charactersStep,
  marks: marksStep,
};
