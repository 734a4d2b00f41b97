import type { Deal } from '@xinhang/shared/deals.ts';
import { useText } from '../../i18n/i18n.ts';
import { useLocked } from './use-edit.ts';
import { useMoveDeal } from './use-move-deal.tsx';
import { usePipelines } from './use-pipelines.ts';

/** The way of a deal through its stages; a click on one moves it there. */
export function StageBar({ deal }: { deal: Deal }) {
  const { t } = useText();
  const { byId } = usePipelines();
  const mayNot = useLocked(deal);
  const locked = mayNot ?? (deal.waiting ? t('deal.waitingLocked') : null);
  const { move, moving, dialogs } = useMoveDeal();
  const stages = byId(deal.pipelineId)?.stages ?? [];
  const here = stages.findIndex((stage) => stage.id === deal.stage.id);
  return (
    <>
      <ol className="stage-bar" aria-label={t('deal.stage')}>
        {stages.map((stage, at) => {
          const now = at === here;
          const asked = deal.waiting?.stage.id === stage.id;
          const where = at < here ? 'stage-done' : now ? 'stage-here' : 'stage-ahead';
          return (
            <li
              key={stage.id}
              className={asked ? `${where} stage-asked` : where}
              aria-current={now ? 'step' : undefined}
            >
              <button
                type="button"
                disabled={locked !== null || moving || now}
                title={locked ?? (now ? undefined : t('deal.moveTo', { stage: stage.name }))}
                onClick={() => move(deal, stage)}
              >
                {at + 1} {stage.name}
                {asked && ` · ${t('deal.waiting')}`}
              </button>
            </li>
          );
        })}
      </ol>
      {dialogs}
    </>
  );
}
