import type { ApprovalPage as Approval } from '@xinhang/shared/approvals.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { App, Button, Input, Tag } from 'antd';
import { useRef } from 'react';
import { useOpenTabs } from '../../app/open-tabs.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours } from '../../app/record-trail.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { ApprovalHistory, ApprovalWay } from './approval-history.tsx';
import { DecisionBox } from './decision-box.tsx';
import { useApprovalTrail } from './trail.ts';

/** One approval: what is asked for, who decides, what was done; decided in place. */
export function ApprovalPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.approvals.get, { params: { id } });
  const ids = useApprovalTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = `/approvals/${id}`;
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          useOpenTabs.getState().replaceNext(path);
          void navigate({ to: '/approvals/$id', params: { id: String(to) }, replace: true });
        };
  return (
    <RecordPage
      found={found}
      tab={{ path, title: (page) => page.title ?? t('menu.approvals') }}
      previous={go(previous)}
      next={go(next)}
    >
      {(page) => <Content key={id} approval={page} onNext={go(next)} />}
    </RecordPage>
  );
}

function Content({ approval, onNext }: { approval: Approval; onNext: (() => void) | null }) {
  const { t } = useText();
  const dates = useDates();
  return (
    <>
      <RecordHead
        title={approval.title ?? t('approvals.hidden')}
        facts={
          <>
            <Tag>{t(`approvals.state.${approval.state}`)}</Tag>
            <span className="soft">
              {[approval.flow, approval.applicant.name, dates.time(approval.startedAt)].join(' · ')}
            </span>
          </>
        }
      >
        <OwnActions approval={approval} />
      </RecordHead>
      {approval.taskId !== null && (
        // By task: a reason typed for one request must not stand under the next.
        <DecisionBox
          key={approval.taskId}
          approval={approval}
          taskId={approval.taskId}
          onNext={onNext}
        />
      )}
      <RecordColumns
        main={
          <>
            <What approval={approval} />
            <ApprovalHistory approval={approval} />
          </>
        }
        side={<ApprovalWay approval={approval} />}
      />
    </>
  );
}

function What({ approval }: { approval: Approval }) {
  const { t } = useText();
  const router = useRouter();
  const { route } = approval;
  const facts = approval.lines.map(
    (line) =>
      [
        t(wordKey('approvals.line', line.name, 'approvals.line.other')),
        line.fen === null ? (line.text ?? '') : `¥${formatFen(fen(line.fen))}`,
      ] as const,
  );
  const bare = approval.title !== null && facts.length === 0 && approval.files.length === 0;
  return (
    <Section
      title={t('approvals.what')}
      extra={
        route !== null && (
          <Button size="small" onClick={() => router.history.push(route)}>
            {t('approvals.open')}
          </Button>
        )
      }
    >
      {approval.title === null && <span className="soft">{t('approvals.hidden')}</span>}
      {bare && <span className="soft">{t('approvals.titleOnly')}</span>}
      <div className="approval-text">
        <FactList facts={facts} />
      </div>
      {approval.files.map((file) => (
        <div key={file.id} className="line">
          <a
            href={urlOf(api.approvals.downloadFile, { params: { id: file.id } })}
            download={file.name}
          >
            {file.name}
          </a>
          <span className="soft">{bytesText(file.size)}</span>
        </div>
      ))}
    </Section>
  );
}

/** What the applicant may do while it is pending. */
function OwnActions({ approval }: { approval: Approval }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const remind = useCommand(api.approvals.remind);
  const withdraw = useCommand(api.approvals.withdraw);
  const reason = useRef('');
  const params = { id: approval.id };
  const onError = (error: Error) => void message.error(words(error));
  const ask = () => {
    reason.current = '';
    void modal.confirm({
      title: t('approvals.withdrawAsk'),
      content: (
        <Input
          aria-label={t('approvals.reason')}
          placeholder={t('approvals.reason')}
          maxLength={500}
          onChange={(event) => (reason.current = event.target.value)}
        />
      ),
      okText: t('approvals.withdraw'),
      onOk: () => withdraw.mutateAsync({ params, body: { reason: reason.current } }).catch(onError),
    });
  };
  return (
    <>
      {approval.can.remind && (
        <Button
          loading={remind.isPending}
          onClick={() =>
            remind.mutate(
              { params },
              { onError, onSuccess: () => void message.success(t('approvals.reminded')) },
            )
          }
        >
          {t('approvals.remind')}
        </Button>
      )}
      {approval.can.withdraw && <Button onClick={ask}>{t('approvals.withdraw')}</Button>}
    </>
  );
}
