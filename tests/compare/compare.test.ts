import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import type { CompareInput } from '../../src/compare/context.ts';
import type { FindingCode } from '../../src/core/finding.ts';
import { asLine, type Pairing, story } from './story.ts';

/** The findings of some codes, as lines. */
const lines = (input: CompareInput, ...codes: readonly FindingCode[]): string[] =>
  compare(input)
    .findings.filter(({ code }) => codes.includes(code))
    .map((finding) => asLine(input, finding));

const EN = 'The council opened a new bridge over the river yesterday morning.';
const TR = 'Belediye dün sabah nehrin üzerinde yeni bir köprü açtı.';

describe('only-in-source and only-in-target', () => {
  it('name every member of a null bead with the class of its kind', () => {
    const input = story(
      [EN, { text: 'Bridges', kind: 'heading' }, 'It will be closed on Sundays.'],
      [
        TR,
        { text: 'Snow again https://t.co/abc', kind: 'embed', lang: 'en' },
        { text: '— A Paper (@paper)', kind: 'byline' },
      ],
      [
        [[0], [0]],
        [[1], []],
        [[2], []],
        [[], [1]],
        [[], [2]],
      ],
    );
    const { findings } = compare(input);
    expect(findings.map(({ code, class: kind, severity }) => [code, kind, severity])).toEqual([
      ['only-in-source', 'heading', 'info'],
      ['only-in-source', 'prose', 'warning'],
      ['only-in-target', 'embed', 'info'],
      ['only-in-target', 'byline', 'info'],
    ]);
  });
});

