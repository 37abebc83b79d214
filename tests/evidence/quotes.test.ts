import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuotations, readSingleQuotations } from '../../src/evidence/quotes.ts';
import { processorTime } from '../support/processor-time.ts';

/** Passages in ⟨⟩, marks without a partner by what they lack. */
const read = (...texts: string[]): string[] => {
  const { passages, unclosed, unopened } = readQuotations(texts);
  return [
    ...passages.map(({ opening, closing }) =>
      opening.text === closing.text
        ? texts[opening.text]!.slice(opening.end, closing.start)
        : `${texts[opening.text]!.slice(opening.end)} … ${texts[closing.text]!.slice(0, closing.start)}`,
    ),
    ...unclosed.map(({ text, start }) => `unclosed ${text}:${start}`),
    ...unopened.map(({ text, start }) => `unopened ${text}:${start}`),
  ];
};

describe('readQuotations', () => {
  it.each([
    [['He said "never again" today.'], ['never again']],
    [['O, “bir daha asla” dedi.'], ['bir daha asla']],
    [['“Kukla gibi görünmek”ten korkuyor.'], ['Kukla gibi görünmek']],
    [['"Kukla gibi"den sonra.'], ['Kukla gibi']],
    [['Er sagte: „Nie wieder“.'], ['Nie wieder']],
    [['Il dit «jamais» ici.'], ['jamais']],
    [['»Nie wieder«, sagte er.'], ['Nie wieder']],
    [['«Он сказал “да” вчера»'], ['да', 'Он сказал “да” вчера']],
    [['"It goes on.', 'It ends here."'], ['It goes on. … It ends here.']],
    [['He said "never again.', 'Nothing more.'], ['unclosed 0:8']],
    [
      ['"One.', '"Two."'],
      ['Two.', 'unclosed 0:0'],
    ],
    [['Never again," he said.'], ['unopened 0:12']],
    [['A 5" pipe and a 7" one.'], []],
    [["It's the dogs' day."], []],
  ])('%j', (texts, expected) => {
    expect(read(...texts)).toEqual(expected);
  });

  it('gives every mark to one passage or calls it unpaired, but for inches', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('"', '“', '”', '«', ' ', 'a', '.') })), (texts) => {
        const { passages, unclosed, unopened } = readQuotations(texts);
        const marks = texts.join('').replace(/[^"“”«]/g, '').length;
        expect(2 * passages.length + unclosed.length + unopened.length).toBe(marks);
      }),
    );
  });
});

describe('readSingleQuotations', () => {
  it.each([
    ["she is 'done with battlefields' now", ["'done with battlefields'"]],
    ["he isn't ‘done with the dogs’ yet", ['‘done with the dogs’']],
    ["the dogs' and the cats' food", []],
    ["rock 'n' roll", []],
    ["Ankara'nın ve İzmir'in", []],
  ])('%j', (text, expected) => {
    expect(readSingleQuotations(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it('is linear on hostile input', () => {
    expect(processorTime(() => readSingleQuotations(" 'a".repeat(30_000)))).toBeLessThan(2_000);
  });
});
