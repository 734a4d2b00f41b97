import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { ExportChoice } from '../../form/export-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  asked: Omit<EndpointBody<typeof api.productSales.export>, 'format' | 'lang'>;
}

/** What the page shows as a file, every row of it. */
export function FileButton({ asked }: Props) {
  const { t } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.productSales.export);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('analysis.export')}</Button>
      <ExportChoice
        open={open}
        title={t('analysis.export')}
        running={start.isPending}
        onClose={() => setOpen(false)}
        onRun={(choice) =>
          start.mutate(
            { body: { ...asked, ...choice } },
            {
              onSuccess: (answer) => {
                setOpen(false);
                setJobId(answer.jobId);
              },
              onError: (error) => void message.error(refusal(error)),
            },
          )
        }
      />
      <JobDialog jobId={jobId} title={t('analysis.export')} onClose={() => setJobId(null)} />
    </>
  );
}