describe('number-mismatch', () => {
  it.each([
    ['It cost $3.5 million in 2019.', "2019'da 3,5 milyon dolara mal oldu."],
    ['Half of the 1,250 guests left at 2:30 p.m.', "1.250 konuğun yarısı saat 14.30'da ayrıldı."],
    ['On October 27 and 28, 12,000 came.', '27 ve 28 Ekim’de 12 bin kişi geldi.'],
    ['The second of the two said one thing.', 'İkisinden biri bir şey söyledi.'],
    ['The three spoke.', 'Konuştular.'],
    ['It fell by 50% to 20.', 'Yüzde 50 düşerek 20 oldu.'],
    ['Between 20 and 30%.', '%20 ila %30 arasında.'],
    ['It lies 45 miles (72 kilometers) away.', '45 mil uzakta.'],
    ['He is 6 feet 2 inches tall.', 'Boyu 1,88 metre.'],
    ['He weighs 180 pounds.', '82 kilo ağırlığında.'],
    ['The 1950-53 war.', '1950-1953 savaşı.'],
    ['They waited two days.', 'İki gün beklediler.'],
    ['They won 3-1.', '3–1 kazandılar.'],
    ['They drew 2-2.', 'Maç 2-2 bitti.'],
    ['It was 3-1, not 1-3.', '1-3 değil, 3-1 oldu.'],
    ['Call 555-123-1.', '1-123-555 numarası; 555-123-1.'],
    ['A two-week course for six of them.', 'Altı kişilik iki haftalık kurs.'],
    ['One day it took 24 hours.', 'Bir gün 24 saat sürdü.'],
    ['The talks lasted ninety minutes.', 'Görüşmeler bir buçuk saat sürdü.'],
    ['It took 1 hour 10 minutes.', '70 dakika sürdü.'],
    ['The talks lasted two hours, the dinner three.', 'Görüşmeler iki, yemek üç saat sürdü.'],
  ])('keeps silent over %j and %j', (source, target) => {
    expect(lines(story([source], [target]), 'number-mismatch')).toEqual([]);
  });

  it.each([
    ['There were 45 of them.', 'Onlar 54 kişiydi.', 'number-mismatch | number | target | 54 | 45'],
    ['Sales rose by 12%.', 'Satışlar %21 arttı.', 'number-mismatch | percent | target | %21 | 12%'],
    ['It ends on October 27.', "27 Eylül'de bitiyor.", 'number-mismatch | date | target | 27 Eylül | October 27'],
    ['It starts at 2:30 p.m.', 'Saat 14:45 itibarıyla başlıyor.', 'number-mismatch | time | target | 14:45 | 2:30 p.m'],
    [
      'They paid €3 million.',
      '3 milyar avro ödediler.',
      'number-mismatch | currency | target | 3 milyar avro | €3 million',
    ],
    [
      'They paid €3 million.',
      '3 milyon dolar ödediler.',
      'number-mismatch | currency | target | 3 milyon dolar | €3 million',
    ],
    ['It lies 45 miles away.', '45 kilometre uzakta.', 'number-mismatch | number | target | 45 kilometre | 45 miles'],
    ['Three men came.', 'Dört adam geldi.', 'number-mismatch | number | target | Dört | Three'],
    ['They won 3-1.', '1-3 kazandılar.', 'number-mismatch | number | target | 1-3 | 3-1'],
    ['It took two hours.', 'Üç saat sürdü.', 'number-mismatch | number | target | Üç | two'],
    ['It took ninety minutes.', 'İki buçuk saat sürdü.', 'number-mismatch | number | target | İki buçuk | ninety'],
    ['They waited five days.', 'Altı gün beklediler.', 'number-mismatch | number | target | Altı | five'],
    ['A two-week course.', 'Dört haftalık bir kurs.', 'number-mismatch | number | target | Dört | two'],
    ['It ends on Thursday.', 'Cuma günü bitiyor.', 'number-mismatch | date | target | Cuma | Thursday'],
    ['It began in November 2023.', "Ekim 2023'te başladı.", 'number-mismatch | date | target | Ekim | November'],
    ['Nothing more was said.', '17 kişi konuştu.', 'number-mismatch | number | target | 17'],
  ])('fires on %j and %j', (source, target, line) => {
    expect(lines(story([source], [target]), 'number-mismatch')).toEqual([line]);
  });

  it('compares whole beads and looks at their neighbours, so that a number said a sentence later is no alarm', () => {
    const input = story(
      ['In 1998 it began.', 'It took 14 years.'],
      ['Her şey başladı.', "1998'de başlayan iş 14 yıl sürdü."],
    );
    expect(lines(input, 'number-mismatch')).toEqual([]);
  });

  it.each([
    ['the same weekday', 'It ends on Friday.', 'Cuma günü bitiyor.'],
    ['a weekday for “tomorrow”', 'It ends tomorrow.', 'Cuma günü bitiyor.'],
    ['a month in the date', 'It ends on November 3.', '3 Kasım Cuma günü bitiyor.'],
    ['the month of a day', 'It began in March and ended on April 5.', "Nisan ayında, 5 Nisan'da bitti."],
    ['two weekdays for others', 'It ran on Monday and Tuesday.', 'Cuma ve cumartesi sürdü.'],
  ])('says nothing of days where there is %s', (_, source, target) => {
    expect(lines(story([source], [target]), 'number-mismatch')).toEqual([]);
  });

  it('names what a wrong number stands for, though the sentence beside says it too', () => {
    const input = story(['It rose by 14%.', 'The 14% surprised all.'], ['%19 arttı.', '%14 herkesi şaşırttı.']);
    expect(lines(input, 'number-mismatch')).toEqual(['number-mismatch | percent | target | %19 | 14%']);
  });

  it('is an error: counted evidence', () => {
    expect(compare(story(['It has 7 doors.'], ['9 kapısı var.'])).findings[0]).toMatchObject({
      severity: 'error',
      segment: 0,
      bead: 0,
    });
  });
});

describe('link-mismatch', () => {
  it('fires where an address differs, and not where it only moved', () => {
    const input = story(
      ['Write to a@example.org today.', 'See https://example.org/one now.'],
      ['Bugün b@example.org adresine yazın: www.example.org/one', 'Şimdi bakın.'],
    );
    expect(lines(input, 'link-mismatch')).toEqual(['link-mismatch | target | b@example.org | a@example.org']);
  });

  it('takes a page in the language of each version for one page', () => {
    const links = (target: string) =>
      lines(story(['See https://example.org/en/guide now.'], [`Şimdi bakın: ${target}`]), 'link-mismatch');
    expect(links('https://example.org/tr/guide')).toEqual([]);
    expect(links('https://example.org/tr/rehber')).toHaveLength(1);
  });
});

