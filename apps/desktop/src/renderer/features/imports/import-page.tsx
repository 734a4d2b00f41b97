import { api } from '@xinhang/shared/contract/api.ts';
import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { importKindWords } from '@xinhang/shared/sheet-words.ts';
import { Steps, Tag } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { JobProgress } from '../../form/job-progress.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { ImportDiscard } from './import-discard.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { ImportResult } from './import-result.tsx';
import { WayToOpenings } from './way-to-openings.tsx';

/** Beyond the last step all three are behind one. */
const stepOf = {
  uploaded: 0,
  checked: 1,
  importing: 2,
  imported: 3,
  partial: 3,
  undoing: 3,
  discarding: 0,
  undone: 3,
} as const;

const POLL_MS = 2000;
const goesOn = ({ state }: ImportBatch) =>
  state === 'importing' || state === 'undoing' || state === 'discarding';

/** One import from its columns to its result. */
export function ImportPage({ id }: { id: number }) {
  const found = useEndpoint(
    api.imports.get,
    { params: { id } },
    // The job of a colleague is not told of.
    { poll: (batch) => (batch && goesOn(batch) ? POLL_MS : false) },
  );
  return (
    <RecordPage fills found={found}>
      {(batch) => <Import key={id} batch={batch} />}
    </RecordPage>
  );
}

function Import({ batch }: { batch: ImportBatch }) {
  const { t, language } = useText();
  const dates = useDates();
  // Somebody who goes back to the columns of a file that was checked.
  const [mapping, setMapping] = useState(false);
  const [over, setOver] = useState(0);
  const running = goesOn(batch) || (batch.jobId !== null && batch.jobId !== over);
  const atMapping = batch.state === 'uploaded' || (mapping && batch.state === 'checked');
  const unrun = batch.state === 'uploaded' || batch.state === 'checked';
  const step = atMapping ? 0 : stepOf[batch.state];
  return (
    <>
      <RecordHead
        title={batch.fileName}
        facts={
          <>
            <Tag>{t(`import.state.${batch.state}`)}</Tag>
            <span className="soft">
              {[
                importKindWords[batch.kind][language],
                t('import.rowCount', { n: batch.rows.toLocaleString('en-US') }),
                batch.by?.name,
                dates.time(batch.at),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </>
        }
      >
        <WayToOpenings kind={batch.kind} />
        {unrun && <ImportDiscard batch={batch} busy={running} />}
        <Steps
          size="small"
          className="import-steps"
          current={step}
          items={(['columns', 'check', 'import'] as const).map((key) => ({
            title: t(`import.step.${key}`),
          }))}
        />
      </RecordHead>
      {batch.jobId !== null && (
        <JobProgress
          key={batch.jobId}
          jobId={batch.jobId}
          onOver={() => setOver(batch.jobId ?? 0)}
        />
      )}
      {atMapping ? (
        <ImportMapping
          batch={batch}
          busy={running}
          onStarted={() => setMapping(false)}
          {...(batch.state === 'checked' && { onBack: () => setMapping(false) })}
        />
      ) : (
        <ImportResult batch={batch} busy={running} onMapping={() => setMapping(true)} />
      )}
    </>
  );
}
