import { api } from '@xinhang/shared/contract/api.ts';
import type { GoingLive, GoingLiveTotal, OpeningList } from '@xinhang/shared/going-live.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Button, Table } from 'antd';
import { keyOf, queryClient, useCommand } from '../../app/query.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { money } from './money.ts';
import { useRefusedWords } from '../../form/use-refused-words.ts';
import { nameOf, type useTypedTotals } from './typed-totals.ts';

interface Props {
  now: GoingLive;
  typed: ReturnType<typeof useTypedTotals>;
  onList: (list: OpeningList) => void;
}

const listOf = ({ key }: GoingLiveTotal): OpeningList =>
  key === 'stockQty' || key === 'stockValue' ? 'stock' : key;

/** Sums of the books before, typed, beside those of the openings, with the differences. */
export function TotalsTable({ now, typed: { edits, typed, dirty, type, clear }, onList }: Props) {
  const { t } = useText();
  const words = useRefusedWords();
  const save = useCommand(api.goingLive.setTotals, {
    onDone: (after) => {
      // At once: else the sums before would be seen again.
      queryClient.setQueryData(keyOf(api.goingLive.get, {}), after);
      clear();
    },
  });
  const oldOf = (row: GoingLiveTotal) => {
    const name = nameOf(row);
    return name in typed ? typed[name]! : row.old;
  };
  const show = (row: GoingLiveTotal, amount: number) =>
    row.key === 'stockQty' ? formatE4(qtyE4(amount)) : money(amount);
  const label = (row: GoingLiveTotal) =>
    row.account
      ? t('goingLive.total.account', { name: row.account.name })
      : t(`goingLive.total.${row.key}`);
  const readable = Object.values(typed).every(isReckoned);
  const send = () =>
    save.mutate({
      body: {
        version: now.version,
        totals: now.totals
          .filter((row) => nameOf(row) in typed)
          .map((row) => ({
            key: row.key,
            accountId: row.account?.id ?? null,
            old: typed[nameOf(row)] ?? null,
          })),
      },
    });
  const ready = edits && dirty && readable && !save.isPending;
  useShortcut({ key: 's', ctrl: true }, ready ? send : null);

  const field = (row: GoingLiveTotal) => {
    const value = oldOf(row);
    const props = {
      label: `${t('goingLive.old')} ${label(row)}`,
      value,
      onChange: (next: number | null) => type(nameOf(row), next),
    };
    return row.key === 'stockQty' ? (
      <ReckonedField {...props} decimals={4} show={(amount) => formatE4(qtyE4(amount))} />
    ) : (
      <MoneyField {...props} signed={row.key === 'cash'} />
    );
  };
  return (
    <div className="stack">
      <Table
        size="small"
        rowKey={nameOf}
        pagination={false}
        dataSource={now.totals}
        columns={[
          {
            title: t('goingLive.total'),
            width: 200,
            rowScope: 'row',
            render: (_v, row) => label(row),
          },
          {
            title: t('goingLive.old'),
            width: 200,
            align: 'end',
            render: (_v, row) => (edits ? field(row) : row.old === null ? '' : show(row, row.old)),
          },
          {
            title: t('goingLive.new'),
            width: 160,
            align: 'end',
            render: (_v, row) => show(row, row.now),
          },
          {
            title: t('goingLive.difference'),
            width: 160,
            align: 'end',
            render: (_v, row) => {
              const old = oldOf(row);
              if (old === null) {
                return row.now === 0 ? (
                  ''
                ) : (
                  <span className="danger">{t('goingLive.untyped')}</span>
                );
              }
              if (Number.isNaN(old)) return '';
              const by = row.now - old;
              return by === 0 ? (
                <span className="going-live-same">{t('goingLive.same')}</span>
              ) : (
                <span className="danger">{show(row, by)}</span>
              );
            },
          },
          {
            title: '',
            render: (_v, row) => (
              <Button
                size="small"
                aria-label={`${t('goingLive.list')} ${label(row)}`}
                onClick={() => onList(listOf(row))}
              >
                {t('goingLive.list')}
              </Button>
            ),
          },
        ]}
      />
      {now.equity && <Equity {...now.equity} />}
      {save.error && (
        <span className="danger" role="alert">
          {words(save.error).join(' ')}
        </span>
      )}
      {edits && (
        <div className="line">
          <Button
            disabled={!dirty || !readable}
            loading={save.isPending}
            aria-keyshortcuts="Control+S"
            onClick={send}
          >
            {t('goingLive.saveTotals')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Equity({ openingsFen, vouchersFen }: { openingsFen: number; vouchersFen: number }) {
  const { t } = useText();
  const same = openingsFen === vouchersFen;
  return (
    <div className={same ? 'soft' : 'danger'}>
      {t(same ? 'goingLive.equitySame' : 'goingLive.equityDiffers', {
        openings: money(openingsFen),
        vouchers: money(vouchersFen),
      })}
    </div>
  );
}
