// Names of countries, languages, scripts, currencies, months, weekdays and units in two languages, from the CLDR data
// inside Node: node training/names.mjs en tr > training/names.en-tr.tsv
const [one = 'en', two = 'tr'] = process.argv.slice(2);
const pairs = new Set();
const add = (a, b) => {
  if (a && b && a.length < 60 && b.length < 60) pairs.add(`${a}\t${b}`);
};
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const two_letters = letters.flatMap((a) => letters.map((b) => a + b));
const numbers = [
  '001',
  '002',
  '003',
  '005',
  '009',
  '011',
  '013',
  '014',
  '015',
  '017',
  '018',
  '019',
  '021',
  '029',
  '030',
  '034',
  '035',
  '039',
  '053',
  '054',
  '057',
  '061',
  '142',
  '143',
  '145',
  '150',
  '151',
  '154',
  '155',
  '202',
  '419',
];
const show = (type, codes) => {
  const [a, b] = [one, two].map((l) => new Intl.DisplayNames([l], { type, fallback: 'none' }));
  for (const code of codes) add(a.of(code), b.of(code));
};
show('region', [...two_letters, ...numbers]);
show('language', [
  ...two_letters.map((c) => c.toLowerCase()),
  ...'ace ach ada ady ain ale alt ang arc arn ast awa ban bas bej bem bho bin bla brx bua ceb chk chm chr ckb cop crh csb dak dar del den dgr din dsb dua dyu egy fil fon frc fur gaa gag gan gil gmh goh gon got grc gsw haw hil hit hmn hsb hup iba ilo inh jbo jpr jrb kaa kab kac kaj kam kbd kha kmb kok kpe krc krl kru kum kut lad lah lez lol loz lua lun luo lus mad mag mai mak man mas mdf men mga mic min mnc mni moh mos mus mwl myv nap nds new nia niu nog non nso nwc nym nyn nyo nzi osa ota pag pal pam pap pau peo phn pon pro raj rap rar rom rup sad sah sam sas sat scn sco sel sga shn sid sma smj smn sms snk sog srn srr suk sus sux swb syc syr tem ter tet tig tiv tkl tlh tli tmh tog tpi tsi tum tvl tyv udm uga umb vai vep vot wal war was wuu xal yao yap yue zap zen zun zza'.split(
    ' ',
  ),
]);
show('currency', Intl.supportedValuesOf('currency'));
show(
  'script',
  'Arab Armn Beng Bopo Brai Copt Cyrl Cyrs Deva Egyp Ethi Geor Goth Grek Gujr Guru Hang Hani Hans Hant Hebr Hira Jpan Kana Khmr Knda Kore Laoo Latn Mlym Mong Mymr Orya Orkh Runr Sinh Syrc Taml Telu Thaa Thai Tibt Ugar Xsux'.split(
    ' ',
  ),
);
for (let month = 0; month < 12; month++) {
  const [a, b] = [one, two].map((l) =>
    new Intl.DateTimeFormat(l, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month, 5)),
  );
  add(a, b);
}
for (let day = 0; day < 7; day++) {
  const [a, b] = [one, two].map((l) =>
    new Intl.DateTimeFormat(l, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day)),
  );
  add(a, b);
}
for (const unit of Intl.supportedValuesOf('unit')) {
  const [a, b] = [one, two].map((l) => {
    const parts = new Intl.NumberFormat(l, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(2);
    return parts
      .filter((p) => p.type === 'unit')
      .map((p) => p.value)
      .join(' ')
      .trim();
  });
  add(a, b);
}
for (const line of pairs) console.log(line);
