/** What other business areas may use of pools. */
export { addPool, changePool, describePools } from './pools.ts';
