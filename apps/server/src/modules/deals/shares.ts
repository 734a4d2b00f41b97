interface Share {
  user_id: number;
  share_bp: number;
}

/** The shares of a deal once what one person had of it is another's, who may have some already. */
export function passedShares(
  dealId: number,
  shares: readonly Share[],
  from: number,
  to: number,
): (Share & { deal_id: number })[] {
  const sums = new Map<number, number>();
  for (const { user_id: person, share_bp: bp } of shares) {
    const holder = person === from ? to : person;
    sums.set(holder, (sums.get(holder) ?? 0) + bp);
  }
  return [...sums].map(([user_id, share_bp]) => ({ deal_id: dealId, user_id, share_bp }));
}
