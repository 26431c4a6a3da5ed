import type { Naming } from './naming.ts'

export const pagesFile = ({ name }: Naming): string => `import { permissions } from '../contract.ts'
import { text } from '../text.ts'
import { EntryListPage } from './EntryListPage.tsx'

export const ${name}Pages = [
  { path: '/${name}', title: text.title, permission: permissions.see, component: EntryListPage },
]
`
export const pageFile = (): string => `export const EntryListPage = () => <p>x</p>
`
