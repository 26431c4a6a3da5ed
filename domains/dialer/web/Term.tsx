import { Tooltip } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import style from './panel.module.css'

/** A term with its explanation: on the pointer, on the keyboard, and read out after it. */
export const Term = ({ name, help }: { name: Words; help: Words }) => {
  const say = useWords()
  return (
    <Tooltip title={say(help)} trigger={['hover', 'focus', 'click']}>
      <button type="button" className={style.term} aria-description={say(help)}>
        {say(name)}
      </button>
    </Tooltip>
  )
}
