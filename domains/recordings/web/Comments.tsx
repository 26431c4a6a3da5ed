import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, type InputRef } from 'antd'
import { type RefObject, useState } from 'react'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { formatDuration } from '#web/ui/format.ts'
import { getRecording, type RecordingDetail, removeComment, writeComment } from '../contract.ts'
import { text } from '../text.ts'
import style from './player.module.css'

type Props = {
  recording: RecordingDetail
  atMs: number
  onMove: (ms: number) => void
  field: RefObject<InputRef | null>
}

const Write = ({ recording, atMs, field }: Omit<Props, 'onMove'>) => {
  const say = useWords()
  const [words, setWords] = useState('')
  const write = useDo(writeComment, { refresh: [getRecording], onDone: () => setWords('') })
  const send = () => {
    if (words.trim() === '' || write.isPending) return
    const body = { atMs: Math.min(Math.round(atMs), recording.milliseconds), words: words.trim() }
    write.mutate({ params: { callId: recording.callId }, body })
  }
  return (
    <div className={style.write}>
      <Input
        ref={field}
        value={words}
        maxLength={1000}
        prefix={<span className={style.hint}>{formatDuration(atMs / 1000)}</span>}
        placeholder={say(text.commentHint)}
        aria-label={say(text.commentHere)}
        onChange={({ target }) => setWords(target.value)}
        onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && send()}
      />
      <Button disabled={words.trim() === ''} loading={write.isPending} onClick={send}>
        {say(text.write)}
      </Button>
    </div>
  )
}

/** What was said about single seconds; a click goes there. */
export const Comments = ({ recording, atMs, onMove, field }: Props) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const remove = useDo(removeComment, { refresh: [getRecording] })
  return (
    <section aria-label={say(text.comments)}>
      <h3>{say(text.comments)}</h3>
      {recording.comments.length === 0 && <p className={style.muted}>{say(text.noComments)}</p>}
      <ul className={style.list}>
        {recording.comments.map(({ id, atMs: at, words, byId, byName }) => (
          <li key={id}>
            <Button type="link" size="small" className={style.place} onClick={() => onMove(at)}>
              {formatDuration(at / 1000)}
            </Button>
            <span>
              {words} <small>{byName}</small>
            </span>
            {byId === me.id && may(removeComment) && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={say(text.removeComment)}
                onClick={() => remove.mutate({ params: { callId: recording.callId, commentId: id } })}
              />
            )}
          </li>
        ))}
      </ul>
      {may(writeComment) && <Write recording={recording} atMs={atMs} field={field} />}
    </section>
  )
}
