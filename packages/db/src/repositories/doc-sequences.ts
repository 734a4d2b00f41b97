import type { Tx } from '../database.ts';
import { remembered } from '../remembered.ts';

/**
 * The next number of this kind of document of a legal person in a period, from 1 on. Taken inside
 * the transaction that confirms the document, so that one that is taken back leaves no gap.
 */
export async function takeNumber(
  tx: Tx,
  sequence: { entityId: number; type: string; period: string },
): Promise<number> {
  const [row] = await remembered(tx, { key: 'takeNumber', values: sequence }, (values) =>
    tx
      .insertInto('doc_sequence')
      .values({
        entity_id: values.entityId,
        type: values.type,
        period: values.period,
        next: 2,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['entity_id', 'type', 'period'])
          .doUpdateSet((eb) => ({ next: eb('doc_sequence.next', '+', 1) })),
      )
      .returning('next'),
  );
  return Number(row!.next) - 1;
}
