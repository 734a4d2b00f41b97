import type { Dice } from './dice.ts';

/** Where a customer stands when somebody writes about it. */
export type Phase = 'first' | 'need' | 'offer' | 'talks' | 'won' | 'regular' | 'cooling' | 'gone';
export type Way = 'call' | 'visit' | 'wechat' | 'email' | 'meeting';

/** `{name}` stands for a word of the talk. */
const texts: Readonly<Record<Phase, readonly string[]>> = {
  first: [
    '第一次电话联系{who}，介绍了我们的{product}，对方目前用的是{rival}，说暂时没有更换计划，同意加微信看资料。',
    '从展会名片联系到{who}，对{product}有兴趣，要我们先发产品目录和几个同行业案例。',
    '上门拜访，前台登记后见到{who}。车间有{count}条线，设备多数用了八年以上，后面有改造机会。',
    '{who}说他们的采购由{dept}负责，先要技术认可才谈价格，留了对方的邮箱。',
    '老客户介绍的，{who}很客气，说下个月有新项目立项，让我到时候再联系。',
    '加了{who}的微信，发了{product}选型手册，对方回复“先看看”。',
    '打了两次电话没接，第三次接通，{who}在开会，约好改天再谈。',
  ],
  need: [
    '与{who}通话，确认需求：{count}套{product}，要求交期四周以内，希望先做一台样机测试。',
    '现场看了工位，{who}主要的问题是停机率高，换型时间长。建议用{product}做一条线的改造试点。',
    '{who}把图纸发过来了，技术部看过，标准型号可以满足，只有接线方式要改。',
    '{dept}提出要能接他们现有的 MES，{who}要我们出一份接口说明。',
    '陪技术工程师一起拜访，{who}和电气工程师都在，谈了两个小时，基本确定用我们的{product}。',
    '{who}说预算已经报上去了，大概{amount}万，等总经理签字。',
    '对方同时在看{rival}，{who}关心的是售后响应时间，我们承诺 24 小时内到现场。',
    '电话问测试情况，{who}反馈样机运行了两周没有报警，比原来的省电。',
  ],
  offer: [
    '按{count}套给{who}报价，含税{amount}万，交期 30 天，有效期到月底。',
    '{who}收到报价后说比{rival}高大约 8%，希望再商量，已请示主管。',
    '发了修改后的报价单，把安装调试单列出来，{who}说这样容易走流程。',
    '和{who}对了技术协议，改了两处参数，合同条款法务还在看。',
    '{who}要求付款方式改成月结 60 天，我们只能接受 30 天，准备让主管一起去谈。',
    '投标文件已经交了，{who}透露一共三家，我们技术分最高。',
  ],
  talks: [
    '陪主管拜访，{who}和财务都参加了，价格让 3%，付款 3-6-1，对方说周五前答复。',
    '{who}说老板原则上同意，但要等设备款到位，估计两周左右。',
    '与{who}吃饭，了解到{rival}的交期出了问题，我们有机会拿下全部数量。',
    '{who}发来合同草稿，违约条款写得比较重，已转给内勤核对。',
    '电话催合同，{who}回复盖章的人出差，下周一能办。',
  ],
  won: [
    '合同已签回，{count}套{product}，金额{amount}万，预付款 30% 今天到账。',
    '{who}下了正式订单，要求分两批交货，第一批下月 10 号之前。',
    '拿到中标通知，{who}很支持，后面安排技术去做现场勘测。',
  ],
  regular: [
    '货已到现场，{who}确认数量无误，约好周四安排调试。',
    '调试完成，{who}签了验收单，提出操作界面希望改成中文大字。',
    '例行回访，设备运行正常，{who}说明年二季度还要加{count}套。',
    '{who}反映有一台{product}偶尔报过流，售后已远程查看，是参数设置的问题，已解决。',
    '和{who}对账，上个月的货款{amount}万，财务已安排付款。',
    '送了新样本和台历，{who}不在，交给了办公室，晚上微信表示感谢。',
    '{who}介绍了他们在{place}的兄弟公司，让我直接联系那边的设备经理。',
    '谈下年度框架协议，{who}希望价格再降两个点，数量可以承诺到{amount}万。',
    '{who}要了一份备件清单，打算建立安全库存。',
    '备件{count}件已发出，快递单号发给{who}，对方说收到后再签收单。',
  ],
  cooling: [
    '电话联系{who}，说今年订单不足，改造计划推迟到明年。',
    '{who}换了岗位，新来的负责人还不熟悉，约了下次见面。',
    '发微信没有回复，打电话到{dept}，说{who}出差。',
    '{who}说暂时不用，库存够用到下半年。',
  ],
  gone: [
    '{who}告知已经和{rival}签了合同，主要是价格，差了近一成。',
    '对方停产搬迁，{who}已离职，暂时没有联系的必要。',
    '{who}明确表示不考虑更换供应商，以后有需要会找我们。',
  ],
};

const results: Readonly<Record<Phase, readonly string[]>> = {
  first: ['', '', '有兴趣', '需要再联系', '已发资料'],
  need: ['', '需求明确', '等样机测试结果', '等预算'],
  offer: ['', '已报价', '等回复', '价格有分歧'],
  talks: ['', '等合同', '接近成交'],
  won: ['成交', '已签合同'],
  regular: ['', '', '客户满意', '有追加意向'],
  cooling: ['', '计划推迟', '没有进展'],
  gone: ['丢单', '无意向'],
};

const products =
  '伺服驱动器 变频器 PLC控制柜 减速机 直线模组 触摸屏 工业相机 光电传感器 气动元件 六轴机械手 输送线控制系统'.split(
    ' ',
  );
/** Makers that do not exist. */
const rivals = ['蓝桥自动化', '德恩电气', '安川海科', '一家本地的集成商', '原来的日系品牌'];
const depts = ['采购部', '设备部', '技术部', '生产部'];
const neighbours = ['合肥', '武汉', '天津', '重庆', '南昌', '长沙'];

const ways: Readonly<Record<Way, number>> = {
  call: 42,
  visit: 24,
  wechat: 22,
  email: 5,
  meeting: 7,
};

export interface Talk {
  type: Way;
  content: string;
  result: string;
}

/** What somebody wrote after a talk with this contact, or with somebody unnamed. */
export function talk(dice: Dice, phase: Phase, contact: string | null): Talk {
  const words: Record<string, string> = {
    who: contact ?? '对方',
    product: dice.pick(products),
    rival: dice.pick(rivals),
    dept: dice.pick(depts),
    place: dice.pick(neighbours),
    count: String(dice.int(2, 36)),
    amount: String(dice.int(4, 180)),
  };
  const text = dice.pick(texts[phase]);
  return {
    type: dice.weighted(ways),
    content: text.replaceAll(/\{(\w+)\}/g, (_all, word: string) => words[word] ?? ''),
    result: dice.pick(results[phase]),
  };
}
