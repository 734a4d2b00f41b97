import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { DistributeDialog } from '../../form/distribute-dialog.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Gives the customers of a finished import to salespeople by a rule. */
export function ImportDistribute({ importId }: { importId: number }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [ids, setIds] = useState<number[] | null>(null);
  const [jobId, setJobId] = useState<number | null>(null);
  const open = async () => {
    setBusy(true);
    try {
      setIds((await client.call(api.imports.listCustomers, { params: { id: importId } })).ids);
    } catch (error) {
      void message.error(words(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={busy} onClick={() => void open()}>
        {t('distribute.import')}
      </Button>
      <DistributeDialog
        ids={ids}
        onClose={() => setIds(null)}
        onStarted={(started) => {
          setIds(null);
          setJobId(started);
        }}
      />
      <JobDialog jobId={jobId} title={t('distribute.run')} onClose={() => setJobId(null)} />
    </>
  );
}
