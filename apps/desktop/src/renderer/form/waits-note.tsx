import { Link } from '@tanstack/react-router';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';

interface Props {
  /** For what it waits. */
  title: string;
  /** With whom its approval lies now. */
  waitsFor: readonly NameRef[];
  /** Null: the reader may not open it. */
  approvalId: number | null;
  /** Beside the way to the approval. */
  children?: ReactNode;
}

/** A document that waits for an approval: for what, and with whom it lies. */
export function WaitsNote({ title, waitsFor, approvalId, children }: Props) {
  const { t } = useText();
  const who = waitsFor.map(({ name }) => name).join('、');
  return (
    <Alert
      type="info"
      showIcon
      className="page-note"
      title={who === '' ? title : `${title} · ${t('order.waitsFor', { who })}`}
      action={
        <span className="line">
          {approvalId !== null && (
            <Link to="/approvals/$id" params={{ id: String(approvalId) }}>
              {t('order.seeApproval')}
            </Link>
          )}
          {children}
        </span>
      }
    />
  );
}
