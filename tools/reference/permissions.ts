import { roleCodes, roles } from '#contract/role.ts'
import type { Declared } from './collect.ts'
import { page, table } from './markdown.ts'

/** Permissions × roles: what each post may do from the start. */
export const permissionsPage = ({ permissions }: Declared): string => {
  const head = ['permission', '中文', 'English', ...roleCodes.map((role) => `${roles[role].zh} ${roles[role].en}`)]
  const sections = permissions
    .filter((domain) => domain.permissions.length > 0)
    .map(({ domain, permissions }) => {
      const rows = permissions.map(({ code, text, roles: holders }) => [
        `\`${code}\``,
        text.zh,
        text.en,
        ...roleCodes.map((role) => (holders.includes(role) ? '✓' : '')),
      ])
      return `## ${domain}\n\n${table(head, rows)}`
    })
  return page(
    'Permissions × roles · 权限与角色',
    'What each post may do from the start; an administrator may grant more. 各角色的初始权限，管理员可另行授予。',
    sections,
  )
}
