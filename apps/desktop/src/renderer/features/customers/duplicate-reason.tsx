import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { DuplicateMatch } from '@xinhang/shared/customers.ts';
import { Alert, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { DuplicateList } from './duplicate-list.tsx';

interface Refusal {
  matches: DuplicateMatch[];
  rule: 'reason' | 'refuse';
}

/** The duplicates for which a change was refused; null when it was refused for something else. */
export function duplicatesOf(error: Error | null): Refusal | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'duplicate-customer') return null;
  return error.problem.data as Refusal;
}

/** Asks why a fact is changed although it makes the customer resemble another. */
export function DuplicateReason(props: {
  refusal: Refusal;
  saving: boolean;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const refused = props.refusal.rule === 'refuse';
  const save = () => {
    if (reason.trim() !== '') props.onReason(reason.trim());
  };
  return (
    <Alert
      type={refused ? 'error' : 'warning'}
      role="alert"
      closable
      onClose={props.onClose}
      title={t(refused ? 'customer.duplicateRefused' : 'customer.duplicates')}
      description={
        <div className="stack">
          <DuplicateList matches={props.refusal.matches} />
          {!refused && (
            <Space.Compact>
              <Input
                autoFocus
                maxLength={200}
                aria-label={t('customer.duplicateReason')}
                placeholder={t('customer.duplicateReason')}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !composing(event)) save();
                }}
              />
              <Button loading={props.saving} disabled={reason.trim() === ''} onClick={save}>
                {t('common.save')}
              </Button>
            </Space.Compact>
          )}
        </div>
      }
    />
  );
}
