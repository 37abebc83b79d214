import { describe, expect, it } from 'vitest';
import { Discriminator, type DiscriminatorSide, MOST_DISCRIMINATED } from '../../src/compare/discriminator.ts';
import { exponential } from '../../src/compare/exponential.ts';
import { ENDINGS, endingsOf } from '../../src/compare/word-endings.ts';
import { type Matches, matchesOf } from '../../src/compare/word-grid.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Sides } from '../../src/core/side.ts';
import type { Tensor, Tensors } from '../../src/core/tensor.ts';

const [D, WIDTH, HEADS, HIDDEN, LAYERS] = [12, 32, 4, 16, 2];

/** Small numbers by chance, the same on every run. */
function madeTensors(): Map<string, Tensor> {
  let seed = 7;
  const next = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  const tensors = new Map<string, Tensor>();
  const add = (name: string, ...shape: number[]): void => {
    const count = shape.reduce((product, size) => product * size, 1);
    tensors.set(name, { shape, data: Float32Array.from({ length: count }, next) });
  };
  const linear = (name: string, inputs: number, outputs: number): void => {
    add(`${name}.weight`, outputs, inputs);
    add(`${name}.bias`, outputs);
  };
  const norm = (name: string): void => {
    add(`${name}.weight`, WIDTH);
    add(`${name}.bias`, WIDTH);
  };
  linear('input', D, WIDTH);
  linear('numbers', 6, WIDTH);
  add('endings', ENDINGS, WIDTH);
  add('sides', 2, WIDTH);
  for (let layer = 0; layer < LAYERS; layer++) {
    const of = (name: string): string => `layers.${layer}.${name}`;
    for (const name of ['before_near', 'before_self', 'before_cross', 'before_inner']) norm(of(name));
    linear(of('near'), 5 * WIDTH, WIDTH);
    linear(of('self'), WIDTH, 3 * WIDTH);
    linear(of('keys_values'), WIDTH, 2 * WIDTH);
    for (const name of ['near_out', 'self_out', 'queries', 'cross_out']) linear(of(name), WIDTH, WIDTH);
    linear(of('inner'), WIDTH, HIDDEN);
    linear(of('inner_out'), HIDDEN, WIDTH);
    add(of('distances'), HEADS, 17);
    add(of('cosines'), HEADS);
  }
  norm('last');
  linear('output', WIDTH, 3);
  return tensors;
}

function sideOf(text: string, seed: number): DiscriminatorSide {
  const forms = text.split(' ');
  const data = Float32Array.from({ length: forms.length * D }, (_, at) => Math.sin(seed + at * 1.3));
  for (let i = 0; i < forms.length; i++) {
    const row = data.subarray(i * D, (i + 1) * D);
    const length = Math.hypot(...row);
    row.forEach((value, k) => (row[k] = value / length));
  }
  return {
    words: forms.map((folded, i) => ({ folded, boundary: i === 0, weight: 1 + (i % 3) })),
    rows: Int32Array.from(forms, (_, i) => i),
    vectors: { length: forms.length, dimensions: D, data },
  };
}

const cosineOf =
  ({ source, target }: Sides<DiscriminatorSide>) =>
  (i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < D; k++) sum += source.vectors.data[i * D + k]! * target.vectors.data[j * D + k]!;
    return sum;
  };

const matchesIn = (sides: Sides<DiscriminatorSide>): Matches => {
  const [n, m] = [sides.source.words.length, sides.target.words.length];
  const cosine = cosineOf(sides);
  return matchesOf(
    n,
    m,
    Float64Array.from({ length: n * m }, (_, at) => cosine(Math.floor(at / m), at % m)),
  );
};

