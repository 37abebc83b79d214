import { UserError } from '../core/errors.ts';
import { primaryLanguage } from '../core/language-code.ts';
import type { OptionValues } from './command.ts';

/** The value of a text option, or undefined. */
export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of an option that allows certain words only. */
export function choiceOption<Choice extends string>(
  values: OptionValues,
  name: string,
  allowed: readonly Choice[],
  fallback: Choice,
): Choice {
  const value = textOption(values, name);
  if (value === undefined) return fallback;
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) throw new UserError(`--${name} cannot be "${value}"`, `use one of: ${allowed.join(', ')}`);
  return found;
}

/** A BCP 47 code such as `tr` or `pt-BR`, or undefined. */
export function languageOption(values: OptionValues, name: string): string | undefined {
  const value = textOption(values, name);
  if (value === undefined) return undefined;
  const language = primaryLanguage(value);
  if (language === null) throw new UserError(`--${name} "${value}" is no language code`, 'use a code such as en or tr');
  return language;
}
