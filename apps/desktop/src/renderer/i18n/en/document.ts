import type { documentEditor as zhCn } from '../zh-cn/document.ts';

export const documentEditor: Readonly<Record<keyof typeof zhCn, string>> = {
  'doc.productHint': 'Code, name or barcode',
  'doc.noProduct': 'Nothing found for “{{q}}”',
  'doc.unmatched': 'No product is “{{q}}”',
  'doc.lineNo': 'Line',
  'doc.restored': 'What was not saved last time is here again.',
  'doc.drop': 'Drop it',
  'doc.save': 'Save draft',
  'doc.saved': 'Saved',
  'doc.pasted': '{{n}} lines pasted',
  'doc.pastedSome': '{{n}} lines pasted; {{missing}} of them name no product and are marked',
  'doc.pastedUnread': 'line {{line}}, {{title}} “{{text}}”',
  'doc.pastedNot': '{{said}}; {{n}} numbers could not be read and were left out: {{some}}',
  'doc.pastedAnd': '; ',
  'doc.stillUnmatched': '{{n}} lines name no product: mend or remove them',
  'doc.lineRefused': 'Line {{n}} {{name}}: {{text}}',
};
