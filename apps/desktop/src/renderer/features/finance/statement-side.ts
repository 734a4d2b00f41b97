import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { createContext, useContext } from 'react';
import { useText } from '../../i18n/i18n.ts';

/** Statements with customers (what we are owed) or with suppliers (what we owe). */
export type StatementSide = 'ar' | 'ap';

/**
 * The endpoints of a side. They differ in whose account it is (`customer`, `supplier`) and in nothing
 * else, so one kind of screen does for both: whose it is is read by `partyOf`.
 */
export const statementApi = (side: StatementSide): typeof api.statements =>
  side === 'ar' ? api.statements : (api.supplierStatements as unknown as typeof api.statements);

/** Whose account it is. */
export const partyOf = (row: { customer?: NameRef; supplier?: NameRef }): NameRef =>
  (row.customer ?? row.supplier)!;

/** Where the statements of a side have their pages. */
export const statementPaths = {
  ar: { list: '/statements', one: '/statements/$id', begin: '/statements/new' },
  ap: {
    list: '/supplier-statements',
    one: '/supplier-statements/$id',
    begin: '/supplier-statements/new',
  },
} as const;

/** Words that name the side. */
const sided = [
  'title',
  'find',
  'owed',
  'paid',
  'answer',
  'notSent',
  'confirmed',
  'differenceWhy',
  'confirmedByWhy',
  'choice',
  'more',
  'nobody',
] as const;
type Sided = (typeof sided)[number];

const context = createContext<StatementSide>('ar');
export const StatementSideContext = context.Provider;

/** Of which side the statements of this screen are, its endpoints, its paths and its own words. */
export function useStatementSide() {
  const { t } = useText();
  const side = useContext(context);
  const own = (word: Sided) => t(side === 'ar' ? `statement.${word}` : `supplierStatement.${word}`);
  return { side, own, endpoints: statementApi(side), paths: statementPaths[side] };
}
