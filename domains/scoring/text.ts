import type { Words } from '#contract/words.ts'
import type { ModelLine, ModelReport } from './contract.ts'
import { nameOfFeature } from './features.ts'

export const alarmWords: Record<ModelLine['alarms'][number], Words> = {
  columnsDrift: { zh: '属性分布漂移', en: 'Attributes have drifted' },
  scoreDrifts: { zh: '评分分布漂移', en: 'Scores have drifted' },
  calibrationOff: { zh: '近期校准偏差大', en: 'Recent chances were off' },
  tellsNothing: { zh: '区分力接近随机', en: 'Hardly better than chance' },
}
export const kindWords: Record<ModelLine['kind'], Words> = {
  learned: { zh: '已学习', en: 'Learned' },
  groups: { zh: '按批次成功率', en: 'By batch rates' },
}
export const whyWords: Record<NonNullable<ModelReport['why']>, Words> = {
  tooFewOutcomes: {
    zh: '通话结果不足 300 个，还学不出规律：暂按批次成功率（向总体收缩）排序。',
    en: 'Fewer than 300 outcomes are too few to learn from: for now contacts go by the success rate of their batch, pulled towards that of all.',
  },
  tooFewSuccesses: {
    zh: '成功不足 30 个，还学不出规律：暂按批次成功率（向总体收缩）排序。',
    en: 'Fewer than 30 successes are too few to learn from: for now contacts go by the success rate of their batch, pulled towards that of all.',
  },
  oneClass: {
    zh: '所有结果都相同，没有可学的差别：暂按批次成功率排序。',
    en: 'All outcomes are alike, so there is no difference to learn: for now contacts go by the success rate of their batch.',
  },
  noColumns: {
    zh: '没有可用的属性：暂按批次成功率排序。',
    en: 'There is no attribute to learn from: for now contacts go by the success rate of their batch.',
  },
}
export const leakWords: Record<ModelReport['refused'][number]['reason'], Words> = {
  declared: { zh: '名称表明是通话后才知道的', en: 'By its name it is known only after the call' },
  writtenAtTheDesk: { zh: '由坐席在通话中填写', en: 'Agents write it in the call' },
  tellsTheOutcome: {
    zh: '单独就能判出结果，而未拨打的客户都没有',
    en: 'It alone tells the outcome, and nobody uncalled has it',
  },
  keptOut: { zh: '由管理者排除', en: 'Kept out by a manager' },
}
export const regimeWords: Record<'steady' | 'drifting', Words> = {
  steady: {
    zh: '属性平稳：逻辑回归与提升树共同评分',
    en: 'Attributes stand still: logistic regression and boosted trees score together',
  },
  drifting: {
    zh: '属性在漂移：长短记忆的逻辑回归共同评分',
    en: 'Attributes move: logistic regressions with long and short memories score together',
  },
}
export const expertWords: Record<'logistic' | 'trees', Words> = {
  logistic: { zh: '逻辑回归', en: 'Logistic regression' },
  trees: { zh: '提升树', en: 'Boosted trees' },
}

const earlierOutcomes: Record<string, Words> = {
  success: { zh: '上次活动成功过', en: 'Said yes in an earlier campaign' },
  refusal: { zh: '上次活动拒绝', en: 'Refused in an earlier campaign' },
  callback: { zh: '上次活动约了回访', en: 'Asked to be called back in an earlier campaign' },
  noDecision: { zh: '上次活动在考虑', en: 'Was thinking it over in an earlier campaign' },
  unreached: { zh: '上次活动未接通', en: 'Not reached in an earlier campaign' },
}
/** One reason in words: `职业：教师 +0.92`. */
export const reasonWords = ([column, value, part]: readonly [string, string | null, number]): Words => {
  const size = `${part > 0 ? '+' : '−'}${Math.abs(part).toFixed(2)}`
  const said = column === '@earlierOutcome' && value !== null ? earlierOutcomes[value] : undefined
  if (said) return { zh: `${said.zh} ${size}`, en: `${said.en} ${size}` }
  const name = nameOfFeature(column)
  return {
    zh: `${name.zh}：${value ?? '（空）'} ${size}`,
    en: `${name.en}: ${value ?? '(empty)'} ${size}`,
  }
}

