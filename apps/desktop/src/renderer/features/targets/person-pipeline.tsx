import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { shown } from './metric-words.ts';

interface Props {
  id: number;
  pipeline: NonNullable<EndpointOutput<typeof api.team.get>['pipeline']>;
}

/** Open deals by stage. */
export function PersonPipeline({ id, pipeline }: Props) {
  const { t, language } = useText();
  if (pipeline.total === 0) return <p className="soft">{t('person.noDeals')}</p>;
  const most = Math.max(1, ...pipeline.stages.map((row) => row.amountFen));
  const several = new Set(pipeline.stages.map((row) => row.pipeline.id)).size > 1;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('person.stage')}</th>
          <th className="number">{t('person.deals')}</th>
          <th className="number">{t('achievement.amount')}</th>
          <th className="achievement-wide" aria-hidden />
        </tr>
      </thead>
      <tbody>
        {pipeline.stages.map((row) => (
          <tr key={row.stage.id}>
            <td>
              {shownStage(row.stage.name, language)}
              {several && <span className="soft"> {shownStage(row.pipeline.name, language)}</span>}
            </td>
            <td className="number">
              <Link
                to="/deals"
                search={{
                  view: 'all',
                  ownerId: [id],
                  pipelineId: row.pipeline.id,
                  stageId: [row.stage.id],
                }}
              >
                {row.count}
              </Link>
            </td>
            <td className="number">{shown(row.amountFen, 'won')}</td>
            <td aria-hidden>
              <span className="reach">
                <span className="reach-bar" style={{ width: `${(row.amountFen / most) * 100}%` }} />
              </span>
            </td>
          </tr>
        ))}
        <tr className="plain-total">
          <td>{t('deal.total')}</td>
          <td className="number">{pipeline.total}</td>
          <td className="number">{shown(pipeline.amountFen, 'won')}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
