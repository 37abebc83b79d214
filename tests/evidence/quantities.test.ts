import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Quantity, quantitiesAgree, readQuantities } from '../../src/evidence/quantities.ts';

type Spelling = readonly [lang: string, text: string];
const en = (text: string): Spelling => ['en', text];
const tr = (text: string): Spelling => ['tr', text];

const strong = ([lang, text]: Spelling): Quantity[] => readQuantities(text, lang).filter(({ weak }) => !weak);
const all = ([lang, text]: Spelling): Quantity[] => readQuantities(text, lang);

/** Some quantity of one agrees with one of the other, and every one that counts does. */
const covers = (one: Spelling, other: Spelling): boolean => {
  const others = all(other);
  const agrees = (a: Quantity): boolean => others.some((b) => quantitiesAgree(a, b));
  return all(one).some(agrees) && strong(one).every(agrees);
};

/** Each group says one thing; every two of a group must agree, and no two of different groups of one family may. */
const FAMILIES: Readonly<Record<string, readonly (readonly Spelling[])[]>> = {
  decimals: [
    [tr('1.250,5 metre'), en('1,250.5 metres'), tr('1.250,50'), ['de', '1.250,5 Meter']],
    [tr('1.250,4'), en('1,250.4')],
    [tr('3,5'), en('3.5'), tr('üç buçuk'), en('three and a half'), en('three and one half')],
    [tr('3,7'), en('3.7')],
    [tr('0,25'), en('0.25'), en('.25')],
    [tr('0,75'), en('0.75')],
  ],
  thousands: [
    [
      tr('12 bin'),
      en('12,000'),
      en('12000'),
      tr('12.000'),
      en('twelve thousand'),
      tr('on iki bin'),
      en('12k'),
      tr("12 bin'e"),
    ],
    [tr('13 bin'), en('13,000'), tr('on üç bin'), en('thirteen thousand')],
    [tr('120 bin'), en('120,000'), en('a hundred and twenty thousand'), tr('yüz yirmi bin')],
    [tr('21 bin'), en('21,000'), en('twenty-one thousand'), tr('yirmi bir bin')],
    [tr('3 bin 500'), en('3,500'), tr('3.500'), tr('üç bin beş yüz'), en('three thousand five hundred')],
    [tr('3 bin 50'), en('3,050'), tr('üç bin elli')],
    [tr('40 binden fazla'), en('over 40,000'), tr('40 binlere'), en('forty thousand')],
    [tr("25'er bin"), en('25,000 each'), tr('yirmi beş bin')],
  ],
  millions: [
    [
      tr('3,5 milyon'),
      en('3.5 million'),
      en('3,500,000'),
      tr('3.500.000'),
      tr('üç buçuk milyon'),
      en('3.5m'),
      en('3.5 mn'),
      en('three and a half million'),
    ],
    [tr('35 milyon'), en('35 million'), en('35m'), tr('otuz beş milyon')],
    [tr('1,2 milyar'), en('1.2 billion'), en('1.2bn'), en('1,200 million'), tr('1 milyar 200 milyon')],
    [tr('12 milyar'), en('12 billion'), en('twelve billion')],
    [tr('2 milyon 250 bin'), en('2.25 million'), en('2,250,000')],
    [tr('77 milyonluk'), en('77 million')],
    [tr('yarım milyon'), en('half a million'), en('500,000'), tr('500 bin')],
    [tr('bir buçuk milyon'), en('1.5 million'), en('a million and a half')],
    [tr('4,35 milyon'), en('4.35 million'), en('4,350,000')],
    [tr('6 trilyon'), en('six trillion'), en('6tn')],
  ],
  small: [
    [tr('yedi kişi'), tr('yedisinin'), en('seven'), en('7'), tr("7'si")],
    [tr('dört'), tr('dördü'), en('four'), en('4'), tr("4'ü")],
    [tr('beş'), tr('beşer'), en('five'), en('5')],
    [tr('on iki'), en('twelve'), en('12'), en('a dozen'), tr('12 kişi'), tr('bir düzine')],
    [tr('on beş'), tr('onbeş'), en('fifteen'), en('15'), tr("15'i")],
    [tr('yirmi beş'), tr('yirmibeş'), en('twenty-five'), en('twenty five'), en('25')],
    [tr('elli iki'), en('fifty-two'), en('52')],
    [tr('yüz beş'), en('one hundred and five'), en('105'), en('a hundred and five')],
    [tr('iki yüz elli'), en('two hundred and fifty'), en('250'), en('two hundred fifty')],
    [tr('on altısı'), en('sixteen'), en('16')],
    [tr('doksan dokuz'), en('ninety-nine'), en('99')],
    [tr('on sekizincisi'), tr('onsekizincisi'), en('the 18th'), en('eighteenth'), tr('18.')],
  ],
  ordinals: [
    [tr('5. Cadde'), en('Fifth Avenue'), tr('beşinci'), en('5th'), tr("5'inci"), tr('V. Murat'), en('Murad V')],
    [tr('21. yüzyıl'), en('21st century'), en('twenty-first century'), tr('yirmi birinci yüzyıl')],
    [tr('50. yıl dönümü'), en('50th anniversary'), tr('ellinci yıl dönümü'), en('fiftieth anniversary')],
    [tr('13. kat'), en('13th floor'), en('thirteenth floor'), tr('on üçüncü kat')],
    [tr('XIV. Louis'), en('Louis XIV'), tr('14. Louis'), en('the fourteenth')],
  ],
  percents: [
    [
      tr('%50'),
      tr('yüzde 50'),
      en('50%'),
      en('50 %'),
      en('fifty per cent'),
      en('50 percent'),
      tr('yüzde elli'),
      tr("%50'si"),
      tr("yüzde 50'lik"),
    ],
    [tr('%5'), tr('yüzde beş'), en('5%'), en('five percent')],
    [tr('%3,7'), tr('yüzde 3,7'), en('3.7%'), en('3.7 per cent')],
    [tr('%37'), tr('yüzde otuz yedi'), en('37%')],
    [tr('%0,5'), en('0.5%'), en('.5%')],
    [tr('yüzde 100'), en('100%'), en('one hundred percent')],
  ],
  fractions: [
    [tr('üçte bir'), en('a third'), en('one third'), en('1/3'), tr('üçte biri'), en('one-third'), en('⅓')],
    [tr('üçte iki'), en('two thirds'), en('2/3'), tr("3'te 2"), en('two-thirds')],
    [tr('dörtte üç'), en('three quarters'), en('three-fourths'), en('¾')],
    [tr('beşte bir'), en('one fifth'), en('1/5'), tr("5'te 1")],
    [tr('onda bir'), en('one tenth'), en('1/10')],
    [tr('beşte ikisi'), en('40%'), en('two fifths')],
  ],
  partsInPercent: [
    [tr('dörtte üçü'), en('75%')],
    [tr('yüzde 33'), en('a third')],
    [tr('yüzde 67'), en('two thirds')],
    [tr('yüzde 20'), en('a fifth')],
  ],
  dates: [
    [
      tr('27 Ekim'),
      en('October 27'),
      en('27 October'),
      tr("27 Ekim'de"),
      en('Oct. 27'),
      en('October 27th'),
      en('the 27th of October'),
    ],
    [tr('28 Ekim'), en('October 28'), en('28 October')],
    [tr('27 Eylül'), en('September 27'), en('Sept. 27'), tr("27 Eylül'den")],
    [tr('7 Ocak'), en('January 7'), en('Jan. 7th')],
    [tr('17 Ocak'), en('January 17'), en('17 Jan')],
    [tr('1 Mayıs'), en('May 1'), en('1 May')],
    [tr('11 Eylül'), en('September 11'), en('9/11')],
    [tr('30 Ağustos'), en('30 August'), en('August 30th')],
  ],
  fullDates: [
    [
      tr('27.10.2024'),
      tr('27 Ekim 2024'),
      en('October 27, 2024'),
      en('27 October 2024'),
      en('2024-10-27'),
      en('10/27/2024'),
      tr('27/10/2024'),
      tr("27 Ekim 2024'te"),
    ],
    [tr('27.10.2023'), tr('27 Ekim 2023'), en('October 27, 2023')],
    [tr('26.10.2024'), tr('26 Ekim 2024'), en('October 26, 2024')],
    [tr('27.11.2024'), tr('27 Kasım 2024'), en('27 November 2024')],
  ],
  years: [
    [tr("2019'un"), en('2019'), tr('2019 yılında'), en("'19")],
    [tr("2018'de"), en('in 2018'), en("'18")],
    [tr('1967 yılında'), en('in 1967'), tr("1967'de")],
    [
      tr("1990'lar"),
      en('the 1990s'),
      en('the nineties'),
      tr("90'lı yıllar"),
      en("the '90s"),
      tr("1990'lı"),
      tr('doksanlar'),
    ],
    [tr("1980'ler"), en('the 1980s'), en('the eighties'), tr("80'lerde")],
  ],
  times: [
    [tr("saat 14.30'da"), en('at 2:30 p.m.'), en('at 14:30'), en('2.30pm'), tr('14:30'), en('at half past two')],
    [tr('öğleden sonra 3.15'), en('3:15 p.m.'), en('at quarter past three')],
    [tr('saat 14.45'), en('2:45 p.m.'), en('14:45')],
    [tr('yedi buçukta'), en('at half past seven'), en('7:30 a.m.')],
    [tr('üç buçuktan önce'), en('before half past three')],
    [tr('beşi çeyrek geçe'), en('at quarter past five'), en('17:15')],
    [tr('altıya çeyrek kala'), en('17:45'), en('a quarter to six')],
    [tr('beşi on geçe'), en('5:10 p.m.')],
    [tr("saat 20.00'de"), en('at 8 p.m.'), en('8pm'), en('20:00')],
    [tr('09.15'), en('9:15 a.m.'), en('09:15')],
  ],
  ranges: [
    [tr('20-30 kişi'), en('20 to 30 people'), tr('20 ila 30'), en('between 20 and 30'), en('20–30')],
    [tr('20-40 kişi'), en('20 to 40 people')],
    [tr('yüzde 20-30'), en('20-30 percent'), tr('%20-%30'), en('20% to 30%'), tr('yüzde 20 ila 30')],
    [tr('yüzde 20-35'), en('20-35 percent')],
    [tr('1914-1918'), en('1914–18'), tr('1914-18'), en('1914 to 1918')],
    [tr('1914-1919'), en('1914–19')],
    [tr('2019-2020 sezonu'), en('the 2019-20 season'), en('2019/20')],
    [tr('2018-2019 sezonu'), en('the 2018-19 season'), en('2018/19')],
  ],
  scores: [
    [tr('3-2 kazandı'), en('won 3-2'), tr("3-2'lik skor"), en('a 3–2 score')],
    [tr('3-1 kazandı'), en('won 3-1')],
    [tr('6-4, 7-5 yendi'), en('beat her 6-4, 7-5')],
    [tr('6-4, 7-6 yendi'), en('beat her 6-4, 7-6')],
  ],
  suffixes: [
    [tr('yedisinin'), tr('yedi tanesi'), en('seven of them'), tr('yedisini')],
    [tr('dokuzunun'), en('nine of them')],
    [tr('on dördünden'), en('fourteen'), tr("14'ünden"), en('14 of them')],
    [tr('on üçünden'), en('thirteen'), tr("13'ünden")],
    [tr('kırk beşinci'), en('forty-fifth'), en('45th'), tr("45'inci"), tr('45.')],
    [tr('elli dördüncü'), en('fifty-fourth'), en('54th')],
    [tr('yüz elli bininden'), en('150,000 of them')],
  ],
  roman: [
    [tr('II. Dünya Savaşı'), en('World War II'), tr('2. Dünya Savaşı'), tr('İkinci Dünya Savaşı')],
    [tr('XX. yüzyıl'), en('20th century'), tr('20. yüzyıl'), en('twentieth century')],
    [tr('III. Selim'), en('Selim III'), tr('3. Selim')],
  ],
  units: [
    [tr('72 kilometre'), en('45 miles'), en('72 kilometers'), tr('45 mil'), en('a 45-mile road'), tr('72 km')],
    [tr('45 kilometre'), en('28 miles'), en('45 km')],
    [tr('1,88 metre'), en('6 feet 2 inches'), en('6\'2"'), en('6ft 2in.'), en('6-foot-2')],
    [tr('1,62 metre'), en('5 feet 4 inches'), en('5\'4"')],
    [tr('6 metre 30 santim'), en('6.3 metres'), tr('6,3 metre')],
    [tr('1 metre 83 santim'), en('1.83 m')],
    [tr('1 kilo 500 gram'), en('1.5 kilograms')],
    [tr('82 kilo'), en('180 pounds'), en('82 kilograms'), en('180 lb')],
    [tr('180 kilo'), en('400 pounds'), en('180 kg')],
    [tr('32 derece'), en('90 degrees Fahrenheit'), en('90°F'), en('90 degrees'), en('32 °C')],
    [tr('40 derece'), en('104 °F')],
    [tr('5 hektar'), en('12 acres'), en('five hectares')],
    [tr('12 hektar'), en('30 acres')],
    [
      tr('5 kilometrekare'),
      en('2 square miles'),
      tr('5 kilometre kareye'),
      en('5 square kilometres'),
      en('5 km2'),
      tr('5 km²'),
    ],
    [tr('8 kilometrekare'), en('3 square miles'), tr('3 mil kareydi'), tr('ormanın 3 mil karesiydi')],
    [tr('5 litre'), en('1.3 gallons')],
    [tr('saatte 113 kilometre'), en('70 mph'), en('113 kilometers an hour')],
    [tr('saatte 70 kilometre'), en('43 mph')],
  ],
  perMille: [
    [tr('binde 5'), en('0.5%'), tr('‰5'), en('0.5 percent')],
    [tr('binde 6'), en('0.6%')],
  ],
  currencies: [
    [
      tr('5 milyon dolar'),
      en('$5 million'),
      en('5 million dollars'),
      tr('5 milyon ABD doları'),
      en('US$5m'),
      en('USD 5 million'),
      tr('beş milyon dolarlık'),
      en('$5,000,000'),
    ],
    [tr('5 milyar dolar'), en('$5 billion'), en('$5bn')],
    [tr('6 milyon dolar'), en('$6 million')],
    [tr('5 milyon avro'), en('€5 million'), tr('5 milyon euroluk'), en('5 million euros')],
    [tr('10 TL'), tr('₺10'), en('10 lira'), en('10 liras'), tr('on lira'), en('TL 10')],
    [tr('11 milyon sterlin'), en('£11million'), en('£11m'), tr('11 milyon sterlinlik')],
    [tr('3 avro'), en('€3'), en('three euros')],
    [tr('300 yen'), en('¥300'), en('300 yen')],
    [tr('2 sterlin 50 peni'), en('£2.50'), en('2.5 pounds')],
    [tr('5 lira 75 kuruş'), en('5.75 lira'), tr('5,75 TL')],
  ],
};

