import type { FindingCode } from './doctor.ts';
import { in3, type Words } from './words.ts';

/** What may be wrong with the data themselves, and what to do about it. */
export const dataFindingWords = {
  'log-large': [
    in3(
      '数据库日志已有 {{megabytes}} MB：有别的程序一直在读数据库。',
      '資料庫記錄檔已有 {{megabytes}} MB：有別的程式一直在讀資料庫。',
      'The database log has {{megabytes}} MB: another program reads the database without end.',
    ),
    in3(
      '结束那个程序，或重新启动服务器。',
      '結束那個程式，或重新啟動伺服器。',
      'End that program, or start the server anew.',
    ),
  ],
  'database-broken': [
    in3(
      '数据库文件损坏：{{detail}}',
      '資料庫檔案損壞：{{detail}}',
      'The database file is damaged: {{detail}}',
    ),
    in3(
      '还原最近一次通过验证的备份，然后检查硬盘是否快坏了。',
      '還原最近一次通過驗證的備份，然後檢查硬碟是否快壞了。',
      'Restore the newest verified backup, then look at the health of the disk.',
    ),
  ],
  'reference-broken': [
    in3(
      '表 {{table}} 第 {{row}} 行指向 {{parent}} 里不存在的数据。',
      '資料表 {{table}} 第 {{row}} 列指向 {{parent}} 裡不存在的資料。',
      'Row {{row}} of table {{table}} refers to a {{parent}} that is not there.',
    ),
    in3(
      '先做一个备份，求助时附上这份结果；必要时还原最近一次通过验证的备份。',
      '先做一個備份，求助時附上這份結果；必要時還原最近一次通過驗證的備份。',
      'Make a backup first and send this result when you ask for help; if need be, restore the newest verified backup.',
    ),
  ],
  'department-path': [
    in3(
      '编号 {{id}} 的部门在组织树里的位置不对，影响谁能看到哪些客户。',
      '編號 {{id}} 的部門在組織樹裡的位置不對，影響誰能看到哪些客戶。',
      'Department no. {{id}} stands at a wrong place in the tree, which decides who sees what.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要调整组织。',
      '求助時附上這份結果；在改好之前不要調整組織。',
      'Send this result when you ask for help; do not change the organisation until it is mended.',
    ),
  ],
  'customer-figure': [
    in3(
      '编号 {{id}} 的客户，“{{figure}}”和它的来源不一致。',
      '編號 {{id}} 的客戶，「{{figure}}」和它的來源不一致。',
      'Customer no. {{id}}: “{{figure}}” differs from what it is made from.',
    ),
    in3(
      '原始资料没有丢。求助时附上这份结果。',
      '原始資料沒有遺失。求助時附上這份結果。',
      'What it is made from is whole. Send this result when you ask for help.',
    ),
  ],
  'customer-search': [
    in3(
      '编号 {{id}} 的客户可能搜索不到。',
      '編號 {{id}} 的客戶可能搜尋不到。',
      'Customer no. {{id}} may not be found by its words.',
    ),
    in3(
      '资料没有丢，在列表里仍然看得到。求助时附上这份结果。',
      '資料沒有遺失，在清單裡仍然看得到。求助時附上這份結果。',
      'Nothing of it is lost, and lists show it. Send this result when you ask for help.',
    ),
  ],
  'stock-balance': [
    in3(
      '编号 {{id}} 的商品在编号 {{place}} 的地点的数量与流水不符。',
      '編號 {{id}} 的商品在編號 {{place}} 的地點的數量與流水不符。',
      'The quantity of product no. {{id}} in place no. {{place}} is not what the ledger says.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'stock-negative': [
    in3(
      '编号 {{id}} 的商品在编号 {{place}} 的地点是负数。',
      '編號 {{id}} 的商品在編號 {{place}} 的地點是負數。',
      'There is less than nothing of product no. {{id}} in place no. {{place}}.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'stock-pool': [
    in3(
      '编号 {{id}} 的商品的总数量或金额与流水不符。',
      '編號 {{id}} 的商品的總數量或金額與流水不符。',
      'Quantity or value of product no. {{id}} is not what the ledger says.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'stock-piece': [
    in3(
      '编号 {{id}} 的商品，序列号 {{serial}} 不在流水所说的地点。',
      '編號 {{id}} 的商品，序號 {{serial}} 不在流水所說的地點。',
      'Piece {{serial}} of product no. {{id}} is not where the ledger left it.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'money-item': [
    in3(
      '往来第 {{id}} 行的未结金额与核销对不上。',
      '往來第 {{id}} 列的未結金額與沖帳對不上。',
      'What is open of row {{id}} of the ledger is not what its settlements say.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'money-voucher': [
    in3('凭证 {{id}} 借贷不平。', '憑證 {{id}} 借貸不平。', 'Voucher {{id}} does not balance.'),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'money-document': [
    in3(
      '单据 {{doc}} 的日记账与凭证对不上。',
      '單據 {{doc}} 的日記帳與憑證對不上。',
      'Document {{doc}} moves another sum in the cash book than in its vouchers.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'money-books': [
    in3(
      '凭证与明细账相差 {{amount}} 元。',
      '憑證與明細帳相差 {{amount}} 元。',
      'Vouchers and sub-ledger differ by {{amount}} yuan.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'money-bill': [
    in3(
      '编号 {{id}} 的票据状态与它的经过不符。',
      '編號 {{id}} 的票據狀態與它的經過不符。',
      'The state of bill no. {{id}} is not what became of it.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要动这张票据。',
      '求助時附上這份結果；在改好之前不要動這張票據。',
      'Send this result when you ask for help; leave that bill alone before it is mended.',
    ),
  ],
  'stock-reserved': [
    in3(
      '编号 {{id}} 的商品在编号 {{place}} 的地点的预留数量与订单不符。',
      '編號 {{id}} 的商品在編號 {{place}} 的地點的保留數量與訂單不符。',
      'What is reserved of product no. {{id}} in place no. {{place}} is not what orders keep there.',
    ),
    in3(
      '可用数量可能不准，现存数量不受影响。求助时附上这份结果。',
      '可用數量可能不準，現存數量不受影響。求助時附上這份結果。',
      'What is available may be wrong, what is there is not. Send this result when you ask for help.',
    ),
  ],
  'order-reserved': [
    in3(
      '编号 {{id}} 的销售订单有一行的预留数量与未交数量不符。',
      '編號 {{id}} 的銷售訂單有一行的保留數量與未交數量不符。',
      'A line of sales order no. {{id}} keeps another quantity than what is open of it.',
    ),
    in3(
      '可用数量可能不准，订单本身没有问题。求助时附上这份结果。',
      '可用數量可能不準，訂單本身沒有問題。求助時附上這份結果。',
      'What is available may be wrong, the order itself is not. Send this result when you ask for help.',
    ),
  ],
  'sales-sums': [
    in3(
      '编号 {{id}} 的销售单据的合计与各行之和不符。',
      '編號 {{id}} 的銷售單據的合計與各列之和不符。',
      'Document of sales no. {{id}} does not come to the sum of its lines.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要处理这张单据。',
      '求助時附上這份結果；在改好之前不要處理這張單據。',
      'Send this result when you ask for help; leave the document alone before that is mended.',
    ),
  ],
  'order-progress': [
    in3(
      '编号 {{id}} 的销售订单有一行的已交数量或金额，与发货单和退货单不符。',
      '編號 {{id}} 的銷售訂單有一列的已交數量或金額，與出貨單和退貨單不符。',
      'A line of sales order no. {{id}} is not as far as its deliveries and returns say.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要再发这张订单的货。',
      '求助時附上這份結果；在改好之前不要再出這張訂單的貨。',
      'Send this result when you ask for help; deliver nothing more of the order before that is mended.',
    ),
  ],
  'fapiao-sums': [
    in3(
      '编号 {{id}} 的发票与各行的合计不符，或红冲多过原票。',
      '編號 {{id}} 的發票與各行的合計不符，或紅沖多過原票。',
      'Fapiao no. {{id}} is not the sum of its lines, or more of it is red than there was.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'invoiced-progress': [
    in3(
      '编号 {{id}} 的订单、发货单或入库单的已开票数与发票不符，或与不开票的合起来多过收发的数量。',
      '編號 {{id}} 的訂單、出貨單或進貨單的已開票數與發票不符，或與不開票的合起來多過收發的數量。',
      'Order, delivery or receipt no. {{id}} says another thing of what is invoiced than the fapiao, or more, with what wants none, than went or came.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'output-tax': [
    in3(
      '凭证的销项税额与开具的发票差 {{amount}} 元。',
      '憑證的銷項稅額與開立的發票差 {{amount}} 元。',
      'Output tax in vouchers differs from the fapiao that were issued by {{amount}} yuan.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'input-tax': [
    in3(
      '凭证的进项税额与确认的进项发票差 {{amount}} 元。',
      '憑證的進項稅額與確認的進項發票差 {{amount}} 元。',
      'Input tax in vouchers differs from the invoices of suppliers by {{amount}} yuan.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'sales-posted': [
    in3(
      '编号 {{id}} 的发货单或退货单与往来、凭证或库存流水不符。',
      '編號 {{id}} 的出貨單或退貨單與往來、憑證或庫存流水不符。',
      'Delivery or return no. {{id}} is not what receivables, vouchers or the stock ledger say.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'loan-progress': [
    in3(
      '编号 {{id}} 的借出单有一行的归还或转销售数量，与归还记录不符。',
      '編號 {{id}} 的借出單有一列的歸還或轉銷售數量，與歸還記錄不符。',
      'A line of loan no. {{id}} is not as far as what came back or was sold says.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要处理这张借出单。',
      '求助時附上這份結果；在改好之前不要處理這張借出單。',
      'Send this result when you ask for help; leave the loan alone before that is mended.',
    ),
  ],
  'purchase-sums': [
    in3(
      '编号 {{id}} 的采购单据的合计与各行之和不符。',
      '編號 {{id}} 的採購單據的合計與各列之和不符。',
      'Document of purchasing no. {{id}} does not come to the sum of its lines.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要处理这张单据。',
      '求助時附上這份結果；在改好之前不要處理這張單據。',
      'Send this result when you ask for help; leave the document alone before that is mended.',
    ),
  ],
  'purchase-progress': [
    in3(
      '编号 {{id}} 的采购订单有一行的到货数量或金额，与入库单和退货单不符。',
      '編號 {{id}} 的採購單有一列的到貨數量或金額，與進貨單和退出單不符。',
      'A line of purchase order no. {{id}} is not as far as its receipts and returns say.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要再收这张订单的货。',
      '求助時附上這份結果；在改好之前不要再收這張採購單的貨。',
      'Send this result when you ask for help; receive nothing more of the order before that is mended.',
    ),
  ],
  'purchase-posted': [
    in3(
      '编号 {{id}} 的采购入库或采购退货与往来、凭证或库存流水不符。',
      '編號 {{id}} 的進貨單或進貨退出單與往來、憑證或庫存流水不符。',
      'Goods receipt or return no. {{id}} is not what payables, vouchers or the stock ledger say.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要记账。',
      '求助時附上這份結果；在改好之前不要記帳。',
      'Send this result when you ask for help; post nothing before that is mended.',
    ),
  ],
  'file-missing': [
    in3(
      '附件内容丢失（{{hash}}）。',
      '附件內容遺失（{{hash}}）。',
      'The bytes of an attachment are missing ({{hash}}).',
    ),
    in3(
      '把备份还原到另一个目录，从那里取出附件重新上传。',
      '把備份還原到另一個目錄，從那裡取出附件重新上傳。',
      'Restore a backup to another directory, take the file from there and upload it again.',
    ),
  ],
  'file-changed': [
    in3(
      '附件内容和上传时不一样（{{hash}}）。',
      '附件內容和上傳時不一樣（{{hash}}）。',
      'The bytes of an attachment are not what was uploaded ({{hash}}).',
    ),
    in3(
      '把备份还原到另一个目录，从那里取出附件重新上传；再检查硬盘。',
      '把備份還原到另一個目錄，從那裡取出附件重新上傳；再檢查硬碟。',
      'Restore a backup to another directory, take the file from there and upload it again; then look at the disk.',
    ),
  ],
  'files-orphaned': [
    in3(
      '有 {{count}} 个文件（{{size}}）不属于任何数据。',
      '有 {{count}} 個檔案（{{size}}）不屬於任何資料。',
      '{{count}} files ({{size}}) belong to nothing.',
    ),
    in3(
      '它们只占空间。看看“任务”里的夜间清理有没有运行。',
      '它們只占空間。看看「工作」裡的夜間清理有沒有執行。',
      'They take room and nothing else. See in the jobs whether the nightly tidying runs.',
    ),
  ],
  'audit-row-changed': [
    in3(
      '审计第 {{event}} 行和封存时（第 {{seq}} 号）不一样。',
      '稽核第 {{event}} 列和封存時（第 {{seq}} 號）不一樣。',
      'Row {{event}} of the audit is not what it was when seal {{seq}} was put on it.',
    ),
    in3(
      '有人在这台电脑上直接改过数据库：先做一个备份保存好，再求助。',
      '有人在這台電腦上直接改過資料庫：先做一個備份保存好，再求助。',
      'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
    ),
  ],
  'audit-row-missing': [
    in3(
      '审计第 {{event}} 行（封存第 {{seq}} 号）不见了。',
      '稽核第 {{event}} 列（封存第 {{seq}} 號）不見了。',
      'Row {{event}} of the audit, which has seal {{seq}}, is missing.',
    ),
    in3(
      '有人在这台电脑上直接改过数据库：先做一个备份保存好，再求助。',
      '有人在這台電腦上直接改過資料庫：先做一個備份保存好，再求助。',
      'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
    ),
  ],
  'audit-seal-missing': [
    in3(
      '审计的第 {{seq}} 号封存不见了。',
      '稽核的第 {{seq}} 號封存不見了。',
      'Seal {{seq}} of the audit is missing.',
    ),
    in3(
      '有人在这台电脑上直接改过数据库：先做一个备份保存好，再求助。',
      '有人在這台電腦上直接改過資料庫：先做一個備份保存好，再求助。',
      'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
    ),
  ],
  'audit-row-slipped-in': [
    in3(
      '审计第 {{event}} 行是事后插进去的。',
      '稽核第 {{event}} 列是事後插進去的。',
      'Row {{event}} of the audit was put in later than those after it.',
    ),
    in3(
      '有人在这台电脑上直接改过数据库：先做一个备份保存好，再求助。',
      '有人在這台電腦上直接改過資料庫：先做一個備份保存好，再求助。',
      'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
    ),
  ],
  'audit-cut-off': [
    in3(
      '审计的末尾被截断了：曾经有第 {{seq}} 号封存。',
      '稽核的末尾被截斷了：曾經有第 {{seq}} 號封存。',
      'The end of the audit is cut off: seal {{seq}} was there once.',
    ),
    in3(
      '有人在这台电脑上直接改过数据库：先做一个备份保存好，再求助。',
      '有人在這台電腦上直接改過資料庫：先做一個備份保存好，再求助。',
      'Somebody with access to this machine changed the database by hand: keep a backup and ask for help.',
    ),
  ],
} as const satisfies Partial<Record<FindingCode, readonly [is: Words, todo: Words]>>;
