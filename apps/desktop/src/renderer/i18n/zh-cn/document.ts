export const documentEditor = {
  'doc.productHint': '拼音、编码、名称、条码',
  'doc.noProduct': '没有找到“{{q}}”',
  'doc.unmatched': '“{{q}}”没有对应的商品',
  'doc.lineNo': '行',
  'doc.restored': '上次没有保存的内容已经恢复。',
  'doc.drop': '放弃这些内容',
  'doc.save': '保存草稿',
  'doc.saved': '已保存',
  'doc.pasted': '已粘贴 {{n}} 行',
  'doc.pastedSome': '已粘贴 {{n}} 行，其中 {{missing}} 行没有对应的商品，已标红',
  'doc.stillUnmatched': '还有 {{n}} 行没有对应的商品，请改好或删除',
  'doc.lineRefused': '第 {{n}} 行 {{name}}：{{text}}',
} as const;
