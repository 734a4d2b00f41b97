import { api } from '@xinhang/shared/contract/api.ts';
import type { Handover } from '@xinhang/shared/handovers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { customersOf, dealsOf, useHandoverWords, whole } from './handover-words.ts';

const PAGE_SIZE = 100;

/** Every handover that one sees, newest first; each opens its report. */
export function HandoverList() {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const create = () => void navigate({ to: '/handovers/new' });
  useShortcut({ key: 'n', alt: true }, create);
  const query = { limit: PAGE_SIZE };
  return (
    <ListPage<Handover>
      label={t('menu.handovers')}
      page="handovers"
      queryKey={keyOf(api.handovers.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.handovers.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={(row) => void navigate({ to: '/handovers/$id', params: { id: String(row.id) } })}
      bar={
        <>
          <span className="spring" />
          <Button type="primary" aria-keyshortcuts="Alt+N" onClick={create}>
            {t('handover.new')}
          </Button>
        </>
      }
      empty={t('handover.empty')}
    />
  );
}

function useColumns(): Column<Handover>[] {
  const { t } = useText();
  const dates = useDates();
  const words = useHandoverWords();
  const sum = (row: Handover, of: typeof customersOf) =>
    whole(of(row.receivers.flatMap(({ counts }) => counts)));
  return [
    { key: 'whose', title: t('handover.whose'), width: 120, text: (row) => row.user.name },
    {
      key: 'people',
      grows: true,
      title: t('handover.receiver'),
      width: 220,
      text: (row) => words.people(row),
    },
    {
      key: 'customers',
      title: t('handover.customers'),
      width: 90,
      align: 'end',
      text: (row) => sum(row, customersOf),
    },
    {
      key: 'deals',
      title: t('handover.deals'),
      width: 90,
      align: 'end',
      text: (row) => sum(row, dealsOf),
    },
    {
      key: 'state',
      title: t('handover.state'),
      width: 90,
      text: (row) => t(`handover.state.${row.state}`),
    },
    { key: 'by', title: t('handover.by'), width: 110, text: (row) => row.by?.name ?? '' },
    { key: 'at', title: t('handover.at'), width: 150, text: (row) => dates.time(row.at) },
  ];
}
