import type { salesModels } from './company.ts';
import type { Language } from './auth.ts';
import type { gateFields } from './pipelines.ts';

type Field = (typeof gateFields)[number];
type Word = readonly [cn: string, tw: string, en: string];

interface ReadyStage {
  name: string;
  /** Percent. */
  chance: number;
  stuckDays: number | null;
  /** What a deal must have to enter. */
  needs: readonly Field[];
}

interface ReadyPipeline {
  name: string;
  salesModel: (typeof salesModels)[number];
  stages: readonly ReadyStage[];
}

const stage = (
  name: string,
  chance: number,
  stuckDays: number | null,
  ...needs: readonly Field[]
): ReadyStage => ({ name, chance, stuckDays, needs });

/** The pipelines that a new company starts with, one for each sales model (S12, S23). */
export const readyPipelines: readonly ReadyPipeline[] = [
  {
    name: '客户开发',
    salesModel: 'dev',
    stages: [
      stage('初步接触', 10, 14),
      stage('需求确认', 30, 21, 'customer'),
      stage('方案报价', 50, 21, 'customer', 'amount'),
      stage('商务谈判', 75, 14, 'customer', 'amount', 'expectedOn'),
      stage('等待签约', 90, 10, 'customer', 'amount', 'expectedOn'),
    ],
  },
  {
    name: '老客户复购',
    salesModel: 'retain',
    stages: [
      stage('意向', 40, 14, 'customer'),
      stage('报价', 60, 10, 'customer', 'amount'),
      stage('待下单', 85, 7, 'customer', 'amount', 'expectedOn'),
    ],
  },
  {
    name: '项目销售',
    salesModel: 'project',
    stages: [
      stage('立项跟踪', 10, 30),
      stage('调研评估', 25, 30, 'customer', 'contact'),
      stage('方案交流', 40, 30, 'customer', 'contact', 'decisionMaker'),
      stage('投标报价', 60, 21, 'customer', 'amount', 'decisionMaker', 'competitor'),
      stage('中标谈判', 80, 14, 'customer', 'amount', 'expectedOn'),
      stage('合同签订', 95, 14, 'customer', 'amount', 'expectedOn'),
    ],
  },
];

const words: readonly Word[] = [
  ['客户开发', '客戶開發', 'New customers'],
  ['初步接触', '初步接觸', 'First contact'],
  ['需求确认', '需求確認', 'Needs confirmed'],
  ['方案报价', '方案報價', 'Proposal'],
  ['商务谈判', '商務談判', 'Negotiation'],
  ['等待签约', '等待簽約', 'Awaiting signature'],
  ['老客户复购', '老客戶回購', 'Repeat business'],
  ['意向', '意向', 'Intent'],
  ['报价', '報價', 'Quoted'],
  ['待下单', '待下單', 'Order expected'],
  ['项目销售', '專案銷售', 'Projects'],
  ['立项跟踪', '立案追蹤', 'Tracking'],
  ['调研评估', '調研評估', 'Research'],
  ['方案交流', '方案交流', 'Concept'],
  ['投标报价', '投標報價', 'Bid'],
  ['中标谈判', '得標談判', 'Award talks'],
  ['合同签订', '合約簽訂', 'Contract'],
];
const known = new Map(words.map((word) => [word[0], word]));
const read: Record<Language, 0 | 1 | 2> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };

/** A pipeline or a stage as this language says it: a ready one translated, others as they are. */
export function shownStage(name: string, language: Language): string {
  return known.get(name)?.[read[language]] ?? name;
}
