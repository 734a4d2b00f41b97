import { api } from '@xinhang/shared/contract/api.ts';
import { typeOfMime, type StoredFileRow } from '@xinhang/shared/file-store.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { useDates } from '../../ui/dates.ts';
import { FileStoreFacts } from './file-store-facts.tsx';
import { FileStoreFilters } from './file-store-filters.tsx';
import { tidySearch, type FileStoreSearch } from './file-store-search.ts';
import { StoredFileDrawer } from './stored-file-drawer.tsx';
import './file-store.css';

const PAGE_SIZE = 100;

/** What the attachment store holds, and the files of those rows that the reader may see. */
export function FileStorePage({ search }: { search: FileStoreSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useFileColumns();
  const seesCustomers = useMay('customers.read');
  const [open, setOpen] = useState<StoredFileRow | null>(null);
  const show = (next: FileStoreSearch) => void navigate({ to: '/files', search: tidySearch(next) });
  const { sort: _sort, ...filters } = tidySearch(search);
  const narrowed = Object.keys(filters).length > 0;
  const query = { ...tidySearch(search), limit: PAGE_SIZE };
  return (
    <div className="file-store-page">
      <FileStoreFacts />
      <ListPage<StoredFileRow>
        label={t('menu.files')}
        page="files"
        queryKey={keyOf(api.fileStore.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.fileStore.list, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        idOf={(row) => row.id}
        columns={columns}
        onOpen={setOpen}
        bar={
          <>
            <FileStoreFilters search={search} onChange={show} />
            {narrowed && (
              <Button type="link" onClick={() => show({ sort: search.sort })}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
          </>
        }
        empty={
          narrowed ? t('files.noneFound') : t(seesCustomers ? 'files.empty' : 'files.notYours')
        }
      />
      <StoredFileDrawer row={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function useFileColumns(): Column<StoredFileRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  return useMemo(
    () => [
      { key: 'name', grows: true, title: t('files.name'), width: 300, text: (row) => row.name },
      {
        key: 'type',
        title: t('files.type'),
        width: 90,
        text: (row) => t(`fileType.${typeOfMime(row.mime)}`),
      },
      {
        key: 'size',
        title: t('files.size'),
        width: 100,
        align: 'end',
        value: (row) => row.size,
        text: (row) => bytesText(row.size),
      },
      {
        key: 'customer',
        grows: true,
        title: t('files.customer'),
        width: 260,
        text: (row) => row.customer.name,
      },
      {
        key: 'owner',
        title: t('files.owner'),
        width: 100,
        text: (row) => t(wordKey('fileOwner', row.owner, 'fileOwner.other')),
      },
      { key: 'by', title: t('files.by'), width: 110, text: (row) => row.by.name },
      { key: 'at', title: t('files.at'), width: 160, text: (row) => dates.time(row.at) },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, dates.today],
  );
}
