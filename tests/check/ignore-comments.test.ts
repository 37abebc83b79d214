import { describe, expect, test } from 'vitest';
import { readIgnoreComments } from '../../src/check/ignore-comments.ts';
import { processorTime } from '../support/processor-time.ts';

const read = (text: string, path = 'a.md') =>
  readIgnoreComments({ path, text, sha256: '', blocks: [{ start: 0, end: text.length, kind: 'sentence' }] });

describe('an ignore comment', () => {
  test('is taken out of the text, which keeps its length and lines', () => {
    const text = 'One.\n<!-- hizala-ignore moved it was asked\nfor -->\nTwo.';
    const { text: left } = read(text);
    expect(left).toHaveLength(text.length);
    expect(left.split('\n').map((line) => line.trim())).toEqual(['One.', '', '', 'Two.']);
  });

  test('names codes and a reason, and is about the next paragraph', () => {
    const text = 'One.\n\n<!-- hizala-ignore moved,repeated as agreed -->\n\nTwo.\nTwo too.\n\nThree.';
    const [comment] = read(text).comments;
    expect(comment).toMatchObject({ codes: ['moved', 'repeated'], reason: 'as agreed', line: 3 });
    expect(text.slice(comment!.scope.start, comment!.scope.end)).toMatch(/^<!--.*\n\nTwo\.\nTwo too\.$/s);
  });

  test('in a paragraph is about the rest of it, with its own line', () => {
    const text = 'Zero.\nOne. <!-- hizala-ignore moved -->\nTwo.\n\nThree.';
    const [comment] = read(text).comments;
    expect(text.slice(comment!.scope.start, comment!.scope.end)).toMatch(/^One\..*\nTwo\.$/s);
    expect(comment!.reason).toBeNull();
  });

  test.each([
    [
      '<!-- hizala-ignore number-missmatch x -->',
      'names an unknown code "number-missmatch"; did you mean "number-mismatch"?',
    ],
    ['<!-- hizala-ignore -->', 'names no code'],
  ])('%s is told', (text, note) => {
    const { comments, notes } = read(text);
    expect(comments).toEqual([]);
    expect(notes).toEqual([`a.md:1: this hizala-ignore ${note}`]);
  });

  test('counts in Markdown and HTML only', () => {
    const text = '<!-- hizala-ignore moved -->';
    expect(read(text, 'a.html').comments).toHaveLength(1);
    expect(read(text, 'a.txt')).toEqual({ text, comments: [], notes: [] });
  });

  test('that is never closed costs no more than its length', () => {
    const text = '<!-- hizala-ignore '.repeat(100_000);
    expect(processorTime(() => expect(read(text).comments).toEqual([]))).toBeLessThan(2000);
  });
});
