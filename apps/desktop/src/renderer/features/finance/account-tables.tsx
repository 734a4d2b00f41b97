import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceivableAllocation, ReceivableItem } from '@xinhang/shared/receivables.ts';
import { App, Button, Table } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';
import { sideWords, type MoneySide } from './side-words.ts';

/** Every row of an account with the balance after it. */
export function AccountItems(props: {
  side: MoneySide;
  openingFen: number;
  from: string | undefined;
  items: readonly ReceivableItem[];
  /** As they were on a day: what is open of them today is not told. */
  frozen?: boolean;
}) {
  const { t } = useText();
  const words = useDocWords();
  const said = sideWords[props.side];
  const { today } = useDates();
  const sum = (of: (row: ReceivableItem) => number) =>
    props.items.reduce((total, row) => total + of(row), 0);
  return (
    <Table<ReceivableItem>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...props.items]}
      locale={{ emptyText: t('finance.emptyAccount') }}
      title={
        props.from === undefined
          ? undefined
          : () => (
              <span className="soft">
                {t('finance.openingOn', {
                  day: props.from ?? '',
                  amount: money(props.openingFen),
                })}
              </span>
            )
      }
      columns={[
        { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
        { title: t('finance.doc'), width: 110, render: (_v, row) => words.kind(row) },
        {
          title: t('finance.no'),
          width: 170,
          render: (_v, row) => words.link(row.docKind, row.docId, row.docNo),
        },
        {
          title: t('finance.due'),
          width: 110,
          render: (_v, row) => (
            <span className={row.openFen > 0 && row.dueDate < today ? 'danger' : ''}>
              {row.amountFen > 0 ? row.dueDate : ''}
            </span>
          ),
        },
        {
          title: t(said.debit),
          width: 130,
          align: 'right',
          render: (_v, row) => (row.amountFen > 0 ? money(row.amountFen) : ''),
        },
        {
          title: t(said.credit),
          width: 130,
          align: 'right',
          render: (_v, row) => (row.amountFen < 0 ? money(-row.amountFen) : ''),
        },
        {
          title: t(said.balance),
          width: 130,
          align: 'right',
          render: (_v, row) => money(row.balanceFen),
        },
        ...(props.frozen
          ? []
          : [
              {
                title: t('finance.open'),
                align: 'right' as const,
                render: (_v: unknown, row: ReceivableItem) =>
                  row.openFen === 0 ? '' : money(row.openFen),
              },
            ]),
      ]}
      summary={() =>
        props.items.length === 0 ? null : (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={4}>
              {t('finance.sum')}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              {money(sum((row) => Math.max(0, row.amountFen)))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={5} align="right">
              {money(sum((row) => Math.max(0, -row.amountFen)))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={6} align="right">
              {money(props.items.at(-1)?.balanceFen ?? 0)}
            </Table.Summary.Cell>
            {!props.frozen && (
              <Table.Summary.Cell index={7} align="right">
                {money(sum((row) => row.openFen))}
              </Table.Summary.Cell>
            )}
          </Table.Summary.Row>
        )
      }
    />
  );
}

/** What was settled and still is; each may be taken back. */
export function AccountSettled({
  side,
  allocations,
}: {
  side: MoneySide;
  allocations: readonly ReceivableAllocation[];
}) {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const back = useCommand(side === 'ar' ? api.receivables.unsettle : api.payables.unsettle);
  const ask = (allocationId: number) =>
    void modal.confirm({
      title: t('finance.takeBackAsk'),
      okText: t('finance.takeBack'),
      cancelText: t('common.cancel'),
      onOk: () =>
        back.mutate(
          { body: { allocationId } },
          { onError: (error: Error) => void message.error(words(error)) },
        ),
    });
  if (allocations.length === 0) return null;
  return (
    <Section title={t('finance.settled')}>
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...allocations]}
        columns={[
          { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
          { title: t('finance.paidBy'), width: 200, dataIndex: 'paidNo' },
          { title: t(sideWords[side].paidFor), width: 200, dataIndex: 'owedNo' },
          {
            title: t('finance.amount'),
            width: 130,
            align: 'right',
            render: (_v, row) => money(row.amountFen),
          },
          {
            title: '',
            render: (_v, row) =>
              row.mayTakeBack && (
                <Button size="small" disabled={back.isPending} onClick={() => ask(row.id)}>
                  {t('finance.takeBack')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
