import { Alert, Form, Input } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { DuplicateList } from './duplicate-list.tsx';
import type { Duplicates } from './use-duplicates.ts';

/** Who resembles the customer of a form, and the reason that is asked for where one is. */
export function DuplicateNotice({ found }: { found: Duplicates | undefined }) {
  const { t } = useText();
  if (!found || found.matches.length === 0) return null;
  const refused = found.verdict === 'refused';
  return (
    <>
      <Form.Item>
        <Alert
          type={refused ? 'error' : 'warning'}
          title={t(refused ? 'customer.duplicateRefused' : 'customer.duplicates')}
          description={<DuplicateList matches={found.matches} />}
        />
      </Form.Item>
      {found.verdict === 'reason' && (
        <Form.Item
          name="duplicateReason"
          label={t('customer.duplicateReason')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}
