/** What other business areas may use of stock. */
export { postStock, reverseStock, type PostedLine, type StockDoc, type StockLine } from './post.ts';
