import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  movesOfDeals,
  type CustomerFacts,
  type DealFacts,
} from '@xinhang/db/repositories/alert-watch.ts';
import type { WatchedCustomer, WatchedDeal } from '@xinhang/shared/alert-judge.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { describePipelines } from '../deals/service.ts';

/** A customer as it is judged: idle since its last talk, or since it came to its owner. */
export function toWatched(row: CustomerFacts, zone: string): WatchedCustomer {
  const baseAt = Math.max(row.last_follow_at, row.owner_since ?? row.created_at);
  return { grade: row.chance_grade, baseAt, baseOn: businessDate(baseAt, zone) };
}

/** Deals as they are judged, by id. */
export async function toWatchedDeals(
  db: Reader,
  rows: readonly DealFacts[],
  zone: string,
): Promise<Map<number, WatchedDeal>> {
  const places = new Map<number, number>();
  for (const { stages } of await describePipelines(db)) {
    for (const [at, stage] of stages.entries()) places.set(stage.id, at);
  }
  const ids = rows.map((row) => row.id);
  const moves = Map.groupBy(await movesOfDeals(db, ids), (move) => move.deal_id);
  const date = (value: string) => (value === NO_DATE ? null : value);
  return new Map(
    rows.map((row) => {
      const own = moves.get(row.id) ?? [];
      const place = (stage: string) => places.get(Number(stage)) ?? -1;
      const back = own.findLast((move) => move.kind === 'stage' && move.back === 1);
      // Where it stands again where it stood, or further, it is over.
      const down = back && (places.get(row.stage_id) ?? 0) < place(back.from_value);
      const later = own.filter(
        (move) =>
          move.kind === 'expected' &&
          move.from_value !== '' &&
          move.to_value !== '' &&
          move.to_value > move.from_value,
      );
      const last = later.at(-1);
      const rival = own.findLast((move) => move.kind === 'competitor');
      const baseAt = Math.max(row.last_talk ?? 0, row.last_event ?? 0, row.created_at);
      const watched: WatchedDeal = {
        stageId: row.stage_id,
        baseAt,
        baseOn: businessDate(baseAt, zone),
        back: back && down ? { eventId: back.id, on: businessDate(back.at, zone) } : null,
        slips: last
          ? { times: later.length, lastId: last.id, lastOn: businessDate(last.at, zone) }
          : null,
        rivals: rival ? { eventId: rival.id, on: businessDate(rival.at, zone) } : null,
        expectedOn: date(row.expected_on),
        firstExpectedOn: date(row.first_expected_on),
      };
      return [row.id, watched] as const;
    }),
  );
}