describe('untranslated', () => {
  it('fires on a segment copied from the source, and on a copied clause', () => {
    const input = story(
      ['The mayor said that nobody had asked him.', `${EN} It was cheap to build in winter.`],
      ['The mayor said that nobody had asked him.', `${TR} it was cheap to build in winter.`],
    );
    expect(lines(input, 'untranslated')).toEqual([
      'untranslated | target | The mayor said that nobody had asked him. | The mayor said that nobody had asked him.',
      `untranslated | target | it was cheap to build in winter | ${EN} It was cheap to build in winter.`,
    ]);
  });

  it.each([
    [
      'what both quote from a third language',
      'He knew “dux et magister totius Apuliae” by heart.',
      '“dux et magister totius Apuliae” sözünü ezbere biliyordu.',
    ],
    [
      'a long name',
      'They met Jean de la Salle de Montfort there.',
      'Orada Jean de la Salle de Montfort ile buluştular.',
    ],
    ['a title', 'She sang Flung to the Heedless Winds twice.', 'İki kez Flung to the Heedless Winds söyledi.'],
    ['figures with their units', 'It blew at 110 mph (180 km/h) there.', 'Orada 110 mph (180 km/h) hızla esti.'],
  ])('keeps silent over %s', (_, source, target) => {
    expect(lines(story([source], [target]), 'untranslated')).toEqual([]);
  });

  it('fires on a segment whose detected language is the source’s', () => {
    const input = story([EN], [{ text: 'Yesterday the council opened another crossing.', lang: 'en' }]);
    expect(lines(input, 'untranslated')).toHaveLength(1);
  });

  it('leaves titles, names, embeds and versions in one language alone', () => {
    const title = 'He played for Red Star Football Club and read "The Long Way Home Again".';
    expect(
      lines(
        story([title], ['Red Star Football Club forması giydi ve "The Long Way Home Again" okudu.']),
        'untranslated',
      ),
    ).toEqual([]);
    expect(lines(story([EN], [{ text: EN, kind: 'embed', lang: 'en' }]), 'untranslated')).toEqual([]);
    expect(lines(story([EN], [EN], undefined, {}, ['en', 'en-GB']), 'untranslated')).toEqual([]);
  });
});

describe('repeated', () => {
  it('fires on a sentence doubled inside a segment, quotation mark included', () => {
    expect(lines(story([EN], [`"${TR}" "${TR}"`]), 'repeated')).toEqual([`repeated | target | "${TR}"`]);
  });

  it('fires on a segment that comes twice while the source says two things', () => {
    const input = story([EN, 'It rained.'], [TR, TR]);
    expect(lines(input, 'repeated')).toEqual([`repeated | target | ${TR} | ${TR}`]);
  });

  it('keeps silent where the source repeats itself too', () => {
    expect(lines(story([EN, EN], [TR, TR]), 'repeated')).toEqual([]);
    expect(lines(story([`${EN} ${EN}`], [`${TR} ${TR}`]), 'repeated')).toEqual([]);
    expect(lines(story(['It rained and rained.'], ['Yağdı da yağdı.']), 'repeated')).toEqual([]);
  });
});

describe('moved', () => {
  it('tells of beads that break the order', () => {
    const input = story(
      [EN, 'It rained.'],
      ['Yağmur yağdı.', TR],
      [
        [[0], [1], { moved: true }],
        [[1], [0]],
      ],
    );
    expect(lines(input, 'moved')).toEqual([`moved | target | ${TR} | ${EN}`]);
  });
});

