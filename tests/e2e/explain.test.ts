import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../support/folders.ts';
import { alignment, fixture, hizala, output } from './command.ts';

const { source, target } = fixture('crypto-training');
const file = alignment([source, target]);
const rowOf = (wanted: (bead: (typeof file.beads)[number]) => boolean): number => file.beads.findIndex(wanted) + 1;
const explain = (row: number, ...more: string[]): string =>
  output(['align', source, target, '--explain', `${row}`, ...more]);

describe('align --explain N', () => {
  test('says of a pair its texts, cosine, margin, coverage, what each feature adds, and the runner-up', () => {
    const row = rowOf((bead) => bead.source.length === 1 && bead.target.length === 1);
    const text = explain(row);
    expect(text).toContain(`Row ${row} of ${file.beads.length}: paired`);
    for (const side of ['source', 'target'] as const) {
      const index = file.beads[row - 1]![side][0]!;
      expect(text.replace(/\s+/g, ' ')).toContain(file[side].segments[index]!.text.replace(/\s+/g, ' '));
    }
    for (const word of ['cosine', 'margin', 'words that the other side supports', 'quantities', 'names', 'Runner-up']) {
      expect(text).toContain(word);
    }
    expect(text).toMatch(/value +weight +adds/);
  });

  test('says of a segment without counterpart what could have taken it, and why it did not', () => {
    const row = rowOf((bead) => bead.target.length === 0);
    const text = explain(row);
    expect(text).toContain(`Row ${row} of ${file.beads.length}: only in the source`);
    expect(text).toMatch(/The best that could have taken it|written in the language of the other side/);
  });

  test('explains every row of the report', () => {
    for (let row = 1; row <= file.beads.length; row += 5) {
      const { explanation, ...bead } = JSON.parse(explain(row, '--format', 'json'));
      const { source: from, target: to, moved, confidence } = file.beads[row - 1]!;
      expect(bead).toMatchObject({ bead: row - 1, source: from, target: to, moved });
      expect(explanation.confidence).toBe(confidence);
    }
  });

  test('writes to a file when it is asked to', () => {
    const path = join(emptyFolder(), 'why.txt');
    expect(explain(1, '--output', path)).toBe('');
    expect(readFileSync(path, 'utf8')).toBe(explain(1));
  });

  test.each([
    ['0', /--explain cannot be "0"/],
    ['-1', /--explain/],
    ['1.5', /--explain cannot be "1\.5"/],
    ['first', /--explain cannot be "first"/],
    [`${file.beads.length + 1}`, new RegExp(`no row ${file.beads.length + 1}: this story has ${file.beads.length};`)],
  ])('refuses row %s in one sentence', (row, wanted) => {
    const { status, stdout, stderr } = hizala(['align', source, target, `--explain=${row}`]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^hizala: [^\n]+\n$/);
    expect(stderr).toMatch(wanted);
  });

  test('writes no HTML, and says so', () => {
    const { status, stderr } = hizala(['align', source, target, '--explain', '1', '--format', 'html']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^hizala: --explain writes no HTML; [^\n]+\n$/);
  });
});
