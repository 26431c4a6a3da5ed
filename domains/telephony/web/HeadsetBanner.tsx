import { CustomerServiceOutlined } from '@ant-design/icons'
import { useWords } from '#web/client/session.tsx'
import { HeadsetDeed } from './HeadsetPanel.tsx'
import style from './headset.module.css'
import { stateOf } from './headset-words.ts'
import type { Headset } from './use-headset.ts'

/** A headset that is needed and not there, large enough not to be missed, with what to do. */
export const HeadsetBanner = ({ worn }: { worn: Headset }) => {
  const say = useWords()
  const state = stateOf(worn)
  if (!state?.help) return null
  return (
    <div className={`${style.banner} ${style[state.tone]}`} role="alert">
      <CustomerServiceOutlined />
      <b>{say(state.name)}</b>
      <span>{say(state.help)}</span>
      {state.deed !== 'takeOff' && <HeadsetDeed state={state} />}
    </div>
  )
}
