import { Form } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, TextField } from '#web/ui/fields.tsx'
import { addPrompt, changePrompt, listPrompts, listPromptVersions, type PromptView } from '../prompt-contract.ts'
import { promptText as text } from '../prompt-text.ts'
import { type Sound, SoundInput } from './SoundInput.tsx'

export const refreshPrompts = [listPrompts, listPromptVersions]
type Filled = { title: string; wordsZh?: string; wordsEn?: string; sound: Sound }

const filledOf = ({ title, wordsZh, wordsEn, sound, ...rest }: PromptView): Partial<Filled> => ({
  ...{ title, wordsZh, wordsEn },
  ...(sound === null ? {} : { sound: { ...rest, sound } }),
})

type Props = { shown: PromptView | undefined; open: boolean; onClose: () => void }

/** A prompt added, or its words or sound replaced: who plays it plays the new one from then on. */
export const PromptForm = ({ shown, open, onClose }: Props) => {
  const say = useWords()
  const add = useDo(addPrompt, { refresh: refreshPrompts, done: text.added, onDone: onClose })
  const change = useDo(changePrompt, { refresh: refreshPrompts, done: text.saved, onDone: onClose })
  const save = ({ sound, wordsZh = '', wordsEn = '', title }: Filled) => {
    const body = { title, wordsZh, wordsEn, sound: sound.sound }
    return shown
      ? change.mutateAsync({ params: { name: shown.name }, body: { ...body, version: shown.version } })
      : add.mutateAsync({ body })
  }
  return (
    <FormDrawer<Filled>
      open={open}
      title={shown ? say(text.changeTitle, shown.title) : text.add}
      values={shown && filledOf(shown)}
      onClose={onClose}
      onSave={save}
    >
      <TextField name="title" label={text.title} max={60} required />
      <Form.Item
        name="sound"
        label={say(text.sound)}
        extra={say(text.soundHelp)}
        rules={[{ required: true, message: say(text.soundMissing) }]}
      >
        <SoundInput />
      </Form.Item>
      <NoteField name="wordsZh" label={text.wordsZh} help={text.wordsHelp} max={2000} rows={4} />
      <NoteField name="wordsEn" label={text.wordsEn} help={text.wordsHelp} max={2000} rows={4} />
    </FormDrawer>
  )
}
