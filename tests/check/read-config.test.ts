import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/check/read-config.ts';

const PAIR = { source: 'en/{path}.md', target: 'tr/{path}.md' };
const config = (more: object): string => JSON.stringify({ pairs: [PAIR], ...more });

describe('a configuration', () => {
  test('is read', () => {
    const text = config({
      model: 'tr-en-base',
      failOn: 'warning',
      rules: { moved: 'off' },
      thresholds: { repeated: 2 },
    });
    expect(readConfig(`\uFEFF${text}`, 'c.json')).toMatchObject({ failOn: 'warning', rules: { moved: 'off' } });
  });

  test.each([
    ['an unknown key', config({ fialOn: 'error' }), 'it has an unknown key "fialOn" (did you mean "failOn"?)'],
    [
      'an unknown key of a pair',
      JSON.stringify({ pairs: [PAIR, { ...PAIR, sourcelang: 'en' }] }),
      'it has an unknown key "sourcelang" in pairs[1] (did you mean "sourceLang"?)',
    ],
    [
      'an unknown rule',
      config({ rules: { 'number-missmatch': 'error' } }),
      'it has an unknown key "number-missmatch" in rules (did you mean "number-mismatch"?)',
    ],
    [
      'an unknown rule of a pair',
      JSON.stringify({ pairs: [{ ...PAIR, rules: { untranslate: 'off' } }] }),
      'it has an unknown key "untranslate" in pairs[0].rules (did you mean "untranslated"?)',
    ],
    ['a key like none', config({ zzzzzz: 1 }), 'it has an unknown key "zzzzzz" (known: $schema, pairs, model, failOn,'],
    ['a wrong word', config({ failOn: 'info' }), 'failOn should be one of error, warning, never, and is "info"'],
    [
      'a wrong level',
      config({ rules: { moved: 'none' } }),
      'rules.moved should be one of error, warning, info, off, and is "none"',
    ],
    ['a number for a text', config({ model: 7 }), 'model should be a text, and is 7'],
    ['a share above 1', config({ minTargetCovered: 80 }), 'minTargetCovered should be at most 1, and is 80'],
    ['half a warning', config({ maxWarnings: 0.5 }), 'maxWarnings should be a whole number, and is 0.5'],
    ['no pairs', '{}', 'pairs is missing'],
    ['an empty list of pairs', '{"pairs": []}', 'pairs should not be empty'],
    ['a pair without target', '{"pairs": [{"source": "a"}]}', 'pairs[0].target is missing'],
    ['a list', '[]', 'it should be an object, and is a list'],
    [
      'no language',
      JSON.stringify({ pairs: [{ ...PAIR, targetLang: 'türkçe' }] }),
      'pairs[0] names "türkçe", which is no language code',
    ],
    [
      'the name of a language',
      JSON.stringify({ pairs: [{ ...PAIR, targetLang: 'turkish' }] }),
      'pairs[0] names "turkish", which is no language code',
    ],
  ])('with %s is refused with the key and what may stand there', (_, text, message) => {
    expect(() => readConfig(text, 'c.json')).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringContaining(`c.json cannot be used: ${message}`),
      }),
    );
  });

  test('that is no JSON says where', () => {
    expect(() => readConfig('{"pairs": [,]}', 'c.json')).toThrow(/^c\.json is not valid JSON \(Unexpected token/);
  });
});
