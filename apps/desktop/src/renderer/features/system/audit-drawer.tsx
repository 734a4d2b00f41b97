import type { AuditRow } from '@xinhang/shared/system.ts';
import { useRouter } from '@tanstack/react-router';
import { Button, Drawer, Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useDifferences, type Difference } from './audit-values.ts';
import { routeOf, useAuditWords } from './audit-words.ts';

/** One entry: who, when, from where, and what differs, as far as the reader may see it. */
export function AuditDrawer({ row, onClose }: { row: AuditRow | null; onClose: () => void }) {
  const words = useAuditWords();
  return (
    <Drawer
      open={row !== null}
      size={640}
      title={row ? words.action(row.action) : ''}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      {row && <Content row={row} onGo={onClose} />}
    </Drawer>
  );
}

function Content({ row, onGo }: { row: AuditRow; onGo: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const router = useRouter();
  const words = useAuditWords();
  const route = routeOf(row);
  const facts: [string, string][] = [
    [t('audit.actor'), row.actor?.name ?? t('audit.system')],
    [t('audit.at'), dates.time(row.at)],
    [t('audit.subject'), words.subject(row)],
    [t('audit.address'), words.from(row)],
  ];
  return (
    <div className="stack">
      <FactList facts={facts} />
      {route && (
        <div>
          <Button
            size="small"
            onClick={() => {
              onGo();
              router.history.push(route);
            }}
          >
            {t('audit.open')}
          </Button>
        </div>
      )}
      {row.withheld && <p className="soft">{t('audit.withheld')}</p>}
      <Differences row={row} />
    </div>
  );
}

function Differences({ row }: { row: AuditRow }) {
  const { t } = useText();
  const differences = useDifferences();
  if (row.before === null && row.after === null) {
    return row.withheld ? null : <p className="soft">{t('audit.noDetail')}</p>;
  }
  const { rows, internal } = differences(row.before, row.after);
  return (
    <>
      {rows.length === 0 ? (
        <p className="soft">{t('audit.noChange')}</p>
      ) : (
        <Table<Difference>
          size="small"
          rowKey="field"
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t('audit.field'), dataIndex: 'field', width: 130 },
            ...(row.before === null
              ? []
              : [
                  {
                    title: t('audit.before'),
                    render: (_v: unknown, one: Difference) => (
                      <span className="soft">{one.before || t('common.none')}</span>
                    ),
                  },
                ]),
            {
              title: t('audit.after'),
              render: (_v, one) => one.after || t('common.none'),
            },
          ]}
        />
      )}
      {internal > 0 && <p className="soft">{t('audit.technical', { n: internal })}</p>}
    </>
  );
}
