import { CustomerServiceOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import { HeadsetCheck } from './HeadsetCheck.tsx'
import { HeadsetPanel } from './HeadsetPanel.tsx'
import style from './headset.module.css'
import { stateOf } from './headset-words.ts'
import type { Headset } from './use-headset.ts'
import { VoiceBars } from './VoiceBars.tsx'

/** How one's headset stands, in one word; everything else about it opens from here. */
export const HeadsetButton = (props: {
  worn: Headset
  isBusy?: boolean
  /** Its wearer can work without: off is no alarm then. */
  isOptional?: boolean
}) => {
  const { worn, isBusy = false, isOptional = false } = props
  const say = useWords()
  const [open, setOpen] = useState<'panel' | 'check'>()
  const state = stateOf(worn)
  if (!state) return null
  const isResting = isOptional && worn.look.phase === 'off'
  const words = say(isResting ? text.headset : state.short)
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open === 'panel'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'panel' : undefined)}
        content={<HeadsetPanel worn={worn} isBusy={isBusy} onCheck={() => setOpen('check')} />}
      >
        <button
          type="button"
          className={`${style.button} ${style[isResting ? 'quiet' : state.tone]}`}
          aria-label={`${say(text.headset)}: ${say(state.name)}`}
          aria-expanded={open === 'panel'}
        >
          <CustomerServiceOutlined />
          <span className={style.word}>{words}</span>
          {worn.look.hasLeg && <VoiceBars quality={worn.look.hearing?.quality} />}
        </button>
      </Popover>
      <HeadsetCheck worn={worn} open={open === 'check'} onClose={() => setOpen(undefined)} />
    </>
  )
}
