import { Link } from '@tanstack/react-router'
import { Select, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { listPrompts } from '../prompt-contract.ts'
import { promptText as text } from '../prompt-text.ts'
import { SoundPlayer } from './SoundPlayer.tsx'

type Props = {
  id?: string
  /** The name of the prompt; empty: none. */
  value?: string | null
  onChange?: (name: string) => void
  /** What none means here; unsaid: “none”. */
  none?: string
}

/** A prompt out of the library, heard beside; a field of a form. One that is no longer there stays what it is until changed. */
export const PromptChoice = ({ id, value, onChange, none }: Props) => {
  const say = useWords()
  const may = useMay()
  const prompts = useAsk(listPrompts, undefined, { when: may(listPrompts) })
  const all = prompts.data ?? []
  const chosen = all.find(({ name }) => name === value)
  const unknown = prompts.data ? `${value} · ${say(text.ofTheNode)}` : value
  const stray = value && unknown && !chosen && !prompts.isFetching ? [{ value, label: unknown }] : []
  const options = [
    { value: '', label: none ?? say(text.none) },
    ...all.map(({ name, title, sound }) => ({
      value: name,
      label: sound === null ? `${title} · ${say(text.builtIn)}` : title,
    })),
    ...stray,
  ]
  return (
    <Space orientation="vertical" style={{ width: '100%' }} size={2}>
      <Space.Compact block style={{ alignItems: 'center' }}>
        <Select
          {...(id ? { id } : {})}
          value={value ?? ''}
          {...(onChange ? { onChange } : {})}
          options={options}
          loading={prompts.isFetching}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={say(text.choose)}
          style={{ width: '100%' }}
        />
        {chosen?.sound && <SoundPlayer sound={chosen.sound} label={chosen.title} />}
      </Space.Compact>
      {may(listPrompts) && <Link to="/prompts">{say(text.library)}</Link>}
    </Space>
  )
}

/** The title of a prompt, and the sound of it; its name for whoever may not see the library. */
export const PromptShown = ({ name }: { name: string }) => {
  const say = useWords()
  const may = useMay()
  const prompts = useAsk(listPrompts, undefined, { when: may(listPrompts) })
  const prompt = prompts.data?.find((one) => one.name === name)
  if (!prompt) return <>{prompts.data ? `${name} · ${say(text.ofTheNode)}` : name}</>
  return (
    <>
      {prompt.title} {prompt.sound && <SoundPlayer sound={prompt.sound} label={prompt.title} />}
    </>
  )
}
