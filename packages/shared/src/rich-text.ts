import { z } from 'zod';

/**
 * Formatted text as data: the JSON of the editor (tiptap's node names), checked node by node. HTML
 * is neither taken nor stored, so that nothing in it can ever run.
 */
export interface RichNode {
  type: string;
  attrs?: Record<string, string | number>;
  content?: RichNode[];
  marks?: RichMark[];
  text?: string;
}
export interface RichMark {
  type: string;
  attrs?: Record<string, string>;
}
export interface RichDoc extends RichNode {
  type: 'doc';
  content: RichNode[];
}

/** Nodes of one text, at most. */
const MOST_NODES = 5000;
/** Letters of one text, at most. */
const MOST_LETTERS = 60_000;
/** Lists in lists in quotes: no deeper than this. */
const DEEPEST = 16;

const BLOCKS = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'blockquote',
  'codeBlock',
  'horizontalRule',
  'image',
] as const;
const INLINE = ['text', 'hardBreak'] as const;

type Attribute = (value: unknown) => string | number | null;
const whole =
  (least: number, most: number): Attribute =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
      ? Number(value)
      : null;
const words =
  (most: number): Attribute =>
  (value) =>
    typeof value === 'string' && value.length <= most ? tidy(value) : null;

/** What each node may hold, and the attributes that are kept of it; those with `!` must be there. */
const nodes: Readonly<
  Record<string, { holds: readonly string[]; attrs?: Readonly<Record<string, Attribute>> }>
> = {
  doc: { holds: BLOCKS },
  paragraph: { holds: INLINE },
  heading: { holds: INLINE, attrs: { 'level!': whole(1, 4) } },
  bulletList: { holds: ['listItem'] },
  orderedList: { holds: ['listItem'], attrs: { start: whole(0, 100_000) } },
  listItem: { holds: BLOCKS },
  blockquote: { holds: BLOCKS },
  codeBlock: { holds: ['text'] },
  horizontalRule: { holds: [] },
  hardBreak: { holds: [] },
  // A picture is a file of the store, never an address.
  image: { holds: [], attrs: { 'fileId!': whole(1, Number.MAX_SAFE_INTEGER), alt: words(200) } },
  text: { holds: [] },
};

const LINK = /^(https?:\/\/|mailto:|tel:)[^\s\\]+$/i;
const LONGEST_LINK = 1000;
/** Where a link may lead: the web, an address, a phone. Nothing that a browser would run. */
export const isSafeLink = (href: unknown): href is string =>
  typeof href === 'string' && href.length <= LONGEST_LINK && LINK.test(href);

const plainMarks = new Set(['bold', 'italic', 'strike', 'underline', 'code']);

// oxlint-disable-next-line no-control-regex -- these are what is meant
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const tidy = (text: string) => text.toWellFormed().replace(CONTROL, '');

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readMark(value: unknown): RichMark | null {
  if (!isPlain(value)) return null;
  const type = String(value['type']);
  if (plainMarks.has(type)) return { type };
  const href = isPlain(value['attrs']) ? value['attrs']['href'] : undefined;
  return type === 'link' && isSafeLink(href) ? { type, attrs: { href } } : null;
}

interface Count {
  nodes: number;
  letters: number;
}

function readAttrs(
  known: Readonly<Record<string, Attribute>>,
  value: unknown,
): Record<string, string | number> | null {
  const given = isPlain(value) ? value : {};
  const attrs: Record<string, string | number> = {};
  for (const [key, read] of Object.entries(known)) {
    const name = key.replace('!', '');
    const found = given[name] === undefined || given[name] === null ? null : read(given[name]);
    if (found !== null) attrs[name] = found;
    else if (key.endsWith('!')) return null;
  }
  return attrs;
}

function readNode(
  value: unknown,
  allowed: readonly string[],
  depth: number,
  count: Count,
): RichNode | null {
  if (!isPlain(value) || depth > DEEPEST || (count.nodes += 1) > MOST_NODES) return null;
  const type = String(value['type']);
  const rule = Object.hasOwn(nodes, type) ? nodes[type] : undefined;
  if (!rule || !allowed.includes(type)) return null;
  if (type === 'text') return readText(value, count);
  const node: RichNode = { type };
  if (rule.attrs) {
    const attrs = readAttrs(rule.attrs, value['attrs']);
    if (!attrs) return null;
    if (Object.keys(attrs).length > 0) node.attrs = attrs;
  }
  const inside = value['content'];
  if (inside === undefined) return node;
  if (!Array.isArray(inside) || (rule.holds.length === 0 && inside.length > 0)) return null;
  const content: RichNode[] = [];
  for (const one of inside) {
    const read = readNode(one, rule.holds, depth + 1, count);
    if (!read) return null;
    content.push(read);
  }
  if (content.length > 0) node.content = content;
  return node;
}

function readText(value: Record<string, unknown>, count: Count): RichNode | null {
  const { text, marks = [] } = value;
  if (typeof text !== 'string' || text === '' || !Array.isArray(marks)) return null;
  if ((count.letters += text.length) > MOST_LETTERS || marks.length > 6) return null;
  const kept = marks.map(readMark);
  if (kept.includes(null)) return null;
  const known = kept as RichMark[];
  // A text of signs that nobody sees alone is none; an editor refuses an empty one.
  return { type: 'text', text: tidy(text) || ' ', ...(known.length > 0 && { marks: known }) };
}

/** The text with what is known of it alone; null where it is none, or too much. */
export function readRichText(value: unknown): RichDoc | null {
  const read = readNode(value, ['doc'], 0, { nodes: 0, letters: 0 });
  return read && { ...read, type: 'doc', content: read.content ?? [] };
}

/** In a body: refused by the rule `rich-text`. */
export const richText = z.custom<RichDoc>((value) => readRichText(value) !== null, {
  params: { rule: 'rich-text' },
});
/** In an answer: what was stored. */
export const storedRichText = z.custom<RichDoc>();

export const emptyRichText: RichDoc = { type: 'doc', content: [] };

/** The words of a text, blocks on lines of their own. */
export function plainText(node: RichNode): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  const inside = (node.content ?? []).map(plainText);
  const inline = (node.content ?? []).every(({ type }) =>
    (INLINE as readonly string[]).includes(type),
  );
  return inside.join(inline ? '' : '\n');
}

/** Files of the pictures in a text, each once, in order. */
export function picturesOf(node: RichNode): number[] {
  const own = node.type === 'image' ? [Number(node.attrs?.['fileId'])] : [];
  return [...new Set([...own, ...(node.content ?? []).flatMap(picturesOf)])];
}

/** Whether there is anything to read: a letter or a picture. */
export const saysSomething = (doc: RichDoc): boolean =>
  plainText(doc).trim() !== '' || picturesOf(doc).length > 0;
