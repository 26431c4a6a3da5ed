import type { Words } from '#contract/words.ts'

/** The words of callbacks. */
export const text = {
  callbacks: { zh: '待回访', en: 'Callbacks' },
  help: {
    zh: '对客户的承诺。到时先由约定的坐席回拨；15 分钟内无人接手，任何空闲坐席都可接替。再次通话后自动完成。',
    en: 'What we promised customers. At its time a callback goes to its agent; after 15 minutes anyone free may make it. Talking to the customer again completes it.',
  },
  open: { zh: '待回访', en: 'Open' },
  done: { zh: '已完成', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  dueSoon: { zh: '即将到时', en: 'Due soon' },
  dueAt: { zh: '约定时间', en: 'Due' },
  state: { zh: '状态', en: 'State' },
  customer: { zh: '客户', en: 'Customer' },
  number: { zh: '号码', en: 'Number' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  agent: { zh: '坐席', en: 'Agent' },
  note: { zh: '约定内容', en: 'What was promised' },
  createdAt: { zh: '约定于', en: 'Promised at' },
  actions: { zh: '操作', en: 'Actions' },
  complete: { zh: '完成', en: 'Complete' },
  cancel: { zh: '取消回访', en: 'Cancel callback' },
  cancelBody: {
    zh: '取消后不再提醒坐席；客户仍在名单中，到时仍可能被拨打。不应再打的客户请登记禁呼。',
    en: 'The agent is no longer reminded; the contact stays on the list and may still be called. Who must not be called belongs on the do-not-call list.',
  },
  completed: { zh: '已标记为完成', en: 'Marked as done' },
  wasCancelled: { zh: '已取消', en: 'Cancelled' },
  onlyMine: { zh: '只看我的', en: 'Only mine' },
  noneYet: { zh: '没有待回访的客户', en: 'No callbacks waiting' },
} satisfies Record<string, Words>
