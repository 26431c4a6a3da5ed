import { useLocation } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { nameTab, openTab, readTabs, type Tab } from './tabs.ts'

/** The open pages of this browser tab, kept over a reload, for one person. */
export const useTabs = (personId: string, isPage: (path: string) => boolean) => {
  const place = `carillon.tabs.${personId}`
  const { pathname: path, searchStr } = useLocation()
  const [tabs, setTabs] = useState(() => readTabs(sessionStorage.getItem(place)))

  useEffect(() => {
    if (isPage(path)) setTabs((before) => openTab(before, { path, address: `${path}${searchStr}` }))
  }, [path, searchStr, isPage])
  useEffect(() => sessionStorage.setItem(place, JSON.stringify(tabs)), [place, tabs])

  const name = useCallback((title: string) => setTabs((before) => nameTab(before, path, title)), [path])
  return { tabs: tabs as readonly Tab[], setTabs, inSight: path, name }
}
