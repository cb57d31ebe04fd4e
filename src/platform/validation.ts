import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { refuse, type Blocker } from '../domain/shared/refusal.js';
import { constraintSaying } from './constraint-saying.js';
import { RefusalError } from './problem.js';

/** Every field error of a request at once, each with its JSON pointer and the rule that it breaks. */
export function createValidationPipe(): ValidationPipe {
  return new FormPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    // The shape whose rule was broken; none of the errors leaves this file as it is.
    validationError: { target: true },
    exceptionFactory: (errors) => refusalOfFields(errors),
  });
}

/** A body that is no object would pass for an empty one where every field may be left out. */
class FormPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const form = metadata.type === 'body' && this.toValidate(metadata);
    if (form && value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw new RefusalError(refuse('field-invalid', { field: '', rule: 'a JSON object' }));
    return super.transform(value, metadata);
  }
}

function refusalOfFields(errors: readonly ValidationError[]): RefusalError {
  const reasons = errors.flatMap((error) => blockersOf(error, ''));
  const [first] = reasons;
  const code = reasons.every((one) => one.code === 'field-unknown') ? 'field-unknown' : 'field-invalid';
  return new RefusalError(
    refuse(code, {
      ...(first?.field === undefined ? {} : { field: first.field }),
      ...(first === undefined ? {} : { rule: first.rule }),
      reasons,
    }),
  );
}

function blockersOf(error: ValidationError, parent: string): readonly Blocker[] {
  const field = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, text]): Blocker => ({
    code: rule === 'whitelistValidation' ? 'field-unknown' : 'field-invalid',
    field,
    rule: rule === 'whitelistValidation' ? 'knownField' : rule,
    text,
    says: constraintSaying(error, rule),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => blockersOf(child, field))];
}
