import { api } from '@xinhang/shared/contract/api.ts';
import type { AuditRow } from '@xinhang/shared/system.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { AuditDrawer } from './audit-drawer.tsx';
import { AuditExportDialog } from './audit-export-dialog.tsx';
import { AuditFilters } from './audit-filters.tsx';
import type { AuditSearch } from './audit-search.ts';
import { useAuditWords } from './audit-words.ts';

const PAGE_SIZE = 100;

/** Who did what when; contents only within what the reader may see. */
export function AuditPage({ search }: { search: AuditSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useAuditColumns();
  const [open, setOpen] = useState<AuditRow | null>(null);
  const [exporting, setExporting] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const { actor: _name, ...filters } = search;
  const query = Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined),
  ) as Omit<AuditSearch, 'actor'>;
  const show = (next: AuditSearch) =>
    void navigate({
      to: '/audit',
      search: Object.fromEntries(
        Object.entries(next).filter(([, value]) => value !== undefined),
      ) as AuditSearch,
    });
  const filtered = Object.keys(query).length > 0;
  return (
    <>
      <ListPage<AuditRow>
        label={t('menu.audit')}
        page="audit"
        queryKey={keyOf(api.system.listAudit, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.system.listAudit, {
            query: { ...query, limit: PAGE_SIZE, ...(cursor && { cursor }) },
            signal,
          })
        }
        fetchMarks={(cursor, step, signal) =>
          client.call(api.system.markAudit, { query: { ...query, cursor, step }, signal })
        }
        idOf={(row) => row.id}
        columns={columns}
        onOpen={setOpen}
        bar={
          <>
            <AuditFilters search={search} onChange={(part) => show({ ...search, ...part })} />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('audit.export')}</Button>
          </>
        }
        empty={t('audit.empty')}
      />
      <AuditDrawer row={open} onClose={() => setOpen(null)} />
      <AuditExportDialog
        open={exporting}
        filter={query}
        onClose={() => setExporting(false)}
        onStarted={setJobId}
      />
      <JobDialog jobId={jobId} title={t('action.audit.export')} onClose={() => setJobId(null)} />
    </>
  );
}

function useAuditColumns(): Column<AuditRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  const words = useAuditWords();
  return useMemo(
    () => [
      { key: 'at', title: t('audit.at'), width: 180, text: (row) => dates.time(row.at) },
      {
        key: 'actor',
        title: t('audit.actor'),
        width: 130,
        text: (row) => row.actor?.name ?? t('audit.system'),
      },
      {
        key: 'action',
        title: t('audit.action'),
        width: 220,
        text: (row) => words.action(row.action),
      },
      {
        key: 'subject',
        grows: true,
        title: t('audit.subject'),
        width: 260,
        text: (row) => words.subject(row),
      },
      { key: 'address', title: t('audit.address'), width: 150, text: words.from },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