/** The same network in the plainest arithmetic: lists of lists. */
function plainly(tensors: Tensors, sides: readonly DiscriminatorSide[], cosine: (i: number, j: number) => number) {
  const get = (name: string): Tensor => tensors.get(name)!;
  const linear = (name: string, rows: number[][]): number[][] =>
    rows.map((row) =>
      Array.from(get(`${name}.bias`).data, (bias, o) =>
        row.reduce((sum, value, i) => sum + value * get(`${name}.weight`).data[o * row.length + i]!, bias),
      ),
    );
  const norm = (name: string, rows: number[][]): number[][] =>
    rows.map((row) => {
      const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
      const deviation = Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length + 1e-5);
      return row.map(
        (v, k) => ((v - mean) / deviation) * get(`${name}.weight`).data[k]! + get(`${name}.bias`).data[k]!,
      );
    });
  const plus = (a: number[][], b: number[][]): number[][] =>
    a.map((row, i) => row.map((value, k) => value + b[i]![k]!));
  const positive = (rows: number[][]): number[][] => rows.map((row) => row.map((value) => Math.max(0, value)));
  const size = WIDTH / HEADS;
  const attend = (q: number[][], k: number[][], v: number[][], bias: (h: number, i: number, j: number) => number) =>
    q.map((query, i) =>
      query.map((_, at) => {
        const head = Math.floor(at / size);
        const logits = k.map((key, j) => {
          let sum = 0;
          for (let x = head * size; x < (head + 1) * size; x++) sum += query[x]! * key[x]!;
          return sum / Math.sqrt(size) + bias(head, i, j);
        });
        const whole = logits.reduce((sum, value) => sum + Math.exp(value), 0);
        return v.reduce((sum, value, j) => sum + (Math.exp(logits[j]!) / whole) * value[at]!, 0);
      }),
    );
  const grid = sides[0]!.words.map((_, i) => sides[1]!.words.map((_, j) => cosine(i, j)));
  const grids = [grid, sides[1]!.words.map((_, j) => grid.map((row) => row[j]!))];
  const tops = grids.map((rows) => rows.map((row) => [...row].sort((a, b) => b - a)));
  let states = sides.map(({ words, rows, vectors }, side) => {
    const own = words.map((_, i) => Array.from(vectors.data.subarray(rows[i]! * D, (rows[i]! + 1) * D)));
    const numbers = words.map(({ weight, boundary }, i) => {
      const [first, second = first] = tops[side]![i]!;
      const partner = grids[side]![i]!.indexOf(first!);
      const taken = tops[1 - side]![partner]![0]! - first!;
      return [Math.log(weight + 1e-3), Number(boundary), words.length / 30, first!, second!, taken];
    });
    return words.map(({ folded }, i) =>
      Array.from({ length: WIDTH }, (_, k) => {
        const ending = endingsOf(folded).reduce((sum, at) => sum + get('endings').data[at * WIDTH + k]!, 0);
        const entered = 4 * linear('input', [own[i]!])[0]![k]! + linear('numbers', [numbers[i]!])[0]![k]!;
        return entered + ending + get('sides').data[side * WIDTH + k]!;
      }),
    );
  });
  for (let layer = 0; layer < LAYERS; layer++) {
    const of = (name: string): string => `layers.${layer}.${name}`;
    const part = (rows: number[][], from: number): number[][] => rows.map((row) => row.slice(from, from + WIDTH));
    states = states.map((state) => {
      const read = norm(of('before_near'), state);
      const none = new Array<number>(WIDTH).fill(0);
      const windows = state.map((_, i) => [-2, -1, 0, 1, 2].flatMap((apart) => read[i + apart] ?? none));
      return plus(state, linear(of('near_out'), positive(linear(of('near'), windows))));
    });
    states = states.map((state) => {
      const all = linear(of('self'), norm(of('before_self'), state));
      const attended = attend(part(all, 0), part(all, WIDTH), part(all, 2 * WIDTH), (h, i, j) => {
        const apart = Math.min(8, Math.max(-8, j - i)) + 8;
        return get(of('distances')).data[h * 17 + apart]!;
      });
      return plus(state, linear(of('self_out'), attended));
    });
    const before = states.map((state) => norm(of('before_cross'), state));
    states = states.map((state, side) => {
      const all = linear(of('keys_values'), before[1 - side]!);
      const queries = linear(of('queries'), before[side]!);
      const attended = attend(queries, part(all, 0), part(all, WIDTH), (h, i, j) => {
        return get(of('cosines')).data[h]! * grids[side]![i]![j]!;
      });
      return plus(state, linear(of('cross_out'), attended));
    });
    states = states.map((state) => {
      const inner = positive(linear(of('inner'), norm(of('before_inner'), state)));
      return plus(state, linear(of('inner_out'), inner));
    });
  }
  return states.map((state) => linear('output', norm('last', state)));
}

