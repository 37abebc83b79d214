import type { Comparison } from '../core/comparison.ts';
import type { Side } from '../core/side.ts';
import {
  findingsTitle,
  GAP,
  KIND_NAMES,
  languageName,
  NO_FINDINGS,
  PAGE_TITLE,
  ROW_NAMES,
  rowName,
  SEVERITY_NAMES,
  summarySentences,
} from './message.ts';
import { type Cell, type Entry, type Mark, type Row, runsOf, viewOf } from './view.ts';
import { visible } from './visible.ts';
import type { Tool } from './write-json.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => visible(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** System colours follow the reader's light or dark scheme; only the accents need two values. */
const STYLE = `
:root { color-scheme: light dark;
  --error: light-dark(#b3261e, #ff8a80); --warning: light-dark(#8a5a00, #ffc46b); --info: light-dark(#1f5fa8, #8ab8ff);
  --counterpart: light-dark(#00696b, #6fd6d8); --removed: light-dark(#b3261e, #ff8a80); --added: light-dark(#1d6b2c, #86d993);
  --quiet: light-dark(#5f6368, #9aa0a6); --line: light-dark(#e3e5e8, #33363a); --page: light-dark(#fff, #16181b);
  --ink: light-dark(#1b1d20, #e6e7e9); --tint: light-dark(#f6f7f9, #1e2125); }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 82rem; padding: 2rem 1.5rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 Georgia, "Iowan Old Style", "Noto Serif", serif }
h1, h2, th, .n, .note, .kind, .list, footer, .verdict { font-family: system-ui, sans-serif }
h1 { font-size: 1.15rem; margin: 0 0 .25rem } h2 { font-size: 1rem; margin: 2.5rem 0 .75rem }
.verdict { margin: 0 0 1.5rem; color: var(--quiet) } .verdict.off { color: var(--error); font-weight: 600 }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th { text-align: start; font-size: .85rem; padding: .5rem .75rem; border-bottom: 2px solid var(--line);
  position: sticky; top: 0; background: var(--page) }
th small { color: var(--quiet); font-weight: normal }
td { vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
.n { width: 3.5rem; text-align: end; color: var(--quiet); font-size: .75rem; line-height: 2 }
td p { margin: 0 } td p + p { margin-top: .35rem }
tr.only-in-source td, tr.only-in-target td { background: var(--tint) }
td.none { color: var(--quiet); font-family: system-ui, sans-serif; font-size: .8rem; font-style: italic }
.heading { font-weight: 700 } .list-item { display: list-item; margin-inline-start: 1.2em }
.quote { border-inline-start: 3px solid var(--line); padding-inline-start: .75em }
.embed, .byline, .caption, .boilerplate, .markup { color: var(--quiet); font-size: .92rem }
.kind { font-size: .7rem; border: 1px solid var(--line); border-radius: .6em; padding: 0 .5em; margin-inline-end: .4em }
.note { color: var(--quiet); font-size: .8rem }
mark { background: none; color: inherit; text-decoration: underline 2px; text-underline-offset: .2em;
  text-decoration-color: var(--tone); background: color-mix(in srgb, var(--tone) 14%, transparent) }
del, ins { text-decoration-color: var(--tone); background: color-mix(in srgb, var(--tone) 14%, transparent) }
ins { text-decoration-line: underline }
.error { --tone: var(--error) } .warning { --tone: var(--warning) } .info { --tone: var(--info) }
.counterpart { --tone: var(--counterpart); text-decoration-style: dashed }
.removed { --tone: var(--removed) } .added { --tone: var(--added) }
sup a { text-decoration: none; font: .7rem system-ui, sans-serif; color: var(--tone, var(--quiet)) }
.list { padding: 0; list-style: none; font-size: .92rem }
.list li { display: grid; grid-template-columns: 2rem 4.5rem 4.5rem 1fr; gap: .5rem; padding: .4rem 0; border-bottom: 1px solid var(--line) }
.list b { color: var(--tone); font-weight: 600 } .list i, .list code { color: var(--quiet); font-style: normal; font-size: .85em }
.list a { color: var(--info) }
:target { outline: 2px solid var(--info); outline-offset: 2px }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .8rem }
@media (max-width: 50rem) { thead { display: none } table, tbody, tr, td { display: block; width: 100% } td.none { display: none }
  td { border-bottom: 0; padding: .2rem 0 } tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } .n { text-align: start }
  .list li { grid-template-columns: 2rem 4.5rem 1fr } .list li span { grid-column: 1 / -1 } }
@media print { th { position: static } tr { break-inside: avoid } }
`;

