import { EyeOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useReason } from '#web/ui/use-reason.tsx'
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
  const { message } = App.useApp()
  const askReason = useReason()
  const [full, setFull] = useState<string>()
  useEffect(() => {
    if (full === undefined) return undefined
    const timer = setTimeout(() => setFull(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [full])

  const ask = async () => {
    const reason = await askReason({
      title: text.readInFull,
      body: text.readingRecorded,
      action: text.readNow,
      label: text.readingFor,
      hint: text.readingFor,
      reasons: readingReasons,
    })
    if (reason === undefined) return
    await read(reason)
      .then(({ number }) => setFull(number))
      .catch((error: unknown) => void message.error(say(problemWords(error))))
  }
  return (
    <span className="ca-number">
      {full ?? masked}
      {full === undefined && may(readFullNumber) && (
        <Tooltip title={say(text.readInFull)}>
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            aria-label={say(text.readInFull)}
            onClick={() => void ask()}
          />
        </Tooltip>
      )}
    </span>
  )
}
