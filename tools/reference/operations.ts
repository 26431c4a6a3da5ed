import type { Declared } from './collect.ts'
import { page, table } from './markdown.ts'

/** Every operation of the API on one page; shapes stand in the OpenAPI document. */
export const operationsPage = ({ operations }: Declared): string => {
  const sections = operations
    .filter((domain) => domain.operations.length > 0)
    .map(({ domain, operations }) => {
      const rows = operations.map(({ name, method, path, title, permission }) => [
        `\`${name}\``,
        `\`${method} /api${path}\``,
        title.zh,
        title.en,
        `\`${permission.code}\``,
      ])
      return `## ${domain}\n\n${table(['operation', 'route', '中文', 'English', 'permission'], rows)}`
    })
  return page('Operations · 接口一览', 'Every operation of the API and the permission it asks for.', sections)
}