const link = (number: number): string => `<sup><a href="#f${number}">${number}</a></sup>`;

const toneOf = (mark: Mark): string => (mark.role === 'finding' ? (mark.severity ?? 'warning') : mark.role);

const TAGS: Readonly<Record<Mark['role'], string>> = {
  finding: 'mark',
  counterpart: 'mark',
  removed: 'del',
  added: 'ins',
};

function cellHtml(cell: Cell): string {
  const { segment } = cell;
  let html = '';
  for (const { text, marks, ends } of runsOf(cell)) {
    const inner = marks.reduceRight(
      (body, mark) => `<${TAGS[mark.role]} class="${toneOf(mark)}">${body}</${TAGS[mark.role]}>`,
      escapeHtml(text),
    );
    html += inner + ends.map(({ number }) => (number === null ? '' : link(number))).join('');
  }
  const kind = KIND_NAMES[segment.kind];
  const label = kind === null ? '' : `<span class="kind">${escapeHtml(kind)}</span>`;
  const gap = cell.afterGap ? `<p class="note">${GAP}</p>` : '';
  const name = segment.kind === 'sentence' ? '' : ` class="${segment.kind}"`;
  return `${gap}<p${name} lang="${escapeHtml(segment.lang)}" dir="auto">${label}${html}${cell.numbers.map(link).join('')}</p>`;
}

function rowHtml(row: Row): string {
  const cell = (side: Side): string => {
    if (row[side].length === 0) return `<td class="none">${escapeHtml(ROW_NAMES[row.kind])}</td>`;
    const notes = side === 'target' ? row.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('') : '';
    return `<td>${row[side].map(cellHtml).join('')}${notes}</td>`;
  };
  return `<tr id="r${row.number}" class="${row.kind}"><td class="n">${row.number}</td>${cell('source')}${cell('target')}</tr>`;
}

function entryHtml({ number, finding, row, message }: Entry): string {
  const where = row === null ? escapeHtml(rowName(row)) : `<a href="#r${row}">${escapeHtml(rowName(row))}</a>`;
  const { severity, code } = finding;
  return `<li id="f${number}" class="${severity}"><i>${number}</i><b>${SEVERITY_NAMES[severity]}</b>${where}<span>${escapeHtml(message)} <code>${escapeHtml(code)}</code></span></li>`;
}

/**
 * The comparison as one page of HTML: no script, nothing from elsewhere (its own policy forbids both), light and dark
 * with the reader's scheme.
 */
export function writeHtml(comparison: Comparison, tool: Tool): string {
  const { rows, entries } = viewOf(comparison);
  const head = (side: Side): string => {
    const { document, lang } = comparison.sides[side];
    return `<th scope="col">${escapeHtml(document.path)} <small>${escapeHtml(languageName(lang))}</small></th>`;
  };
  const list =
    entries.length === 0
      ? `<p class="list">${NO_FINDINGS}</p>`
      : `<h2>${findingsTitle(entries.length)}</h2>\n<ol class="list">\n${entries.map(entryHtml).join('\n')}\n</ol>`;
  const { id, dtype } = comparison.model;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(PAGE_TITLE(comparison))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(PAGE_TITLE(comparison))}</h1>
<p class="verdict${comparison.summary.sameStory ? '' : ' off'}">${escapeHtml(summarySentences(comparison).join(' '))}</p>
<table>
<thead><tr><th class="n" scope="col">#</th>${head('source')}${head('target')}</tr></thead>
<tbody>
${rows.map(rowHtml).join('\n')}
</tbody>
</table>
${list}
<footer>${escapeHtml(`${tool.name} ${tool.version} · ${id} (${dtype})`)}</footer>
</body>
</html>
`;
}
