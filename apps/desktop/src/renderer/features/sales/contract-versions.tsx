import { api } from '@xinhang/shared/contract/api.ts';
import { shareOfWhole } from '@xinhang/shared/contract-rules.ts';
import type { Contract, ContractVersion } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { shownPrice, shownQty } from './use-order-columns.ts';

interface Props {
  contract: Contract;
  open: boolean;
  onClose: () => void;
}

/** An earlier version beside the one that stands, or that is asked for. */
export function ContractVersions({ contract, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={800}
      title={t('contract.versionsOf', { no: contract.no || (contract.amends?.name ?? '') })}
      onClose={onClose}
      destroyOnHidden
    >
      <Content contract={contract} />
    </Drawer>
  );
}

function Content({ contract }: { contract: Contract }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useEndpoint(api.contracts.versions, { params: { id: contract.id } });
  return (
    <Loaded found={found}>
      {({ rows }) => {
        const old = rows.find((row) => row.revision === chosen) ?? rows[0];
        if (!old) return <span className="soft">{t('contract.noVersions')}</span>;
        const named = ({ revision: n, amendReason: why }: ContractVersion) =>
          why === '' ? t('contract.version', { n }) : t('contract.versionWhy', { n, why });
        return (
          <div className="stack">
            <Select
              aria-label={t('contract.earlier')}
              style={{ width: 320 }}
              value={old.revision}
              options={rows.map((row) => ({ value: row.revision, label: named(row) }))}
              onChange={setChosen}
            />
            {contract.amendReason !== '' && (
              <span className="soft">
                {t('contract.versionWhy', { n: contract.revision, why: contract.amendReason })}
              </span>
            )}
            <Comparison old={old} now={nowOf(contract, old)} />
          </div>
        );
      }}
    </Loaded>
  );
}

/** The one that stands, in the shape of those that are kept; what goes on by what it is. */
function nowOf(contract: Contract, old: ContractVersion): ContractVersion {
  const keys = new Set(old.lines.map((line) => line.key));
  const rest = [...old.lines];
  const keyOf = (line: Contract['lines'][number]) => {
    if (keys.has(line.id)) return line.id;
    const code = line.product?.code ?? '';
    const name = line.product?.name ?? line.text;
    const at = rest.findIndex((one) => one.code === code && one.name === name);
    return at < 0 ? line.id : rest.splice(at, 1)[0]!.key;
  };
  const steps = [...old.milestones];
  return {
    ...contract,
    termName: contract.term?.name ?? '',
    lines: contract.lines.map((line) => ({
      key: keyOf(line),
      code: line.product?.code ?? '',
      name: line.product?.name ?? line.text,
      unit: line.unit?.name ?? '',
      qtyE4: line.qtyE4,
      priceE4: line.priceE4,
      discountBp: line.discountBp,
      grossFen: line.grossFen,
    })),
    milestones: contract.milestones.map((one) => {
      const at = steps.findIndex(({ key, name }) => key === one.id || name === one.name);
      return { ...one, key: at < 0 ? one.id : steps.splice(at, 1)[0]!.key };
    }),
  };
}

const yuan = (value: number) => formatFen(fen(value));

interface Pair<Row> {
  key: number;
  before: Row | null;
  after: Row | null;
}

/** Rows of the same key belong together; what is gone comes last. */
const paired = <Row extends { key: number }>(
  old: readonly Row[],
  now: readonly Row[],
): Pair<Row>[] => [
  ...now.map((after) => ({
    key: after.key,
    before: old.find(({ key }) => key === after.key) ?? null,
    after,
  })),
  ...old
    .filter(({ key }) => !now.some((one) => one.key === key))
    .map((before) => ({ key: before.key, before, after: null })),
];

function Cell({ before, after }: { before: string | undefined; after: string | undefined }) {
  if (before === after) return <td className="number">{after}</td>;
  return (
    <td className="number changed">
      {before !== undefined && before !== '' && <del className="soft">{before}</del>} {after}
    </td>
  );
}

