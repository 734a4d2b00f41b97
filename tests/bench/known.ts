import type { Size } from './generate.ts';
import type { Known } from './scenarios.ts';

/** What scenarios must know; drafts of orders are taken one after the other, whoever confirms them. */
export async function knownOf(size: Size, ask: (path: string) => Promise<string>): Promise<Known> {
  const rows = async <Row>(path: string) => {
    const text = await ask(path);
    const { rows: found } = JSON.parse(text) as { rows?: Row[] };
    if (!found) throw new Error(`${path}: ${text}`);
    return found;
  };
  const customers = await rows<{ id: number }>('/customers?view=mine&limit=200');
  const owing = await rows<{ customer: { id: number } }>('/receivables?limit=200');
  let drafts = 0;
  return {
    size,
    ids: customers.map((row) => row.id),
    debtors: owing.map((row) => row.customer.id),
    draft() {
      if (drafts === size.drafts) throw new Error('every draft is confirmed: make more of them');
      return (drafts += 1);
    },
  };
}
