import type { Fapiao } from '@xinhang/shared/fapiao.ts';
import { Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { percent } from './fapiao-lines.tsx';
import { money, moneyOrNone } from './money.ts';

type Rate = Fapiao['rates'][number];

/** Net and tax by rate, and by how many fen the tax of the lines differs from that of their sum. */
export function FapiaoRates({ rates }: { rates: readonly Rate[] }) {
  const { t } = useText();
  const differs = rates.some((rate) => rate.taxFen !== rate.reckonedFen);
  const amount = (title: string, of: (rate: Rate) => string) => ({
    title,
    width: 140,
    align: 'right' as const,
    render: (_v: unknown, rate: Rate) => of(rate),
  });
  return (
    <Section title={t('fapiao.rates')}>
      <Table<Rate>
        className="receipt-lines"
        size="small"
        rowKey="taxBp"
        pagination={false}
        dataSource={[...rates]}
        columns={[
          { title: t('fapiao.rate'), width: 90, render: (_v, rate) => percent(rate.taxBp) },
          amount(t('fapiao.net'), (rate) => money(rate.netFen)),
          amount(t('fapiao.tax'), (rate) => money(rate.taxFen)),
          ...(differs
            ? [
                amount(t('fapiao.reckoned'), (rate) => money(rate.reckonedFen)),
                amount(t('fapiao.difference'), (rate) =>
                  moneyOrNone(rate.taxFen - rate.reckonedFen),
                ),
              ]
            : []),
          { title: '' },
        ]}
      />
      {differs && <div className="soft">{t('fapiao.differenceWhy')}</div>}
    </Section>
  );
}
