import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Alert, App, Button, type GetRef, type Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { useKeptText } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ColleagueDialog } from './colleague-dialog.tsx';

interface Props {
  approval: ApprovalPage;
  taskId: number;
  /** To the next one of the box, once this one is decided. */
  onNext: (() => void) | null;
}

/** Approve with Ctrl+Enter, reject with a reason, or ask somebody else. */
export function DecisionBox({ approval, taskId, onNext }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const decide = useCommand(api.approvals.decide);
  const text = useRef<GetRef<typeof Input.TextArea>>(null);
  const { text: comment, setText: setComment, saved } = useKeptText(`decision.${taskId}`);
  const [asking, setAsking] = useState<'transfer' | 'signer' | null>(null);
  const send = (decision: 'approve' | 'reject') =>
    decide.mutate(
      { params: { id: taskId }, body: { decision, comment } },
      {
        onSuccess: () => {
          void message.success(t('approvals.done'));
          saved(comment);
          onNext?.();
        },
        onError: (error) => {
          // Somebody was quicker: what is shown is past.
          const late = error instanceof ApiError && error.problem.code === 'already-decided';
          if (late) void queryClient.invalidateQueries();
        },
      },
    );
  useShortcut({ key: 'enter', ctrl: true }, decide.isPending ? null : () => send('approve'));
  // A dialog that goes away takes the focus with it: one goes on here, and not at the page's top.
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current && asking === null) text.current?.focus();
    asked.current = asking !== null;
  }, [asking]);
  const { error } = decide;
  const fields = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const noReason = fields.some(({ code }) => code === 'reason-missing');
  return (
    <section className="decision-box stack" aria-label={t('approvals.box.todo')}>
      {approval.onBehalfOf && (
        <span className="soft">{t('approvals.behalf', { name: approval.onBehalfOf.name })}</span>
      )}
      <GrowingText
        ref={text}
        aria-label={t('approvals.comment')}
        placeholder={t('approvals.commentHint')}
        minRows={2}
        maxRows={8}
        maxLength={500}
        value={comment}
        {...(noReason && comment === '' && { status: 'error' as const })}
        onChange={(event) => setComment(event.target.value)}
      />
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={noReason ? t('field.reason-missing') : words(error)}
        />
      )}
      <div className="line">
        <Button
          type="primary"
          loading={decide.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={() => send('approve')}
        >
          {t('approvals.approve')}
        </Button>
        <Button danger loading={decide.isPending} onClick={() => send('reject')}>
          {t('approvals.reject')}
        </Button>
        <Button onClick={() => setAsking('signer')}>{t('approvals.addSigner')}</Button>
        <Button onClick={() => setAsking('transfer')}>{t('approvals.transfer')}</Button>
      </div>
      {asking && <ColleagueDialog taskId={taskId} kind={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}
