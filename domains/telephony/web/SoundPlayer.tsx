import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { promptText as text } from '../prompt-text.ts'

/** Only one sound of a page is heard at a time. */
let playing: HTMLAudioElement | undefined

type Props = { sound: string; label: string }

/** Plays one sound as the telephone does; loaded when it is first asked for. */
export const SoundPlayer = (props: Props) => <Player key={props.sound} {...props} />

const Player = ({ sound, label }: Props) => {
  const say = useWords()
  const audio = useRef<HTMLAudioElement | null>(null)
  const [state, setState] = useState<'still' | 'playing' | 'failed'>('still')
  useEffect(() => () => audio.current?.pause(), [])
  const toggle = () => {
    if (state === 'playing') return audio.current?.pause()
    audio.current ??= new Audio(`/api/prompt-sounds/${sound}`)
    const now = audio.current
    now.onpause = () => setState('still')
    now.onplaying = () => setState('playing')
    now.onerror = () => {
      setState('failed')
      audio.current = null
    }
    playing?.pause()
    playing = now
    now.play().catch(() => {})
  }
  return (
    <Button
      size="small"
      type="text"
      danger={state === 'failed'}
      icon={state === 'playing' ? <PauseOutlined /> : <PlayCircleOutlined />}
      aria-label={`${say(text.play)} ${label}`}
      aria-pressed={state === 'playing'}
      onClick={toggle}
    >
      {state === 'failed' ? say(text.cannotPlay) : null}
    </Button>
  )
}
