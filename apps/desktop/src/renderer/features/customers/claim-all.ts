import { ApiError } from '@xinhang/shared/contract/client.ts';

export interface Claims {
  /** Taken now. */
  claimed: number[];
  /** What is one's own by now, from before or by another window, among them. */
  own: number[];
  refused: { id: number; error: unknown }[];
}

/** One after the other, each by itself: what is refused keeps none of the others. */
export async function claimAll(
  ids: readonly number[],
  claim: (id: number) => Promise<unknown>,
): Promise<Claims> {
  const claims: Claims = { claimed: [], own: [], refused: [] };
  for (const id of ids) {
    try {
      await claim(id);
      claims.claimed.push(id);
      claims.own.push(id);
    } catch (error) {
      const mine = error instanceof ApiError && error.problem.params?.['mine'] === true;
      if (mine) claims.own.push(id);
      else claims.refused.push({ id, error });
    }
  }
  return claims;
}
