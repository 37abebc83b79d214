import { type FailOn, RULE_CODES } from '../check/config-file.ts';
import type { GateOptions } from '../check/gate.ts';
import { UserError } from '../core/errors.ts';
import { nearestNames } from '../core/nearest-names.ts';
import { listOption } from './check-outputs.ts';
import type { OptionValues } from './command.ts';
import { choiceOption, textOption } from './options.ts';

/** A whole number of at least 0. */
function countOption(value: string, what: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new UserError(`${what} cannot be "${value}"`, 'write a whole number from 0 on');
  return Number(value);
}

/** What fails a check: the options of the command line over what the configuration or a report says. */
export function gateOptions(values: OptionValues, base: Partial<GateOptions>): GateOptions {
  const failOn: FailOn = choiceOption(values, 'fail-on', ['error', 'warning', 'never'], base.failOn ?? 'error');
  const most = textOption(values, 'max-warnings');
  const thresholds: Record<string, number> = { ...base.thresholds };
  for (const item of listOption(values, 'threshold')) {
    const [code = '', count, ...rest] = item.split('=');
    if (count === undefined || rest.length > 0) {
      throw new UserError(`--threshold cannot be "${item}"`, 'write CODE=N, such as only-in-target=3');
    }
    if (!RULE_CODES.some((known) => known === code)) {
      const near = nearestNames(code, RULE_CODES)[0];
      throw new UserError(
        `--threshold names an unknown code "${code}"`,
        near === undefined ? `known: ${RULE_CODES.join(', ')}` : `did you mean ${near}?`,
      );
    }
    thresholds[code] = countOption(count, `--threshold ${code}`);
  }
  return {
    failOn,
    maxWarnings: most === undefined ? (base.maxWarnings ?? null) : countOption(most, '--max-warnings'),
    thresholds,
  };
}
