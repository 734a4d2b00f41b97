import { api } from '@xinhang/shared/contract/api.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import { ownLocationKinds, type Location } from '@xinhang/shared/product-words.ts';
import { Select } from 'antd';
import type { CSSProperties } from 'react';
import { useEndpoint } from '../app/query.ts';
import { placesOf, useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { onlyWords } from '../ui/only-words.ts';

/** What may be said here of those in use: all that goods lie in unless said. */
type Fits = (place: Location) => boolean;
export const isSoldFrom: Fits = ({ sellable }) => sellable;
export const isWarehouse: Fits = ({ kind }) => kind === 'warehouse';
/** Where goods are put that came back: whole or not. */
export const takesBack: Fits = ({ kind }) => kind === 'warehouse' || kind === 'defective';

interface Props {
  label: string;
  /** What stands where none is chosen. */
  placeholder?: string;
  /** Others are refused: they are not offered. */
  fits?: Fits;
  /** By which right the place is chosen: it offers those that the right reaches. */
  right?: Permission;
  value: number | null;
  onChange: (id: number | null) => void;
  disabled?: boolean;
  status?: boolean;
  clearable?: boolean;
  autoFocus?: boolean;
  style?: CSSProperties;
}

/** A place where goods lie; those in use, and the one that stands there. */
export function PlaceSelect(props: Props) {
  const { t } = useText();
  const { data } = useEndpoint(api.locations.list, {});
  const me = useMe();
  const reached = props.right ? placesOf(me, props.right) : null;
  const rows = (data?.rows ?? []).filter(
    (row) =>
      row.id === props.value ||
      (ownLocationKinds.some((kind) => kind === row.kind) &&
        row.active &&
        (props.fits?.(row) ?? true) &&
        (reached === null || reached.includes(row.id))),
  );
  return (
    <Select<number | null>
      {...onlyWords}
      aria-label={props.label}
      placeholder={props.placeholder ?? t('stock.place')}
      disabled={props.disabled === true}
      allowClear={props.clearable === true}
      autoFocus={props.autoFocus === true}
      {...(props.style && { style: props.style })}
      {...(props.status && { status: 'error' as const })}
      showSearch={{ optionFilterProp: 'label' }}
      value={props.value}
      options={rows.map((row) => ({ value: row.id, label: placeName(row) }))}
      onChange={(id) => props.onChange(id ?? null)}
    />
  );
}
