import { faultOrder } from './fault-point.js';

/** One row of the table of settings, and the forms that a value may have. */
export interface Setting<T> {
  readonly env: string;
  readonly meaning: string;
  readonly parse: (text: string) => T | Problem;
  /** Absent: production and every other mode must set it. */
  readonly preset?: T;
  /** A weak or missing value that production refuses; answers the reason. A method, so that a table of settings of many types is one type. */
  production?(value: T): string | undefined;
  readonly secret?: boolean;
}

export interface Problem {
  readonly problem: string;
}

export const whole =
  (min: number, max: number) =>
  (text: string): number | Problem => {
    const value = Number(text);
    return /^-?\d+$/.test(text) && value >= min && value <= max
      ? value
      : { problem: `must be a whole number from ${String(min)} to ${String(max)}` };
  };
export const words = (text: string): string | Problem =>
  text.trim() === '' ? { problem: 'must not be empty' } : text.trim();
export const oneOf =
  <const T extends readonly string[]>(list: T) =>
  (text: string): T[number] | Problem =>
    list.includes(text) ? text : { problem: `must be one of ${list.join(', ')}` };
export const seconds = (text: string): readonly number[] | Problem => {
  const list = text.split(',').map((one) => Number(one.trim()));
  return list.length <= 20 && list.every((one) => Number.isInteger(one) && one > 0 && one <= 604_800)
    ? list
    : { problem: 'must be whole seconds by commas' };
};
export const yesNo = (text: string): boolean | Problem =>
  text === 'yes' ? true : text === 'no' ? false : { problem: 'must be yes or no' };

export const setting = <T>(
  env: string,
  meaning: string,
  parse: (text: string) => T | Problem,
  preset?: T,
  more: Pick<Setting<NoInfer<T>>, 'production' | 'secret'> = {},
): Setting<T> => ({
  env,
  meaning,
  parse,
  ...(preset === undefined ? {} : { preset }),
  ...more,
});

export const https = (value: string): string | undefined =>
  value.startsWith('https://') ? undefined : 'must be an https address';
export const strong = (value: string): string | undefined =>
  value.length >= 32 ? undefined : 'must have at least 32 characters';
export const off = (value: unknown): string | undefined =>
  value === false || value === '' ? undefined : 'must be off in production';

export const faultPointName = (text: string): string | Problem =>
  faultOrder(text) === undefined
    ? { problem: 'must be the name of a fault point, with #n for its n-th passing' }
    : text;

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}
