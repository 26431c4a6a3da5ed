import type { Naming } from './naming.ts'

export const readmeFile = ({ name, zh, en }: Naming): string => `# ${name} · ${zh}

${en}: what it is for, in one sentence.

**Words.** *Entry*: what one row is.

**Always true.** No two entries have the same name.

**Doors.** \`contract.ts\` shapes, routes, refusals · \`text.ts\` words · \`server/public.ts\` the event \`${name}.entryAdded\`.
`

export const contractFile = ({ name, zh, en }: Naming): string => `import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'

export const permissions = definePermissions('${name}', {
  see: { zh: '查看${zh}', en: 'See ${en}', roles: ['administrator'] },
  change: { zh: '管理${zh}', en: 'Change ${en}', roles: ['administrator'] },
})

export const refusals = defineRefusals('${name}', {
  nameTaken: { status: 409, text: { zh: '已有名为“{name}”的条目', en: 'There is an entry called "{name}" already' } },
})

export const NewEntry = z.object({ name: z.string().trim().min(1).max(80) })
export type NewEntry = z.output<typeof NewEntry>
export const Entry = NewEntry.extend({ id: z.uuid() })
export type Entry = z.output<typeof Entry>

export const ${name}Contract = defineContract({
  listEntries: {
    method: 'GET',
    path: '/${name}/entries',
    title: { zh: '${zh}列表', en: 'List ${en}' },
    permission: permissions.see,
    reply: z.array(Entry),
  },
  addEntry: {
    method: 'POST',
    path: '/${name}/entries',
    title: { zh: '新增${zh}', en: 'Add to ${en}' },
    permission: permissions.change,
    body: NewEntry,
    reply: Entry,
    refusals: [refusals.nameTaken],
  },
})
`

export const textFile = ({ zh, en }: Naming): string => `import type { Words } from '#contract/words.ts'

export const text = {
  title: { zh: '${zh}', en: '${en}' },
} as const satisfies Record<string, Words>
`
