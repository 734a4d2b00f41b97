import { api } from '@xinhang/shared/contract/api.ts';
import type { Pipeline, Stage } from '@xinhang/shared/pipelines.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

const SELDOM_CHANGED_MS = 300_000;

/** Pipelines with their stages, ready ones in the person's language; those switched off still have deals, but take no new ones. */
export function usePipelines() {
  const { salesModel, models } = useMe();
  const found = useEndpoint(api.pipelines.list, {}, { staleMs: SELDOM_CHANGED_MS });
  const { language } = useText();
  const all = (found.data?.rows ?? [])
    .toSorted((a, b) => a.sort - b.sort || a.id - b.id)
    .map((one) => ({
      ...one,
      name: shownStage(one.name, language),
      stages: one.stages.map((stage) => ({ ...stage, name: shownStage(stage.name, language) })),
    }));
  const active = all.filter((one) => one.active);
  const meant = active.filter((one) => one.salesModel === null || models.includes(one.salesModel));
  const stages = new Map<number, Stage>(
    all.flatMap((one) => one.stages.map((stage) => [stage.id, stage] as const)),
  );
  return {
    found,
    all,
    active,
    /** Offered for a new deal: meant for the own sales models or for any; all where none is. */
    offered: meant.length > 0 ? meant : active,
    /** The one a person begins with: meant for the own sales model, else the first. */
    first: (active.find((one) => one.salesModel === salesModel) ?? active[0] ?? all[0])?.id,
    byId: (id: number | undefined): Pipeline | undefined => all.find((one) => one.id === id),
    stage: (id: number): Stage | undefined => stages.get(id),
  };
}

/** Whether one stage lies before another of the same pipeline. */
export function isBefore(pipeline: Pipeline | undefined, stageId: number, other: number): boolean {
  const at = (id: number) => pipeline?.stages.findIndex((stage) => stage.id === id) ?? -1;
  return at(stageId) < at(other);
}