/** The words of scoring. */
export const text = {
  scoring: { zh: '名单评分', en: 'Scoring' },
  models: { zh: '评分模型', en: 'Scoring models' },
  modelsHelp: {
    zh: '各外呼项目最新的评分模型：学了多少结果、有多准、有没有漂移。',
    en: 'The newest model of each campaign: how much it learned from, how good it is, and whether something drifts.',
  },
  help: {
    zh: '从本项目已有的通话结果中学习，预测每位客户通话后成功的概率和接通概率，用来决定先拨谁、同时拨几路。只用拨打之前已知的信息；拒绝个性化评分的客户不评分，随机排序。',
    en: 'Learns from the outcomes of this campaign how likely each contact is to say yes once reached, and to answer at all; that decides who is called first and how many at once. It uses only what was known before the call. Who wants no personalised scoring is not scored and stands in line by lot.',
  },
  on: { zh: '评分开启', en: 'Scoring on' },
  off: {
    zh: '评分已关闭：没有任何客户评分，按到期先后拨打。',
    en: 'Scoring is off: no contact has a score, and they are called in the order they fall due.',
  },
  switch: { zh: '评分开关', en: 'Scoring on or off' },
  askOff: { zh: '关闭评分？', en: 'Switch scoring off?' },
  askOffWhy: {
    zh: '本项目的全部评分将被删除，拨打顺序恢复为按到期先后。可以随时重新打开。',
    en: 'All scores of this campaign will be deleted, and contacts are called in the order they fall due. You can switch it on again at any time.',
  },
  turnOff: { zh: '关闭评分', en: 'Switch off' },
  refit: { zh: '立即重新训练', en: 'Train anew now' },
  working: { zh: '正在训练…', en: 'Training …' },
  failed: {
    zh: '上次训练没有完成，原有评分继续有效。请再试一次。',
    en: 'The last training did not finish; the scores that stood still hold. Please try again.',
  },
  noneYet: {
    zh: '还没有模型。项目启动时会自动训练，之后每 500 个新结果以及每晚更新；也可以现在训练。',
    en: 'No model yet. One is trained when the campaign starts, then after every 500 new outcomes and each night; or now if you ask.',
  },
  trainedFrom: {
    zh: '第 {version} 版，用 {rows} 次通话（成功 {hits}）和 {attempts} 次拨打（接通 {answered}）训练；已评分 {scored} 人，{off} 人不接受评分；此后新结果 {fresh} 个。',
    en: 'Version {version}, trained from {rows} conversations ({hits} successes) and {attempts} attempts ({answered} answered); {scored} people scored, {off} want none; {fresh} outcomes since.',
  },
  outOfTime: { zh: '最新 30%（按时间）', en: 'Newest 30% by time' },
  random: { zh: '随机 30%', en: 'Random 30%' },
  served: { zh: '实际使用中', en: 'In use' },
  auc: { zh: '区分力 AUC', en: 'AUC' },
  aucHelp: {
    zh: '随机取一个成功和一个未成功的客户，前者评分更高的概率；0.5 等于随机。',
    en: 'The chance that a success scores above a failure, each drawn at random; 0.5 is drawing lots.',
  },
  alift: { zh: '累积提升面积 ALIFT', en: 'ALIFT' },
  aliftHelp: {
    zh: '累积增益曲线下的面积；0.5 等于随机（Moro 等，2014）。',
    en: 'The area under the curve of gains; 0.5 is drawing lots (Moro et al. 2014).',
  },
  bestHalf: { zh: '前一半名单含成功', en: 'Successes in the best half' },
  bestHalfHelp: {
    zh: '只拨评分较高的一半客户，能找到全部成功的多少。',
    en: 'How much of all successes the better scored half of the list holds.',
  },
  calibrationError: { zh: '校准误差 ECE', en: 'Calibration error' },
  calibrationErrorHelp: {
    zh: '按评分分成人数相等的 10 组，各组预测与实际成功率之差的平均。',
    en: 'Ten groups of equal size by score: the mean difference between the chance expected and the rate that came.',
  },
  ofRows: { zh: '{rows} 次通话，成功 {hits}', en: '{rows} conversations, {hits} successes' },
  gains: { zh: '增益曲线：拨多少人，找到多少成功', en: 'Gains: how much of the list finds how many successes' },
  shareCalled: { zh: '名单占比（评分从高到低）', en: 'Share of the list, best first' },
  shareFound: { zh: '找到的成功', en: 'Successes found' },
  byLot: { zh: '随机拨打', en: 'By lot' },
  calibration: { zh: '校准：预测与实际', en: 'Calibration: expected and actual' },
  expected: { zh: '预测', en: 'Expected' },
  actual: { zh: '实际', en: 'Actual' },
  low: { zh: '95% 下限', en: '95% low' },
  high: { zh: '95% 上限', en: '95% high' },
  rows: { zh: '行数', en: 'Rows' },
  drift: { zh: '漂移', en: 'Drift' },
  driftHelp: {
    zh: '群体稳定性指数 PSI：较早与最近四分之一之间的变化；0.1 略有变化，0.25 以上报警。',
    en: 'Population stability index between the earlier rows and the newest quarter: 0.1 is a slight change, above 0.25 an alarm.',
  },
  attribute: { zh: '属性', en: 'Attribute' },
  psi: { zh: 'PSI', en: 'PSI' },
  scoreDrift: { zh: '评分 PSI（与上一版）', en: 'PSI of scores, against the version before' },
  noDrift: { zh: '没有明显变化的属性', en: 'No attribute has changed noticeably' },
  refused: { zh: '未采用的属性', en: 'Attributes not learned from' },
  refusedHelp: {
    zh: '通话时或通话后才知道的信息会泄露结果：用它评分，训练时很准，实际拨打时毫无用处。',
    en: 'What is known only in or after the call gives the outcome away: a score from it looks splendid in training and is worth nothing in the field.',
  },
  noneRefused: { zh: '没有发现泄露结果的属性', en: 'No attribute gives the outcome away' },
  why: { zh: '原因', en: 'Why' },
  filledCalled: { zh: '已拨客户有值', en: 'Filled for called' },
  filledUncalled: { zh: '未拨客户有值', en: 'Filled for uncalled' },
  aucAlone: { zh: '单独 AUC', en: 'AUC alone' },
  groups: { zh: '批次成功率（收缩后）', en: 'Success rates of batches, shrunken' },
  group: { zh: '批次', en: 'Batch' },
  rate: { zh: '收缩后成功率', en: 'Shrunken rate' },
  hits: { zh: '成功', en: 'Successes' },
  contacts: { zh: '客户评分与理由', en: 'Scores of contacts, and why' },
  contactsHelp: {
    zh: '理由是相对一般客户的加减分（对数几率），绿色有利、红色不利，各最多三条。',
    en: 'Reasons are what moves a score from that of the usual contact (log-odds): at most three for and three against.',
  },
  best: { zh: '从高到低', en: 'Best first' },
  worst: { zh: '从低到高', en: 'Worst first' },
  order: { zh: '顺序', en: 'Order' },
  customer: { zh: '客户', en: 'Customer' },
  number: { zh: '号码', en: 'Number' },
  success: { zh: '成功概率', en: 'Chance of success' },
  answer: { zh: '接通概率', en: 'Answer probability' },
  reasonsFor: { zh: '有利', en: 'For' },
  reasonsAgainst: { zh: '不利', en: 'Against' },
  noReasons: { zh: '与一般客户无明显差别', en: 'Like the usual contact' },
  nobody: { zh: '没有已评分的客户', en: 'Nobody is scored' },
  history: { zh: '历次训练', en: 'Trainings' },
  version: { zh: '版本', en: 'Version' },
  trainedAt: { zh: '训练时间', en: 'Trained' },
  kind: { zh: '方式', en: 'Kind' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  alarms: { zh: '警报', en: 'Alarms' },
  fine: { zh: '正常', en: 'Fine' },
  switchedOff: { zh: '已关闭', en: 'Off' },
  noModels: { zh: '还没有任何评分模型', en: 'There is no model yet' },
  done: { zh: '已开始训练', en: 'Training has begun' },
} as const satisfies Record<string, Words>
