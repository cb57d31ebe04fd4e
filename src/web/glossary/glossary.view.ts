import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';

/** The words of the README's table, in its order; each has `glossary.words.<key>.word` and `.meaning`. */
export const GLOSSARY_WORDS = [
  'incident',
  'case',
  'thread',
  'nationalCheck',
  'blocker',
  'delivered',
  'illicitGround',
  'refusal',
  'notAccepted',
  'weaponType',
  'manufacture',
  'component',
  'referenceComponent',
  'markKind',
  'method',
  'condition',
  'markingEvent',
  'lifecycleEvent',
  'recovery',
  'disposal',
  'candidate',
  'skeleton',
  'outcome',
  'diversion',
  'confidence',
  'partyRole',
  'document',
  'requesterKind',
  'handling',
  'consent',
  'disclosureLevel',
  'exercise',
  'state',
] as const;

export interface GlossaryView extends View {
  readonly intro: string;
  readonly entries: readonly { readonly id: string; readonly word: string; readonly meaning: string }[];
}

export function glossaryView(words: Words): GlossaryView {
  return {
    title: words.t('glossary.title'),
    intro: words.t('glossary.intro'),
    entries: GLOSSARY_WORDS.map((key) => ({
      id: key,
      word: words.t(`glossary.words.${key}.word`),
      meaning: words.t(`glossary.words.${key}.meaning`),
    })),
  };
}
