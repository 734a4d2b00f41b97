import type { RichDoc, RichNode } from '@xinhang/shared/rich-text.ts';

const text = (words: string): RichNode[] =>
  words.split(/(\*[^*]+\*)/).flatMap((part): RichNode[] => {
    if (part === '') return [];
    if (!/^\*.+\*$/.test(part)) return [{ type: 'text', text: part }];
    return [{ type: 'text', text: part.slice(1, -1), marks: [{ type: 'bold' }] }];
  });
const paragraph = (words: string): RichNode => ({ type: 'paragraph', content: text(words) });

/** Formatted text out of lines: `# heading`, `- point`, `1. point`, `> quote`, `*bold*`. */
export function richLines(lines: string): RichDoc {
  const content: RichNode[] = [];
  const point = (list: 'bulletList' | 'orderedList', words: string) => {
    const last = content.at(-1);
    const item = { type: 'listItem', content: [paragraph(words)] };
    if (last?.type === list) last.content!.push(item);
    else content.push({ type: list, content: [item] });
  };
  for (const line of lines.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, mark, words = ''] = /^(#|-|>|\d\.)\s(.*)$/.exec(line) ?? [];
    if (mark === '#') content.push({ type: 'heading', attrs: { level: 2 }, content: text(words) });
    else if (mark === '-') point('bulletList', words);
    else if (mark === '>') content.push({ type: 'blockquote', content: [paragraph(words)] });
    else if (mark) point('orderedList', words);
    else content.push(paragraph(line));
  }
  return { type: 'doc', content };
}
