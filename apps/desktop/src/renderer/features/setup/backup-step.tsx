import { api } from '@xinhang/shared/contract/api.ts';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { BackupDirectory } from '../../form/backup-directory.tsx';
import { LoadError } from '../../ui/load-error.tsx';
import { StepFoot, type StepProps } from './step.tsx';

export function BackupStep(props: StepProps) {
  const [unsaved, setUnsaved] = useState(false);
  const found = useEndpoint(api.server.places, {});
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  return (
    <div className="stack">
      <BackupDirectory places={found.data} onTyped={setUnsaved} />
      <StepFoot {...props} disabled={unsaved} />
    </div>
  );
}
