import { ILLICIT_GROUNDS } from '../../../domain/messages/index.js';
import { Faults, optional, type Step, typed } from './step.js';

/** Why the weapon is illicit, with the law of it (ITI 6, 17(a)). */
export const groundsStep: Step = {
  view: ({ words }, { illicit = [] }) => ({
    grounds: ILLICIT_GROUNDS.map((ground) => {
      const stored = illicit.find((one) => one.ground === ground);
      return {
        value: ground,
        text: words.term('illicitGround', ground),
        hint: words.t(`requests.grounds.hint.${ground}`),
        law: stored?.law.trim() ?? '',
        explanation: stored?.explanation ?? '',
      };
    }),
    stored: illicit.map(({ ground }) => ground),
  }),

  read: ({ words }, input) => {
    const faults = new Faults(words);
    const chosen = ILLICIT_GROUNDS.filter((ground) => (input['grounds'] ?? []).includes(ground));
    if (chosen.length === 0) faults.say('grounds', 'grounds');
    for (const ground of chosen) {
      const law = typed(input, `law-${ground}`);
      if (law === '') faults.say(`law-${ground}`, 'law');
      else if (law.length > 500) faults.say(`law-${ground}`, 'tooLong', { most: 500 });
      if (typed(input, `explanation-${ground}`).length > 4000)
        faults.say(`explanation-${ground}`, 'tooLong', { most: 4000 });
    }
    return faults.judge(() => ({
      illicit: chosen.map((ground) => ({
        ground,
        law: typed(input, `law-${ground}`),
        ...optional('explanation', typed(input, `explanation-${ground}`)),
      })),
    }));
  },
};
