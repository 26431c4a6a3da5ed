import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type CustomerRecord, getRecord, undoMerge } from '../contract.ts'
import { text } from '../record-text.ts'
import style from './record.module.css'
import { RecordChange, useFieldName, useWordOf } from './words.tsx'

const Merges = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const undo = useDo(undoMerge, { refresh: [getRecord], done: text.undone })
  const ask = async (mergeId: string) => {
    if (await confirm({ title: text.undo, body: text.undoAsk, action: text.undo })) undo.mutate({ params: { mergeId } })
  }
  return (
    <ul className={style.story}>
      {record.merges.map(({ id, byName, mergedName, at, reason, undoneAt, undoneName }) => (
        <li key={id}>
          <Moment at={at} /> {say(text.mergedLine, { name: byName, other: mergedName || say(text.nobody) })}
          {reason && `${say({ zh: '：', en: ': ' })}${reason}`}{' '}
          {undoneAt ? (
            <span className={style.faint}>
              {say(text.undoneBy, { name: undoneName ?? '' })} <Moment at={undoneAt} />
            </span>
          ) : (
            may(undoMerge) &&
            !record.erasedAt && (
              <Button size="small" type="link" onClick={() => void ask(id)}>
                {say(text.undo)}
              </Button>
            )
          )}
        </li>
      ))}
    </ul>
  )
}

const OtherWords = ({ record }: { record: CustomerRecord }) => {
  const say = useWords()
  const fieldName = useFieldName()
  const wordOf = useWordOf()
  if (record.otherWords.length === 0) return null
  return (
    <>
      <strong>{say(text.otherWords)}</strong>
      <ul>
        {record.otherWords.map(({ field, value, from }) => (
          <li key={`${field}${String(value)}${from.at}`}>
            {fieldName(field)}: {wordOf(field, value)} <span className={style.faint}>{from.source}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What was merged into the record, with undo, and who changed which word. */
export const HistorySheet = ({ record }: { record: CustomerRecord }) => {
  const { merges, edits } = record
  return (
    <Sheet title={text.history}>
      {merges.length + edits.length === 0 && <Nothing words={text.noHistory} />}
      {merges.length > 0 && <Merges record={record} />}
      <OtherWords record={record} />
      <ul className={style.story}>
        {edits.map(({ id, at, byName, field, before, after }) => (
          <li key={id}>
            <Moment at={at} /> {byName} <RecordChange field={field} before={before} after={after} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
