import { defineConfig } from 'vitest/config';

/** Where .ci/run wants the counts as JSON, beside the usual output. */
const report = process.env.VITEST_JSON_REPORT;

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    env: { NO_COLOR: '1' },
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
