import { RobotOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import style from './desk.module.css'
import { useDeskKeys } from './keys.ts'
import { isTalking } from './phone-words.ts'
import type { Deeds } from './use-desk.ts'

/** What the machine's ear makes of who answered; the agent hears whether it is so. */
export const MachineBanner = ({ call, deeds }: { call: DeskState['call']; deeds: Deeds }) => {
  const say = useWords()
  const isShown = isTalking(call) && call.soundsLikeMachine
  const { mutate, isPending } = deeds.endMachine
  const end = () => mutate()
  useDeskKeys({ 'Alt+V': isShown && !isPending ? end : undefined })
  if (!isShown) return null
  return (
    <div className={style.notice} role="status">
      <RobotOutlined />
      <b>{say(text.soundsLikeMachine)}</b>
      <span className={style.grow}>{say(text.soundsLikeMachineHelp)}</span>
      <Button size="small" disabled={isPending} onClick={end}>
        {say(text.endMachine)}
        <kbd>Alt V</kbd>
      </Button>
    </div>
  )
}
