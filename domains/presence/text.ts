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
} satisfies Record<string, Words | WordsWith<never>>
