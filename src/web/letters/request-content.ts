import { type Body, type Handling, type Mark, type Weapon } from '../../domain/messages/index.js';
import { type Words } from '../i18n/words.js';
import { doubtsOf } from './reading-words.js';
import { dated, knownDate, row, section, type LetterLine, type LetterRow, type LetterSection } from './letter-rows.js';

/** A request as a person reads it, in the order of ITI 17. */
export function requestContent(words: Words, body: Body<'REQUEST'>): readonly LetterSection[] {
  const l = (key: string): string => words.t(`letters.label.${key}`);
  return [
    ...section(words.t('letters.section.request'), [
      ...row(l('reference'), body.reference),
      ...row(l('requesterKind'), words.term('requesterKind', body.requesterKind)),
      ...row(l('urgency'), words.term('urgency', body.urgency), body.urgencyReason),
      ...row(
        l('item'),
        words.t('letters.item', {
          item: words.number(body.incident.item),
          of: words.number(body.incident.of),
        }),
      ),
      ...row(l('iarms'), body.iarmsReference),
    ]),
    ...weaponContent(words, body.weapon),
    ...section(words.t('letters.section.recovery'), recoveryRows(words, body.recovery)),
    ...section(
      words.t('letters.section.illicit'),
      body.illicit.flatMap(({ ground, law, explanation }) =>
        row(words.term('illicitGround', ground), law, explanation),
      ),
    ),
    ...section(words.t('letters.section.use'), [
      ...row(l('intendedUse'), words.term('intendedUse', body.intendedUse.use), body.intendedUse.text),
      ...row(
        l('confidentiality'),
        words.t(`letters.confidentiality.${body.confidentiality.guaranteed ? 'guaranteed' : 'not'}`),
        body.confidentiality.disclosureLaw,
      ),
      ...handlingRows(words, body.handling),
      ...(body.doNotContactHolders === true ? row(l('holders'), words.t('letters.doNotContact')) : []),
    ]),
    ...section(
      words.t('letters.section.nationalCheck'),
      body.nationalCheck.flatMap((check) => checkRow(words, check)),
    ),
    ...section(
      words.t('letters.section.told'),
      (body.told ?? []).flatMap((told) => row(words.country(told.by), ...told.facts)),
    ),
  ];
}

export function weaponContent(words: Words, weapon: Weapon): readonly LetterSection[] {
  const l = (key: string): string => words.t(`letters.label.${key}`);
  const { manufacture, yearOfManufacture } = weapon;
  return section(words.t('letters.section.weapon'), [
    ...row(l('type'), words.term('weaponType', weapon.type)),
    ...row(l('manufacture'), manufacture && words.term('manufacture', manufacture)),
    ...row(l('make'), weapon.make),
    ...row(l('model'), weapon.model),
    ...row(l('calibre'), weapon.calibre),
    ...row(l('year'), yearOfManufacture === undefined ? undefined : String(yearOfManufacture)),
    ...weapon.marks.map((mark) => markRow(words, mark)),
    ...row(l('noMark'), weapon.noMarkReason),
    ...row(l('detail'), weapon.detail),
  ]);
}

/** The limits that bind, in the instrument's terms; the label beside them (ITI 15). */
export function handlingRows(words: Words, handling: Handling): readonly LetterRow[] {
  const l = (key: string): string => words.t(`letters.label.${key}`);
  const { recipients, purposes, deleteBy, label } = handling;
  return [
    ...row(l('recipients'), recipients.length === 0 ? words.t('letters.noLimit') : words.list(recipients)),
    ...row(
      l('purposes'),
      purposes.length === 0
        ? words.t('letters.noLimit')
        : words.list(purposes.map((one) => words.term('intendedUse', one))),
    ),
    ...row(l('onwardRelease'), words.term('release', handling.onwardRelease)),
    ...row(l('evidenceUse'), words.term('release', handling.evidenceUse)),
    ...row(l('deleteBy'), dated(words, deleteBy)),
    ...row(l('label'), label),
  ];
}

export function markRow(words: Words, mark: Mark): LetterRow {
  const { component, method, sizeMm, position, condition, material, country, year } = mark;
  const about = [
    component && words.term('component', component),
    words.term('markCondition', condition),
    method && words.term('markMethod', method),
    sizeMm === undefined ? undefined : words.number(sizeMm, { style: 'unit', unit: 'millimeter' }),
    position,
    material,
    country && words.country(country),
    year === undefined ? undefined : String(year),
  ].filter((one): one is string => one !== undefined);
  const text: LetterLine[] =
    mark.text === undefined
      ? []
      : [{ text: mark.text, serial: true }, ...doubtsOf(words, mark.text).map((doubt) => ({ text: doubt }))];
  return { label: words.term('markKind', mark.kind), lines: [...text, { text: about.join(' · ') }] };
}

export function recoveryRows(words: Words, recovery: Body<'REQUEST'>['recovery']): readonly LetterRow[] {
  const l = (key: string): string => words.t(`letters.label.${key}`);
  return [
    ...row(l('recoveryKind'), words.term('recovery', recovery.kind)),
    ...row(l('date'), knownDate(words, recovery.date)),
    ...row(l('country'), words.country(recovery.country)),
    ...row(l('place'), recovery.place),
    ...row(l('circumstances'), recovery.circumstances),
    ...row(l('context'), recovery.context),
  ];
}

export function checkRow(words: Words, check: Body<'REQUEST'>['nationalCheck'][number]): readonly LetterRow[] {
  return row(
    words.term('nationalHolder', check.holder),
    words.term('holderResult', check.result),
    dated(words, check.on),
  );
}
