import { SETTINGS, type Config, type SettingName } from '../../../platform/config.js';
import { type Setting } from '../../../platform/setting.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

export interface ShownSetting {
  readonly env: string;
  /** As the operator's table has it, in English: its reader sets environment variables. */
  /** Only in the language in which operators' documents are written: a page speaks one. */
  readonly meaning: string | undefined;
  readonly value: string;
  readonly preset: string;
  readonly changed: boolean;
}

interface SettingsView extends View {
  readonly groups: readonly { readonly title: string; readonly settings: readonly ShownSetting[] }[];
}

export function settingsView(words: Words, config: Config): SettingsView {
  const names = Object.keys(SETTINGS) as SettingName[];
  const groups = [...new Set(names.map(groupOf))];
  return {
    title: words.t('settings.title'),
    back: { href: paths.setUp.to(), text: words.t('setUp.title') },
    groups: groups.map((group) => ({
      title: words.t(words.has(`settings.group.${group}`) ? `settings.group.${group}` : 'settings.group.other'),
      settings: names.filter((name) => groupOf(name) === group).map((name) => shown(words, config, name)),
    })),
  };
}

const groupOf = (name: string): string => name.split('.')[0] ?? name;

function shown(words: Words, config: Config, name: SettingName): ShownSetting {
  const row: Setting<unknown> = SETTINGS[name];
  const value = config[name];
  const secret = row.secret === true;
  return {
    env: row.env,
    meaning: words.locale === 'en' ? row.meaning : undefined,
    value: secret ? words.t(value === '' ? 'settings.notSet' : 'settings.secret') : textOf(words, value),
    preset:
      row.preset === undefined
        ? words.t('settings.noDefault')
        : secret
          ? words.t('settings.notSet')
          : textOf(words, row.preset),
    changed: !secret && row.preset !== undefined && JSON.stringify(value) !== JSON.stringify(row.preset),
  };
}

function textOf(words: Words, value: unknown): string {
  if (value === '') return words.t('settings.notSet');
  if (typeof value === 'boolean') return words.t(value ? 'settings.yes' : 'settings.no');
  if (typeof value === 'number') return words.number(value);
  return Array.isArray(value) ? value.map((one) => words.number(Number(one))).join(', ') : String(value);
}
