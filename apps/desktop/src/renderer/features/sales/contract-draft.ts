import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  milestoneAmounts,
  type ContractKind,
  type MilestoneTrigger,
} from '@xinhang/shared/contract-rules.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { agreed, undatedLines, writtenLines, type OrderLine } from './order-line.ts';

/** A milestone while it is written. */
export interface MilestoneDraft {
  key: string;
  id?: number;
  name: string;
  /** NaN where the text is no number. */
  shareBp: number | null;
  amountFen: number | null;
  /** Fen; what was paid and stays; null: nothing was. */
  paidFen: number | null;
  trigger: MilestoneTrigger;
  days: number;
  plannedOn: string | null;
  note: string;
}

/** A contract while it is written. */
export interface ContractDraft {
  customer: NameRef | null;
  kind: ContractKind;
  title: string;
  startOn: string;
  endOn: string | null;
  signedOn: string | null;
  basis: PriceBasis;
  amountFen: number | null;
  customerNo: string;
  ourSigner: string;
  theirSigner: string;
  clauses: string;
  note: string;
  contactId: number | null;
  dealId: number | null;
  termId: number | null;
  owner: NameRef | null;
  lines: OrderLine[];
  milestones: MilestoneDraft[];
}

export const emptyContract = (today: string): ContractDraft => ({
  customer: null,
  kind: 'single',
  title: '',
  startOn: today,
  endOn: null,
  signedOn: null,
  basis: 'gross',
  amountFen: null,
  customerNo: '',
  ourSigner: '',
  theirSigner: '',
  clauses: '',
  note: '',
  contactId: null,
  dealId: null,
  termId: null,
  owner: null,
  lines: [],
  milestones: [],
});

let made = 0;

export const blankMilestone = (): MilestoneDraft => ({
  key: `new-${Date.now().toString(36)}-${(made += 1)}`,
  name: '',
  shareBp: null,
  amountFen: null,
  paidFen: null,
  trigger: 'date',
  days: 0,
  plannedOn: null,
  note: '',
});

/** Those of an amendment hold the prices that were agreed, whatever the rules say by now. */
function linesOf({ lines, amends }: Contract, keys: readonly string[]): OrderLine[] {
  const written = writtenLines(
    lines.map(({ orderedE4: _ordered, deliveredE4: _delivered, ...line }) => line),
    keys,
  );
  return amends ? written.map((line, at) => agreed(line, lines[at]!.priceE4)) : written;
}

/** A contract as it is written in; lines keep the keys that they had on the screen. */
export const contractDraftOf = (
  contract: Contract,
  keys: readonly string[] = [],
): ContractDraft => ({
  customer: contract.customer,
  kind: contract.kind,
  title: contract.title,
  startOn: contract.startOn,
  endOn: contract.endOn,
  signedOn: contract.signedOn,
  basis: contract.basis,
  amountFen: contract.kind === 'frame' ? contract.amountFen : null,
  customerNo: contract.customerNo,
  ourSigner: contract.ourSigner,
  theirSigner: contract.theirSigner,
  clauses: contract.clauses,
  note: contract.note,
  contactId: contract.contact?.id ?? null,
  dealId: contract.deal?.id ?? null,
  termId: contract.term?.id ?? null,
  owner: contract.owner,
  lines: linesOf(contract, keys),
  milestones: contract.milestones.map((one) => ({
    key: `milestone-${one.id}`,
    id: one.id,
    name: one.name,
    shareBp: one.shareBp,
    amountFen: one.shareBp === null ? one.amountFen : null,
    paidFen: one.paidOn === null ? null : one.amountFen,
    trigger: one.trigger,
    days: one.days,
    plannedOn: one.plannedOn,
    note: one.note,
  })),
});

const known = (value: number | null) => (Number.isNaN(value) ? null : value);

/** What is sent of it. */
export function contractBody({ customer: _customer, owner, ...draft }: ContractDraft) {
  const { lines, milestones, ...head } = draft;
  return {
    ...head,
    amountFen: draft.kind === 'frame' ? known(head.amountFen) : null,
    ...(owner && { ownerId: owner.id }),
    lines: undatedLines(lines),
    milestones: milestones
      .filter((one) => one.name.trim() !== '')
      .map(({ key: _key, paidFen: _paid, ...one }) => ({
        ...one,
        shareBp: known(one.shareBp),
        amountFen: known(one.amountFen),
      })),
  };
}

/** What the milestones come to of so much, as they are written. */
export const plannedAmounts = (totalFen: number, plan: readonly MilestoneDraft[]): number[] =>
  milestoneAmounts(
    totalFen,
    plan.map((one) => ({
      shareBp: known(one.shareBp),
      amountFen: known(one.amountFen),
      paidFen: one.paidFen,
    })),
  );
