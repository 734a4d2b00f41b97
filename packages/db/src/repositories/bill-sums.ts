import type { Reader } from '../database.ts';

/** Bills of which the state is not what the last of their steps made it. */
export async function wrongBills(db: Reader): Promise<number[]> {
  const rows = await db
    .selectFrom('bill')
    .innerJoin('bill_step', 'bill_step.bill_id', 'bill.id')
    .select('bill.id')
    .whereRef('bill_step.to_state', '!=', 'bill.state')
    .where((eb) =>
      eb(
        'bill_step.id',
        '=',
        eb
          .selectFrom('bill_step as last')
          .select((sub) => sub.fn.max('last.id').as('id'))
          .whereRef('last.bill_id', '=', 'bill.id'),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
}

/** What bills of a side come to that stood before a day, came and went up to another. */
export async function billSums(
  db: Reader,
  side: 'received' | 'issued',
  { from, to }: { from: string; to: string },
): Promise<{ opening: number; came: number; went: number }> {
  const stands = side === 'received' ? 'held' : 'open';
  const rows = await db
    .selectFrom('bill_step')
    .innerJoin('bill', 'bill.id', 'bill_step.bill_id')
    .select('bill_step.to_state')
    .select((eb) => eb.case().when('business_date', '<', from).then(1).else(0).end().as('before'))
    .select((eb) => eb.fn.sum<number>('bill.amount_fen').as('fen'))
    .where('bill.side', '=', side)
    .where('business_date', '<=', to)
    .where((eb) => eb.or([eb('from_state', '=', stands), eb('to_state', '=', stands)]))
    .groupBy(['bill_step.to_state', 'before'])
    .execute();
  const sum = (some: typeof rows) => some.reduce((all, row) => all + Number(row.fen), 0);
  const came = rows.filter((row) => row.to_state === stands);
  const went = rows.filter((row) => row.to_state !== stands);
  const early = (row: (typeof rows)[number]) => Number(row.before) === 1;
  const late = (row: (typeof rows)[number]) => !early(row);
  return {
    opening: sum(came.filter(early)) - sum(went.filter(early)),
    came: sum(came.filter(late)),
    went: sum(went.filter(late)),
  };
}
