import type { Tx } from '@xinhang/db/database.ts';
import { activeFlows } from '@xinhang/db/repositories/approval-flows.ts';
import { tasksOf } from '@xinhang/db/repositories/approval-tasks.ts';
import { flowNode } from '@xinhang/shared/approval-flows.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { decide } from '../modules/system/approvals/decide.ts';
import { addFlow } from '../modules/system/approvals/flows.ts';
import { makeRequest, REQUEST, requestTarget } from '../modules/system/approvals/requests.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

interface Asked {
  by: string;
  daysAgo: number;
  title: string;
  text: string;
  yuan: number | null;
  /** Login of whom the applicant names; absent: by the flow for payments. */
  to?: string;
  /** Logins in their order; the last one may reject, for a reason. */
  approved: string[];
  rejected?: string;
}

const asked: readonly Asked[] = [
  {
    by: 'zhouhaiyan',
    daysAgo: 12,
    title: '团队季度聚餐',
    text: '上海一组十一人，含两位新同事。',
    yuan: 2_200,
    approved: ['shenyi', 'songlihua'],
  },
  {
    by: 'liuyang',
    daysAgo: 8,
    title: '客户礼品：定制保温杯 200 个',
    text: '中秋后统一寄送。',
    yuan: 26_000,
    approved: ['wupeng'],
    rejected: '今年礼品预算已用完，明年一季度再提。',
  },
  {
    by: 'zhangwei',
    daysAgo: 2,
    title: '样机运费与保险',
    text: '两台样机寄往苏州客户现场试用一个月，往返由我司承担。',
    yuan: 12_800,
    approved: ['zhouhaiyan'],
  },
  {
    by: 'chenjing',
    daysAgo: 1,
    title: '工博会差旅费',
    text: '往返高铁、两晚住宿、展位费分摊。',
    yuan: 3_860,
    approved: [],
  },
  {
    by: 'chenjing',
    daysAgo: 1,
    title: '合同用章',
    text: '华东区年度框架合同两份，客户要求本周寄出。',
    yuan: null,
    to: 'linyuanfan',
    approved: [],
  },
];

const at = (key: string, name: string, approver: object, fen: number | null = null) =>
  flowNode.parse({
    key,
    name,
    approver,
    when: fen === null ? [] : [{ field: 'amountFen', op: 'ge', value: fen }],
  });

/** From here on the branch decides as well. */
const BRANCH_FEN = 1_000_000;

async function taskOf(tx: Tx, approvalId: number, userId: number): Promise<number> {
  const tasks = await tasksOf(tx, [approvalId]);
  return tasks.find((task) => task.state === 'pending' && task.user_id === userId)!.id;
}

/** A flow for payments beside the first one, and requests at each stage of their way. */
export async function askApprovals(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  day: { today: string; zone: string; dept: (tx: Tx) => Promise<number> },
): Promise<void> {
  const http = { approvals: new ApprovalTargets() };
  http.approvals.register(requestTarget);
  const moment = (daysAgo: number, hour: number) =>
    startOfDay(addDays(day.today, -daysAgo), day.zone) + hour * 3_600_000;
  await runCommand(deps.db, hub, async (tx, as) => {
    const on = async (login: string, when: number): Promise<WriteContext> =>
      as(demoContext(deps, await actorFor(tx, cast, login), when));
    const flow = await addFlow(http, await on('linyuanfan', moment(30, 9)), {
      kind: REQUEST,
      name: '付款申请',
      nodes: [
        at('head', '直接上级', { rule: 'head' }),
        at(
          'branch',
          '分公司经理（一万元以上）',
          { rule: 'headOfType', deptType: 'branch' },
          BRANCH_FEN,
        ),
        at('finance', '财务部', { rule: 'deptHead', deptId: await day.dept(tx) }),
      ],
      ccIds: [],
    });
    const first = (await activeFlows(tx, REQUEST))[0]!;
    for (const one of asked) {
      const approver = one.to === undefined ? undefined : cast.users.get(one.to)!;
      const id = await makeRequest(http, await on(one.by, moment(one.daysAgo, 10)), {
        flowId: approver === undefined ? flow.id : first.id,
        title: one.title,
        text: one.text,
        amountFen: one.yuan === null ? null : one.yuan * 100,
        chosen: approver === undefined ? [] : [{ key: 'n1', userIds: [approver] }],
        fileIds: [],
      });
      for (const [index, login] of one.approved.entries()) {
        const rejects = one.rejected !== undefined && index === one.approved.length - 1;
        const ctx = await on(login, moment(one.daysAgo, 11 + index));
        await decide(http, ctx, await taskOf(tx, id, cast.users.get(login)!), {
          decision: rejects ? 'reject' : 'approve',
          comment: rejects ? one.rejected! : '',
        });
      }
    }
  });
}
