import { api } from '@xinhang/shared/contract/api.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { z } from 'zod';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useShortageColumns } from './shortage-columns.tsx';

const PAGE_SIZE = 100;
const PAGE = 'shortages';

/** What is searched for, as it stands in the address. */
export const shortageSearch = z.object({
  q: z.coerce.string().min(1).max(100).optional().catch(undefined),
});

/** Goods of which there is too little, and where each is best bought today. */
export function ShortageList({ q }: { q: string | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useShortageColumns();
  const query = { ...(q && { q }), limit: PAGE_SIZE };
  const find = (text: string | undefined) =>
    void navigate({ to: '/shortages', search: { q: text } });
  return (
    <ListPage<Shortage>
      label={t('menu.shortages')}
      page={PAGE}
      queryKey={keyOf(api.shortages.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.shortages.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.product.id}
      onOpen={({ product }) =>
        void navigate({ to: '/products/$id', params: { id: String(product.id) } })
      }
      bar={
        <>
          <FindBox q={q} placeholder={t('product.find')} width={260} onFind={find} />
          {q && (
            <Button type="link" onClick={() => find(undefined)}>
              {t('common.clear')}
            </Button>
          )}
        </>
      }
      empty={t(q ? 'shortage.emptyFiltered' : 'shortage.empty')}
    />
  );
}
