import type { ApprovalPage } from '@xinhang/shared/approvals.ts';

interface Ways {
  plant: (
    token: string,
    method: string,
    path: string,
    body: object | Buffer,
  ) => Promise<{ id: number; version: number }>;
  get: <T>(token: string, path: string) => Promise<T>;
  boss: string;
  mine: string;
  bossId: number;
  people: { me: number; stranger: number };
}

/**
 * Requests by the way that everybody may take: of the subject, for the subject to decide, and
 * between others, each but the first with a file; and a deputy of the subject and of another.
 */
export async function plantApprovals({ plant, get, boss, mine, bossId, people }: Ways) {
  const { rows } = await get<{ rows: { id: number }[] }>(boss, '/request-forms');
  const flowId = rows[0]!.id;
  const ask = async (token: string, approver: number, withFile: boolean) => {
    const file = Buffer.from('matrix request');
    const fileIds = withFile
      ? [(await plant(token, 'POST', '/request-files?name=request.txt', file)).id]
      : [];
    const body = {
      flowId,
      title: '矩阵申请',
      fileIds,
      chosen: [{ key: 'n1', userIds: [approver] }],
    };
    const page = (await plant(token, 'POST', '/requests', body)) as unknown as ApprovalPage;
    return { id: page.id, taskId: page.tasks[0]!.id, fileId: fileIds[0] ?? 0 };
  };
  const dates = { fromOn: '2027-01-01', toOn: '2027-01-02' };
  const deputy = async (token: string, toUserId: number) =>
    (await plant(token, 'POST', '/approval-delegations', { toUserId, ...dates })).id;
  return {
    flowId,
    mine: await ask(mine, people.stranger, false),
    toMe: await ask(boss, people.me, true),
    others: await ask(boss, people.stranger, true),
    deputies: { mine: await deputy(mine, bossId), others: await deputy(boss, people.stranger) },
  };
}
