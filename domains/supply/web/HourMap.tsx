import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { HeatMap } from '#web/ui/charts/HeatMap.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { type HourOfWeek, listHours } from '../contract.ts'
import { text, weekdayWords } from '../text.ts'

/** A rate of fewer calls than that is chance. */
const leastAttempts = 30

const hoursOf = (rows: readonly HourOfWeek[]): number[] => {
  if (rows.length === 0) return []
  const [from, to] = [Math.min(...rows.map(({ hour }) => hour)), Math.max(...rows.map(({ hour }) => hour))]
  return Array.from({ length: to - from + 1 }, (_, place) => from + place)
}

const WeekMap = ({ rows }: { rows: readonly HourOfWeek[] }) => {
  const say = useWords()
  return (
    <HeatMap
      title={text.hours}
      value={{ name: text.connectRate, unit: 'share' }}
      columns={hoursOf(rows).map((hour) => ({ key: String(hour), name: `${hour}:00` }))}
      rows={weekdayWords.map((day, place) => ({ key: String(place + 1), name: say(day) }))}
      cells={rows.map(({ hour, weekday, attempts, connects, successes }) => ({
        column: String(hour),
        row: String(weekday),
        value: attempts === 0 ? null : connects / attempts,
        sample: attempts,
        isSmall: attempts < leastAttempts,
        also: [
          { name: text.connects, count: connects },
          { name: text.successes, count: successes },
        ],
      }))}
    />
  )
}

/** When customers answer, hour by hour of the week. */
export const HourMap = ({ campaignId }: { campaignId: string | undefined }) => {
  const say = useWords()
  const asked = useAsk(listHours, { query: campaignId ? { campaignId } : {} })
  return (
    <Sheet>
      <Shown asked={asked} rows={7}>
        {({ rows, days, timeZone }) => (
          <>
            <WeekMap rows={rows} />
            <small>{say(text.hoursHelp, { days, zone: timeZone })}</small>
          </>
        )}
      </Shown>
    </Sheet>
  )
}
