import type { RoleCode } from '#contract/role.ts'
import { menuGroups, type Page } from './ui/page.ts'

type Place = Pick<Page, 'path' | 'menu' | 'permission'>
type May = (page: Pick<Page, 'permission'>) => boolean

/** Where the day of each post begins. Who holds several posts begins at the first of this list. */
const firstPages: readonly (readonly [RoleCode, string])[] = [
  ['director', '/centre'],
  ['campaignManager', '/campaigns'],
  ['supervisor', '/floor'],
  ['teamLeader', '/floor'],
  ['groupLeader', '/floor'],
  ['agent', '/desk'],
  ['complianceOfficer', '/oversight'],
]

const groupOrder = Object.keys(menuGroups)
/** Pages in the order of the menu. */
export const inMenuOrder = <P extends Pick<Page, 'menu'>>(pages: readonly P[]): P[] => {
  const rank = ({ menu }: Pick<Page, 'menu'>) =>
    menu ? groupOrder.indexOf(menu.group) * 1000 + menu.position : Number.POSITIVE_INFINITY
  return pages.filter(({ menu }) => menu).toSorted((a, b) => rank(a) - rank(b))
}

/** The first page a person sees: the one of their post, else the first of the menu they may open. */
export const homeOf = (roles: readonly RoleCode[], pages: readonly Place[], may: May): string | undefined => {
  const open = inMenuOrder(pages).filter(may)
  const wanted = firstPages.filter(([role]) => roles.includes(role)).map(([, path]) => path)
  return wanted.find((path) => open.some((page) => page.path === path)) ?? open[0]?.path
}
