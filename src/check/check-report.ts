import * as v from 'valibot';
import { versionOne } from '../report/read-versioned.ts';
import { FAIL_ON } from './config-file.ts';

/**
 * The report of a check, version 1, as `--format json` writes it and `hizala merge` reads it: the one place that says
 * what it looks like. Every other format is written from it. `schema/check.schema.json` comes from here (a test holds
 * the published file to it).
 */

const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const code = v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/));
const severity = v.picklist(['error', 'warning', 'info']);
const side = v.picklist(['source', 'target']);
const spans = v.array(v.looseObject({ start: count, end: count }));

const region = v.pipe(
  v.looseObject({
    startLine: line,
    startColumn: line,
    endLine: line,
    endColumn: line,
    startByte: line,
    endByte: line,
  }),
  v.description('From 1; columns in UTF-16 code units and, as startByte and endByte, in bytes of UTF-8'),
);

const place = {
  side,
  file: v.string(),
  region: v.pipe(v.nullable(region), v.description('null where the finding is about the file as a whole')),
};

const finding = v.looseObject({
  code,
  severity,
  pair: v.pipe(v.looseObject({ source: v.string(), target: v.string() }), v.description('The files it is about')),
  ...place,
  counterpart: v.nullable(v.looseObject(place)),
  class: v.nullable(v.string()),
  confidence: share,
  importance: v.pipe(
    v.optional(share),
    v.description('What findings of one severity are ranked by; the confidence where it is left out'),
  ),
  message: v.pipe(v.string(), v.description('One sentence, without a full stop, that says what it is')),
  advice: v.pipe(v.string(), v.description('What to do about it')),
  sourceText: v.pipe(v.nullable(v.string()), v.description('The sentence of the source')),
  targetText: v.pipe(v.nullable(v.string()), v.description('The sentence of the target')),
  change: v.pipe(
    v.nullable(v.looseObject({ before: v.string(), after: v.string(), removed: spans, added: spans })),
    v.description('How the source was changed, word by word: spans of both texts, in UTF-16 code units'),
  ),
  fingerprint: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{16}$/),
    v.description('Names the finding by the content of both sides; two findings that say the same share it'),
  ),
  suppressed: v.pipe(
    v.nullable(v.looseObject({ by: v.picklist(['baseline', 'review', 'comment']), reason: v.nullable(v.string()) })),
    v.description('Why it fails nothing, where somebody said so'),
  ),
});

const pair = v.looseObject({
  source: v.string(),
  target: v.string(),
  status: v.pipe(
    v.picklist(['checked', 'unchanged', 'incomplete']),
    v.description(
      'unchanged: neither side changed since the given commit; incomplete: a side is missing or unreadable',
    ),
  ),
  sourceLang: v.nullable(v.string()),
  targetLang: v.nullable(v.string()),
  sourceCovered: v.nullable(share),
  targetCovered: v.nullable(share),
});

const known = v.looseObject({
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  code,
  source: v.string(),
  target: v.string(),
  quote: v.string(),
});

const shard = v.looseObject({ index: line, count: line });

const gate = v.looseObject({
  failOn: v.picklist(FAIL_ON),
  maxWarnings: v.nullable(count),
  thresholds: v.record(code, count),
  reasons: v.pipe(v.array(v.string()), v.description('Why the check fails; empty where it does not')),
});

export const checkReport = v.pipe(
  v.looseObject({
    version: versionOne,
    tool: v.looseObject({ name: v.string(), version: v.string() }),
    model: v.nullable(v.looseObject({ id: v.string(), revision: v.string(), dtype: v.string() })),
    since: v.pipe(v.nullable(v.string()), v.description('The commit that changes were counted from')),
    shard: v.pipe(v.nullable(shard), v.description('Which part of the pairs was checked')),
    pairs: v.array(pair),
    findings: v.pipe(v.array(finding), v.description('Worst first, suppressed ones last')),
    staleBaseline: v.pipe(v.array(known), v.description('What the baseline knows and is there no more')),
    notes: v.pipe(v.array(v.string()), v.description('What else a person should know')),
    gate,
  }),
  v.title('hizala check, version 1'),
  v.description('What hizala check found in the translations of a folder'),
);

export type CheckReport = v.InferOutput<typeof checkReport>;
export type CheckFinding = CheckReport['findings'][number];
export type CheckPair = CheckReport['pairs'][number];
export type KnownFinding = v.InferOutput<typeof known>;
export { known as knownFinding };
