import type { Words, WordsWith } from '#contract/words.ts'

/** Every word the domain shows. */
export const text = {
  employees: { zh: '员工', en: 'Employees' },
  staffNumber: { zh: '工号', en: 'Staff number' },
  name: { zh: '姓名', en: 'Name' },
  site: { zh: '职场', en: 'Site' },
  team: { zh: '班组', en: 'Team' },
  post: { zh: '岗位', en: 'Post' },
  endpoint: { zh: '话机', en: 'Endpoint' },
  skills: { zh: '技能', en: 'Skills' },
  joinedOn: { zh: '入职日期', en: 'Joined on' },
  leftOn: { zh: '离职日期', en: 'Left on' },
  leavingReason: { zh: '离职原因', en: 'Reason for leaving' },
  leavingNote: { zh: '离职说明', en: 'Note on leaving' },
  exportName: { zh: '员工名册', en: 'employees' },
  skillWithLevel: {
    zh: ({ name, level }: { name: string; level: number }) => `${name} ${level} 级`,
    en: ({ name, level }: { name: string; level: number }) => `${name} level ${level}`,
  },
} as const satisfies Record<string, Words | WordsWith<never>>
