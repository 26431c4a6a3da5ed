import {
  BgColorsOutlined,
  DownOutlined,
  FullscreenOutlined,
  KeyOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Avatar, Dropdown, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { roles } from '#contract/role.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useSkin } from '#web/ui/Dress.tsx'
import { LanguageSwitch } from '#web/ui/LanguageSwitch.tsx'
import { Logo } from '#web/ui/Logo.tsx'
import { isSkin, skinNames, skins } from '#web/ui/theme.ts'
import style from './frame.module.css'
import { SiteClock } from './SiteClock.tsx'
import { text } from './text.ts'

const BarButton = ({ icon, name, onClick }: { icon: ReactNode; name: string; onClick?: () => void }) => (
  <Tooltip title={name}>
    <button type="button" className={style.barButton} aria-label={name} onClick={onClick}>
      {icon}
    </button>
  </Tooltip>
)

const SkinMenu = () => {
  const say = useWords()
  const { skin, setSkin } = useSkin()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: skinNames.map((key) => ({ key, label: say(skins[key]) })),
        selectable: true,
        selectedKeys: [skin],
        onClick: ({ key }) => isSkin(key) && setSkin(key),
      }}
    >
      <button type="button" className={style.barButton} aria-label={say(text.look)}>
        <BgColorsOutlined />
      </button>
    </Dropdown>
  )
}

const AccountMenu = ({ onSignOut }: { onSignOut: () => void }) => {
  const me = useMe()
  const say = useWords()
  const navigate = useNavigate()
  const posts = me.roles.map((role) => say(roles[role])).join(' · ')
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <div className={style.who}>
                <strong>{me.name}</strong>
                <span>{me.loginName}</span>
                <span>{posts}</span>
              </div>
            ),
          },
          { type: 'divider' },
          { key: 'profile', icon: <UserOutlined />, label: say(text.account) },
          { key: 'password', icon: <KeyOutlined />, label: say(text.password) },
          { key: 'leave', icon: <LogoutOutlined />, label: say(text.signOut) },
        ],
        onClick: ({ key }) =>
          key === 'leave' ? onSignOut() : void navigate({ to: key === 'profile' ? '/profile' : '/change-password' }),
      }}
    >
      <button type="button" className={style.account} aria-label={say(text.account)}>
        <Avatar size={26} className={style.avatar ?? ''}>
          {shortName(me.name)}
        </Avatar>
        <span className={style.accountName}>
          <b>{me.name}</b>
          <small>{posts}</small>
        </span>
        <DownOutlined />
      </button>
    </Dropdown>
  )
}

/** The given name where names are written in Chinese, initials where they are not. */
const shortName = (name: string): string =>
  /\p{Script=Han}/u.test(name)
    ? name.slice(-2)
    : (name.match(/(?<!\p{L})\p{L}/gu) ?? [name.slice(0, 1)]).slice(0, 2).join('').toUpperCase()

const turnFullScreen = (): void => {
  void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())
}

/** The bar on top: whose product, which day, and what concerns the whole window. */
export const Header = ({
  onPalette,
  onKeys,
  onSignOut,
}: {
  onPalette: () => void
  onKeys: () => void
  onSignOut: () => void
}) => {
  const say = useWords()
  const { demo } = useMe()
  return (
    <header className={style.header}>
      <Link to="/" className={style.brand}>
        <Logo />
        <b>钟鸣</b>
        <span>Carillon</span>
      </Link>
      {demo && (
        <Tooltip title={say(text.demoHelp)}>
          <span className={style.demo}>{say(text.demo)}</span>
        </Tooltip>
      )}
      <button type="button" className={style.find} onClick={onPalette}>
        <SearchOutlined />
        <span>{say(text.goTo)}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={style.barEnd}>
        <SiteClock />
        <BarButton icon={<QuestionCircleOutlined />} name={say(text.shortcuts)} onClick={onKeys} />
        <BarButton icon={<FullscreenOutlined />} name={say(text.fullScreen)} onClick={turnFullScreen} />
        <SkinMenu />
        <LanguageSwitch />
        <AccountMenu onSignOut={onSignOut} />
      </div>
    </header>
  )
}
