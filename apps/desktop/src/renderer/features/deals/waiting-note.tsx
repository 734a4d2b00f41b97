import { ClockCircleOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { useDealWords } from './deal-words.ts';
import { showDeal } from './use-deal.ts';

/** That a move waits for an approval, the way to it, and back. */
export function WaitingNote({ deal }: { deal: Deal }) {
  const { t } = useText();
  const dates = useDates();
  const words = useDealWords();
  const problems = useProblemText();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const withdraw = useCommand(api.deals.withdrawMove);
  const { waiting } = deal;
  if (!waiting) return null;
  const stage = words.stage(waiting.stage.name);
  return (
    <div className="deal-waiting" role="status">
      <ClockCircleOutlined aria-hidden />
      <strong>{t('deal.waitingFor', { stage })}</strong>
      <span className="soft">{t('deal.waitingSince', { day: dates.dayOf(waiting.since) })}</span>
      <span className="spring" />
      {waiting.approvalId !== null && (
        <Link to="/approvals/$id" params={{ id: String(waiting.approvalId) }}>
          {t('deal.seeApproval')}
        </Link>
      )}
      {deal.can.update && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('deal.withdrawMove')}
        </Button>
      )}
      <ReasonDialog
        open={asking}
        title={t('deal.withdrawTitle', { stage })}
        why={t('deal.withdrawWhy')}
        okText={t('deal.withdrawMove')}
        saving={withdraw.isPending}
        onClose={() => setAsking(false)}
        onReason={(reason) =>
          withdraw.mutate(
            { params: { id: deal.id }, body: { reason } },
            {
              onSuccess: (saved) => {
                showDeal(saved);
                setAsking(false);
                void message.success(t('deal.withdrawn'));
              },
              onError: (error) => void message.error(problems(error)),
            },
          )
        }
      />
    </div>
  );
}
