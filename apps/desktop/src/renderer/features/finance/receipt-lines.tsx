import type { ReceiptLine } from '@xinhang/shared/receipts.ts';
import { Button, Table } from 'antd';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { useDocWords } from './doc-words.ts';
import './finance.css';
import { money, moneyOrNone } from './money.ts';
import type { Part } from './receipt-draft.ts';
import { sideWords, type MoneySide } from './side-words.ts';

interface Props {
  side: MoneySide;
  lines: readonly ReceiptLine[];
  /** Whether they are as the server proposes them. */
  proposed?: boolean;
  /** Absent: nothing is written here any more. */
  onPropose?: () => void;
  onChange?: (parts: Part[]) => void;
}

/** What a receipt or a payment settles, the oldest due first. */
export function ReceiptLines({ side, lines, proposed = true, onPropose, onChange }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const docs = useDocWords();
  const write = (line: ReceiptLine, part: Partial<Omit<Part, 'itemId'>>) => {
    onChange?.(
      lines.map((one) => ({
        itemId: one.itemId,
        amountFen: one.amountFen,
        discountFen: one.discountFen,
        ...(one.itemId === line.itemId && part),
      })),
    );
  };
  const field = (line: ReceiptLine, at: number, key: 'amountFen' | 'discountFen') => {
    const label = t(key === 'amountFen' ? 'finance.settleNow' : 'finance.discount');
    return onChange ? (
      <MoneyField
        label={`${label} ${at + 1}`}
        value={line[key] === 0 ? null : line[key]}
        onChange={(value) => write(line, { [key]: value })}
      />
    ) : (
      moneyOrNone(line[key])
    );
  };
  return (
    <Section
      title={t(sideWords[side].settles)}
      extra={
        onPropose && (
          <Button size="small" disabled={proposed} onClick={onPropose}>
            {t('finance.oldestFirst')}
          </Button>
        )
      }
    >
      <Table<ReceiptLine>
        className="receipt-lines"
        size="small"
        rowKey="itemId"
        pagination={false}
        dataSource={[...lines]}
        locale={{ emptyText: t(sideWords[side].owesNothing) }}
        columns={[
          { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
          {
            title: t('finance.doc'),
            width: 110,
            render: (_v, line) => docs.kind({ ...line, reversal: false }),
          },
          { title: t('finance.no'), width: 170, dataIndex: 'docNo' },
          {
            title: t('finance.due'),
            width: 110,
            render: (_v, line) => (
              <span className={line.openFen > 0 && line.dueDate < today ? 'danger' : ''}>
                {line.dueDate}
              </span>
            ),
          },
          {
            title: t(sideWords[side].owed),
            width: 130,
            align: 'right',
            render: (_v, line) => money(line.owedFen),
          },
          {
            title: t('finance.open'),
            width: 130,
            align: 'right',
            render: (_v, line) => money(line.openFen),
          },
          {
            title: t('finance.settleNow'),
            width: 150,
            align: 'right',
            render: (_v, line, at) => field(line, at, 'amountFen'),
          },
          {
            title: t('finance.discount'),
            width: 150,
            align: 'right',
            render: (_v, line, at) => field(line, at, 'discountFen'),
          },
          { title: '' },
        ]}
      />
    </Section>
  );
}
