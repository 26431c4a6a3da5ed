import { CloseOutlined, DownOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { useEffect, useRef } from 'react'
import { useWords } from '#web/client/session.tsx'
import type { Page } from '#web/ui/page.ts'
import { parseAddress } from '#web/ui/search-values.ts'
import style from './frame.module.css'
import { pageOf } from './page-of.ts'
import { closeTab, type Tab } from './tabs.ts'
import { text } from './text.ts'

const linkOf = ({ address }: Pick<Tab, 'address'>) => {
  const [path = '/', search = ''] = address.split('?')
  return { to: path, search: parseAddress(search) as never }
}

/** The pages a person keeps open, under the header. */
export const TabStrip = ({
  tabs,
  inSight,
  pages,
  onTabs,
}: {
  tabs: readonly Tab[]
  inSight: string
  pages: readonly Page[]
  onTabs: (tabs: readonly Tab[]) => void
}) => {
  const say = useWords()
  const navigate = useNavigate()
  const strip = useRef<HTMLElement>(null)
  const titleOf = ({ path, title }: Tab): string => {
    const page = pageOf(pages, path)
    if (!page) return title ?? path
    // The name of what is on it is known once it has come.
    return page.path.includes('$') && title ? title : say(page.title)
  }
  const close = (path: string) => {
    const { tabs: left, goTo } = closeTab(tabs, path, inSight)
    onTabs(left)
    if (goTo) void navigate(linkOf({ address: goTo }))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page in sight, or its tab there at last, is the reason to scroll
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [inSight, tabs.length])
  return (
    <div className={style.tabs}>
      <nav ref={strip} aria-label={say(text.openPages)}>
        {tabs.map((tab) => (
          <span key={tab.path} className={`${style.tab} ${tab.path === inSight ? style.tabInSight : ''}`}>
            <Link
              {...linkOf(tab)}
              activeProps={{}}
              aria-current={tab.path === inSight ? 'page' : undefined}
              onAuxClick={({ button }) => button === 1 && close(tab.path)}
            >
              {titleOf(tab)}
            </Link>
            {tabs.length > 1 && (
              <button
                type="button"
                aria-label={`${say(text.closeTab)} ${titleOf(tab)}`}
                onClick={() => close(tab.path)}
              >
                <CloseOutlined />
              </button>
            )}
          </span>
        ))}
      </nav>
      {tabs.length > 1 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [{ key: 'others', label: say(text.closeOthers) }],
            onClick: () => onTabs(tabs.filter(({ path }) => path === inSight)),
          }}
        >
          <button type="button" className={style.tabMenu} aria-label={say(text.openPages)}>
            <DownOutlined />
          </button>
        </Dropdown>
      )}
    </div>
  )
}
