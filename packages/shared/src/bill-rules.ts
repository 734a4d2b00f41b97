/** A bill that customers gave, or one that we gave to suppliers. */
export const billSides = ['received', 'issued'] as const;
export type BillSide = (typeof billSides)[number];
/** Accepted by a bank (银行承兑汇票), or by a company (商业承兑汇票). */
export const billKinds = ['bank', 'commercial'] as const;
export type BillKind = (typeof billKinds)[number];

/** `draft` is of a document that is not confirmed, `void` of one that was taken back. */
export const receivedStates = [
  'held',
  'collected',
  'discounted',
  'endorsed',
  'dishonoured',
  'void',
] as const;
export type ReceivedState = (typeof receivedStates)[number];
export const issuedStates = ['open', 'paid', 'dishonoured', 'void'] as const;
export type IssuedState = (typeof issuedStates)[number];
export type BillState = 'draft' | ReceivedState | IssuedState;

/** What is done with a bill by itself; it is endorsed by a payment. */
export const billMoves = ['collect', 'discount', 'dishonour', 'pay'] as const;
export type BillMove = (typeof billMoves)[number];
export const billSteps = ['receive', 'issue', 'endorse', ...billMoves] as const;
export type BillStepKind = (typeof billSteps)[number];

/** Kinds of the documents that moves post under, one of each kind for a bill at a time. */
export const billDocs = {
  collect: 'billCollection',
  discount: 'billDiscount',
  dishonour: 'billDishonour',
  pay: 'billPayment',
} as const satisfies Record<BillMove, string>;
export type BillDocKind = (typeof billDocs)[BillMove];

const moves: Record<BillSide, Partial<Record<BillState, readonly BillMove[]>>> = {
  received: {
    held: ['collect', 'discount', 'dishonour'],
    // The bank, or whom it was endorsed to, comes back for the money.
    discounted: ['dishonour'],
    endorsed: ['dishonour'],
  },
  issued: { open: ['pay', 'dishonour'] },
};
/** What may be done with a bill as it stands. */
export const movesOf = (side: BillSide, state: BillState): readonly BillMove[] =>
  moves[side][state] ?? [];

export const stateAfter: Record<BillMove, BillState> = {
  collect: 'collected',
  discount: 'discounted',
  dishonour: 'dishonoured',
  pay: 'paid',
};

/** Whether it may be passed on to a supplier, by a payment of that day: not after it is due. */
export const isEndorsable = (
  bill: { side: BillSide; state: BillState; transferable: boolean; dueOn: string },
  on: string,
) => bill.side === 'received' && bill.state === 'held' && bill.transferable && on <= bill.dueOn;

/** Whether money of an account moves: not where whom it was endorsed to is owed again. */
export const movesMoney = (move: BillMove, side: BillSide, state: BillState): boolean =>
  move !== 'dishonour' || (side === 'received' && state === 'discounted');

/** In this state it is worth its amount to us, or owed by us. */
export const standingState: Record<BillSide, BillState> = { received: 'held', issued: 'open' };
