import type { ApprovalRow } from '@xinhang/shared/approvals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Snooze } from './snoozed.tsx';

/** What waits for the person: approved in place, anything else on its page. */
export function ApprovalLines({ rows }: { rows: readonly ApprovalRow[] }) {
  return rows.map((row) => <ApprovalLine key={row.id} row={row} />);
}

function ApprovalLine({ row }: { row: ApprovalRow }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const decide = useCommand(api.approvals.decide);
  const title = row.title ?? t('approvals.hidden');
  const { taskId } = row;
  const note = [
    row.applicant.name,
    row.amountFen !== null && `¥${formatFen(fen(row.amountFen))}`,
    row.onBehalfOf && t('approvals.behalf', { name: row.onBehalfOf.name }),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="small-line">
      <Link
        to="/approvals/$id"
        params={{ id: String(row.id) }}
        title={title}
        className="small-name"
      >
        {title}
      </Link>
      <span className="small-note soft" title={note}>
        {note}
      </span>
      {/* What is not seen is not decided in passing. */}
      {taskId !== null && row.title !== null && (
        <Button
          size="small"
          type="text"
          loading={decide.isPending}
          aria-label={`${t('approvals.approve')} ${title}`}
          onClick={() =>
            decide.mutate(
              { params: { id: taskId }, body: { decision: 'approve' } },
              {
                onSuccess: () => void message.success(t('approvals.done')),
                onError: (error) => {
                  void message.error(words(error));
                  void queryClient.invalidateQueries();
                },
              },
            )
          }
        >
          {t('approvals.approve')}
        </Button>
      )}
      <Snooze kind="approvals" id={row.id} name={title} />
    </div>
  );
}
