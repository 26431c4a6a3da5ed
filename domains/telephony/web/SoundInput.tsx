import { AudioOutlined, StopOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Space, Upload } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { type UploadedSound, uploadPromptSound } from '../prompt-contract.ts'
import { gradeAdvice, promptText as text } from '../prompt-text.ts'
import { Loudness } from './Loudness.tsx'
import { asWav, type Recorder, startRecorder } from './recorder.ts'
import { SoundPlayer } from './SoundPlayer.tsx'

export type Sound = Pick<UploadedSound, 'sound' | 'milliseconds' | 'speechDb' | 'peakDb' | 'grade'>
/** The longest prompt, so that nobody records what is refused. */
const longestSeconds = 180

const useRecorder = (onFile: (file: File | undefined) => void) => {
  const { message } = App.useApp()
  const say = useWords()
  const recorder = useRef<Recorder | undefined>(undefined)
  const [seconds, setSeconds] = useState<number | undefined>()
  const isOn = seconds !== undefined
  useEffect(() => {
    if (!isOn) return
    const clock = setInterval(() => setSeconds((before) => (before ?? 0) + 1), 1000)
    return () => clearInterval(clock)
  }, [isOn])
  useEffect(() => () => recorder.current?.drop(), [])
  const stop = async () => {
    const now = recorder.current
    recorder.current = undefined
    setSeconds(undefined)
    if (now) onFile(await now.stop())
  }
  useEffect(() => {
    if (seconds !== undefined && seconds >= longestSeconds) void stop()
  })
  const start = async () => {
    try {
      recorder.current = await startRecorder()
      setSeconds(0)
    } catch {
      void message.error(say(text.noMicrophone))
    }
  }
  return { seconds, start, stop }
}

/** What was uploaded or recorded, as it will be heard. */
const Made = ({ sound }: { sound: Sound }) => {
  const say = useWords()
  return (
    <>
      <Space>
        <SoundPlayer sound={sound.sound} label="" />
        <span>{(sound.milliseconds / 1000).toFixed(1)} s</span>
        <Loudness {...sound} />
      </Space>
      {sound.grade !== 'good' && <Alert type="warning" showIcon title={say(gradeAdvice[sound.grade])} />}
    </>
  )
}

/** A sound out of a file or from the microphone; a field of a form. */
export const SoundInput = ({ value, onChange }: { value?: Sound; onChange?: (sound: Sound) => void }) => {
  const say = useWords()
  const [share, setShare] = useState<number | undefined>()
  const upload = useDo(uploadPromptSound, { onProgress: setShare, onDone: (made) => onChange?.(made) })
  const send = async (file: File) => {
    const isWav = /\.wav$/i.test(file.name)
    // What the browser cannot open either is sent as it is: the server says what is wrong with it.
    upload.mutate({ body: isWav ? file : ((await asWav(file)) ?? file) })
  }
  const { seconds, start, stop } = useRecorder((file) => file && void send(file))
  const percent = Math.round((share ?? 0) * 100)
  return (
    <Space orientation="vertical" style={{ width: '100%' }}>
      <Space wrap>
        <Upload
          accept="audio/*,.wav"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file)
            return false
          }}
        >
          <Button icon={<UploadOutlined />} loading={upload.isPending} disabled={seconds !== undefined}>
            {upload.isPending ? (percent < 100 ? say(text.uploading, percent) : say(text.working)) : say(text.upload)}
          </Button>
        </Upload>
        {seconds === undefined ? (
          <Button icon={<AudioOutlined />} disabled={upload.isPending} onClick={() => void start()}>
            {say(text.record)}
          </Button>
        ) : (
          <Button danger type="primary" icon={<StopOutlined />} onClick={() => void stop()}>
            {say(text.stop, seconds)}
          </Button>
        )}
      </Space>
      {value && <Made sound={value} />}
    </Space>
  )
}
