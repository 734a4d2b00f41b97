import { api } from '@xinhang/shared/contract/api.ts';
import type { HandedRow, Handover, SortCount } from '@xinhang/shared/handovers.ts';
import { useRouter } from '@tanstack/react-router';
import { App, Button, Tag } from 'antd';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { keyOf, useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { handedKey, handedPath } from './handed-path.ts';
import { sumOf, useHandoverWords } from './handover-words.ts';
import { ReceiverTable } from './receiver-table.tsx';
import './handovers.css';

const PAGE_SIZE = 200;

/** What was handed over, to whom, what came of it, and the way back. */
export function HandoverReport({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.handovers.get, { params: { id } });
  const title = (report: Handover) => t('handover.report', { name: report.user.name });
  return (
    <RecordPage found={found} tab={{ path: `/handovers/${id}`, title }} fills>
      {(report) => (
        <>
          <Head report={report} title={title(report)} />
          <Rows id={id} unseen={report.unseen} />
        </>
      )}
    </RecordPage>
  );
}

function Head({ report, title }: { report: Handover; title: string }) {
  const { t } = useText();
  const dates = useDates();
  const facts = [
    [t('handover.by'), report.by?.name ?? ''],
    [t('handover.at'), dates.time(report.at)],
    [t('handover.rule'), t(`split.by.${report.rule.by}`)],
    [t('handover.noteShort'), report.note],
    report.revertedAt === null
      ? ([t('handover.until'), dates.time(report.revertibleUntil)] as const)
      : ([
          t('handover.revertedAt'),
          [dates.time(report.revertedAt), report.revertedBy?.name].filter(Boolean).join(' · '),
        ] as const),
  ] as const;
  return (
    <header className="handover-head">
      <RecordHead
        title={title}
        facts={
          <>
            <Tag>{t(`handover.state.${report.state}`)}</Tag>
            {report.state === 'reverted' && (
              <span className="soft">
                {t('handover.reverted', { back: report.wentBack, kept: report.kept })}
              </span>
            )}
          </>
        }
      >
        {report.can.revert && <Revert report={report} />}
      </RecordHead>
      <div className="handover-columns">
        <FactList facts={facts} />
        <ReceiverTable rows={report.receivers} />
      </div>
    </header>
  );
}

function Revert({ report }: { report: Handover }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const revert = useCommand(api.handovers.revert);
  const { name } = report.user;
  const ask = () =>
    void modal.confirm({
      title: t('handover.revertAsk', { name }),
      content: t('handover.revertWhy', { name }),
      okText: t('handover.revert'),
      onOk: () =>
        revert
          .mutateAsync({ params: { id: report.id } })
          .catch((error: unknown) => void message.error(words(error))),
    });
  return (
    <Button loading={revert.isPending} onClick={ask}>
      {t('handover.revert')}
    </Button>
  );
}

function Rows({ id, unseen }: { id: number; unseen: readonly SortCount[] }) {
  const { t } = useText();
  const router = useRouter();
  const words = useHandoverWords();
  const query = { limit: PAGE_SIZE };
  const outcome = (row: HandedRow) =>
    t(row.code === 'ended' ? 'handover.keptEnded' : `handover.outcome.${row.outcome}`);
  const columns: Column<HandedRow>[] = [
    { key: 'name', grows: true, title: t('handover.name'), width: 300, text: (row) => row.name },
    { key: 'sort', title: t('handover.sort'), width: 140, text: (row) => words.sort(row.sort) },
    { key: 'to', title: t('handover.receiver'), width: 120, text: (row) => row.to.name },
    {
      key: 'outcome',
      title: t('handover.outcome'),
      width: 200,
      text: outcome,
      render: (row) => (
        <span className={row.outcome === 'kept' ? 'danger' : ''}>{outcome(row)}</span>
      ),
    },
  ];
  return (
    <ListPage<HandedRow>
      label={t('handover.rows')}
      page="handover-rows"
      queryKey={keyOf(api.handovers.listRows, { params: { id }, query })}
      fetchPage={(cursor, signal) =>
        client.call(api.handovers.listRows, {
          params: { id },
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      idOf={handedKey}
      columns={columns}
      onOpen={(row) => {
        const path = handedPath(row);
        if (path !== null) router.history.push(path);
      }}
      bar={
        <>
          <h2 className="handover-rows-title">{t('handover.rows')}</h2>
          {unseen.length > 0 && (
            <span className="soft">
              {t('handover.unseen', { count: sumOf(unseen), list: words.list(unseen) })}
            </span>
          )}
        </>
      }
      empty={t('handover.rowsEmpty')}
    />
  );
}
