/** What other business areas may use of what was sold before the books began here. */
export {
  deleteFact,
  factsSpan,
  giveProduct,
  insertFact,
  sameFact,
} from '@xinhang/db/repositories/sales-facts.ts';
