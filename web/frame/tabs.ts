/** One page kept open: its address, and what it calls itself. */
export type Tab = { path: string; address: string; title?: string | undefined }

const mostTabs = 16

/** Opens a tab, or brings its address up to date. The oldest beyond sixteen goes. */
export const openTab = (tabs: readonly Tab[], tab: Tab): readonly Tab[] => {
  const known = tabs.find(({ path }) => path === tab.path)
  if (known?.address === tab.address) return tabs
  if (known) return tabs.map((one) => (one.path === tab.path ? { ...one, address: tab.address } : one))
  return [...tabs, tab].slice(-mostTabs)
}

export const nameTab = (tabs: readonly Tab[], path: string, title: string): readonly Tab[] =>
  tabs.some((tab) => tab.path === path && tab.title !== title)
    ? tabs.map((tab) => (tab.path === path ? { ...tab, title } : tab))
    : tabs

/** Closes a tab, and says where to go when it was the one in sight: to its right neighbour, else its left. */
export const closeTab = (
  tabs: readonly Tab[],
  path: string,
  inSight: string,
): { tabs: readonly Tab[]; goTo: string | undefined } => {
  const place = tabs.findIndex((tab) => tab.path === path)
  const left = tabs.filter((tab) => tab.path !== path)
  if (path !== inSight) return { tabs: left, goTo: undefined }
  return { tabs: left, goTo: (left[place] ?? left[place - 1])?.address ?? '/' }
}

/** Reads what an earlier visit kept; anything else is forgotten. */
export const readTabs = (kept: string | null): readonly Tab[] => {
  try {
    const tabs = JSON.parse(kept ?? '[]') as unknown
    return Array.isArray(tabs)
      ? tabs.filter((tab): tab is Tab => typeof tab?.path === 'string' && typeof tab?.address === 'string')
      : []
  } catch {
    return []
  }
}