function Named({ pair, name }: { pair: Pair<unknown>; name: string }) {
  const { t } = useText();
  return (
    <td>
      {name} {pair.before === null && <span className="soft">{t('contract.added')}</span>}
      {pair.after === null && <span className="danger">{t('contract.removed')}</span>}
    </td>
  );
}

function Comparison({ old, now }: { old: ContractVersion; now: ContractVersion }) {
  const { t } = useText();
  const amount = (value: number | null) => (value === null ? t('contract.open') : yuan(value));
  const heads = [
    [t('contract.name'), old.title, now.title],
    [t('contract.startOn'), old.startOn, now.startOn],
    [t('contract.endOn'), old.endOn ?? '', now.endOn ?? ''],
    [t('contract.amountFen'), amount(old.amountFen), amount(now.amountFen)],
    [t('contract.termId'), old.termName, now.termName],
    [t('contract.clauses'), old.clauses, now.clauses],
    [t('contract.note'), old.note, now.note],
  ] as const;
  const ofLine = (line: ContractVersion['lines'][number] | null) =>
    line && {
      qty: line.qtyE4 === null ? '' : `${shownQty(line.qtyE4)} ${line.unit}`,
      price: shownPrice(line.priceE4),
      amount: yuan(line.grossFen),
    };
  const shareOf = (one: ContractVersion['milestones'][number], wholeFen: number | null) => {
    const bp = shareOfWhole(one, wholeFen);
    return bp === null ? '' : `${bp / 100}%`;
  };
  const ofStep = (
    one: ContractVersion['milestones'][number] | null,
    version: Pick<ContractVersion, 'amountFen'>,
  ) =>
    one && {
      share: shareOf(one, version.amountFen),
      amount: yuan(one.amountFen),
      on: [
        one.trigger === 'date' ? '' : t(`milestone.trigger.${one.trigger}`),
        one.days === 0 ? '' : `+${one.days}`,
        one.plannedOn ?? '',
      ]
        .filter(Boolean)
        .join(' '),
    };
  return (
    <>
      <table className="quotation-versions">
        <thead>
          <tr>
            <th />
            <th>{t('contract.version', { n: old.revision })}</th>
            <th>{t('contract.version', { n: now.revision })}</th>
          </tr>
        </thead>
        <tbody>
          {heads
            .filter(([, before, after]) => before !== '' || after !== '')
            .map(([label, before, after]) => (
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
            <th className="number">{t('order.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {paired(old.lines, now.lines).map((pair) => {
            const line = (pair.after ?? pair.before)!;
            const [was, is] = [ofLine(pair.before), ofLine(pair.after)];
            return (
              <tr key={pair.key}>
                <Named pair={pair} name={[line.code, line.name].filter(Boolean).join(' ')} />
                <Cell before={was?.qty} after={is?.qty} />
                <Cell before={was?.price} after={is?.price} />
                <Cell before={was?.amount} after={is?.amount} />
              </tr>
            );
          })}
        </tbody>
      </table>
      {(old.milestones.length > 0 || now.milestones.length > 0) && (
        <table className="quotation-versions">
          <thead>
            <tr>
              <th>{t('milestone.name')}</th>
              <th className="number">{t('milestone.share')}</th>
              <th className="number">{t('milestone.amount')}</th>
              <th className="number">{t('milestone.trigger')}</th>
            </tr>
          </thead>
          <tbody>
            {paired(old.milestones, now.milestones).map((pair) => {
              const [was, is] = [ofStep(pair.before, old), ofStep(pair.after, now)];
              return (
                <tr key={pair.key}>
                  <Named pair={pair} name={(pair.after ?? pair.before)!.name} />
                  <Cell before={was?.share} after={is?.share} />
                  <Cell before={was?.amount} after={is?.amount} />
                  <Cell before={was?.on} after={is?.on} />
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
