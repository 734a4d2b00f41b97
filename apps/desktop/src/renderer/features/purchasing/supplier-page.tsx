import { api } from '@xinhang/shared/contract/api.ts';
import type { Supplier } from '@xinhang/shared/suppliers.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useOpenTabs } from '../../app/open-tabs.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { SupplierDrawer } from './supplier-drawer.tsx';
import { SupplierPriceList } from './supplier-price-list.tsx';

/** Everything about a supplier on one page; `money` is what it is owed. */
export function SupplierPage({ id, money }: { id: number; money?: ReactNode }) {
  const navigate = useNavigate();
  const found = useEndpoint(api.suppliers.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = `/suppliers/${id}`;
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          useOpenTabs.getState().replaceNext(path);
          void navigate({ to: '/suppliers/$id', params: { id: String(to) }, replace: true });
        };
  return (
    <RecordPage
      found={found}
      tab={{ path, title: (supplier) => supplier.name }}
      previous={go(previous)}
      next={go(next)}
    >
      {(supplier) => <Content key={id} supplier={supplier} money={money} />}
    </RecordPage>
  );
}

function Content({ supplier, money }: { supplier: Supplier; money?: ReactNode }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const mayEdit = useMay('suppliers.update');
  const readsOrders = useMay('purchaseOrders.read');
  const ordersHere = useMay('purchaseOrders.update');
  const [editing, setEditing] = useState(false);
  const update = useCommand(api.suppliers.update);
  const why = mayEdit ? {} : { disabled: true, title: t('problem.forbidden') };
  const { id, version, active } = supplier;
  const turn = () =>
    update.mutate(
      { params: { id }, body: { version, active: !active } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <>
      <RecordHead
        title={supplier.name}
        facts={
          <>
            <span>{supplier.code}</span>
            {supplier.contact && (
              <span>
                {[supplier.contact.name, supplier.contact.phone].filter(Boolean).join(' ')}
              </span>
            )}
            <span className="soft">{`${t('supplier.buyer')} ${supplier.buyer.name}`}</span>
            {!active && <span className="danger">{t('supplier.off')}</span>}
          </>
        }
      >
        <Button type="primary" {...why} onClick={() => setEditing(true)}>
          {t('common.edit')}
        </Button>
        {readsOrders && (
          <Button
            onClick={() => void navigate({ to: '/purchase-orders', search: { supplierId: id } })}
          >
            {t('purchase.title')}
          </Button>
        )}
        {ordersHere && active && (
          <Button
            onClick={() =>
              void navigate({ to: '/purchase-orders/new', search: { supplierId: id } })
            }
          >
            {t('purchase.new')}
          </Button>
        )}
        <Button {...why} loading={update.isPending} onClick={turn}>
          {t(active ? 'supplier.turnOff' : 'supplier.turnOn')}
        </Button>
      </RecordHead>
      <RecordColumns
        main={
          <>
            <SupplierPriceList supplier={supplier} />
            <Contacts supplier={supplier} />
          </>
        }
        side={
          <>
            {money}
            <Facts supplier={supplier} />
          </>
        }
      />
      <SupplierDrawer supplier={supplier} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}

function Contacts({ supplier: { contacts } }: { supplier: Supplier }) {
  const { t } = useText();
  return (
    <Section title={t('supplier.contacts')}>
      {contacts.length === 0 ? (
        <span className="soft">{t('supplier.noContacts')}</span>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('supplier.namePlain')}</th>
              <th>{t('supplier.post')}</th>
              <th>{t('supplier.phone')}</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map((one, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- contacts have no id
              <tr key={at}>
                <td>{one.name}</td>
                <td>{one.post}</td>
                <td>{one.phone}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Facts({ supplier }: { supplier: Supplier }) {
  const { t } = useText();
  const dates = useDates();
  return (
    <Section title={t('supplier.facts')}>
      <FactList
        facts={[
          [t('supplier.code'), supplier.code],
          [t('supplier.term'), supplier.term?.name ?? t('supplier.noTerm')],
          [t('supplier.deductible'), t(supplier.deductible ? 'supplier.yes' : 'supplier.no')],
          [t('supplier.taxNo'), supplier.taxNo],
          [t('supplier.bank'), supplier.bank],
          [t('supplier.bankAccount'), supplier.bankAccount],
          [t('supplier.address'), supplier.address],
          [t('supplier.buyer'), supplier.buyer.name],
          [t('supplier.note'), supplier.note],
          [t('supplier.createdAt'), dates.dayOf(supplier.createdAt)],
          [t('supplier.createdBy'), supplier.createdBy?.name ?? ''],
        ]}
      />
    </Section>
  );
}
