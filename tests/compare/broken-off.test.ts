import { describe, expect, it } from 'vitest';
import { brokenOff } from '../../src/compare/broken-off.ts';
import type { Kind } from '../../src/core/document.ts';
import { type Pairing, type Piece, story } from './story.ts';

const SOURCE = ['The mayor spoke first.', 'Then the band played.', 'It rained.', 'People left early that evening.'];
const TARGET = ['Önce başkan konuştu.', 'Sonra bando çaldı.', 'Yağmur yağdı.', 'İnsanlar o akşam erken ayrıldı.'];

const broken = (source: readonly Piece[], target: readonly Piece[], beads?: readonly Pairing[]): number[] => [
  ...brokenOff(story(source, target, beads)),
];

describe('a translation that stops in the middle', () => {
  it('is one without an end where the source has one', () => {
    expect(broken(SOURCE, TARGET)).toEqual([]);
    expect(broken(SOURCE, TARGET.with(1, 'Sonra bando'))).toEqual([1]);
    expect(broken(SOURCE, TARGET.with(1, 'Sonra bando çaldı, ardından'))).toEqual([1]);
    expect(broken(SOURCE.with(1, 'Then the band played'), TARGET.with(1, 'Sonra bando'))).toEqual([]);
  });

  it.each(['Sonra bando çaldı…', 'Sonra “bando çaldı.”', 'Sonra bando çaldı:', 'Sonra bando çaldı —'])(
    'ends with other marks as well: %s',
    (text) => {
      expect(broken(SOURCE, TARGET.with(1, text))).toEqual([]);
    },
  );

  it('is none that goes on in the next segment', () => {
    const target = ['Önce başkan konuştu.', 'Sonra bando', 'çaldı.', 'Yağmur yağdı.'];
    const beads: Pairing[] = [
      [[0], [0]],
      [[1], [1]],
      [[], [2]],
      [[2], [3]],
    ];
    expect(broken(SOURCE.slice(0, 3), target, beads)).toEqual([]);
  });

  it('is no short heading, but may be a longer line that is taken for one', () => {
    const line = (text: string): Piece => ({ text, kind: 'heading' satisfies Kind });
    expect(broken(SOURCE, [...TARGET.slice(0, 3), line('Erken')])).toEqual([]);
    expect(broken(SOURCE, [...TARGET.slice(0, 3), line('İnsanlar o akşam')])).toEqual([3]);
    expect(broken([...SOURCE.slice(0, 3), line('People left.')], [...TARGET.slice(0, 3), 'İnsanlar'])).toEqual([]);
  });

  it('is none where the version is written without full stops', () => {
    const bare = TARGET.map((text) => text.replace('.', ''));
    expect(broken(SOURCE, bare)).toEqual([]);
    expect(broken(SOURCE, [...bare.slice(0, 2), ...TARGET.slice(2)])).toEqual([]);
  });
});
