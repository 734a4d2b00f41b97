import { api } from '@xinhang/shared/contract/api.ts';
import type { CollectionNote } from '@xinhang/shared/collections.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { CollectionNoteDrawer } from './collection-note-drawer.tsx';
import { promiseTone, usePromiseWords } from './promise-words.tsx';

const SHOWN = 5;
const MOST = 100;

/** What was said with a customer about what it owes, on its page; of whom that may be read alone. */
export function CustomerCollections({ customer, mayAdd }: Props) {
  const { data } = useEndpoint(api.customers.get, { params: { id: customer.id } });
  return data?.can.receivables ? <CollectionNotes customer={customer} mayAdd={mayAdd} /> : null;
}

interface Props {
  customer: NameRef;
  mayAdd: boolean;
}

export function CollectionNotes({ customer, mayAdd }: Props) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const query = { limit: all ? MOST : SHOWN };
  const found = useEndpoint(
    api.collections.notes,
    { params: { id: customer.id }, query },
    { keep: true },
  );
  if (!found.data || (found.data.rows.length === 0 && !mayAdd)) return null;
  return (
    <Section
      title={t('collection.notes')}
      extra={
        mayAdd && (
          <Button type="link" size="small" onClick={() => setAdding(true)}>
            {t('collection.add')}
          </Button>
        )
      }
    >
      {found.data.rows.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      {found.data.rows.length === 0 && <span className="soft">{t('collection.noNotes')}</span>}
      {found.data.next !== null && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('customer.more')}
        </Button>
      )}
      <CollectionNoteDrawer customer={adding ? customer : null} onClose={() => setAdding(false)} />
    </Section>
  );
}

function Note({ note }: { note: CollectionNote }) {
  const { t } = useText();
  const dates = useDates();
  const promiseWords = usePromiseWords();
  const withdraw = useCommand(api.collections.withdraw);
  const about = note.docs.map((doc) => doc.no).join('、');
  return (
    <article className="entry">
      <div className="line" style={{ gap: '0 10px' }}>
        <span className="soft">
          {[t(`collection.way.${note.way}`), note.contact?.name, note.by.name]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="spring" />
        {note.withdrawnAt !== null && <span className="soft">{t('collection.withdrawn')}</span>}
        {note.mayWithdraw && (
          <Popconfirm
            title={t('collection.withdrawAsk')}
            okText={t('collection.withdraw')}
            cancelText={t('common.cancel')}
            onConfirm={() =>
              withdraw.mutate({ params: { id: note.id }, body: { version: note.version } })
            }
          >
            <Button type="link" size="small">
              {t('collection.withdraw')}
            </Button>
          </Popconfirm>
        )}
        <time className="soft" dateTime={new Date(note.at).toISOString()}>
          {dates.time(note.at)}
        </time>
      </div>
      <div className={`entry-text ${note.withdrawnAt === null ? '' : 'soft'}`}>{note.result}</div>
      {note.promise && (
        <div className={promiseTone(note.promise)}>
          {t('collection.promised')} {promiseWords(note.promise)}
        </div>
      )}
      {about !== '' && (
        <div className="soft">
          {t('collection.docs')} {about}
        </div>
      )}
    </article>
  );
}
