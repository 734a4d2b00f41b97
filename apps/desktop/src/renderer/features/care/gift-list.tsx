import { api } from '@xinhang/shared/contract/api.ts';
import type { Gift } from '@xinhang/shared/gifts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useText } from '../../i18n/i18n.ts';
import { GiftDrawer } from './gift-drawer.tsx';
import { Rows } from '../../ui/rows.tsx';
import { useRows } from '../../app/use-rows.ts';

/** Gifts to all customers that one may see, newest first. */
export function AllGifts() {
  const { t } = useText();
  const list = useRows(api.gifts.list, {}, (page, signal) =>
    client.call(api.gifts.list, { query: page, signal }),
  );
  return (
    <Rows<Gift> list={list} none={t('gift.none')}>
      {(row) => <GiftEntry key={row.id} gift={row} />}
    </Rows>
  );
}

/** One gift or event: what, to whom, and what it cost for those who see that. */
export function GiftEntry({ gift, ofCustomer = false }: { gift: Gift; ofCustomer?: boolean }) {
  const { t } = useText();
  const [editing, setEditing] = useState(false);
  return (
    <article className="entry" aria-label={gift.what}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span>{t(`gift.kind.${gift.kind}`)}</span>
        {!ofCustomer && (
          <Link to="/customers/$id" params={{ id: String(gift.customer.id) }}>
            <strong>{gift.customer.name}</strong>
          </Link>
        )}
        {gift.contact && (
          <Link to="/contacts/$id" params={{ id: String(gift.contact.id) }}>
            {gift.contact.name}
          </Link>
        )}
        <span>{gift.what}</span>
        {gift.costFen !== null && <span>¥{formatFen(fen(gift.costFen))}</span>}
        <span className="spring" />
        <span className="soft">
          {gift.by.name} · {gift.on}
        </span>
        {gift.own && (
          <Button
            size="small"
            type="text"
            aria-label={`${t('common.edit')} ${gift.what}`}
            onClick={() => setEditing(true)}
          >
            {t('common.edit')}
          </Button>
        )}
      </div>
      {gift.note !== '' && <div className="entry-text soft">{gift.note}</div>}
      <GiftDrawer
        open={editing}
        gift={gift}
        customerId={gift.customer.id}
        onClose={() => setEditing(false)}
      />
    </article>
  );
}
