/** What other business areas may use of stock. */
export { firstEntityId } from '@xinhang/db/repositories/company.ts';
export { availableOf, heldProducts, onHandTotals } from '@xinhang/db/repositories/stock-on-hand.ts';
export { availablePlaces } from './read.ts';
export { releaseStock, reserveStock, type Reserving } from './reserve.ts';
export { postStock, reverseStock, type PostedLine, type StockDoc, type StockLine } from './post.ts';
export { standingStockRows } from '@xinhang/db/repositories/stock-posting.ts';
export { openIssueLines } from '@xinhang/db/repositories/provisional-issues.ts';
export { onHandAt } from './on-hand-at.ts';
export {
  countShortProducts,
  firstDueOf,
  shortProducts,
  type ShortProduct,
} from '@xinhang/db/repositories/stock-shortage.ts';
export { stockDocById } from '@xinhang/db/repositories/stock-documents.ts';
export { confirmDoc, reverseDoc } from './confirm.ts';
export { createDoc } from './drafts.ts';
export { draftLines } from './lines.ts';
