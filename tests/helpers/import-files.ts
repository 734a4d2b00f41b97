import type { ImportBatch, ImportRow } from '@xinhang/shared/imports.ts';
import type { startCompany } from './server.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;
type Choices = Partial<Pick<ImportBatch, 'mapping' | 'ownerless' | 'duplicates'>>;
let counter = 0;

/** The import of a kind as the screens do it: upload, check, run, undo. */
export function importer(company: Company, token: string, kind = 'customers') {
  async function upload(name: string, content: string | Buffer) {
    const answer = await company.app.inject({
      method: 'POST',
      url: `/api/v1/imports?kind=${kind}&name=${encodeURIComponent(name)}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'idempotency-key': `upload-${String((counter += 1)).padStart(6, '0')}`,
      },
      payload: Buffer.from(content),
    });
    return { status: answer.statusCode, json: answer.json<ImportBatch & { code: string }>() };
  }

  async function start(verb: 'check' | 'run' | 'undo', batch: ImportBatch, choices: Choices = {}) {
    const { mapping, ownerless, duplicates } = { ...batch, ...choices };
    const body = verb === 'undo' ? {} : { mapping, ownerless, duplicates };
    const answer = await company.call(token, 'POST', `/imports/${batch.id}/${verb}`, body);
    await company.jobs.idle();
    return answer;
  }

  async function get(id: number): Promise<ImportBatch> {
    return (await company.call(token, 'GET', `/imports/${id}`)).json as ImportBatch;
  }

  async function rows(id: number, query = ''): Promise<ImportRow[]> {
    const answer = await company.call(token, 'GET', `/imports/${id}/rows?limit=200${query}`);
    return (answer.json as { rows: ImportRow[] }).rows;
  }

  return {
    upload,
    start,
    get,
    rows,
    /** Uploads, checks and runs; answers the batch and its rows after each. */
    async all(name: string, content: string | Buffer, choices: Choices = {}) {
      const { status, json } = await upload(name, content);
      if (status !== 201) throw new Error(`upload: ${JSON.stringify(json)}`);
      const check = await start('check', json, choices);
      if (check.status !== 202) throw new Error(`check: ${check.text}`);
      const checked = await rows(json.id);
      const run = await start('run', json, choices);
      if (run.status !== 202) throw new Error(`run: ${run.text}`);
      return { batch: await get(json.id), checked, done: await rows(json.id) };
    },
  };
}

export const short = (rows: readonly ImportRow[]) =>
  rows.map((row) => `${row.row} ${row.verdict} ${row.code}`);
