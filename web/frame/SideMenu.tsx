import {
  AppstoreOutlined,
  BarChartOutlined,
  ContactsOutlined,
  DashboardOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  PhoneOutlined,
  RocketOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { ConfigProvider, Menu, type MenuProps } from 'antd'
import type { ComponentType } from 'react'
import { type Say, useWords } from '#web/client/session.tsx'
import { usePalette } from '#web/ui/Dress.tsx'
import { type MenuGroup, menuGroups, type Page } from '#web/ui/page.ts'
import type { Palette } from '#web/ui/theme.ts'
import style from './frame.module.css'
import { text } from './text.ts'

const groupIcons: Record<MenuGroup, ComponentType> = {
  desk: DashboardOutlined,
  campaigns: RocketOutlined,
  customers: ContactsOutlined,
  calls: PhoneOutlined,
  floor: AppstoreOutlined,
  reports: BarChartOutlined,
  people: TeamOutlined,
  compliance: SafetyCertificateOutlined,
  system: SettingOutlined,
}

type Item = NonNullable<MenuProps['items']>[number]
const itemsOf = (pages: readonly Page[], say: Say): Item[] =>
  (Object.keys(menuGroups) as MenuGroup[]).flatMap((group): Item[] => {
    const members = pages.filter(({ menu }) => menu?.group === group)
    const GroupIcon = groupIcons[group]
    const [only] = members
    if (!only) return []
    const OwnIcon = only.menu?.icon ?? GroupIcon
    if (members.length === 1) return [{ key: only.path, icon: <OwnIcon />, label: say(only.title) }]
    return [
      {
        key: group,
        icon: <GroupIcon />,
        label: say(menuGroups[group]),
        children: members.map(({ path, title }) => ({ key: path, label: say(title) })),
      },
    ]
  })

const menuTheme = (colours: Palette) => ({
  itemBg: 'transparent',
  subMenuItemBg: 'transparent',
  itemColor: colours.barMuted,
  itemHoverColor: colours.barInk,
  itemHoverBg: colours.barHover,
  itemSelectedBg: colours.barChosen,
  itemSelectedColor: colours.barChosenInk,
  subMenuItemSelectedColor: colours.barInk,
  groupTitleColor: colours.barMuted,
  popupBg: colours.bar,
  itemHeight: 34,
  itemMarginBlock: 2,
  itemMarginInline: 8,
  itemBorderRadius: 6,
  activeBarBorderWidth: 0,
  collapsedWidth: 56,
  iconMarginInlineEnd: 10,
})

/** The left menu: two levels, in the order of a campaign's life, only what the person may open. */
export const SideMenu = ({
  pages,
  chosen,
  folded,
  onFold,
}: {
  pages: readonly Page[]
  chosen: Page | undefined
  folded: boolean
  onFold: (folded: boolean) => void
}) => {
  const say = useWords()
  const colours = usePalette()
  const navigate = useNavigate()
  const Fold = folded ? MenuUnfoldOutlined : MenuFoldOutlined
  return (
    <nav className={`${style.side} ${folded ? style.folded : ''}`} aria-label={say(text.menu)}>
      <div className={style.sideScroll}>
        <ConfigProvider theme={{ components: { Menu: menuTheme(colours) } }}>
          <Menu
            mode="inline"
            inlineCollapsed={folded}
            inlineIndent={18}
            items={itemsOf(pages, say)}
            selectedKeys={chosen ? [chosen.path] : []}
            defaultOpenKeys={Object.keys(menuGroups)}
            onClick={({ key }) => void navigate({ to: key })}
            style={{ border: 'none' }}
          />
        </ConfigProvider>
      </div>
      <button
        type="button"
        className={style.fold}
        onClick={() => onFold(!folded)}
        aria-label={say(folded ? text.unfoldMenu : text.foldMenu)}
      >
        <Fold />
      </button>
    </nav>
  )
}
