import type { Naming } from './naming.ts'

/** The line above which new domains are entered, in server/compose.ts, server/contracts.ts and web/router.tsx. */
export const marker = '// new domains above this line'

const enter = (path: string, text: string, line: string): string => {
  const lines = text.split('\n')
  const place = lines.findIndex((one) => one.trim() === marker)
  if (place < 0) throw new Error(`${path} lacks the line ${marker}`)
  const indent = lines[place]?.slice(0, -marker.length) ?? ''
  return lines.toSpliced(place, 0, `${indent}${line}`).join('\n')
}

/** The map with the new domain as its last line: it uses nobody yet. */
export const enterInMap = (text: string, { name }: Naming): string => {
  const end = text.indexOf('\n} as const')
  if (end < 0) throw new Error('domains/map.ts does not end its map with } as const')
  return `${text.slice(0, end)}\n  ${name}: [],${text.slice(end)}`
}

export const enterInComposition = (text: string, { name }: Naming): string =>
  `import { ${name}Routes } from '#domains/${name}/server/routes.ts'\n${enter('server/compose.ts', text, `${name}Routes,`)}`

export const enterInContracts = (text: string, { name }: Naming): string => {
  const contracts = enter('server/contracts.ts', text, `${name}: ${name}Contract,`)
  return `import { ${name}Contract } from '#domains/${name}/contract.ts'\n${contracts}`
}

export const enterInRouter = (text: string, { name }: Naming): string =>
  `import { ${name}Pages } from '#domains/${name}/web/pages.ts'\n${enter('web/router.tsx', text, `...${name}Pages,`)}`
