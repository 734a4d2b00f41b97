import { api } from '@xinhang/shared/contract/api.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { CheckOutlined } from '@ant-design/icons';
import { App, Checkbox } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { orJoin, useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { useDealWords } from './deal-words.ts';
import { showDeal } from './use-deal.ts';
import { useLocked } from './use-edit.ts';
import { isBefore, usePipelines } from './use-pipelines.ts';

type Gate = Deal['gates'][number];

const keyOf = ({ item }: Gate) => (item.kind === 'field' ? item.field : `${item.id ?? item.title}`);

/** What lies before the deal, each thing once: where it is asked for first. */
function ahead({ gates, stage }: Deal, pipeline: Pipeline | undefined): Gate[] {
  const said = new Set<string>();
  return gates.filter((gate) => {
    if (!isBefore(pipeline, stage.id, gate.stageId) || said.has(keyOf(gate))) return false;
    said.add(keyOf(gate));
    return true;
  });
}

/** What the next stages ask for, each with whether it is there; checks are ticked in place. */
export function GateList({ deal }: { deal: Deal }) {
  const { t } = useText();
  const { byId, stage } = usePipelines();
  const pipeline = byId(deal.pipelineId);
  const asked = ahead(deal, pipeline);
  const proofs = (pipeline?.wonNeeds ?? []).map((proof) => t(`wonProof.${proof}`));
  const stages = [...new Set(asked.map((gate) => gate.stageId))];
  if (deal.state !== 'open' || stages.length + proofs.length === 0) return null;
  return (
    <Section title={t('deal.gates')}>
      {stages.map((stageId) => {
        const gates = asked.filter((gate) => gate.stageId === stageId);
        const missing = gates.filter((gate) => !gate.met).length;
        return (
          <div key={stageId} className="gate-stage">
            <div className="card-pair">
              <span>{t('deal.gateOf', { stage: stage(stageId)?.name ?? '' })}</span>
              <span className="soft">
                {missing === 0 ? t('deal.gateWhole') : t('deal.gateMissing', { n: missing })}
              </span>
            </div>
            <ul className="gate-items">
              {gates.map((gate) => (
                <GateLine key={keyOf(gate)} deal={deal} gate={gate} />
              ))}
            </ul>
          </div>
        );
      })}
      {proofs.length > 0 && (
        <div className="gate-stage">{t('deal.winNeeds', { what: orJoin(proofs) })}</div>
      )}
    </Section>
  );
}

function GateLine({ deal, gate }: { deal: Deal; gate: Gate }) {
  const { t } = useText();
  const words = useDealWords();
  const problem = useProblemText();
  const { message } = App.useApp();
  const tick = useCommand(api.deals.check);
  const locked = useLocked(deal);
  const { item, met } = gate;
  if (item.kind === 'field') {
    return (
      <li className={met ? '' : 'soft'}>
        <span className="gate-mark">{met && <CheckOutlined aria-hidden />}</span>
        {words.gateItem(item)}
        <span className={met ? 'visually-hidden' : ''}>
          {met ? t('deal.isThere') : `\u00a0· ${t('deal.isMissing')}`}
        </span>
      </li>
    );
  }
  const change = (on: boolean) =>
    item.id !== undefined &&
    tick.mutate(
      { params: { id: deal.id }, body: { version: deal.version, checkId: item.id, on } },
      { onSuccess: showDeal, onError: (error) => void message.error(problem(error)) },
    );
  return (
    <li>
      <Checkbox
        checked={tick.isPending ? tick.variables.body.on : met}
        disabled={locked !== null || tick.isPending}
        title={locked ?? undefined}
        onChange={(event) => change(event.target.checked)}
      >
        {item.title}
      </Checkbox>
    </li>
  );
}
