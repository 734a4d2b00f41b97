import { api } from '@xinhang/shared/contract/api.ts';
import type { Fapiao } from '@xinhang/shared/fapiao.ts';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { useFieldWords } from './use-field-words.ts';

/** Writes the number of what was issued as it truly is. */
export function CorrectNumber({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('fapiao.correct')}</Button>
      <Modal
        open={open}
        title={t('fapiao.correct')}
        onCancel={close}
        {...beginInField}
        footer={null}
        destroyOnHidden
      >
        <Content doc={doc} onClose={close} />
      </Modal>
    </>
  );
}

function Content({ doc, onClose }: { doc: Fapiao; onClose: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const fields = useFieldWords();
  const byHand = doc.redOf === null && doc.redOfNo !== '';
  const [number, setNumber] = useState(doc.number);
  const [code, setCode] = useState(doc.code);
  const [redOfNo, setRedOfNo] = useState(doc.redOfNo);
  const correct = useCommand(api.fapiao.correct, { onDone: onClose });
  const ready = number.trim() !== '' && (!byHand || redOfNo.trim() !== '');
  const save = () => {
    if (!ready || correct.isPending) return;
    correct.mutate({
      params: { id: doc.id },
      body: {
        version: doc.version,
        number: number.trim(),
        code: code.trim(),
        ...(byHand && { redOfNo: redOfNo.trim() }),
      },
    });
  };
  const refusals = correct.error ? fields(correct.error, words(correct.error)) : [];
  const input = (label: string, value: string, onChange: (value: string) => void, most = 40) => (
    <label className="stack">
      {label}
      <Input
        maxLength={most}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
  return (
    <div className="stack" {...saveKeys(save)}>
      <span className="soft">{t('fapiao.correctWhy')}</span>
      {refusals.length > 0 && <Alert type="error" showIcon title={refusals.join(' ')} />}
      {input(t('fapiao.number'), number, setNumber)}
      {input(t('fapiao.code'), code, setCode, 20)}
      {byHand && input(t('fapiao.redOfNo'), redOfNo, setRedOfNo)}
      <DialogButtons
        okText={t('common.save')}
        ready={ready}
        saving={correct.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
