import { SoundOutlined } from '@ant-design/icons'
import { Button, Select, Slider } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import style from './headset.module.css'
import { type HeadsetLook, headset } from './headset.ts'
import type { SoundDevice } from './sound-devices.ts'
import { soundRinger, soundSample } from './tones.ts'

/** What is chosen but not plugged in today is shown as the system's own, which is what sounds. */
const DeviceSelect = (props: {
  name: string
  devices: readonly SoundDevice[]
  value: string
  onChange: (id: string) => void
}) => {
  const say = useWords()
  const isHere = props.devices.some(({ id }) => id === props.value)
  return (
    <Select
      size="small"
      aria-label={props.name}
      value={isHere ? props.value : ''}
      onChange={props.onChange}
      options={[
        { value: '', label: say(text.usualDevice) },
        ...props.devices.map(({ id, name }, n) => ({ value: id, label: name || say(text.unnamedDevice, n + 1) })),
      ]}
    />
  )
}

/** Microphone, speaker and where alerts sound; remembered in this browser. */
export const DeviceChoice = ({ look: { devices, choice } }: { look: HeadsetLook }) => {
  const say = useWords()
  return (
    <div className={style.devices}>
      <span>{say(text.microphone)}</span>
      <DeviceSelect
        name={say(text.microphone)}
        devices={devices.microphones}
        value={choice.microphone}
        onChange={(microphone) => headset.setChoice({ microphone })}
      />
      <span />
      <span>{say(text.speaker)}</span>
      <DeviceSelect
        name={say(text.speaker)}
        devices={devices.speakers}
        value={choice.speaker}
        onChange={(speaker) => headset.setChoice({ speaker })}
      />
      <Button size="small" icon={<SoundOutlined />} onClick={() => soundSample(choice.speaker)}>
        {say(text.tryIt)}
      </Button>
      <span>{say(text.ringer)}</span>
      <DeviceSelect
        name={say(text.ringer)}
        devices={devices.speakers}
        value={choice.ringer}
        onChange={(ringer) => headset.setChoice({ ringer })}
      />
      <Button size="small" icon={<SoundOutlined />} onClick={soundRinger}>
        {say(text.tryIt)}
      </Button>
      <span>{say(text.ringerLoudness)}</span>
      <Slider
        min={0}
        max={1}
        step={0.05}
        value={choice.ringerLoudness}
        tooltip={{ formatter: (share) => `${Math.round((share ?? 0) * 100)}%` }}
        onChange={(ringerLoudness) => headset.setChoice({ ringerLoudness })}
        ariaLabelForHandle={say(text.ringerLoudness)}
      />
      <span />
    </div>
  )
}
