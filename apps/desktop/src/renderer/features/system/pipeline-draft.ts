import type { gateFields, Pipeline, Stage, StageInput } from '@xinhang/shared/pipelines.ts';

type GateField = (typeof gateFields)[number];

/** A stage as it is typed; checks are their titles. */
export interface StageDraft {
  /** For the list on the screen alone. */
  key: string;
  id?: number;
  name: string;
  chance: number | null;
  stuckDays: number | null;
  /** Flow that is asked before a deal enters it. */
  approvalFlowId: number | null;
  fields: GateField[];
  checks: string[];
}

export const newStage = (): StageDraft => ({
  key: Math.random().toString(36),
  name: '',
  chance: 10,
  stuckDays: 14,
  approvalFlowId: null,
  fields: [],
  checks: [],
});

export function toDrafts(stages: readonly Stage[]): StageDraft[] {
  return stages.map(({ id, name, chance, stuckDays, approvalFlowId, gate }) => ({
    ...newStage(),
    id,
    name,
    chance,
    stuckDays,
    approvalFlowId,
    fields: gate.flatMap((item) => (item.kind === 'field' ? item.field : [])),
    checks: gate.flatMap((item) => (item.kind === 'check' ? item.title : [])),
  }));
}

/** A check that keeps its title keeps its ticks as well. */
export function toStages(drafts: readonly StageDraft[], before?: Pipeline): StageInput[] {
  return drafts.map(({ id, name, stuckDays, approvalFlowId, fields, checks, chance }) => {
    const old = before?.stages.find((one) => one.id === id);
    const idOf = (title: string) =>
      old?.gate.find((item) => item.kind === 'check' && item.title === title) as
        | { id?: number }
        | undefined;
    return {
      ...(id !== undefined && { id }),
      name: name.trim(),
      chance: chance ?? 0,
      stuckDays,
      approvalFlowId,
      gate: [
        ...fields.map((field) => ({ kind: 'field' as const, field })),
        ...checks.map((title) => {
          const known = idOf(title)?.id;
          return { kind: 'check' as const, title, ...(known !== undefined && { id: known }) };
        }),
      ],
    };
  });
}

/** What keeps the stages from being saved: none, or a name that is missing or stands twice. */
export function wrongStages(drafts: readonly StageDraft[]): 'none' | 'name' | 'twice' | null {
  if (drafts.length === 0) return 'none';
  const names = drafts.map((stage) => stage.name.trim().toLowerCase());
  if (names.includes('')) return 'name';
  return new Set(names).size < names.length ? 'twice' : null;
}

/** The same with one of them a place further up or down. */
export function moved(drafts: readonly StageDraft[], at: number, by: -1 | 1): StageDraft[] {
  const next = [...drafts];
  const [stage] = next.splice(at, 1);
  if (stage) next.splice(at + by, 0, stage);
  return next;
}
