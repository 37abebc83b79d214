import type { CheckPorts } from './check-ports.ts';
import { assemble, type CheckResult } from './assemble-report.ts';
import type { CheckOptions } from './check-options.ts';
import { unreadableFinding } from './file-findings.ts';
import type { Pair } from './find-pairs.ts';
import type { PreparedPair } from './look-at-pairs.ts';
import type { LookedPair } from './looked-pair.ts';
import { BadFile, cacheKeyOf, readPair } from './read-pair.ts';

/** Texts that are embedded in one go; bounds the memory that their word vectors take (some 20 kB each). */
const TEXTS_AT_ONCE = 500;

/** The pairs of one part: every count-th, so that a folder of long pages is spread over all parts. */
const shardOf = <T>(pairs: readonly T[], shard: CheckOptions['shard']): readonly T[] =>
  shard === null ? pairs : pairs.filter((_, at) => at % shard.count === shard.index - 1);

/**
 * Looks at all pairs and says what a team should see. What aligns and compares is loaded when a pair comes whose result
 * is not known yet.
 *
 * @throws UserError where the model cannot be used
 */
export async function runCheck(all: readonly Pair[], options: CheckOptions, ports: CheckPorts): Promise<CheckResult> {
  const pairs = shardOf(all, options.shard);
  const looked = pairs.map((pair): LookedPair => ({ pair, status: 'checked', result: null, fileFindings: [] }));
  let todo: PreparedPair[] = [];
  let texts = 0;
  const flush = async (): Promise<void> => {
    if (todo.length === 0) return;
    const { lookAtPairs } = await import('./look-at-pairs.ts');
    await lookAtPairs(todo, ports);
    todo = [];
    texts = 0;
    ports.onBatch();
  };
  for (const [at, one] of looked.entries()) {
    ports.onProgress(at, pairs.length);
    try {
      const next = await prepare(one, ports);
      if (next === null) continue;
      todo.push(next);
      texts += next.sides.source.segments.length + next.sides.target.segments.length;
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      if (options.isStrict) throw error.cause;
      one.status = 'incomplete';
      one.fileFindings.push(
        unreadableFinding(one.pair.files, error.side, error.file, error.cause.message, error.cause.hint),
      );
    }
    if (texts >= TEXTS_AT_ONCE) await flush();
  }
  await flush();
  return assemble(all, looked, options, ports);
}

/** A pair as far as it has to be looked at; null where it is known already what is to be said. */
async function prepare(one: LookedPair, ports: CheckPorts): Promise<PreparedPair | null> {
  const bytes = await readPair(one, ports);
  if (bytes === null) return null;
  const cacheKey = ports.cache === null || ports.earlier !== null ? null : cacheKeyOf(one.pair, bytes);
  one.result = cacheKey === null ? null : ports.cache!.find(cacheKey);
  if (one.result !== null) return null;
  const { preparePair } = await import('./look-at-pairs.ts');
  return preparePair(one, bytes, cacheKey, ports);
}
