import * as v from 'valibot';
import { CHECK_CODES, FINDING_CODES } from '../core/finding.ts';

/**
 * `hizala.config.json`: the one place that says what it looks like. The types, the check of the reader and the published
 * `schema/config.schema.json` all come from here (a test holds the published file to it).
 */

export const RULE_CODES = [...FINDING_CODES, ...CHECK_CODES] as const;
const RULE_LEVELS = ['error', 'warning', 'info', 'off'] as const;
export const FAIL_ON = ['error', 'warning', 'never'] as const;

const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const perCode = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.strictObject(
    Object.fromEntries(RULE_CODES.map((code) => [code, v.optional(schema)])) as Record<
      (typeof RULE_CODES)[number],
      v.OptionalSchema<Schema, undefined>
    >,
  );

const rules = v.pipe(
  perCode(v.picklist(RULE_LEVELS)),
  v.description('How severe findings of a code are; off leaves them out'),
);

const ignore = v.pipe(
  v.array(text),
  v.description('Glob patterns of files that are left out, relative to this file or to the folder of a pattern'),
);

const minTargetCovered = v.pipe(
  share,
  v.description('Least share of the translation that must have a counterpart, from 0 to 1'),
);
const minSourceCovered = v.pipe(share, v.description('Least share of the source that must be translated, from 0 to 1'));

const pattern = (what: string) =>
  v.pipe(
    text,
    v.description(
      `${what}, relative to this file; {path} stands for any folders and a name, other {names} for one name or a part of one`,
    ),
  );

const pair = v.strictObject({
  source: pattern('Where the sources are'),
  target: v.pipe(pattern('Where the translations are; {lang} stands for each language of targetLang')),
  sourceLang: v.optional(v.pipe(text, v.description('Language code of the sources; found out where it is left out'))),
  targetLang: v.optional(
    v.pipe(
      v.union([text, v.pipe(v.array(text), v.minLength(1))]),
      v.description('Language code of the translations, or several'),
    ),
  ),
  ignore: v.optional(ignore),
  rules: v.optional(rules),
  minTargetCovered: v.optional(minTargetCovered),
  minSourceCovered: v.optional(minSourceCovered),
  segmentation: v.optional(v.picklist(['sentences', 'lines'])),
  order: v.optional(v.picklist(['free', 'monotone'])),
});

export const configFile = v.pipe(
  v.strictObject({
    $schema: v.optional(v.string()),
    pairs: v.pipe(v.array(pair), v.minLength(1), v.description('Which files are versions of one another')),
    model: v.optional(v.pipe(text, v.description('Name of a model or its folder; see hizala models list'))),
    failOn: v.optional(v.pipe(v.picklist(FAIL_ON), v.description('From which severity on the check fails'))),
    maxWarnings: v.optional(v.pipe(count, v.description('The check fails where there are more warnings'))),
    thresholds: v.optional(
      v.pipe(
        perCode(count),
        v.description('How many findings of a code are tolerated; one more fails the check, whatever their severity'),
      ),
    ),
    minTargetCovered: v.optional(minTargetCovered),
    minSourceCovered: v.optional(minSourceCovered),
    rules: v.optional(rules),
    ignore: v.optional(ignore),
    glossary: v.optional(v.pipe(text, v.description('A file of terms and their translations, as TSV or TBX'))),
    baseline: v.optional(v.pipe(text, v.description('A file of findings that are known; see --update-baseline'))),
  }),
  v.title('hizala.config.json'),
  v.description('Which translations hizala check looks at, and what fails'),
);

export type Config = v.InferOutput<typeof configFile>;
export type PairConfig = Config['pairs'][number];
export type Rules = NonNullable<Config['rules']>;
export type FailOn = (typeof FAIL_ON)[number];
