import { Button } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { getLiveRecording, pauseRecording } from '../contract.ts'
import { text } from '../text.ts'
import style from './player.module.css'

/** Tells the agent that the call is being recorded, and pauses it where the campaign lets them. */
export const LiveRecording = ({ callId }: { callId: string }) => {
  const say = useWords()
  const { data } = useAsk(getLiveRecording, { params: { callId } }, { keep: false, everyMs: 5000 })
  const pause = useDo(pauseRecording, { refresh: [getLiveRecording] })
  if (!data || (!data.on && !data.paused)) return null
  const { paused, mayPause } = data
  return (
    <span className={style.live} role="status">
      <i className={paused ? style.waiting : ''} aria-hidden="true" />
      {say(paused ? text.recordingPaused : text.recordingOn)}
      {mayPause && (
        <Button
          size="small"
          loading={pause.isPending}
          onClick={() => pause.mutate({ params: { callId }, body: { paused: !paused } })}
        >
          {say(paused ? text.resumeRecording : text.pauseRecording)}
        </Button>
      )}
    </span>
  )
}
