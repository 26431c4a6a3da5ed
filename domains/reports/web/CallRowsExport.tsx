import { App, Button, Progress, Radio, Space } from 'antd'
import { useRef, useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Shown } from '#web/ui/Shown.tsx'
import { exportReasons, text as kit } from '#web/ui/text.ts'
import { useReason } from '#web/ui/use-reason.tsx'
import { countCallRows, runReport } from '../contract.ts'
import type { Period } from '../period.ts'
import { text } from '../text.ts'
import { narrowingIn, queryOf } from './address.ts'
import type { ReportProps } from './report-props.ts'
import { type Received, takeCalls } from './take-file.ts'

const sizeOf = (bytes: number): string => `${formatNumber(bytes / 1024 ** 2, 1)} MB`

type Wanted = Period & ReturnType<typeof narrowingIn>
const Taking = ({ wanted, rows, mostInWorkbook }: { wanted: Wanted; rows: number; mostInWorkbook: number }) => {
  const say = useWords()
  const { message } = App.useApp()
  const askReason = useReason()
  const [format, setFormat] = useState<'csv' | 'xlsx'>('csv')
  const [received, setReceived] = useState<Received>()
  const stop = useRef<AbortController | undefined>(undefined)
  const take = async () => {
    const reason = await askReason({
      title: kit.exportFor,
      body: kit.exportRecorded,
      action: kit.exportNow,
      label: kit.exportFor,
      hint: kit.exportHint,
      reasons: exportReasons,
    })
    if (reason === undefined) return
    const ending = new AbortController()
    stop.current = ending
    setReceived({ bytes: 0, rows: 0 })
    await takeCalls({ ...wanted, format, reason }, ending.signal, setReceived).catch((error: unknown) => {
      if (ending.signal.aborted) void message.info(say(text.exportCancelled))
      else void message.error(say(problemWords(error)))
    })
    setReceived(undefined)
  }
  const told =
    received &&
    (format === 'csv'
      ? say(text.received, {
          rows: formatNumber(Math.max(0, received.rows)),
          of: formatNumber(rows),
          size: sizeOf(received.bytes),
        })
      : say(text.receivedBytes, sizeOf(received.bytes)))
  return (
    <Space orientation="vertical" size={16} style={{ width: '100%' }}>
      <p>{say(text.callRowsHelp)}</p>
      <strong>{say(text.callRowsCount, formatNumber(rows))}</strong>
      <Radio.Group
        value={format}
        disabled={received !== undefined}
        onChange={({ target }) => setFormat(target.value as 'csv')}
        options={[
          { value: 'csv', label: 'CSV' },
          { value: 'xlsx', label: 'XLSX', disabled: rows > mostInWorkbook },
        ]}
      />
      {received && format === 'csv' && (
        <Progress percent={rows === 0 ? 100 : Math.min(100, Math.round((Math.max(0, received.rows) / rows) * 100))} />
      )}
      {told && <span aria-live="polite">{told}</span>}
      {received ? (
        <Button danger onClick={() => stop.current?.abort()}>
          {say(text.cancelExport)}
        </Button>
      ) : (
        <Button type="primary" disabled={rows === 0} onClick={() => void take()}>
          {say(text.start)}
        </Button>
      )}
    </Space>
  )
}

/** One row a call for the filters and the period shown, with the count first and a way to stop. */
export const CallRowsExport = ({
  open,
  description,
  filters,
  onClose,
}: ReportProps & { open: boolean; onClose: () => void }) => {
  const shown = useAsk(
    runReport,
    { params: { report: description.code }, query: queryOf(filters.values) },
    { when: open },
  )
  const wanted = shown.data && {
    ...narrowingIn(filters.values),
    from: shown.data.period.from,
    to: shown.data.period.to,
  }
  const count = useAsk(
    countCallRows,
    { query: wanted ?? { from: '2000-01-01', to: '2000-01-01' } },
    { when: open && wanted !== undefined, keep: false },
  )
  return (
    <DetailDrawer open={open} width={460} title={text.callRows} onClose={onClose}>
      <Shown asked={count}>{(counted) => wanted && <Taking wanted={wanted} {...counted} />}</Shown>
    </DetailDrawer>
  )
}
