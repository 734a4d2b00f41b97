import { Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { useRows } from '../app/use-rows.ts';
import { useText } from '../i18n/i18n.ts';
import { Unread } from './loaded.tsx';

interface Props<Row> {
  list: ReturnType<typeof useRows<Row>>;
  /** What is said where there are none. */
  none: string;
  children: (row: Row) => ReactNode;
}

/** Entries one below the other, with a way to more. */
export function Rows<Row>({ list: { found, rows }, none, children }: Props<Row>) {
  const { t } = useText();
  return (
    <>
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={none} />
        </div>
      )}
      <div className="review-received">{rows?.map(children)}</div>
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
    </>
  );
}
