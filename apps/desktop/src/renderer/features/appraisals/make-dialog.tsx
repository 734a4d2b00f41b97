import { appraisalPeriodBefore, appraisalPeriodOf } from '@xinhang/shared/appraisal-rules.ts';
import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { PeriodField } from './period-field.tsx';

interface Props {
  scheme: Scheme | null;
  onClose: () => void;
}

/** Makes the sheets of a period by hand: those that are missing. */
export function MakeDialog({ scheme, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const make = useCommand(api.appraisals.make);
  const [chosen, setChosen] = useState<string | undefined>();
  const span = scheme?.span ?? 'month';
  const last = appraisalPeriodBefore(span, appraisalPeriodOf(span, today)).key;
  const period = chosen ?? last;
  const close = () => {
    setChosen(undefined);
    onClose();
  };
  const run = () => {
    if (!scheme) return;
    make.mutate(
      { body: { schemeId: scheme.id, period } },
      {
        onSuccess: ({ made }) => {
          close();
          void message.success(t('appraisal.madeSome', { n: made }));
        },
        onError: (error) => void message.error(words(error)),
      },
    );
  };
  return (
    <Modal
      open={scheme !== null}
      title={t('appraisal.makeTitle', { name: scheme?.name ?? '' })}
      okText={t('appraisal.make')}
      okButtonProps={{ loading: make.isPending }}
      onOk={run}
      onCancel={close}
      destroyOnHidden
    >
      <div className="stack">
        <PeriodField required span={span} value={period} onChange={setChosen} />
        <span className="soft">{t('appraisal.makeWhy')}</span>
      </div>
    </Modal>
  );
}
