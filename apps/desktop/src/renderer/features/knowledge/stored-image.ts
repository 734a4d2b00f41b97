import { mergeAttributes, Node } from '@tiptap/react';
import { articleFileUrl } from './file-url.ts';

const fileIdOf = (element: HTMLElement) => Number(element.dataset['fileId']) || null;

/** A picture of an article: a file of the store by its number, never an address from outside. */
export const StoredImage = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      fileId: { default: null, parseHTML: fileIdOf, rendered: false },
      alt: { default: '' },
    };
  },
  parseHTML() {
    return [{ tag: 'img[data-file-id]' }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const fileId = Number(node.attrs['fileId']);
    const stored = { src: articleFileUrl(fileId), 'data-file-id': String(fileId) };
    return ['img', mergeAttributes(HTMLAttributes, stored)];
  },
});
