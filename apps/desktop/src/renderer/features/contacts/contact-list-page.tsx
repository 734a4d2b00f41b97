import type { ContactListRow } from '@xinhang/shared/contacts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { contactSearch } from './contact-search.ts';

const PAGE_SIZE = 100;

export function ContactListPage({ q }: { q: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const query: Record<string, string> = q === '' ? {} : { q };
  return (
    <ListPage<ContactListRow>
      label={t('menu.contacts')}
      queryKey={keyOf(api.contacts.listAll, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.contacts.listAll, {
          query: { ...query, limit: PAGE_SIZE, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      // Whether a word finds a contact is known of those that were read: a search goes forward.
      {...(q === '' && {
        fetchMarks: (cursor: string, step: number, signal: AbortSignal) =>
          client.call(api.contacts.markAll, { query: { cursor, step }, signal }),
      })}
      idOf={(row) => row.id}
      onOpen={(row) =>
        void navigate({ to: '/customers/$id', params: { id: String(row.customer.id) } })
      }
      columns={[
        { key: 'name', title: t('contact.name'), width: 120, text: (row) => row.name },
        {
          key: 'customer',
          title: t('contact.customer'),
          width: 260,
          text: (row) => row.customer.name,
        },
        { key: 'dept', title: t('contact.dept'), width: 120, text: (row) => row.dept },
        { key: 'post', title: t('contact.post'), width: 120, text: (row) => row.post },
        { key: 'phone', title: t('contact.phone'), width: 150, text: (row) => row.phone ?? '' },
        {
          key: 'primary',
          title: t('contact.primary'),
          width: 110,
          text: (row) => (row.primary ? '✓' : ''),
        },
      ]}
      bar={
        <>
          <Input.Search
            allowClear
            key={q}
            defaultValue={q}
            style={{ width: 260 }}
            placeholder={t('common.search')}
            aria-label={t('common.search')}
            onSearch={(text) =>
              void navigate({ to: '/contacts', search: text.trim() ? { q: text.trim() } : {} })
            }
          />
          <SaveView page="contacts" state={query} />
          <span className="spring" />
        </>
      }
      views={
        <ViewTabs
          page="contacts"
          state={query}
          onApply={(next) => void navigate({ to: '/contacts', search: contactSearch.parse(next) })}
        />
      }
      empty={
        q === '' ? (
          t('contact.empty')
        ) : (
          <div className="stack">
            <span>{t('search.empty', { q })}</span>
            <div>
              <Button onClick={() => void navigate({ to: '/contacts' })}>
                {t('common.clear')}
              </Button>
            </div>
          </div>
        )
      }
    />
  );
}
