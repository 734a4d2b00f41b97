import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

export type JobRow = EndpointOutput<typeof api.system.listJobRows>['rows'][number];

/** Kinds of jobs, their outcomes and reasons, in words. */
export function useJobWords() {
  const { t } = useText();
  const outcome = (code: string) => t(wordKey('job.outcome', code, 'job.outcome.other'));
  return {
    kind: (kind: string) => t(wordKey('job.kind', kind, 'job.kind.other')),
    outcome,
    /** How many rows of each outcome. */
    counts: (job: Pick<Job, 'counts'>) =>
      Object.entries(job.counts)
        .filter(([, count]) => count > 0)
        .map(([code, count]) => `${outcome(code)} ${count.toLocaleString('en-US')}`)
        .join(' · '),
    /** A row without a name is one that the reader may not see. */
    label: (row: JobRow) => row.label || t('job.unnamed'),
    why: ({ code, params }: JobRow) => {
      if (code === '') return '';
      const { rule } = params;
      if (typeof rule === 'string') return t(wordKey('field', rule, 'field.invalid'));
      return t(wordKey('problem', code, 'problem.validation-failed'));
    },
  };
}
