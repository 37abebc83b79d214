import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addCounts, countBeads, NO_COUNTS } from '../../src/evaluate/counts.ts';
import { type BareBead, pairingOf } from '../../src/evaluate/pairing.ts';
import { type Score, scoresOf } from '../../src/evaluate/score.ts';

const EVAL = fileURLToPath(new URL('../../../shared/eval/', import.meta.url));

const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Gold made worse by rules of thumb: some beads dropped to nulls, some joined, some shifted. */
function spoilt(gold: readonly BareBead[], every: number): BareBead[] {
  const result: BareBead[] = [];
  for (const [at, [source, target]] of gold.entries()) {
    const last = result.at(-1);
    if (at % every === 1) result.push([source, []], [[], target]);
    else if (at % every === 2 && last !== undefined) {
      result[result.length - 1] = [
        [...last[0], ...source],
        [...last[1], ...target],
      ];
    } else if (at % every === 3 && target.length > 1) result.push([source, target.slice(1)], [[], target.slice(0, 1)]);
    else result.push([source, target]);
  }
  return result.filter(([a, b]) => a.length + b.length > 0);
}

test.skipIf(!existsSync(EVAL) || !hasPython()).each(['mono', 'cross', 'long'])(
  'scores of spoilt %s alignments are those of score.py',
  (suite) => {
    const folder = `${EVAL}suites/${suite}/`;
    const pairs = readdirSync(folder)
      .filter((file) => file.endsWith('.gold.json'))
      .slice(0, 20)
      .map((file, at): [BareBead[], BareBead[]] => {
        const gold = JSON.parse(readFileSync(folder + file, 'utf8')) as BareBead[];
        return [gold, spoilt(gold, 4 + (at % 5))];
      });
    const script = `import sys, json; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True
from score import score
print(json.dumps(score(json.load(sys.stdin))))`;
    const output = execFileSync('python3', ['-c', script, EVAL], { input: JSON.stringify(pairs), encoding: 'utf8' });
    const reference = JSON.parse(output) as Record<'strict' | 'links' | 'unmatched', [number, number, number]>;

    const ours = scoresOf(
      pairs.map(([gold, found]) => countBeads(gold.map(pairingOf), found.map(pairingOf))).reduce(addCounts, NO_COUNTS),
    );
    const triple = ({ precision, recall, f1 }: Score): number[] => [precision, recall, f1];
    expect(ours.strict.f1).toBeLessThan(1);
    for (const measure of ['strict', 'links', 'unmatched'] as const) {
      for (const [at, value] of triple(ours[measure]).entries()) expect(value).toBeCloseTo(reference[measure][at]!, 12);
    }
  },
);
