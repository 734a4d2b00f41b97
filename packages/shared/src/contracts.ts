import { z } from 'zod';
import {
  date,
  fen,
  id,
  instant,
  nameRef,
  optionalText,
  requiredText,
  version,
} from './contract/fields.ts';
import {
  contractKinds,
  contractStates,
  milestoneStates,
  milestoneTriggers,
} from './contract-rules.ts';
import { priceBases } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';
import { quotationStops } from './quotation-rules.ts';
import { quotationLine } from './quotations.ts';
import { salesOrderStates } from './sales-order-rules.ts';
import { partNumbers } from './customer-products.ts';

/** More than any contract is about, in fen. */
const amount = z.int().min(0).max(1e14);

/** A milestone of a pay plan as it is written: a share or an amount, never both. */
export const milestoneBody = z.object({
  /** The milestone there was. */
  id: id.optional(),
  name: requiredText(60),
  /** Basis points of the amount of the contract. */
  shareBp: z.int().min(1).max(10_000).nullable().default(null),
  amountFen: amount.nullable().default(null),
  trigger: z.enum(milestoneTriggers).default('date'),
  /** After what happens. */
  days: z.int().min(0).max(999).default(0),
  /** The day that is agreed, or on which it is expected to happen. */
  plannedOn: date.nullable().default(null),
  note: optionalText(200),
});
export type MilestoneBody = z.input<typeof milestoneBody>;

export const milestone = z.object({
  id,
  version,
  name: z.string(),
  shareBp: z.int().nullable(),
  amountFen: fen,
  trigger: z.enum(milestoneTriggers),
  days: z.int(),
  plannedOn: date.nullable(),
  /** When what it waits for happened, and who said so. */
  reachedOn: date.nullable(),
  reachedBy: nameRef.nullable(),
  /** When it is due; null: nobody can say yet. */
  dueOn: date.nullable(),
  /** When the money was there. */
  paidOn: date.nullable(),
  state: z.enum(milestoneStates),
  note: z.string(),
});
export type Milestone = z.output<typeof milestone>;

/** A milestone in a list over contracts. */
export const milestoneRow = milestone.omit({ note: true }).extend({
  contract: z.object({ id, no: z.string(), title: z.string() }),
  customer: nameRef,
  owner: nameRef,
  /** Whether the reader may say that it is reached or paid. */
  mayMark: z.boolean(),
});
export type MilestoneRow = z.output<typeof milestoneRow>;

/** A line of a contract: one of a quotation, and what was called off of it. */
export const contractLine = quotationLine.extend({
  /** Of the base unit, in orders that are not void; null for whom orders are hidden. */
  orderedE4: z.int().nullable(),
  deliveredE4: z.int().nullable(),
});
export type ContractLine = z.output<typeof contractLine>;

const head = {
  id,
  version,
  /** Empty until it is handed in. */
  no: z.string(),
  /** Which version of the contract this is, from 1. */
  revision: z.int().positive(),
  kind: z.enum(contractKinds),
  state: z.enum(contractStates),
  title: z.string(),
  customer: nameRef,
  /** The number that the customer gave it. */
  customerNo: z.string(),
  signedOn: date.nullable(),
  startOn: date,
  endOn: date.nullable(),
  /** Of a frame contract what is agreed, null where nothing is; else the sum of the lines. */
  amountFen: fen.nullable(),
  /** With tax, of the lines. */
  grossFen: fen,
  lineCount: z.int(),
  owner: nameRef,
  dept: nameRef.nullable(),
  /** Why it was sent back or terminated. */
  reason: z.string(),
  madeBy: nameRef,
  madeAt: instant,
};
export const contractRow = z.object(head);
export type ContractRow = z.output<typeof contractRow>;

/** What came of a contract, of all of its orders. */
export const contractProgress = z.object({
  /** With tax, of orders that are not void. */
  orderedFen: fen,
  /** With tax, less what came back. */
  deliveredFen: fen,
  /** Of what was delivered, what is settled; null for whom receivables are hidden. */
  receivedFen: fen.nullable(),
});

export const contract = z.object({
  ...head,
  netFen: fen,
  taxFen: fen,
  contact: nameRef.nullable(),
  deal: nameRef.nullable(),
  /** What it was made from, for whoever reads that. */
  quotation: nameRef.nullable(),
  term: nameRef.nullable(),
  ourSigner: z.string(),
  theirSigner: z.string(),
  /** What else is agreed. */
  clauses: z.string(),
  note: z.string(),
  basis: z.enum(priceBases),
  askReason: z.string(),
  reasons: z.array(z.enum(quotationStops)),
  /** For whoever may open it. */
  approvalId: id.nullable(),
  /** With whom its approval lies now. */
  waitsFor: z.array(nameRef),
  /** Of an amendment the contract that it amends. */
  amends: nameRef.nullable(),
  /** Why this version was made; empty of the first. */
  amendReason: z.string(),
  /** The amendment that is under way. */
  amendment: nameRef.nullable(),
  lines: z.array(contractLine),
  partNumbers,
  milestones: z.array(milestone),
  /** Null for whom orders are hidden. */
  progress: contractProgress.nullable(),
  /** What the reader may do now. */
  can: z.object({
    update: z.boolean(),
    discard: z.boolean(),
    sendBack: z.boolean(),
    sign: z.boolean(),
    amend: z.boolean(),
    order: z.boolean(),
    mark: z.boolean(),
    end: z.boolean(),
    reopen: z.boolean(),
    attach: z.boolean(),
  }),
});
export type Contract = z.output<typeof contract>;

/** An order that was called off. */
export const contractOrder = z.object({
  id,
  no: z.string(),
  state: z.enum(salesOrderStates),
  businessDate: date,
  grossFen: fen,
  deliveredFen: fen,
});
export type ContractOrder = z.output<typeof contractOrder>;

/** What was agreed once, as it was then; nothing changes it. */
export const contractVersion = z.object({
  revision: z.int().positive(),
  /** Why it was made; empty of the first. */
  amendReason: z.string(),
  title: z.string(),
  signedOn: date.nullable(),
  startOn: date,
  endOn: date.nullable(),
  amountFen: fen.nullable(),
  grossFen: fen,
  termName: z.string(),
  clauses: z.string(),
  note: z.string(),
  lines: z.array(
    z.object({
      /** The same of a line in every version. */
      key: id,
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      qtyE4: z.int().nullable(),
      priceE4: unitPriceE4.nullable(),
      discountBp: z.int(),
      grossFen: fen,
    }),
  ),
  milestones: z.array(
    z.object({
      /** The same of a milestone in every version. */
      key: id,
      name: z.string(),
      shareBp: z.int().nullable(),
      amountFen: fen,
      trigger: z.enum(milestoneTriggers),
      days: z.int(),
      plannedOn: date.nullable(),
    }),
  ),
});
export type ContractVersion = z.output<typeof contractVersion>;
