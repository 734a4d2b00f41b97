import { api } from '@xinhang/shared/contract/api.ts';
import type { ArticleReader } from '@xinhang/shared/knowledge.ts';
import { Drawer, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';

interface Props {
  id: number;
  open: boolean;
  onClose: () => void;
}

/** Who has read the published version, and first of all who has not. */
export function ReadersDrawer({ id, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer open={open} size={760} title={t('knowledge.readers')} onClose={onClose} destroyOnHidden>
      <Readers id={id} />
    </Drawer>
  );
}

function Readers({ id }: { id: number }) {
  const { t } = useText();
  const dates = useDates();
  const found = useEndpoint(api.knowledge.listReaders, { params: { id } });
  const [show, setShow] = useState<'notRead' | 'haveRead'>('notRead');
  const time = (at: number | null) => (at === null ? '' : dates.time(at));
  return (
    <Loaded found={found}>
      {({ no, rows }) => {
        const read = rows.filter((row) => row.no === no);
        const shown = show === 'haveRead' ? read : rows.filter((row) => row.no !== no);
        return (
          <div className="stack">
            <Segmented<typeof show>
              aria-label={t('knowledge.readers')}
              value={show}
              options={[
                {
                  value: 'notRead',
                  label: `${t('knowledge.notRead')} ${rows.length - read.length}`,
                },
                { value: 'haveRead', label: `${t('knowledge.haveRead')} ${read.length}` },
              ]}
              onChange={setShow}
            />
            <Table<ArticleReader>
              size="small"
              rowKey={(row) => row.person.id}
              pagination={false}
              dataSource={shown}
              locale={{
                emptyText: t(show === 'notRead' ? 'knowledge.allRead' : 'knowledge.nobodyRead'),
              }}
              columns={[
                { title: t('knowledge.person'), render: (_v, row) => row.person.name },
                { title: t('knowledge.dept'), render: (_v, row) => row.dept },
                ...(show === 'notRead'
                  ? [
                      {
                        title: t('knowledge.readNo'),
                        render: (_v: unknown, row: ArticleReader) =>
                          row.no === null ? '' : t('knowledge.versionNo', { no: row.no }),
                      },
                    ]
                  : [
                      {
                        title: t('knowledge.firstAt'),
                        render: (_v: unknown, row: ArticleReader) => time(row.firstAt),
                      },
                      {
                        title: t('knowledge.lastAt'),
                        render: (_v: unknown, row: ArticleReader) => time(row.lastAt),
                      },
                      {
                        title: t('knowledge.acknowledgedAt'),
                        render: (_v: unknown, row: ArticleReader) => time(row.acknowledgedAt),
                      },
                    ]),
              ]}
            />
          </div>
        );
      }}
    </Loaded>
  );
}
