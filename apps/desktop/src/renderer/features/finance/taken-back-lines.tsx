import type { TakenBackLine } from '@xinhang/shared/receipts.ts';
import { Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';

/** What a receipt or a payment settled once and does no more, struck out, with both days. */
export function TakenBackLines({ lines }: { lines: readonly TakenBackLine[] }) {
  const { t } = useText();
  const docs = useDocWords();
  if (lines.length === 0) return null;
  return (
    <Section title={t('finance.takenBack')}>
      <Table<TakenBackLine>
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...lines]}
        columns={[
          {
            title: t('finance.doc'),
            width: 110,
            render: (_v, line) => docs.kind({ ...line, reversal: false }),
          },
          { title: t('finance.no'), width: 170, dataIndex: 'docNo' },
          { title: t('finance.due'), width: 110, dataIndex: 'dueDate' },
          {
            title: t('finance.what'),
            width: 110,
            render: (_v, line) => t(line.discount ? 'finance.discount' : 'finance.settling'),
          },
          {
            title: t('finance.amount'),
            width: 130,
            align: 'right',
            render: (_v, line) => <del className="soft">{money(line.amountFen)}</del>,
          },
          { title: t('finance.settledOn'), width: 110, dataIndex: 'settledOn' },
          { title: t('finance.takenBackOn'), width: 110, dataIndex: 'takenBackOn' },
          { title: '' },
        ]}
      />
    </Section>
  );
}