const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const));

const EQUIVALENT = Object.entries(FAMILIES).flatMap(([family, groups]) =>
  groups.flatMap((group) => pairs(group).map(([a, b]) => [family, a, b] as const)),
);

const NEAR_MISSES = Object.entries(FAMILIES).flatMap(([family, groups]) =>
  pairs(groups).flatMap(([one, other]) => [
    [family, one[0]!, other[0]!] as const,
    [family, one[1]!, other[1]!] as const,
    [family, one[0]!, other[1]!] as const,
  ]),
);

describe('readQuantities', () => {
  it.each(EQUIVALENT)('%s: %j agrees with %j', (_, a, b) => {
    expect([covers(a, b), covers(b, a)]).toEqual([true, true]);
  });

  it.each(NEAR_MISSES)('%s: %j does not agree with %j', (_, a, b) => {
    expect(covers(a, b) && covers(b, a)).toBe(false);
  });

  it('has tables of the size that the tool promises', () => {
    expect(EQUIVALENT.length).toBeGreaterThanOrEqual(300);
    expect(NEAR_MISSES.length).toBeGreaterThanOrEqual(150);
  });

  it.each([
    [en('45 miles'), tr('45 kilometre')],
    [en('6 feet'), tr('6 metre')],
    [en('180 pounds'), tr('180 kilo')],
    [en('90 degrees Fahrenheit'), tr('90 santigrat derece')],
    [en('6 feet 2 inches'), en('6 feet 3 inches')],
    [en('3 square miles'), tr('3 kilometrekare')],
  ])('a number that keeps its figure in another unit is no match: %j, %j', (a, b) => {
    expect(covers(a, b) || covers(b, a)).toBe(false);
  });

  it.each([
    [en('£180'), tr('180 sterlin')],
    [en('180 pounds'), tr('180 sterlin')],
    [en('two stone walls'), tr('iki taş duvar')],
    [en('20 kilometers'), tr('20')],
    [en('the first foot'), tr('ilk ayak')],
  ])('a unit that one side leaves out, or that is none, is no difference: %j, %j', (a, b) => {
    expect(
      strong(a).every((one) =>
        all(b).some((other) => quantitiesAgree(one, other) || one.values.some((v) => other.values.includes(v))),
      ),
    ).toBe(true);
  });

  it.each([
    ['tr', '12-15 yaş', [['12'], ['15']]],
    ['en', '5 to 10 million', [['5', '5000000'], ['10000000']]],
    ['en', 'won 3-2', [['3'], ['2']]],
    ['en', '20-30%', [['20', '20%'], ['30%']]],
    ['tr', '27-28 Ekim', [['27', '10-27'], ['10-28']]],
    ['en', 'October 27 and 28', [['10-27'], ['10-28', '28']]],
    ['tr', '30 Eylül ile 8 Ekim arasında', [['09-30'], ['10-08']]],
    ['en', 'In 2018, 300 people', [['2018'], ['300']]],
    ['tr', "2001'de 162 milyon", [['2001'], ['162000000']]],
    ['tr', '12 binle 17 bin arasında', [['12000'], ['17000']]],
    ['tr', '500 bina', [['500']]],
  ] as const)('%s %j reads as %j', (lang, text, readings) => {
    expect(strong([lang, text]).map((quantity) => quantity.readings)).toEqual(readings);
  });

  it.each([
    ['en', 'one of them may march first, a second later'],
    ['tr', 'Onun yüzünden masanın altında bir şey yedi; dört bir yana, iki kez'],
    ['tr', 'Bu nedenle ekim yapıldı, yüzü güldü, bina yıkıldı'],
    ['en', 'see https://t.co/0MQ12 and write to @6abc or a1b2@example.org'],
    ['en', 'I think a person is either kind or not'],
  ])('finds nothing that must be matched in %s %j', (lang, text) => {
    expect(strong([lang, text])).toEqual([]);
  });

  it('keeps an ambiguous notation open in both readings', () => {
    expect(strong(tr('1.250'))[0]!.readings).toEqual(['1250', '1.25']);
    expect(strong(en('1,250'))[0]!.readings).toEqual(['1250']);
    expect(strong(en('10/09/2024'))[0]!.readings).toEqual(['09-10', '10-09']);
  });

  it('reads an unknown language by its digits', () => {
    expect(strong(['xx', 'vier 12.000 und 3,5']).map((q) => q.readings)).toEqual([['12000', '12'], ['3.5']]);
  });

  it('gives spans that stand in the text, ascending and apart', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '12',
        '1.250,5',
        ' bin ',
        'İ',
        '%',
        '$',
        ' Ekim ',
        "'",
        '.',
        ',',
        '-',
        ' yüzde ',
        ' one ',
        '/',
        '2024',
        ' half a million ',
        ':30',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('tr', 'en', 'de'), (pieces, lang) => {
        const text = pieces.join('');
        let before = 0;
        for (const { start, end, readings } of readQuantities(text, lang)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(readings.length).toBeGreaterThan(0);
          before = end;
        }
      }),
    );
  });

  it('reads thirty thousand characters of digits, words and signs in a moment', () => {
    for (const piece of ['1', '1.', '12 bin ', '%', 'yüz ', '$', '1,', 'one hundred and ', "5'te ", '27-', 'I', '1:']) {
      const text = piece.repeat(Math.ceil(30_000 / piece.length));
      const started = performance.now();
      readQuantities(text, 'tr');
      readQuantities(text, 'en');
      expect(performance.now() - started, piece).toBeLessThan(5_000);
    }
  });
});
