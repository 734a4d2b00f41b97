import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Gain, GrantRequest } from '@xinhang/shared/grants.ts';
import { shownRole } from '@xinhang/shared/ready-words.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, App, Button, Card, Empty, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { may, useMe } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { FirstPassword, type FirstLogin } from './first-password.tsx';
import { GainList } from './gain-list.tsx';

const SHOWN = 50;

/** Changes that give more than their author holds: what waits for an owner, and what came of it. */
export function GrantsPage() {
  const { t } = useText();
  const me = useMe();
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.grants.list), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.grants.list, {
        query: { limit: SHOWN, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  });
  const [first, setFirst] = useState<FirstLogin | null>(null);
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page stack grants-page">
      <h1 className="visually-hidden">{t('menu.grants')}</h1>
      <p className="soft own-why">{t(may(me, 'system.owner') ? 'grant.why' : 'grant.whyAsked')}</p>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('grant.empty')} />
      )}
      {rows.map((row) => (
        <Request key={row.id} request={row} onFirst={setFirst} />
      ))}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('grant.older')}
          </Button>
        </div>
      )}
      <FirstPassword login={first} onClose={() => setFirst(null)} />
    </div>
  );
}

interface Fresh {
  gains: Gain[];
  more: number;
  seal: string;
}

/** What it gives by now, where that is other than what was shown. */
function changedGains(error: unknown): Fresh | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'grants-changed') return null;
  return error.problem.data as Fresh;
}

function Request(props: { request: GrantRequest; onFirst: (login: FirstLogin) => void }) {
  const { request, onFirst } = props;
  const { t, language } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { message } = App.useApp();
  const confirm = useCommand(api.grants.confirm);
  const decline = useCommand(api.grants.decline);
  const me = useMe();
  const { id, version, can, state } = request;
  const shown: Fresh = changedGains(confirm.error) ?? request;
  const error = confirm.error ?? decline.error;
  const own = request.by.id === me.user.id;
  const yes = () =>
    confirm.mutate(
      { params: { id }, body: { version, seal: shown.seal } },
      {
        onSuccess: ({ firstPassword, validHours, login }) => {
          void message.success(t('grant.done'));
          if (firstPassword === null) return;
          const name = request.subject;
          onFirst({ name, login: login ?? name, password: firstPassword, hours: validHours ?? 0 });
        },
      },
    );
  const no = () => decline.mutate({ params: { id }, body: { version } });
  const command = t(wordKey('grant.command', request.command, 'menu.grants'));
  return (
    <Card
      size="small"
      title={
        <span className="line">
          {command}
          <strong>{shownRole(request.subject, language)}</strong>
          <Tag>{t(`grant.state.${state}`)}</Tag>
        </span>
      }
      extra={
        <span className="soft">
          {t('grant.askedBy', { name: request.by.name, at: dates.time(request.at) })}
        </span>
      }
    >
      <div className="stack">
        {request.note !== '' && <span>{request.note}</span>}
        <GainList gains={shown.gains} more={shown.more} />
        {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
        <div className="line">
          {can.confirm && (
            <Button type="primary" loading={confirm.isPending} onClick={yes}>
              {t('grant.confirm')}
            </Button>
          )}
          {can.decline && (
            <Button loading={decline.isPending} onClick={no}>
              {t(own ? 'grant.withdraw' : 'grant.refuse')}
            </Button>
          )}
          <span className="soft">
            {request.decidedBy && request.decidedAt !== null
              ? t('grant.decidedBy', {
                  name: request.decidedBy.name,
                  at: dates.time(request.decidedAt),
                })
              : t('grant.until', { at: dates.time(request.expiresAt) })}
          </span>
        </div>
      </div>
    </Card>
  );
}
