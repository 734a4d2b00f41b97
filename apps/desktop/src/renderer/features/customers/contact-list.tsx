import type { Contact } from '@xinhang/shared/contacts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { lunarWords } from '../../ui/lunar.ts';
import { Section } from '../../ui/section.tsx';
import { ContactDrawer } from './contact-drawer.tsx';

/** So many are shown at first: the facts below must stay in reach. */
const FIRST = 8;

interface Props {
  customerId: number;
  editable: boolean;
  /** The customer lies in the pool, where nobody sees contacts. */
  masked: boolean;
}

export function ContactList({ customerId, editable, masked }: Props) {
  const { t } = useText();
  const list = useEndpoint(api.contacts.list, { params: { id: customerId } });
  const [editing, setEditing] = useState<Contact | null>(null);
  const [open, setOpen] = useState(false);
  const edit = (contact: Contact | null) => {
    setEditing(contact);
    setOpen(true);
  };
  const rows = list.data?.rows ?? [];
  const here = rows.filter((row) => row.leftAt === null);
  const gone = rows.filter((row) => row.leftAt !== null);
  const [showGone, setShowGone] = useState(false);
  const [showAll, setShowAll] = useState(false);
  return (
    <Section
      title={t('customer.contacts')}
      extra={
        <Button
          size="small"
          disabled={!editable}
          title={
            masked ? t('customer.maskedPool') : editable ? undefined : t('customer.noForbidden')
          }
          onClick={() => edit(null)}
        >
          {t('contact.new')}
        </Button>
      }
    >
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {list.isSuccess && rows.length === 0 && (
        <span className="soft">
          {t(masked ? 'customer.maskedContacts' : 'customer.noContacts')}
        </span>
      )}
      {[...(showAll ? here : here.slice(0, FIRST)), ...(showGone ? gone : [])].map((row) => (
        <ContactCard key={row.id} contact={row} editable={editable} onEdit={() => edit(row)} />
      ))}
      {here.length > FIRST && (
        <Button type="link" size="small" onClick={() => setShowAll(!showAll)}>
          {t(showAll ? 'contact.showFew' : 'contact.showAll', { n: here.length })}
        </Button>
      )}
      {gone.length > 0 && (
        <Button type="link" size="small" onClick={() => setShowGone(!showGone)}>
          {t(showGone ? 'contact.hideLeft' : 'contact.showLeft', { n: gone.length })}
        </Button>
      )}
      <ContactDrawer
        customerId={customerId}
        contact={editing}
        open={open}
        onClose={() => setOpen(false)}
      />
    </Section>
  );
}

/** A birthday as the person keeps it, in their calendar. */
function useBirthday() {
  const { t, language } = useText();
  return ({ calendar, year, month, day, leap }: NonNullable<Contact['birthday']>) => {
    if (calendar === 'lunar' && language !== 'en') {
      const said = lunarWords(language, { month, day });
      const on = t('desk.birthday.lunar', {
        month: `${leap ? t('contact.leapShort') : ''}${said.month}`,
        day: said.day,
      });
      return year === null ? on : `${year} ${on}`;
    }
    return [
      t(`contact.${calendar}`),
      year === null ? '' : `${year}-`,
      `${leap ? t('contact.leapShort') : ''}${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    ]
      .join(' ')
      .replace('- ', '-');
  };
}

const file = [
  'wechat',
  'email',
  'nativePlace',
  'family',
  'hobbies',
  'relations',
  'taboos',
  'note',
] as const;

interface CardProps {
  contact: Contact;
  editable: boolean;
  onEdit: () => void;
}

function ContactCard({ contact, editable, onEdit }: CardProps) {
  const { t } = useText();
  const words = useRefusalText();
  const birthday = useBirthday();
  const { message } = App.useApp();
  const update = useCommand(api.contacts.update);
  const [open, setOpen] = useState(false);
  const facts: [string, string][] = [
    ...(contact.birthday
      ? [[t('contact.birthday'), birthday(contact.birthday)] as [string, string]]
      : []),
    ...file
      .filter((key) => contact[key] !== '')
      .map((key): [string, string] => [t(`contact.${key}`), contact[key]]),
    ...(contact.smsOptOut ? [[t('contact.sms'), t('contact.smsOptOut')] as [string, string]] : []),
  ];
  const setLeft = (left: boolean) =>
    update.mutate(
      { params: { id: contact.id }, body: { version: contact.version, left } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <div className="contact-card">
      <div className="contact-head">
        <ContactName contact={contact} />
        <span className="contact-post soft">
          {[
            contact.dept,
            contact.post,
            contact.primary && t('contact.primary'),
            contact.leftAt !== null && t('contact.left'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {facts.length > 0 && (
          <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('contact.file')}
          </Button>
        )}
        <Button
          type="link"
          size="small"
          disabled={!editable}
          aria-label={`${t('common.edit')} ${contact.name}`}
          onClick={onEdit}
        >
          {t('common.edit')}
        </Button>
        <Button
          type="link"
          size="small"
          disabled={!editable}
          loading={update.isPending}
          aria-label={`${t(contact.leftAt === null ? 'contact.markLeft' : 'contact.markBack')} ${contact.name}`}
          onClick={() => setLeft(contact.leftAt === null)}
        >
          {t(contact.leftAt === null ? 'contact.markLeft' : 'contact.markBack')}
        </Button>
      </div>
      {contact.phones.map((phone, at) => (
        <div key={`${phone.number}-${at}`}>
          {phone.number.includes('*') ? (
            phone.number
          ) : (
            <a href={`tel:${phone.number.replaceAll(/[^\d+]/g, '')}`}>{phone.number}</a>
          )}
          {phone.extension && ` ${t('contact.ext')} ${phone.extension}`}{' '}
          <span className="soft">{phone.label}</span>
        </div>
      ))}
      {open && (
        <dl className="facts" style={{ paddingTop: 4 }}>
          {facts.map(([label, value]) => (
            <FileLine key={label} label={label} value={value} />
          ))}
        </dl>
      )}
    </div>
  );
}

/** Leads to all that there was with the person, where the reader may see that. */
function ContactName({ contact }: { contact: Contact }) {
  const reads = useMay('followUps.read');
  if (!reads) return <strong>{contact.name}</strong>;
  return (
    <Link to="/contacts/$id" params={{ id: String(contact.id) }}>
      <strong>{contact.name}</strong>
    </Link>
  );
}

function FileLine({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="fact-plain">{value}</dd>
    </>
  );
}
