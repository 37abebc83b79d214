import type { Kind } from '../core/document.ts';

/** What is no text of the page: nobody reads it there, or it is no language. */
export const UNREAD: ReadonlySet<string> = new Set(
  'script style template noscript svg math iframe object video audio canvas select textarea datalist map'.split(' '),
);

/** Elements that stand on lines of their own; all others run in the text around them. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre ' +
    'search section summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);

/** Elements without content, that no tag ends. */
export const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** What stands in these elements. */
export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'title', 'legend'].map((name) => [name, 'heading'] as const),
  ...['li', 'dt', 'dd', 'td', 'th'].map((name) => [name, 'list-item'] as const),
  ...['nav', 'aside', 'form', 'button', 'menu', 'dialog', 'footer'].map((name) => [name, 'boilerplate'] as const),
  ...['figcaption', 'caption'].map((name) => [name, 'caption'] as const),
  ['blockquote', 'quote'],
  ['address', 'byline'],
  ['pre', 'markup'],
]);

/** Names of classes that say what an element is where its own name does not. */
export const CLASS_KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...['twitter-tweet', 'twitter-video', 'instagram-media', 'tiktok-embed', 'bluesky-embed', 'mastodon-embed'].map(
    (name) => [name, 'embed'] as const,
  ),
  ...['byline', 'author', 'dateline'].map((name) => [name, 'byline'] as const),
  ['wp-caption-text', 'caption'],
]);

/** The elements that the beginning of another ends, since their own end may be left out. */
const CELLS = ['td', 'th'];
const TERMS = ['dt', 'dd'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
export const ENDED_BY: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['li', ['li']],
  ...TERMS.map((name) => [name, TERMS] as const),
  ...CELLS.map((name) => [name, CELLS] as const),
  ['tr', ['tr']],
  ...HEADINGS.map((name) => [name, HEADINGS] as const),
]);

/** Elements beyond which none is ended that way: a list inside of an item. */
export const HOLDERS: ReadonlySet<string> = new Set('ul ol dl menu table blockquote body'.split(' '));
