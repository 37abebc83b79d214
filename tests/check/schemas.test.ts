import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/check/check-report.ts';
import { configFile } from '../../src/check/config-file.ts';

const published = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'));

describe('the published schemas are what the readers check', () => {
  test.each([
    ['config', configFile],
    ['check', checkReport],
  ] as const)('%s', async (name, source) => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      ...toJsonSchema(source, { target: 'draft-2020-12' }),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../schema/${name}.schema.json`);
  });

  test('the configuration of the fixture is valid', () => {
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(published('config'));
    validate(JSON.parse(readFileSync(new URL('../../fixtures/site/hizala.config.json', import.meta.url), 'utf8')));
    expect(validate.errors).toBeNull();
  });
});
