import { readersPastScope } from './past-scope.ts';
import { withoutComments, type SourceFile } from './source.ts';

/** Tables whose rows a person sees through the customer they belong to. */
const scoped = [
  'achievement_ledger',
  'customer',
  'contact',
  'contact_phone',
  'follow_up',
  'follow_up_review',
  'message',
  'plan',
  'care_item',
  'gift',
  'promise',
  'campaign_outbox',
  'attachment',
  'owner_history',
  'customer_address',
  'customer_collaborator',
  'customer_event',
  'customer_search',
  'customer_tag',
  'customer_title',
  'deal',
  'deal_check',
  'deal_competitor',
  'deal_contact',
  'deal_event',
  'deal_file',
  'deal_line',
  'deal_share',
  'price_rule',
  'price_adjustment',
  'price_adjustment_line',
  'customer_price_level',
  'customer_product',
  'delivery',
  'delivery_line',
  'order_line_delay',
  'sales_return',
  'sales_return_line',
  'quotation',
  'quotation_line',
  'quotation_version',
  'contract',
  'contract_line',
  'contract_milestone',
  'contract_version',
  'sales_order',
  'sales_order_line',
  'sales_order_share',
  'sales_order_version',
  'order_change',
  'order_change_line',
  'fapiao',
  'collection_note',
  'customer_refund',
  'refund_request',
  'account_statement',
  'netting',
  'fapiao_line',
  'sales_fact',
  'temporary_limit',
].join('|');

/** `selectFrom('customer')`, `innerJoin('contact as c', …)`, `selectFrom(['customer', …])` … */
const readOf = (tables: string) =>
  new RegExp(
    `\\b(?:selectFrom|from|using|table|\\w+Join\\w*)\\s*(?:<[^>]*>)?\\(\\s*\\[?[^()]*?['"\`](${tables})(?: as \\w+)?['"\`]`,
    'g',
  );
const rawOf = (tables: string) => new RegExp(`\\b(?:from|join)\\s+"?(${tables})\\b`, 'gi');
const SQL = /\bsql(?:<[^>]*>)?`[^`]*`/g;
const THROUGH_SCOPE =
  /\b(inScope|customerArms|ScopeArm|dealInScope|orderInScope|eachOrderInScope|quotationInScope|contractInScope|fapiaoInScope|deliveryInScope|moneyInScope|dealArms|DealCondition|seenDeals|achievementInScope)\b/;
const SPEAKS_SQL = /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(/;

interface Part {
  /** Function, or `*` for what stands between them. */
  name: string;
  text: string;
}

const BEGIN =
  /^(?:export )?(?:async )?(?:function\*? (\w+)|(?:const|let) (\w+)|class (\w+)|interface (\w+)|type (\w+))/gm;

/** What stands on the left margin: functions and constants of a file, each with its text. */
function partsOf(text: string): Part[] {
  const begins = [...text.matchAll(BEGIN)];
  return begins.map((one, at) => ({
    name: one.slice(1).find(Boolean)!,
    text: text.slice(one.index, begins[at + 1]?.index ?? text.length),
  }));
}

function tablesRead(text: string, tables: string): string[] {
  const named = [...text.matchAll(readOf(tables))].map((one) => one[1]!);
  const raw = [...text.matchAll(SQL)].flatMap(([part]) =>
    [...part.matchAll(rawOf(tables))].map((one) => one[1]!.toLowerCase()),
  );
  return [...new Set([...named, ...raw])];
}

/** Tables of which no row is read but through one of these doors. */
export interface Guarded {
  readonly tables: string;
  readonly doors: RegExp;
}

/** `file#function` of whatever reads such tables past their doors. */
export function readersPast({ path, text }: SourceFile, { tables, doors }: Guarded): string[] {
  if (!path.startsWith('packages/db/src/')) return [];
  if (/^packages\/db\/src\/(scope(-\w+)?\.ts|migrations\/)/.test(path)) return [];
  const file = path.slice('packages/db/src/'.length).replace(/\.ts$/, '');
  return partsOf(withoutComments(text))
    .filter((part) => tablesRead(part.text, tables).length > 0 && !doors.test(part.text))
    .map((part) => `${file}#${part.name}`);
}

/** `file#function` of whatever reads scoped tables and does not pass scope(). */
export const unscopedReaders = (file: SourceFile): string[] =>
  readersPast(file, { tables: scoped, doors: THROUGH_SCOPE });

/** Reads of customers, and of what belongs to them, that neither pass scope() nor are registered. */
export function readsPastScope(file: SourceFile): string[] {
  if (!file.path.startsWith('packages/db/')) {
    return SPEAKS_SQL.test(withoutComments(file.text))
      ? [`${file.path}: SQL is written in packages/db alone`]
      : [];
  }
  return unscopedReaders(file)
    .filter((reader) => !(reader in readersPastScope))
    .map((reader) => `${file.path}: ${reader} reads customers past scope()`);
}

/** Entries of the register that nothing needs any more. */
export function idleEntries(
  files: readonly SourceFile[],
  register: Readonly<Record<string, string>> = readersPastScope,
  readers: (file: SourceFile) => string[] = unscopedReaders,
): string[] {
  const used = new Set(files.flatMap(readers));
  return Object.keys(register).filter((entry) => !used.has(entry));
}
