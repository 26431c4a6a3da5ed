import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { PageTitleContext } from '#web/ui/PageFrame.tsx'
import type { Page } from '#web/ui/page.ts'
import { inMenuOrder } from '../home.ts'
import { CheatSheet } from './CheatSheet.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import style from './frame.module.css'
import { Header } from './Header.tsx'
import { useKeys } from './keys.ts'
import { menuPageOf, pageOf } from './page-of.ts'
import { SideMenu } from './SideMenu.tsx'
import { TabStrip } from './TabStrip.tsx'
import { text } from './text.ts'
import { useTabs } from './use-tabs.ts'

const foldPlace = 'carillon.menuFolded'
const useFolded = (): [boolean, (folded: boolean) => void] => {
  const [folded, setFolded] = useState(() => localStorage.getItem(foldPlace) === 'yes')
  const keep = (next: boolean) => {
    localStorage.setItem(foldPlace, next ? 'yes' : 'no')
    setFolded(next)
  }
  return [folded, keep]
}

/** The shell: header, menu, open pages, and the page in sight. */
export const Frame = ({
  pages,
  onSignOut,
  children,
}: {
  pages: readonly Page[]
  onSignOut: () => void
  children: ReactNode
}) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const [folded, setFolded] = useFolded()
  const [asked, setAsked] = useState<'palette' | 'keys' | undefined>()
  const open = useMemo(() => inMenuOrder(pages).filter(may), [pages, may])
  const isPage = useCallback((path: string) => pageOf(pages, path)?.chrome !== 'bare' && !!pageOf(pages, path), [pages])
  const { tabs, setTabs, inSight, name } = useTabs(me.id, isPage)
  const page = pageOf(pages, inSight)
  const title = tabs.find(({ path }) => path === inSight)?.title ?? (page && say(page.title))
  useEffect(() => {
    document.title = title ? `${title} · ${say(text.productInFull)}` : say(text.productInFull)
  }, [title, say])
  useKeys({
    'Ctrl+K': () => setAsked(asked === 'palette' ? undefined : 'palette'),
    '?': () => setAsked('keys'),
  })
  const close = () => setAsked(undefined)
  return (
    <div className={style.frame}>
      <a className={style.skip} href="#content">
        {say(text.skipToContent)}
      </a>
      <Header onPalette={() => setAsked('palette')} onKeys={() => setAsked('keys')} onSignOut={onSignOut} />
      <SideMenu pages={open} chosen={menuPageOf(pages, inSight)} folded={folded} onFold={setFolded} />
      <TabStrip tabs={tabs} inSight={inSight} pages={pages} onTabs={setTabs} />
      <main id="content" className={style.content} tabIndex={-1}>
        <PageTitleContext value={name}>{children}</PageTitleContext>
      </main>
      <CommandPalette open={asked === 'palette'} pages={open} onClose={close} />
      <CheatSheet open={asked === 'keys'} onClose={close} />
    </div>
  )
}
