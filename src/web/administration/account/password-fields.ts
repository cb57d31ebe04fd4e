import { type FormInput } from '../../forms/form-state.js';

/** Passwords are left out of what a form keeps, so they are read from the body itself, and nothing about them is trimmed. */
export function passwordFields(body: unknown, names: readonly string[]): FormInput {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' ? [[name, [value]]] : [];
    }),
  );
}
