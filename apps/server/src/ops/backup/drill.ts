import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { api, allEndpoints } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { workerEntry } from '../../threads/converse.ts';
import type { CheckedBackup } from './check.ts';

/** What a server on the copy answered. */
export interface Asked {
  /** Reads that were answered as they must be. */
  readonly answered: number;
}

export interface RehearsalServer {
  readonly url: string;
  readonly token: string;
}
export type RehearsalMessage =
  | ({ readonly kind: 'listening' } & RehearsalServer)
  | { readonly kind: 'failed'; readonly message: string };

const STARTED_MS = 120_000;
const ANSWERED_MS = 60_000;
/** Fewer answers than this prove nothing. */
const LEAST_READS = 20;

const unproved = (reason: string) => problem('backup-unproved', { params: { reason } });

/** What some reads must be asked with. */
const queries: Readonly<Record<string, string>> = {
  [api.home.search.path]: '?q=a',
  [api.customers.list.path]: '?count=1',
  [api.customers.checkDuplicates.path]: '?name=%E6%96%B0%E8%88%AA',
  [api.settings.listSavedViews.path]: '?page=customers',
  [api.deals.board.path]: '?pipelineId=1',
  [api.deals.stageTimes.path]: '?pipelineId=1',
  [api.achievement.rows.path]: '?nodeKind=dept&nodeId=1&from=2020-01-01&to=2029-12-31',
  [api.targets.get.path]: '?year=2026',
  [api.targets.listGoods.path]: '?year=2026&metric=orderedQty',
  [api.periodClosings.checks.path]: '?area=arap&month=2026-01',
  [api.targets.splits.path]: '?year=2026&deptId=1&nodeKind=dept&nodeId=1',
  [api.statements.proposal.path]: '?from=2026-01-01&to=2026-01-31',
  [api.supplierStatements.proposal.path]: '?from=2026-01-01&to=2026-01-31',
  [api.goingLive.openings.path]: '?list=stock',
};

/** Every read of the API that needs to be told nothing, and the first row behind each list. */
export function referenceReads(): string[] {
  return allEndpoints()
    .map(({ endpoint }) => endpoint)
    .filter(({ method, kind, path }) => method === 'GET' && !kind && !path.includes(':'))
    .map((endpoint) => pathOf(endpoint) + (queries[endpoint.path] ?? ''));
}

async function startOnCopy(root: string): Promise<{ child: ChildProcess } & RehearsalServer> {
  const entry = fileURLToPath(workerEntry(import.meta.url, './rehearsal-server.ts', 'rehearsal'));
  const child = fork(entry, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const started = new Promise<RehearsalServer>((resolve, reject) => {
    child.on('message', (message: RehearsalMessage) => {
      if (message.kind === 'listening') resolve(message);
      else reject(unproved(message.message));
    });
    child.once('error', reject);
    child.once('close', () => reject(unproved(`the server ended: ${said}`)));
  });
  child.send({ root });
  const late = setTimeout(() => child.kill('SIGKILL'), STARTED_MS);
  try {
    return { child, ...(await started) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/**
 * Starts a real server in a process of its own on the copy, as it would run after a restore, and
 * asks it reference reads as a person would. Throws `backup-unproved` for any answer but the right one.
 */
export async function askServer(
  { root, manifest }: CheckedBackup,
  report: (done: number, total: number) => void,
): Promise<Asked> {
  const { child, url, token } = await startOnCopy(root);
  try {
    const reads = referenceReads();
    const ask = async (path: string) => {
      const answer = await fetch(url + path, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(ANSWERED_MS),
      });
      const body = await answer.text();
      if (answer.status !== 200) throw unproved(`${path} answered ${answer.status}`);
      return body;
    };
    let answered = 0;
    const opened: string[] = [];
    for (const [at, path] of reads.entries()) {
      report(at, reads.length);
      const body = await ask(path);
      answered += 1;
      const [first] = (JSON.parse(body) as { rows?: { id?: number }[] }).rows ?? [];
      const detail = `${path.split('?')[0]}/:id`;
      if (first?.id !== undefined && details.has(detail)) {
        opened.push(detail.replace(':id', String(first.id)));
      }
    }
    for (const path of opened) {
      await ask(path);
      answered += 1;
    }
    const company = JSON.parse(await ask(pathOf(api.org.getCompany))) as { name: string };
    if (company.name !== manifest.company) throw unproved('another company answered');
    if (answered < LEAST_READS) throw unproved(`only ${answered} reads were answered`);
    return { answered };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Reads of one row, by their path. */
const details = new Set(
  allEndpoints()
    .filter(({ endpoint: { method, kind } }) => method === 'GET' && !kind)
    .map(({ endpoint }) => pathOf(endpoint)),
);
