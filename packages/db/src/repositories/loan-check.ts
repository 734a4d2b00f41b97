import { sql } from 'kysely';
import type { Reader } from '../database.ts';

/** Lines of loans of which other quantities came back, or were sold, than their returns say. */
export async function wrongLoans(db: Reader): Promise<{ id: number }[]> {
  const found = await sql<{ id: number }>`
    select distinct line.loan_id as id from loan_line as line
    left join (
      select loan_line_id as id,
        sum(case when loan_return.order_id is null then part.qty_e4 else 0 end) as back,
        sum(case when loan_return.order_id is null then 0 else part.qty_e4 end) as sold
      from loan_return_line as part
      inner join loan_return on loan_return.id = part.return_id
      where loan_return.reversed_at is null group by loan_line_id
    ) as came on came.id = line.id
    where line.returned_e4 <> coalesce(came.back, 0) or line.sold_e4 <> coalesce(came.sold, 0)
    order by line.loan_id`.execute(db);
  return found.rows;
}
