import { BackwardOutlined, CaretRightFilled, ForwardOutlined, LoadingOutlined, PauseOutlined } from '@ant-design/icons'
import { Button, Segmented, Slider, Switch } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { text } from '../text.ts'
import style from './player.module.css'
import { type Sound, speeds } from './use-sound.ts'

const stepMs = 5000

const Volume = ({ sound, leg }: { sound: Sound; leg: 'customer' | 'agent' }) => {
  const say = useWords()
  const name = say(leg === 'customer' ? text.customerVolume : text.agentVolume)
  return (
    <span className={style.volume} title={name}>
      <i className={style[leg]} aria-hidden="true" />
      {say(leg === 'customer' ? text.customer : text.agent)}
      <Slider
        min={0}
        max={2}
        step={0.1}
        value={sound.volumes[leg]}
        onChange={(volume) => sound.setVolume(leg, volume)}
        tooltip={{ formatter: (volume) => `${Math.round((volume ?? 1) * 100)}%` }}
        ariaLabelForHandle={name}
      />
    </span>
  )
}

/** Play, five seconds back and on, speed, silence, and how loud each leg is. */
export const Controls = ({
  sound,
  milliseconds,
  hasSpeech,
}: {
  sound: Sound
  milliseconds: number
  hasSpeech: boolean
}) => {
  const say = useWords()
  const moveBy = (ms: number) => sound.moveTo(Math.min(milliseconds, Math.max(0, sound.atMs + ms)))
  const icon = sound.loading ? <LoadingOutlined /> : sound.playing ? <PauseOutlined /> : <CaretRightFilled />
  return (
    <div className={style.controls}>
      <span className={style.buttons}>
        <Button icon={<BackwardOutlined />} aria-label={say(text.back)} onClick={() => moveBy(-stepMs)} />
        <Button
          type="primary"
          icon={icon}
          aria-label={say(sound.playing ? text.stop : text.play)}
          onClick={() => void sound.toggle()}
        />
        <Button icon={<ForwardOutlined />} aria-label={say(text.forward)} onClick={() => moveBy(stepMs)} />
      </span>
      <span className={style.clock}>
        {formatDuration(sound.atMs / 1000)} / {formatDuration(milliseconds / 1000)}
      </span>
      <Segmented<number>
        size="small"
        aria-label={say(text.speed)}
        value={sound.speed}
        options={speeds.map((speed) => ({ value: speed, label: `${speed}×` }))}
        onChange={sound.setSpeed}
      />
      <span className={style.skip}>
        <Switch
          size="small"
          aria-label={say(text.skipSilence)}
          checked={sound.skips}
          disabled={!hasSpeech}
          onChange={sound.skipSilence}
        />
        {say(text.skipSilence)}
      </span>
      <Volume sound={sound} leg="customer" />
      <Volume sound={sound} leg="agent" />
    </div>
  )
}