const STORY = {
  source: sideOf('the thieves stole crypto assets in may', 1),
  target: sideOf('hırsızlar sanat çaldı', 2),
};

const wordsOf = (count: number): DiscriminatorSide => sideOf(new Array<string>(count).fill('word').join(' '), 4);

const LONGEST = wordsOf(MOST_DISCRIMINATED);

describe('a discriminator', () => {
  it.each([
    ['sentences', STORY],
    ['a single word opposite', { source: STORY.source, target: sideOf('çaldı', 3) }],
    ['as many words as are read', { source: LONGEST, target: LONGEST }],
  ])('computes what the plainest arithmetic gives: %s', (_, sides) => {
    const tensors = madeTensors();
    const odds = new Discriminator(tensors, D).odds(sides, matchesIn(sides))!;
    const logits = plainly(tensors, [sides.source, sides.target], cosineOf(sides));
    (['source', 'target'] as const).forEach((side, s) => {
      logits[s]!.forEach(([fits, replaced, added], i) => {
        const others = Math.log(Math.exp(fits!) + Math.exp(added!));
        expect(odds[side].replaced[i]).toBeCloseTo(replaced! - others, 3);
        expect(odds[side].unsupported[i]).toBeCloseTo(Math.log(Math.exp(replaced!) + Math.exp(added!)) - fits!, 3);
      });
    });
  });

  it('says the same of a bead whatever it read before', () => {
    const discriminator = new Discriminator(madeTensors(), D);
    const first = discriminator.odds(STORY, matchesIn(STORY));
    const other = { source: sideOf('one', 5), target: sideOf('a much longer sentence than the first of all these', 6) };
    discriminator.odds(other, matchesIn(other));
    expect(discriminator.odds(STORY, matchesIn(STORY))).toEqual(first);
  });

  it('passes over what is no sentence', () => {
    const discriminator = new Discriminator(madeTensors(), D);
    const long = wordsOf(MOST_DISCRIMINATED + 1);
    const empty = { ...STORY.target, words: [], rows: new Int32Array(0) };
    for (const sides of [
      { source: long, target: STORY.target },
      { source: STORY.source, target: empty },
    ]) {
      expect(discriminator.odds(sides, matchesIn(sides))).toBeNull();
    }
  });

  it.each([
    ['lacks a tensor', 'layers.1.self_out.weight', undefined],
    ['has one of a wrong shape', 'output.bias', { shape: [4], data: new Float32Array(4) }],
    ['is of other vectors', 'input.weight', { shape: [WIDTH, 5], data: new Float32Array(5 * WIDTH) }],
    ['has no layers', 'layers.0.cosines', undefined],
  ])('is refused where it %s', (_, name, tensor) => {
    const tensors = madeTensors();
    if (tensor === undefined) tensors.delete(name);
    else tensors.set(name, tensor);
    expect(() => new Discriminator(tensors, D)).toThrow(UserError);
  });
});

describe('the endings of a word', () => {
  it('are shared by words that end alike', () => {
    const [gördü, yürüdü, gel] = [endingsOf('gördü'), endingsOf('yürüdü'), endingsOf('gel')];
    expect(gördü.slice(0, 2)).toEqual(yürüdü.slice(0, 2));
    expect(gördü[3]).not.toBe(yürüdü[3]);
    expect(gel[0]).not.toBe(gördü[0]);
  });

  it('stay below their number, also of odd words', () => {
    for (const word of ['', "'", 'a', '12', '1.000', "abd'nin", '😀', 'x'.repeat(300)])
      expect(endingsOf(word).every((ending) => ending >= 0 && ending < ENDINGS)).toBe(true);
  });

  it('of numbers in digits are all the same from the length that they have', () => {
    expect(endingsOf('2024')).toEqual(endingsOf('1999'));
  });
});

describe('the exponential', () => {
  it('is that of Math below 0, and nothing far below', () => {
    for (const x of [0, -1e-9, -0.1, -0.5, -1, -3.3, -7.77, -20, -27])
      expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 6);
    expect([-28.5, -1000, Number.NEGATIVE_INFINITY].map(exponential)).toEqual([0, 0, 0]);
  });
});
