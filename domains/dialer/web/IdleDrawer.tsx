import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { download } from '#web/client/call.ts'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import { dayAt, formatMoment } from '#web/ui/moments.ts'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { exportIdleTime, listIdleTime, readIdleDay } from '../contract.ts'
import { panelText } from '../explanation-text.ts'
import { IdleTable } from './IdleTable.tsx'
import style from './panel.module.css'

/** A fortnight, today included. */
const shownMs = 13 * 86_400_000

const Days = ({ campaignId, from, to, onDay }: Span & { onDay: (day: string) => void }) => {
  const say = useWords()
  const asked = useAsk(listIdleTime, { params: { campaignId }, query: { from, to } }, { everyMs: 20_000 })
  return (
    <Shown asked={asked}>
      {(days) =>
        days.length === 0 ? (
          <Nothing words={panelText.noIdleDays} />
        ) : (
          <IdleTable
            caption={say(panelText.idleTitle)}
            first={panelText.day}
            rows={days.toReversed().map(({ day, ms }) => ({
              key: day,
              name: (
                <Button type="link" size="small" onClick={() => onDay(day)}>
                  {day}
                </Button>
              ),
              ms,
            }))}
          />
        )
      }
    </Shown>
  )
}

const Quarters = ({ campaignId, day }: { campaignId: string; day: string }) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  const asked = useAsk(readIdleDay, { params: { campaignId, day } }, { keep: false })
  return (
    <Shown asked={asked}>
      {(quarters) => (
        <IdleTable
          caption={`${say(panelText.idleTitle)} ${day}`}
          first={panelText.quarter}
          rows={quarters.map(({ startsAt, ms }) => ({
            key: startsAt,
            name: formatMoment(startsAt, place, 'time').slice(0, 5),
            ms,
          }))}
        />
      )}
    </Shown>
  )
}

type Span = { campaignId: string; from: string; to: string }

/** Where idle time went on the days of a fortnight, each day by the quarter of an hour, and all of it as a file. */
export const IdleDrawer = ({
  open,
  campaignId,
  onClose,
}: {
  open: boolean
  campaignId: string
  onClose: () => void
}) => {
  const say = useWords()
  const timeZone = useTimeZone()
  const [day, setDay] = useState<string>()
  const span = { campaignId, from: dayAt(Date.now() - shownMs, timeZone), to: dayAt(Date.now(), timeZone) }
  const { from, to } = day ? { from: day, to: day } : span
  return (
    <DetailDrawer
      open={open}
      width={860}
      title={day ? `${say(panelText.idleTitle)} · ${day}` : panelText.idleTitle}
      onClose={() => {
        setDay(undefined)
        onClose()
      }}
      extra={
        <Button
          icon={<DownloadOutlined />}
          onClick={() => void download(exportIdleTime, { params: { campaignId }, query: { from, to } })}
        >
          {say(panelText.export)}
        </Button>
      }
    >
      <p className={style.help}>{say(panelText.idleHelp)}</p>
      {day ? (
        <>
          <Button type="link" size="small" icon={<ArrowLeftOutlined />} onClick={() => setDay(undefined)}>
            {say(panelText.backToDays)}
          </Button>
          <Quarters campaignId={campaignId} day={day} />
        </>
      ) : (
        <Days {...span} onDay={setDay} />
      )}
    </DetailDrawer>
  )
}
