import { readyLayout } from '@xinhang/shared/print-ready.ts';
import type { Hands } from './plant-customers.ts';

/** A template of the company, and a document that was printed once by it. */
export async function plantPrints({ plant, boss }: Hands, docId: number) {
  const template = await plant(boss, 'POST', '/print-templates', {
    kind: 'transfer',
    name: '矩阵模板',
    layout: readyLayout('transfer', 'a4', 'zh-CN'),
  });
  const body = { kind: 'otherIn', docId, template: '矩阵模板' };
  await plant(boss, 'POST', '/prints', body);
  return { templateId: template.id };
}
