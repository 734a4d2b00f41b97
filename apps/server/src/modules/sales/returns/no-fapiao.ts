import { updateDeliveryLine } from '@xinhang/db/repositories/deliveries.ts';
import { ofDeliveries, type NamedReturnLine } from '@xinhang/db/repositories/sales-returns.ts';
import type { WriteContext } from '../../../http/context.ts';

/** What of a line wants no fapiao, of the base unit and fen, as columns. */
export type Mark = Pick<
  NamedReturnLine,
  'no_fapiao_e4' | 'no_fapiao_net_fen' | 'no_fapiao_tax_fen'
>;
export const noMark: Mark = { no_fapiao_e4: 0, no_fapiao_net_fen: 0, no_fapiao_tax_fen: 0 };
export const markOf = ({ no_fapiao_e4, no_fapiao_net_fen, no_fapiao_tax_fen }: Mark): Mark => ({
  no_fapiao_e4,
  no_fapiao_net_fen,
  no_fapiao_tax_fen,
});

/** What was marked of the lines that were delivered, as it goes back one return line after the other. */
const marksOf = (lines: readonly NamedReturnLine[]) =>
  new Map(
    ofDeliveries(lines).map((line) => [
      line.delivery_line_id,
      {
        no_fapiao_e4: line.marked_e4,
        no_fapiao_net_fen: line.marked_net_fen,
        no_fapiao_tax_fen: line.marked_tax_fen,
      },
    ]),
  );

const moved = (mark: Mark, by: Mark, sign: 1 | -1): Mark => ({
  no_fapiao_e4: mark.no_fapiao_e4 + sign * by.no_fapiao_e4,
  no_fapiao_net_fen: mark.no_fapiao_net_fen + sign * by.no_fapiao_net_fen,
  no_fapiao_tax_fen: mark.no_fapiao_tax_fen + sign * by.no_fapiao_tax_fen,
});

/**
 * What wants no fapiao comes back first: it wants no red one either (docs/decisions/0365). Answers
 * the lines, which are credited already, with what of each that is.
 */
export function takeMarks<T extends NamedReturnLine>(lines: readonly T[]): T[] {
  const marks = marksOf(lines);
  return lines.map((line) => {
    const mark = line.delivery_line_id === null ? undefined : marks.get(line.delivery_line_id);
    if (!mark || mark.no_fapiao_e4 === 0) return { ...line, ...noMark };
    const part =
      line.qty_e4 >= mark.no_fapiao_e4
        ? mark
        : {
            no_fapiao_e4: line.qty_e4,
            no_fapiao_net_fen: Math.min(line.net_fen, mark.no_fapiao_net_fen),
            no_fapiao_tax_fen: Math.min(line.tax_fen, mark.no_fapiao_tax_fen),
          };
    marks.set(line.delivery_line_id!, moved(mark, part, -1));
    return { ...line, ...part };
  });
}

/** Lines of a return that is taken back: what was wanted again since then stays wanted. */
export const markedStill = <T extends NamedReturnLine>(lines: readonly T[]): T[] =>
  lines.map((line) => (line.no_fapiao_id === null ? { ...line, ...noMark } : line));

/** Says in the lines of deliveries that so much of their marks came back, or where `sign` is -1 not. */
export async function moveMarks(
  ctx: Pick<WriteContext, 'tx'>,
  lines: readonly NamedReturnLine[],
  sign: 1 | -1,
): Promise<void> {
  const back = ofDeliveries(lines).filter((line) => line.no_fapiao_e4 > 0);
  const marks = marksOf(back);
  for (const line of back) {
    const mark = moved(marks.get(line.delivery_line_id)!, line, sign === 1 ? -1 : 1);
    marks.set(line.delivery_line_id, mark);
    await updateDeliveryLine(ctx.tx, line.delivery_line_id, mark);
  }
}
