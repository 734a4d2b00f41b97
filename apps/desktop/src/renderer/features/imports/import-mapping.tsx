import { api } from '@xinhang/shared/contract/api.ts';
import {
  duplicateChoices,
  ownerlessChoices,
  type ImportBatch,
  type ImportColumn,
} from '@xinhang/shared/imports.ts';
import { missingTargets } from '@xinhang/shared/import-kinds.ts';
import { columnText } from '@xinhang/shared/sheet-words.ts';
import { Alert, Button, Radio, Select, Table } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useRefusedWords } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { listKeys } from '../../ui/keys.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useImportWords } from './words.ts';

const SAMPLES = 3;
/** `电话` or `联系电话`, and not `手机` or `联系人电话`. */
const eithersPhone = /^[^\p{L}]*(?:联系|聯絡)?(?:电话|電話|phone|tel)/iu;

interface Props {
  batch: ImportBatch;
  busy: boolean;
  onStarted: () => void;
  /** Back to the verdicts of the check before; absent before the first one. */
  onBack?: () => void;
}

/** What each column of the file becomes, guessed and remembered, and what happens to odd rows. */
export function ImportMapping({ batch, busy, onStarted, onBack }: Props) {
  const { t, language } = useText();
  const refusal = useRefusedWords();
  const mayCreate = useMay('customers.create');
  // Somebody without customers, such as an administrator, is shown columns and no rows.
  const seesCustomers = useMay('customers.read');
  const ofCustomers = batch.kind === 'customers';
  const named = seesCustomers || !ofCustomers;
  const words = useImportWords(batch.kind);
  const check = useCommand(api.imports.check);
  const [mapping, setMapping] = useState<(string | null)[]>(batch.mapping);
  const [ownerless, setOwnerless] = useState(batch.ownerless);
  const [duplicates, setDuplicates] = useState(batch.duplicates);
  const missing = missingTargets(batch.kind, mapping);
  const nameless = missing !== undefined;
  // One phone beside a person, which its header gives to neither of them.
  const shared =
    mapping.includes('contactName') && !mapping.includes('phone')
      ? mapping.findIndex(
          (target, at) => target === 'contactPhone' && eithersPhone.test(batch.header[at] ?? ''),
        )
      : -1;
  const columns = batch.header.map((header, at) => ({
    at,
    header,
    samples: batch.sample.slice(0, SAMPLES).map((row) => row[at] ?? ''),
  }));

  const start = () =>
    check.mutate(
      {
        params: { id: batch.id },
        body: { mapping: mapping as (ImportColumn | null)[], ownerless, duplicates },
      },
      { onSuccess: onStarted },
    );
  const may = !busy && !nameless && !check.isPending;
  useShortcut({ key: 'enter', ctrl: true }, may ? start : null);

  const taken = (value: string, at: number) => {
    const other = mapping.indexOf(value);
    return other >= 0 && other !== at;
  };
  const picker = (at: number, header: string) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      disabled={busy}
      placeholder={t('import.leaveOut')}
      aria-label={t('import.becomes', { column: header || at + 1 })}
      value={mapping[at] ?? undefined}
      options={words.targets.map((group) => ({
        label: group.label,
        options: group.options.map((option) => ({
          ...option,
          disabled: taken(option.value, at),
        })),
      }))}
      onChange={(value: string | undefined) =>
        setMapping((now) => now.map((one, index) => (index === at ? (value ?? null) : one)))
      }
    />
  );
  return (
    <div className="import-body" {...listKeys(() => may && start())}>
      <div className="import-columns">
        <Table
          size="small"
          rowKey="at"
          pagination={false}
          dataSource={columns}
          columns={[
            {
              title: t('import.column'),
              width: '24%',
              render: (_value, { header, at }) => header || t('import.columnNo', { n: at + 1 }),
            },
            {
              title: t('import.target'),
              width: 230,
              render: (_value, { at, header }) => picker(at, header),
            },
            ...(named
              ? [
                  {
                    title: t('import.sample'),
                    render: (_value: unknown, { samples }: { samples: string[] }) => (
                      <span className="soft import-sample">
                        {samples.filter(Boolean).join(' · ')}
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      <div className="import-choices">
        {ofCustomers && (
          <>
            <fieldset className="plain-group">
              <legend>{t('import.ownerless')}</legend>
              <Radio.Group
                value={ownerless}
                disabled={busy}
                options={ownerlessChoices.map((value) => ({
                  value,
                  label: t(`import.ownerless.${value}`),
                  disabled: value === 'me' && !(mayCreate && named),
                }))}
                onChange={(event) => setOwnerless(event.target.value as ImportBatch['ownerless'])}
              />
            </fieldset>
            <fieldset className="plain-group">
              <legend>{t('import.duplicates')}</legend>
              <Radio.Group
                value={duplicates}
                disabled={busy}
                options={duplicateChoices.map((value) => ({
                  value,
                  label: t(`import.duplicates.${value}`),
                }))}
                onChange={(event) => setDuplicates(event.target.value as ImportBatch['duplicates'])}
              />
            </fieldset>
          </>
        )}
        {batch.kind !== 'customers' && (
          <span className="soft">{t(`import.note.${batch.kind}`)}</span>
        )}
        {!named && <Alert type="info" showIcon title={t('import.noContents')} />}
        {shared >= 0 && (
          <Alert
            type="info"
            showIcon
            title={t('import.phoneOfContact', { column: batch.header[shared]! })}
          />
        )}
        {nameless && (
          <Alert
            type="warning"
            showIcon
            title={t('import.needs', {
              columns: missing.map((one) => columnText(one, language)).join(' / '),
            })}
          />
        )}
        {check.error && <Alert type="error" showIcon title={refusal(check.error).join(' ')} />}
        <div className="line">
          <Button
            type="primary"
            disabled={busy || nameless}
            loading={check.isPending}
            aria-keyshortcuts="Control+Enter"
            onClick={start}
          >
            {t('import.check')}
          </Button>
          {onBack && <Button onClick={onBack}>{t('import.backToResult')}</Button>}
        </div>
        <span className="soft">{t('import.checkNote')}</span>
      </div>
    </div>
  );
}
