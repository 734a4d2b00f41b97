import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { DealParts, DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { GateRecord, StageRecord } from '@xinhang/db/repositories/pipelines.ts';
import type { GateItem, gateFields } from '@xinhang/shared/pipelines.ts';

type Field = (typeof gateFields)[number];
/** What gates ask of a deal; the rest of it is nothing to them. */
export type Gated = Pick<DealRecord, 'customer_id' | 'amount_fen' | 'expected_on' | 'source'>;
export type GatedParts = Pick<DealParts, 'checks'> & {
  lines: readonly unknown[];
  contacts: readonly { role: string }[];
  competitors: readonly unknown[];
};

export function toGateItem({ id, field, title }: GateRecord): GateItem {
  return field === null ? { kind: 'check', id, title } : { kind: 'field', field: field as Field };
}

const has: Record<Field, (deal: Gated, parts: GatedParts) => boolean> = {
  customer: (deal) => deal.customer_id !== null,
  amount: (deal) => deal.amount_fen !== null,
  expectedOn: (deal) => deal.expected_on !== NO_DATE,
  contact: (_deal, parts) => parts.contacts.length > 0,
  decisionMaker: (_deal, parts) => parts.contacts.some(({ role }) => role === 'decision'),
  competitor: (_deal, parts) => parts.competitors.length > 0,
  line: (_deal, parts) => parts.lines.length > 0,
  source: (deal) => deal.source !== '',
};

/** Whether a deal has what one item of a gate asks for. */
export function meets(item: GateItem, deal: Gated, parts: GatedParts): boolean {
  if (item.kind === 'field') return has[item.field](deal, parts);
  return parts.checks.includes(item.id ?? 0);
}

interface Doors {
  stages: readonly StageRecord[];
  gates: readonly GateRecord[];
}

/** Gates of these stages with whether each of their items is there, in the order of the stages. */
export function checkedGates(
  { stages, gates }: Doors,
  deal: Gated,
  parts: GatedParts,
): { stageId: number; item: GateItem; met: boolean }[] {
  const of = Map.groupBy(gates, (gate) => gate.stage_id);
  return stages.flatMap((stage) =>
    (of.get(stage.id) ?? []).map((gate) => {
      const item = toGateItem(gate);
      return { stageId: stage.id, item, met: meets(item, deal, parts) };
    }),
  );
}

/** What is missing on the way: each gate is passed that lies between, and the last. */
export function missingOnTheWay(
  doors: Doors,
  { from, to }: { from: number | null; to: number },
  deal: Gated,
  parts: GatedParts,
): GateItem[] {
  const place = (id: number | null) => doors.stages.findIndex((stage) => stage.id === id);
  const [start, end] = [place(from), place(to)];
  const passed = doors.stages.slice(start + 1, end + 1);
  const missing = checkedGates({ ...doors, stages: passed }, deal, parts).filter(({ met }) => !met);
  const seen = new Set<string>();
  return missing.flatMap(({ item }) => {
    const key = item.kind === 'field' ? item.field : `check ${item.id}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [item];
  });
}