describe('not-same-story', () => {
  const strangers = story(
    [EN, { text: 'Most Popular', kind: 'boilerplate' }, 'It has 7 doors.'],
    ['Kedi uyuyor.', '9 kapı.', 'Hava güzel.'],
    [
      [[0], []],
      [[1], []],
      [[2], [1], { confidence: 0.2 }],
      [[], [0]],
      [[], [2]],
    ],
  );

  it('stands alone beside the litter where next to nothing is paired', () => {
    const { findings, summary } = compare(strangers);
    expect(findings.map(({ code, class: kind }) => `${code} ${kind}`)).toEqual([
      'not-same-story null',
      'only-in-source boilerplate',
    ]);
    expect(summary.sameStory).toBe(false);
  });

  it('does not stand where most is paired', () => {
    expect(compare(story([EN], [TR])).summary.sameStory).toBe(true);
  });
});

describe('a retelling', () => {
  const SAID = ['The bridge opened on Monday.', 'Many people came to see it.', 'The mayor gave a long speech.'];
  const TOLD = ['Köprü hizmete girdi.', 'Kalabalık büyüktü.', 'Hava güneşliydi.'];
  const told = (confidence: number, beads: readonly Pairing[]): boolean =>
    compare(story(SAID, TOLD, [[[0], [0], { confidence }], [[1], [1], { confidence }], ...beads])).summary.retelling;
  const APART: readonly Pairing[] = [
    [[2], []],
    [[], [2]],
  ];

  it('is told by unsure pairs where each version has what the other lacks', () => {
    expect(told(0.7, APART)).toBe(true);
  });

  it('is no translation that drops and adds', () => {
    expect(told(0.98, APART)).toBe(false);
  });

  it('is no free translation of everything', () => {
    expect(told(0.7, [[[2], [2], { confidence: 0.7 }]])).toBe(false);
  });

  it('is nothing to say of two stories', () => {
    expect(
      compare(
        story(
          [EN],
          [TR],
          [
            [[0], []],
            [[], [0]],
          ],
        ),
      ).summary,
    ).toMatchObject({
      sameStory: false,
      retelling: false,
    });
  });
});

describe('compare', () => {
  it('sums up: covered shares and counts', () => {
    const input = story(
      ['12345678', '12'],
      ['1234'],
      [
        [[0], [0]],
        [[1], []],
      ],
    );
    expect(compare(input).summary).toMatchObject({
      sourceCovered: 0.8,
      targetCovered: 1,
      findings: { 'only-in-source': 1 },
    });
  });

  it('lists findings by bead, the source’s first, then by place', () => {
    const { findings } = compare(
      story(['It has 7 doors and 8 roofs.', 'It has 5.'], ['9 kapısı, 10 çatısı var.', '6 tane.']),
    );
    expect(findings.map(({ bead, start }) => [bead, start])).toEqual(
      [...findings.map(({ bead, start }) => [bead, start])].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
    );
    expect(findings.length).toBeGreaterThanOrEqual(3);
  });

  it('takes two empty versions, and one', () => {
    expect(compare(story([], [])).findings).toHaveLength(1);
    expect(compare(story([EN], [], [[[0], []]])).summary.sameStory).toBe(false);
  });

  it('gives every finding a place inside its segment, whatever the texts and beads', () => {
    const piece = fc.string({ maxLength: 40 }).map((text) => `x${text.replace(/\s/g, ' ').trim()}`);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(piece, { maxLength: 6 }), (source, target) => {
        const beads = Array.from(
          { length: Math.max(source.length, target.length) },
          (_, i) => [i < source.length ? [i] : [], i < target.length ? [i] : []] as const,
        );
        const input = story(source, target, beads);
        const first = compare(input);
        for (const { side: where, segment, start, end, confidence } of first.findings) {
          if (segment === null) continue;
          const own = input.sides[where].segments[segment]!;
          expect(start).toBeGreaterThanOrEqual(own.start);
          expect(end).toBeLessThanOrEqual(own.end);
          expect(start).toBeLessThan(end);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
        expect(compare(input)).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });
});
