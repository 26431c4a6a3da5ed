import type { ComponentType } from 'react'
import type { z } from 'zod'
import type { Permission } from '#contract/permission.ts'
import type { Words } from '#contract/words.ts'

/** The parts of the left menu, in the order in which a campaign lives. */
export const menuGroups = {
  desk: { zh: '工作台', en: 'Workbench' },
  campaigns: { zh: '项目与规则', en: 'Campaigns & rules' },
  customers: { zh: '名单客户', en: 'Lists & customers' },
  calls: { zh: '通话', en: 'Calls' },
  floor: { zh: '现场', en: 'Floor' },
  reports: { zh: '报表分析', en: 'Reports' },
  people: { zh: '人员', en: 'People' },
  compliance: { zh: '合规', en: 'Compliance' },
  system: { zh: '系统', en: 'System' },
} as const satisfies Record<string, Words>
export type MenuGroup = keyof typeof menuGroups

/** One page of the product: where it is, who may see it, where it stands in the menu. */
export type Page = {
  /** `/campaigns` or, with parameters, `/campaigns/$campaignId`. */
  path: `/${string}`
  title: Words
  permission: Permission
  /** A page without a place in the menu is reached by links from others. */
  menu?: { group: MenuGroup; position: number; icon?: ComponentType }
  /** Loaded when first shown: `() => import('./FloorPage.tsx').then((page) => page.FloorPage)`. */
  component: () => Promise<ComponentType>
  /** `bare` pages fill the window without header and menu: wallboards, public pages. */
  chrome?: 'frame' | 'bare'
  /** What the page keeps in its address; read it with `useFilters`. */
  search?: z.ZodObject
}
/** Declares the pages of a domain. */
export const definePages = (pages: readonly Page[]): readonly Page[] => pages
