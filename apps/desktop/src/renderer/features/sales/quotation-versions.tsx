import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { Quotation, QuotationVersion } from '@xinhang/shared/quotations.ts';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { shownPrice, shownQty } from './use-order-columns.ts';

interface Props {
  quotation: Quotation;
  open: boolean;
  onClose: () => void;
}

/** An earlier version beside the one that stands. */
export function QuotationVersions({ quotation, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={760}
      title={t('quotation.versionsOf', { no: quotation.no })}
      onClose={onClose}
      destroyOnHidden
    >
      <Content quotation={quotation} />
    </Drawer>
  );
}

function Content({ quotation }: { quotation: Quotation }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useEndpoint(api.quotations.versions, { params: { id: quotation.id } });
  return (
    <Loaded found={found}>
      {({ rows }) => {
        const old = rows.find((row) => row.revision === chosen) ?? rows[0];
        return old ? (
          <div className="stack">
            <Select
              aria-label={t('quotation.earlier')}
              style={{ width: 220 }}
              value={old.revision}
              options={rows.map((row) => ({
                value: row.revision,
                label: t('quotation.versionOn', { n: row.revision, on: row.businessDate }),
              }))}
              onChange={setChosen}
            />
            <Comparison old={old} now={nowOf(quotation)} />
          </div>
        ) : (
          <span className="soft">{t('quotation.noVersions')}</span>
        );
      }}
    </Loaded>
  );
}

/** The one that stands, in the shape of those that are kept. */
const nowOf = (quotation: Quotation): QuotationVersion => ({
  ...quotation,
  termName: quotation.term?.name ?? '',
  lines: quotation.lines.map((line) => ({
    productId: line.product?.id ?? null,
    code: line.product?.code ?? '',
    name: line.product?.name ?? line.text,
    unit: line.unit?.name ?? '',
    qtyE4: line.qtyE4,
    priceE4: line.priceE4,
    discountBp: line.discountBp,
    grossFen: line.grossFen,
  })),
});

type Line = QuotationVersion['lines'][number];

/** Lines of the same product in the same unit belong together, each with the first that is left. */
function paired(old: readonly Line[], now: readonly Line[]): [Line | null, Line | null][] {
  const rest = [...old];
  const same = (a: Line, b: Line) => a.productId === b.productId && a.name === b.name;
  const pairs = now.map((line): [Line | null, Line | null] => {
    const at = rest.findIndex((one) => same(one, line) && one.unit === line.unit);
    return [at < 0 ? null : rest.splice(at, 1)[0]!, line];
  });
  return [...pairs, ...rest.map((line): [Line | null, Line | null] => [line, null])];
}

const yuan = (value: number) => formatFen(fen(value));

function Comparison({ old, now }: { old: QuotationVersion; now: QuotationVersion }) {
  const { t } = useText();
  const heads = [
    [t('quotation.validTo'), old.validTo, now.validTo],
    [t('quotation.termId'), old.termName, now.termName],
    [t('quotation.leadTime'), old.leadTime, now.leadTime],
    [t('quotation.note'), old.note, now.note],
    [t('order.gross'), yuan(old.grossFen), yuan(now.grossFen)],
  ] as const;
  const cell = (before: string | undefined, after: string | undefined) => {
    if (before === after) return <td className="number">{after}</td>;
    return (
      <td className="number">
        {before !== undefined && <del className="soft">{before}</del>} {after}
      </td>
    );
  };
  const of = (line: Line | null) =>
    line && {
      qty: `${shownQty(line.qtyE4)} ${line.unit}`,
      price: shownPrice(line.priceE4),
      discount: line.discountBp === 0 ? '' : String(line.discountBp / 100),
      amount: yuan(line.grossFen),
    };
  return (
    <>
      <table className="quotation-versions">
        <thead>
          <tr>
            <th />
            <th>{t('quotation.version', { n: old.revision })}</th>
            <th>{t('quotation.version', { n: now.revision })}</th>
          </tr>
        </thead>
        <tbody>
          {heads.map(([label, before, after]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{before}</td>
              <td className={before === after ? '' : 'changed'}>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="quotation-versions">
        <thead>
          <tr>
            <th>{t('order.product')}</th>
            <th className="number">{t('order.qty')}</th>
            <th className="number">{t('order.basis')}</th>
            <th className="number">{t('order.discount')}</th>
            <th className="number">{t('order.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {paired(old.lines, now.lines).map(([before, after], at) => {
            const line = (after ?? before)!;
            const [was, is] = [of(before), of(after)];
            return (
              // oxlint-disable-next-line react/no-array-index-key -- two lines may be the same
              <tr key={at}>
                <td>
                  {line.code} {line.name}{' '}
                  {!before && <span className="soft">{t('quotation.added')}</span>}
                  {!after && <span className="danger">{t('quotation.removed')}</span>}
                </td>
                {cell(was?.qty, is?.qty)}
                {cell(was?.price, is?.price)}
                {cell(was?.discount, is?.discount)}
                {cell(was?.amount, is?.amount)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
