/** What other business areas may use of stock. */
export { firstEntityId } from '@xinhang/db/repositories/stock-posting.ts';
export { releaseStock, reserveStock, type Reserving } from './reserve.ts';
export { postStock, reverseStock, type PostedLine, type StockDoc, type StockLine } from './post.ts';
