import { isSafeLink, type RichMark, type RichNode } from '@xinhang/shared/rich-text.ts';
import { createElement, type ReactNode } from 'react';

/** Formatted text as elements: nothing in it is ever read as markup. */
export function RichTextView({
  doc,
  fileUrl,
}: {
  doc: RichNode;
  /** Address of a picture's file. */
  fileUrl: (fileId: number) => string;
}) {
  return <div className="rich-text">{childrenOf(doc, fileUrl)}</div>;
}

type FileUrl = (fileId: number) => string;

function childrenOf(node: RichNode, fileUrl: FileUrl): ReactNode[] {
  // oxlint-disable-next-line react/no-array-index-key -- a text is drawn whole, and never reordered
  return (node.content ?? []).map((child, at) => <Node key={at} node={child} fileUrl={fileUrl} />);
}

const plainTags: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  listItem: 'li',
  blockquote: 'blockquote',
};

function Node({ node, fileUrl }: { node: RichNode; fileUrl: FileUrl }): ReactNode {
  const inside = childrenOf(node, fileUrl);
  const tag = plainTags[node.type];
  if (tag) return createElement(tag, null, ...inside);
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce<ReactNode>(
        (text, mark) => <Marked mark={mark}>{text}</Marked>,
        node.text ?? '',
      );
    case 'heading':
      // The page has its own title above.
      return createElement(
        `h${Math.min(6, Number(node.attrs?.['level'] ?? 2) + 1)}`,
        null,
        ...inside,
      );
    case 'orderedList':
      return <ol start={Number(node.attrs?.['start'] ?? 1)}>{inside}</ol>;
    case 'codeBlock':
      return (
        <pre>
          <code>{inside}</code>
        </pre>
      );
    case 'hardBreak':
      return <br />;
    case 'horizontalRule':
      return <hr />;
    case 'image':
      return (
        <img
          src={fileUrl(Number(node.attrs?.['fileId']))}
          alt={String(node.attrs?.['alt'] ?? '')}
          loading="lazy"
        />
      );
    default:
      return null;
  }
}

const markTags: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
};

function Marked({ mark, children }: { mark: RichMark; children: ReactNode }) {
  const tag = markTags[mark.type];
  if (tag) return createElement(tag, null, children);
  const href = mark.attrs?.['href'];
  if (mark.type !== 'link' || !isSafeLink(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
