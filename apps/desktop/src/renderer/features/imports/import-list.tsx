import { api } from '@xinhang/shared/contract/api.ts';
import { importKinds, importNeeds } from '@xinhang/shared/import-kinds.ts';
import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { importKindWords } from '@xinhang/shared/sheet-words.ts';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { may, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { ImportDrop } from './import-drop.tsx';
import { WayToOpenings } from './way-to-openings.tsx';
import type { ImportSearch } from './import-search.ts';
import { useCountWords } from './words.ts';

/** A new import, and those before. */
export function ImportList({ search }: { search: ImportSearch }) {
  const { t, language } = useText();
  const dates = useDates();
  const counts = useCountWords();
  const navigate = useNavigate();
  const me = useMe();
  const kinds = importKinds.filter((kind) => may(me, importNeeds[kind]));
  const kind = kinds.find((one) => one === search.kind) ?? kinds[0];
  return (
    <ListPage<ImportBatch>
      label={t('menu.imports')}
      page="imports"
      queryKey={keyOf(api.imports.list)}
      fetchPage={(cursor, signal) =>
        client.call(api.imports.list, { query: { ...(cursor && { cursor }) }, signal })
      }
      idOf={(row) => row.id}
      onOpen={(row) => void navigate({ to: '/imports/$id', params: { id: String(row.id) } })}
      columns={[
        {
          key: 'file',
          grows: true,
          title: t('import.file'),
          width: 280,
          text: (row) => row.fileName,
        },
        {
          key: 'kind',
          title: t('import.kind'),
          width: 110,
          text: (row) => importKindWords[row.kind][language],
        },
        {
          key: 'state',
          title: t('import.state'),
          width: 130,
          text: (row) => t(`import.state.${row.state}`),
        },
        {
          key: 'rows',
          title: t('import.rows'),
          width: 100,
          align: 'end',
          value: (row) => row.rows,
          text: (row) => row.rows.toLocaleString('en-US'),
        },
        {
          key: 'result',
          title: t('import.result'),
          width: 340,
          text: (row) => counts(row.counts),
        },
        { key: 'by', title: t('import.by'), width: 130, text: (row) => row.by?.name ?? '' },
        { key: 'at', title: t('import.at'), width: 190, text: (row) => dates.time(row.at) },
      ]}
      bar={
        kind && (
          <ImportDrop
            kind={kind}
            way={<WayToOpenings kind={kind} />}
            choice={
              kinds.length > 1 && (
                <Select
                  aria-label={t('import.kind')}
                  value={kind}
                  popupMatchSelectWidth={false}
                  options={kinds.map((value) => ({
                    value,
                    label: importKindWords[value][language],
                  }))}
                  onChange={(value) =>
                    void navigate({ to: '/imports', search: { kind: value }, replace: true })
                  }
                />
              )
            }
          />
        )
      }
      empty={t('import.empty')}
    />
  );
}
