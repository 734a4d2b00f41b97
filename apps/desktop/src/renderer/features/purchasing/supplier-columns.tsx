import type { SupplierRow } from '@xinhang/shared/suppliers.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';

/** Columns of the list of suppliers, in the order of a first visit. */
export function useSupplierColumns(): Column<SupplierRow>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'code',
        title: t('supplier.code'),
        width: 110,
        sort: 'code',
        text: (row) => row.code,
      },
      {
        key: 'name',
        grows: true,
        title: t('supplier.name'),
        width: 260,
        sort: 'name',
        text: (row) => row.name,
        render: (row) => (row.active ? row.name : <span className="soft">{row.name}</span>),
      },
      {
        key: 'contact',
        title: t('supplier.contact'),
        width: 110,
        text: (row) => row.contact?.name ?? '',
      },
      {
        key: 'phone',
        title: t('supplier.phone'),
        width: 160,
        text: (row) => row.contact?.phone ?? '',
      },
      {
        key: 'term',
        title: t('supplier.term'),
        width: 140,
        text: (row) => row.term?.name ?? t('supplier.noTerm'),
      },
      {
        key: 'deductible',
        title: t('supplier.deductible'),
        width: 120,
        text: (row) => t(row.deductible ? 'supplier.yes' : 'supplier.no'),
      },
      { key: 'taxNo', title: t('supplier.taxNo'), width: 200, text: (row) => row.taxNo },
      { key: 'buyer', title: t('supplier.buyer'), width: 110, text: (row) => row.buyer.name },
      {
        key: 'state',
        title: t('supplier.state'),
        width: 90,
        extra: true,
        text: (row) => t(row.active ? 'supplier.on' : 'supplier.off'),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
