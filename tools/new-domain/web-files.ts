import type { Naming } from './naming.ts'

export const pagesFile = ({ name }: Naming): string => `import { definePages } from '#web/ui/page.ts'
import { permissions } from '../contract.ts'
import { text } from '../text.ts'

export const ${name}Pages = definePages([
  {
    path: '/${name}',
    title: text.title,
    permission: permissions.see,
    menu: { group: 'system', position: 900 },
    component: () => import('./EntryListPage.tsx').then((page) => page.EntryListPage),
  },
])
`

export const pageFile = ({ name }: Naming): string => `import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { ${name}Contract } from '../contract.ts'
import { text } from '../text.ts'

export const EntryListPage = () => {
  const say = useWords()
  const { data: entries = [] } = useAsk(${name}Contract.listEntries)

  return (
    <ul aria-label={say(text.title)}>
      {entries.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  )
}
`
