import { KeyOutlined, LogoutOutlined, MenuOutlined, PhoneOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { signOut } from '#domains/access/contract.ts'
import { headset } from '#domains/telephony/web/public.tsx'
import { signedOut } from '#web/client/call.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { useSkin } from '#web/ui/Dress.tsx'
import { LanguageSwitch } from '#web/ui/LanguageSwitch.tsx'
import { isSkin, skinNames, skins } from '#web/ui/theme.ts'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import style from './phone-bar.module.css'
import type { Deeds } from './use-desk.ts'

/** Other pages open beside the desk, so that nobody walks away from a call. */
const openBeside = (path: string): void => void window.open(path, '_blank', 'noopener')

/** What is needed once a day: language, look, other pages, the way out. */
export const DeskMenu = ({ state, deeds, onKeys }: { state: DeskState; deeds: Deeds; onKeys: () => void }) => {
  const say = useWords()
  const me = useMe()
  const { skin, setSkin } = useSkin()
  const leave = useDo(signOut, {
    onDone: () => {
      headset.stop()
      signedOut()
    },
  })
  const goHome = async () => {
    if (state.agent) await deeds.endWork.mutateAsync()
    leave.mutate()
  }
  const deedsOf: Record<string, () => void> = {
    keys: onKeys,
    callbacks: () => openBeside('/callbacks'),
    password: () => openBeside('/change-password'),
    // A refusal (a call is up) has been told as a toast already.
    leave: () => void goHome().catch(() => undefined),
  }
  return (
    <div className={style.end}>
      <LanguageSwitch />
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            { key: 'who', type: 'group', label: `${me.name} · ${me.loginName}` },
            { key: 'callbacks', icon: <PhoneOutlined />, label: say(text.allCallbacks) },
            { key: 'keys', icon: <QuestionCircleOutlined />, label: say(text.keys), extra: '?' },
            { type: 'divider' },
            { key: 'look', type: 'group', label: say(text.look) },
            ...skinNames.map((key) => ({ key, label: say(skins[key]) })),
            { type: 'divider' },
            { key: 'password', icon: <KeyOutlined />, label: say(text.password) },
            { key: 'leave', icon: <LogoutOutlined />, label: say(text.leave) },
          ],
          selectedKeys: [skin],
          onClick: ({ key }) => (isSkin(key) ? setSkin(key) : deedsOf[key]?.()),
        }}
      >
        <button type="button" className={style.more} aria-label={say(text.menu)}>
          <MenuOutlined />
        </button>
      </Dropdown>
    </div>
  )
}
