import { DeleteOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { contactAttitudes, contactRoles, influences, type Deal } from '@xinhang/shared/deals.ts';
import { Button, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { EditSection } from './edit-section.tsx';
import { useEdit } from './use-edit.ts';

type DealContact = Deal['contacts'][number];

/** People on the customer's side: what part they have, how they stand, how much they count (S76). */
export function DealContacts({ deal }: { deal: Deal }) {
  const { t } = useText();
  const edit = useEdit<DealContact[]>(deal, () => deal.contacts);
  const { draft } = edit;
  const locked = edit.section.locked ?? (deal.customer ? null : t('deal.contactsNeedCustomer'));
  return (
    <>
      <EditSection
        {...edit.section}
        locked={locked}
        title={t('deal.contacts')}
        onSave={() =>
          draft &&
          edit.save({
            contacts: draft.map(({ contact, role, attitude, influence }) => ({
              contactId: contact.id,
              role,
              attitude,
              influence,
            })),
          })
        }
        editor={
          draft &&
          deal.customer && (
            <Editor customerId={deal.customer.id} value={draft} onChange={edit.change} />
          )
        }
        view={
          deal.contacts.length === 0 ? (
            <span className="soft">{t('deal.noContacts')}</span>
          ) : (
            <ul className="deal-people">
              {deal.contacts.map(({ contact, role, attitude, influence }) => (
                <li key={contact.id}>
                  <strong>{contact.name}</strong> <span>{t(`contactRole.${role}`)}</span>
                  <span className="soft">
                    {' '}
                    · {t(`attitude.${attitude}`)} · {t(`influence.${influence}`)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      />
      {edit.dialog}
    </>
  );
}

interface EditorProps {
  customerId: number;
  value: readonly DealContact[];
  onChange: (contacts: DealContact[]) => void;
}

function Editor({ customerId, value, onChange }: EditorProps) {
  const { t } = useText();
  const found = useEndpoint(api.contacts.list, { params: { id: customerId } });
  const taken = new Set(value.map((one) => one.contact.id));
  const others = (found.data?.rows ?? []).filter(
    (row) => row.leftAt === null && !taken.has(row.id),
  );
  const change = (at: number, part: Partial<DealContact>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const choice = <V extends string>(
    label: string,
    values: readonly V[],
    chosen: V,
    word: (value: V) => string,
    take: (value: V) => void,
  ) => (
    <Select<V>
      size="small"
      aria-label={label}
      value={chosen}
      options={values.map((one) => ({ value: one, label: word(one) }))}
      onChange={take}
    />
  );
  return (
    <div className="stack">
      {value.map(({ contact, role, attitude, influence }, at) => (
        <div key={contact.id} className="deal-person">
          <strong>{contact.name}</strong>
          {choice(
            `${t('deal.role')} ${contact.name}`,
            contactRoles,
            role,
            (one) => t(`contactRole.${one}`),
            (chosen) => change(at, { role: chosen }),
          )}
          {choice(
            `${t('deal.attitude')} ${contact.name}`,
            contactAttitudes,
            attitude,
            (one) => t(`attitude.${one}`),
            (chosen) => change(at, { attitude: chosen }),
          )}
          {choice(
            `${t('deal.influence')} ${contact.name}`,
            influences,
            influence,
            (one) => t(`influence.${one}`),
            (chosen) => change(at, { influence: chosen }),
          )}
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${contact.name}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Select<number>
        autoFocus={value.length === 0}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('deal.addContact')}
        placeholder={t('deal.addContact')}
        value={null as unknown as number}
        loading={found.isPending}
        notFoundContent={t('deal.noMoreContacts')}
        options={others.map(({ id, name, post }) => ({
          value: id,
          label: [name, post].filter(Boolean).join(' · '),
        }))}
        onChange={(id) => {
          const chosen = others.find((one) => one.id === id);
          if (!chosen) return;
          const contact = { id: chosen.id, name: chosen.name };
          onChange([
            ...value,
            { contact, role: 'other', attitude: 'neutral', influence: 'medium' },
          ]);
        }}
      />
    </div>
  );
}
