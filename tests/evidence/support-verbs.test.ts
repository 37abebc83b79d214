import { expect, it } from 'vitest';
import { fold } from '../../src/evidence/fold.ts';
import { isSupportVerb } from '../../src/evidence/languages/support-verbs.ts';

const isOne = (word: string): boolean => isSupportVerb(fold(word), 'tr');

it.each(
  'çek çekmeyin çekiyorlardı çekilmesinin aldı alacağını alındıktan verebilecek vermeden verdiğinde ettirmeye olmadığına görüp çıktıkça kılınan geçirdik'.split(
    ' ',
  ),
)('%s makes one verb with its noun', (word) => {
  expect(isOne(word)).toBe(true);
});

it.each('çekirdek verim atlet geçmişte görüşler kuruluş kurum köyü yapı tutku olay'.split(' '))(
  '%s is a word of its own',
  (word) => {
    expect(isOne(word)).toBe(false);
  },
);

it('knows no such verbs in a language that is not there', () => {
  expect(isSupportVerb('çekmeyin', 'en')).toBe(false);
});
