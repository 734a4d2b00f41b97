import { ApiError } from '@xinhang/shared/contract/client.ts';
import { gateItem, type GateItem } from '@xinhang/shared/pipelines.ts';
import { z } from 'zod';
import { useDealWords } from './deal-words.ts';

const refusal = z.object({ missing: z.array(gateItem) });

/** What a stage asks for and is not there, when a move was refused for that; null otherwise. */
export function missingOf(error: unknown): GateItem[] | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'gate-not-passed') return null;
  const data = refusal.safeParse(error.problem.data);
  return data.success ? data.data.missing : [];
}

/** The same in words, a line each. */
export function MissingItems({ error }: { error: unknown }) {
  const words = useDealWords();
  const missing = missingOf(error);
  if (!missing || missing.length === 0) return null;
  return (
    <ul className="missing-items">
      {missing.map((item) => (
        <li key={item.kind === 'field' ? item.field : item.title}>{words.gateItem(item)}</li>
      ))}
    </ul>
  );
}
