import { EyeOutlined } from '@ant-design/icons'
import { App, AutoComplete, Button, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { ExportReason } from '#contract/route.ts'
import { problemWords } from '#web/client/problem.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { readFullNumber } from '../contract.ts'
import { readingReasons, text } from './reveal-text.ts'

/** So long a number stands in full on the screen. */
const shownMs = 30_000

/**
 * A masked number that whoever may can read in full for half a minute, after saying what for. `read` fetches it; what is
 * written down is the server's business.
 */
export const RevealNumber = ({
  masked,
  read,
}: {
  masked: string
  read: (reason: string) => Promise<{ number: string }>
}) => {
  const say = useWords()
  const may = useMay()
  const { modal, message } = App.useApp()
  const [full, setFull] = useState<string>()
  useEffect(() => {
    if (full === undefined) return undefined
    const timer = setTimeout(() => setFull(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [full])

  const ask = () => {
    let reason = ''
    const asking = modal.confirm({
      title: say(text.readInFull),
      okText: say(text.readNow),
      okButtonProps: { disabled: true },
      focusable: { autoFocusButton: null },
      onOk: () =>
        read(reason)
          .then(({ number }) => setFull(number))
          .catch((error: unknown) => void message.error(say(problemWords(error)))),
      content: (
        <>
          <p>{say(text.readingRecorded)}</p>
          <AutoComplete
            autoFocus
            style={{ width: '100%' }}
            aria-label={say(text.readingFor)}
            placeholder={say(text.readingFor)}
            options={readingReasons.map((words) => ({ value: say(words) }))}
            onChange={(value: string) => {
              reason = value ?? ''
              asking.update({ okButtonProps: { disabled: !ExportReason.safeParse(reason).success } })
            }}
          />
        </>
      ),
    })
  }
  return (
    <span className="ca-number">
      {full ?? masked}
      {full === undefined && may(readFullNumber) && (
        <Tooltip title={say(text.readInFull)}>
          <Button type="text" size="small" icon={<EyeOutlined />} aria-label={say(text.readInFull)} onClick={ask} />
        </Tooltip>
      )}
    </span>
  )
}
