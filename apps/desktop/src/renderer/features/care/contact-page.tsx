import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { RelationEntry } from '@xinhang/shared/relation.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { GiftDrawer } from './gift-drawer.tsx';
import { PromiseDrawer } from './promise-drawer.tsx';

type Relation = EndpointOutput<typeof api.relation.ofContact>;

/** All that there was between the company and one contact. */
export function ContactPage({ id }: { id: number }) {
  const found = useEndpoint(api.relation.ofContact, { params: { id } });
  return (
    <RecordPage
      found={found}
      tab={{ path: `/contacts/${id}`, title: ({ contact }) => contact.name }}
    >
      {(relation) => <Content key={id} relation={relation} />}
    </RecordPage>
  );
}

function Content({ relation }: { relation: Relation }) {
  const { t } = useText();
  const { contact, customer, rows, mayAdd } = relation;
  const [adding, setAdding] = useState<'gift' | 'promise' | null>(null);
  const whose = { customerId: customer.id, contactId: contact.id };
  return (
    <>
      <RecordHead
        title={contact.name}
        facts={
          <Link to="/customers/$id" params={{ id: String(customer.id) }}>
            {customer.name}
          </Link>
        }
      >
        {mayAdd && (
          <>
            <Button onClick={() => setAdding('promise')}>{t('promise.new')}</Button>
            <Button onClick={() => setAdding('gift')}>{t('gift.new')}</Button>
          </>
        )}
      </RecordHead>
      <RecordColumns
        main={
          <>
            {mayAdd && (
              <FollowUpBox customerId={customer.id} contactId={contact.id} takesShortcut />
            )}
            <div style={{ paddingTop: 16 }}>
              <Section title={t('relation.title')}>
                {rows.length === 0 && (
                  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('relation.none')} />
                )}
                {rows.map((row) => (
                  <Entry key={`${row.kind}${row.id}`} row={row} />
                ))}
              </Section>
            </div>
          </>
        }
        side={<Facts relation={relation} />}
      />
      <GiftDrawer {...whose} open={adding === 'gift'} onClose={() => setAdding(null)} />
      <PromiseDrawer {...whose} open={adding === 'promise'} onClose={() => setAdding(null)} />
    </>
  );
}

function Facts({ relation }: { relation: Relation }) {
  const { t } = useText();
  const dates = useDates();
  const { contact, birthdayOn, lastTalkAt, costFen } = relation;
  const facts: [string, string][] = [
    [t('contact.dept'), contact.dept],
    [t('contact.post'), contact.post],
    [t('contact.phone'), contact.phones.map((phone) => phone.number).join(' ')],
    [t('contact.wechat'), contact.wechat],
    [t('contact.email'), contact.email],
    [
      t('relation.birthday'),
      birthdayOn ? [...new Set([birthdayOn, dates.day(birthdayOn)])].join(' · ') : '',
    ],
    [t('contact.nativePlace'), contact.nativePlace],
    [t('contact.family'), contact.family],
    [t('contact.hobbies'), contact.hobbies],
    [t('contact.relations'), contact.relations],
    [t('contact.taboos'), contact.taboos],
    [t('relation.lastTalk'), lastTalkAt === null ? '' : dates.time(lastTalkAt)],
    [t('relation.cost'), costFen ? `¥${formatFen(fen(costFen))}` : ''],
  ];
  return (
    <Section title={t('relation.about')}>
      <FactList facts={facts} />
    </Section>
  );
}

function Entry({ row }: { row: RelationEntry }) {
  const { t } = useText();
  const dates = useDates();
  const late = row.state === 'open' && dates.overdue(row.on);
  const sort = {
    followUp: () => t(wordKey('followType', row.sort, 'relation.kind.followUp')),
    gift: () => t(wordKey('gift.kind', row.sort, 'relation.kind.gift')),
    promise: () => t('relation.kind.promise'),
    care: () => t(wordKey('care.kind', row.sort, 'relation.kind.care')),
    message: () => t(wordKey('campaign.channel', row.sort, 'campaign.tab.campaigns')),
  }[row.kind]();
  const state = {
    followUp: '',
    gift: '',
    promise: row.state && t(wordKey('promise.state', row.state, 'relation.kind.promise')),
    care: row.state && t(wordKey('care.state', row.state, 'relation.kind.care')),
    message: '',
  }[row.kind];
  return (
    <article className="entry" aria-label={row.text}>
      <div className="line" style={{ gap: '0 10px' }}>
        <strong>{sort}</strong>
        {state && <span className={late ? 'danger' : 'soft'}>{state}</span>}
        {row.costFen !== null && <span>¥{formatFen(fen(row.costFen))}</span>}
        <span className="spring" />
        <span className="soft">
          {[row.by?.name, dates.day(row.on)].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className="entry-text">{row.text}</div>
      {row.note !== '' && <div className="entry-text soft">{row.note}</div>}
    </article>
  );
}
