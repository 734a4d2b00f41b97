import { api } from '@xinhang/shared/contract/api.ts';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { BackupDirectory } from '../../form/backup-directory.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StepFoot, type StepProps } from './step.tsx';

export function BackupStep(props: StepProps) {
  const [unsaved, setUnsaved] = useState(false);
  const found = useEndpoint(api.server.places, {});
  return (
    <Loaded found={found}>
      {(places) => (
        <div className="stack">
          <BackupDirectory places={places} onTyped={setUnsaved} />
          <StepFoot {...props} disabled={unsaved} />
        </div>
      )}
    </Loaded>
  );
}
