import type { Words, WordsWith } from '#contract/words.ts'

/** The words of agents' time and pauses. */
export const text = {
  reasons: { zh: '示忙原因', en: 'Pause reasons' },
  help: {
    zh: '坐席示忙时选择的原因。每个原因属于一种状态，工时按状态统计；停用的原因不再可选，历史记录保留。',
    en: 'What an agent chooses from when pausing. Each reason belongs to a state, by which time is counted; a retired one can no longer be chosen and stays in the history.',
  },
  create: { zh: '新增原因', en: 'New reason' },
  change: { zh: '修改原因', en: 'Change the reason' },
  state: { zh: '计入状态', en: 'Counts as' },
  stateHelp: {
    zh: '建立后不能修改，否则历史工时会改变含义',
    en: 'Fixed once created, or past time would change its meaning',
  },
  nameZh: { zh: '中文名称', en: 'Name in Chinese' },
  nameEn: { zh: '英文名称', en: 'Name in English' },
  position: { zh: '排序', en: 'Position' },
  positionHelp: { zh: '数字小的排在前面', en: 'Smaller numbers come first' },
  edit: { zh: '编辑', en: 'Edit' },
  retire: { zh: '停用', en: 'Retire' },
  retireTitle: {
    zh: ({ name }: { name: string }) => `停用“${name}”？`,
    en: ({ name }: { name: string }) => `Retire “${name}”?`,
  },
  retireBody: {
    zh: '坐席将不能再选择它；已记录的工时不变。',
    en: 'Agents can no longer choose it; time already recorded stays as it is.',
  },
  retired: { zh: '已停用', en: 'Retired' },
  saved: { zh: '已保存', en: 'Saved' },
  noneYet: {
    zh: '还没有示忙原因，坐席只能使用默认示忙',
    en: 'There are no reasons yet; agents can only be plainly not ready',
  },
  actions: { zh: '操作', en: 'Actions' },
  day: { zh: '今日工时', en: 'Time today' },
  noTimeYet: { zh: '这段时间没有签入记录', en: 'Not signed in during this time' },
  spell: {
    zh: ({ state, from, to, length }: { state: string; from: string; to: string; length: string }) =>
      `${state} ${from}–${to}（${length}）`,
    en: ({ state, from, to, length }: { state: string; from: string; to: string; length: string }) =>
      `${state} ${from}–${to} (${length})`,
  },
  now: { zh: '现在', en: 'now' },
  correct: { zh: '更正', en: 'Correct' },
  correctTitle: {
    zh: ({ name }: { name: string }) => `更正工时 · ${name}`,
    en: ({ name }: { name: string }) => `Correct the time of ${name}`,
  },
  correctHelp: {
    zh: '原始记录保持不变；更正写明由谁、为什么，坐席本人也能看到，可以撤销。',
    en: 'The record stays as it is; the correction says who made it and why, the agent can read it, and it can be withdrawn.',
  },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  timeFormat: { zh: '时间应为 09:00:00 的形式', en: 'Times must look like 09:00:00' },
  becomes: { zh: '更正为', en: 'Really was' },
  reasonLabel: { zh: '示忙原因', en: 'Pause reason' },
  why: { zh: '更正说明', en: 'Why' },
  corrected: { zh: '已更正', en: 'Corrected' },
  corrections: { zh: '更正记录', en: 'Corrections' },
  noCorrections: { zh: '没有更正', en: 'No corrections' },
  before: { zh: '原始记录', en: 'As recorded' },
  after: { zh: '更正后', en: 'Corrected to' },
  by: { zh: '更正人', en: 'Corrected by' },
  withdraw: { zh: '撤销更正', en: 'Withdraw' },
  withdrawBody: {
    zh: '撤销后恢复为更正前的状态；更正和撤销都留在记录里。',
    en: 'What stood before holds again; the correction and its withdrawal both stay on record.',
  },
  withdrawWhy: { zh: '撤销原因', en: 'Why it is withdrawn' },
  withdrawHint: { zh: '例如：填错了坐席', en: 'e.g. wrong agent' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
  mistaken: { zh: '填写有误', en: 'Entered by mistake' },
  notSo: { zh: '核实后并非如此', en: 'Checked: it was not so' },
  holds: { zh: '有效', en: 'Holds' },
  standing: { zh: '效力', en: 'Standing' },
} satisfies Record<string, Words | WordsWith<never>>
