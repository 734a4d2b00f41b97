import type { QuestionBody } from '@xinhang/shared/questions.ts';

type Text = Partial<QuestionBody> & Pick<QuestionBody, 'kind' | 'text'> & { category: string };

/** Questions of the demo: what articles and courses say, asked. */
export const examQuestions: readonly Text[] = [
  {
    category: '产品',
    kind: 'single',
    text: 'YF-300 和 YF-100 最大的区别是什么？',
    options: ['压力更大的伺服驱动', '外壳颜色', '只有出口型', '没有区别'],
    right: [0],
    explanation: 'YF-300 系列是伺服压机，压力和行程都可以编程。',
    difficulty: 1,
  },
  {
    category: '产品',
    kind: 'boolean',
    text: '更换压头之前要先断电并挂牌。',
    right: [0],
    difficulty: 1,
  },
  {
    category: '产品',
    kind: 'multiple',
    text: '选型时一定要问客户的有哪些？',
    options: ['工件图纸', '节拍要求', '老板的生日', '现有设备的接口'],
    right: [0, 1, 3],
    explanation: '图纸、节拍和接口决定型号；生日以后再问。',
  },
  {
    category: '产品',
    kind: 'fill',
    text: 'YF-300 系列的质保期是几个月？（填数字）',
    accepted: ['18', '18个月', '十八'],
  },
  {
    category: '规定',
    kind: 'single',
    text: '业务员自己可以给的折扣最多是多少？',
    options: ['3%', '5%', '10%', '不限'],
    right: [1],
    explanation: '超过 5% 要主管同意，超过 10% 要总监同意。',
  },
  {
    category: '规定',
    kind: 'boolean',
    text: '口头答应的交期不用写进跟进记录。',
    right: [1],
    difficulty: 1,
  },
  {
    category: '谈价',
    kind: 'text',
    text: '客户说“你们比别家贵两成”，您怎么回答？写出步骤。',
    reference: '先问和谁比；配置逐行对；把停机损失和保养算成钱；要让价就换东西。',
    points: 15,
    difficulty: 3,
  },
  {
    category: '谈价',
    kind: 'single',
    text: '客户一开口就要最低价，第一步做什么？',
    options: ['报最低价', '问清楚和谁比、比什么', '找主管', '改天再谈'],
    right: [1],
  },
  {
    category: '谈价',
    kind: 'multiple',
    text: '让价可以换来什么？',
    options: ['预付款', '转介绍', '更长的账期', '多台一起订'],
    right: [0, 1, 3],
    explanation: '账期更长是再让一次，不是交换。',
  },
  {
    category: '谈价',
    kind: 'boolean',
    text: '每次让价的幅度应该越来越小。',
    right: [0],
  },
  {
    category: '谈价',
    kind: 'single',
    text: '谈价前最该准备的是什么？',
    options: ['自己的底线和替代方案', '一份礼物', '对手的坏话', '更大的折扣'],
    right: [0],
  },
];
