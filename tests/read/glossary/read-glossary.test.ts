import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Glossary } from '../../../src/core/glossary.ts';
import { readGlossary } from '../../../src/read/glossary/read-glossary.ts';
import { processorTime } from '../../support/processor-time.ts';

const read = (text: string | Uint8Array): Glossary =>
  readGlossary(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'terms');

/** Each concept as `lang:term`, `!` before what is forbidden, and its note. */
const lines = (text: string): string[] =>
  read(text).map(({ terms, note }) =>
    [...terms.map((term) => `${term.isForbidden ? '!' : ''}${term.lang}:${term.text}`), note ?? ''].join(' ').trim(),
  );

describe('tab-separated values', () => {
  it.each([
    ['crypto asset\tkripto varlık', ['source:crypto asset target:kripto varlık']],
    [
      'crypto asset|crypto-asset\tkripto varlık\tof a chain\tkripto mal; sanal para',
      ['source:crypto asset source:crypto-asset target:kripto varlık !target:kripto mal !target:sanal para of a chain'],
    ],
    ['en\ttr\nasset\tvarlık\n', ['en:asset tr:varlık']],
    ['Source term\tTarget term\tNote\tForbidden\r\nasset\tvarlık\r\n', ['source:asset target:varlık']],
    ['\uFEFF# our terms\n\nasset\tvarlık\t\tmal', ['source:asset target:varlık !target:mal']],
  ])('%j', (text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it.each([
    ['asset\n', 'terms has no target term in line 1'],
    ['a\tb\n\n\tc\n', 'terms has no source term in line 3'],
    ['# nothing\n', 'terms has no terms'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(UserError);
  });

  it.each([
    ['', 'terms is empty'],
    ['a\0b\tc', 'terms looks like a binary file, not a text'],
  ])('%j is refused: %s, and a glossary is asked for, no story', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: 'UserError', message, hint: expect.stringMatching(/glossary.* TSV or TBX$/) }),
    );
  });
});

const tbx2 = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>ours</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1"><descrip type="definition">a claim
 on a chain</descrip>
<langSet xml:lang="en-US"><tig><term>crypto asset</term></tig></langSet>
<langSet xml:lang="tr"><ntig><termGrp><term>kripto varlık</term></termGrp></ntig>
<tig><term>kripto &amp; mal</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>`;

const tbx3 = `<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="b">
<text><body><conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>court</term></termSec></langSec>
<langSec xml:lang="tr"><termSec><term>mahkeme</term><basic:administrativeStatus>preferredTerm-admn-sts</basic:administrativeStatus></termSec>
<termSec><term>divan</term><basic:administrativeStatus>supersededTerm-admn-sts</basic:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>`;

describe('TBX', () => {
  it('reads the edition of 2008: languages, status, definition', () => {
    expect(lines(tbx2)).toEqual(['en:crypto asset tr:kripto varlık !tr:kripto & mal a claim on a chain']);
  });

  it('reads the edition of 2019, with types as names of elements', () => {
    expect(lines(tbx3)).toEqual(['en:court tr:mahkeme !tr:divan']);
  });

  it.each([
    ['<html><body>x</body></html>', 'is XML, but no TBX: it begins with <html>'],
    ['<tbx><text>', '<text> is not closed'],
    ['<tbx><a></b></tbx>', '<a> is not closed'],
    ['<!-- nothing -->', 'holds no element'],
    ['<tbx></tbx>', 'has no terms'],
    ['<'.repeat(50_000), 'holds no element'],
    [`<tbx>${'<a>'.repeat(50_000)}`, 'elements stand in one another 100 deep'],
    ['<!DOCTYPE t [<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;">]><tbx><text>&a;</text></tbx>', 'has no terms'],
  ])('%.60j is refused: %s', (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(UserError);
  });

  it('takes a hundred thousand terms in a moment', () => {
    const entry = tbx3.slice(tbx3.indexOf('<conceptEntry'), tbx3.indexOf('</body>'));
    const text = `<tbx><text><body>${entry.repeat(33_000)}</body></text></tbx>`;
    expect(processorTime(() => expect(read(text)).toHaveLength(33_000))).toBeLessThan(10_000);
  });
});
