import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { OtherCash, OtherParty } from '@xinhang/shared/other-cash.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';

/** An other income or payment as it is written. */
export interface OtherCashDraft {
  categoryId: number | null;
  accountId: number | null;
  businessDate: string;
  amountFen: number | null;
  partyKind: OtherParty;
  party: NameRef | null;
  partyName: string;
  note: string;
}

export const emptyOtherCash = (businessDate: string): OtherCashDraft => ({
  categoryId: null,
  accountId: null,
  businessDate,
  amountFen: null,
  partyKind: 'none',
  party: null,
  partyName: '',
  note: '',
});

export const draftOf = (doc: OtherCash): OtherCashDraft => ({
  categoryId: doc.category.id,
  accountId: doc.account.id,
  businessDate: doc.businessDate,
  amountFen: doc.amountFen,
  partyKind: doc.party.kind,
  party: doc.party.id === null ? null : { id: doc.party.id, name: doc.party.name },
  partyName: doc.party.kind === 'none' ? doc.party.name : '',
  note: doc.note,
});

/** The part of a draft that the server takes. */
export const bodyOf = (draft: OtherCashDraft) => ({
  categoryId: draft.categoryId!,
  accountId: draft.accountId!,
  businessDate: draft.businessDate,
  amountFen: draft.amountFen!,
  party: {
    kind: draft.partyKind,
    id: draft.partyKind === 'none' ? null : draft.party!.id,
    name: draft.partyKind === 'none' ? draft.partyName.trim() : '',
  },
  note: draft.note.trim(),
});

export const isComplete = (draft: OtherCashDraft): boolean =>
  draft.categoryId !== null &&
  draft.accountId !== null &&
  (draft.partyKind === 'none' || draft.party !== null) &&
  isReckoned(draft.amountFen) &&
  (draft.amountFen ?? 0) > 0;
