import { PlusOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import { weekOf } from '#contract/days.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import type { RosterPerson, Shift } from '../contract.ts'
import { activityKinds, leaveKinds } from '../shift.ts'
import { text } from '../text.ts'
import style from './roster.module.css'
import type { Cell } from './ShiftForm.tsx'

type Props = {
  week: string
  today: string
  people: readonly RosterPerson[]
  /** Absent for those who only read. */
  onOpen: ((cell: Cell) => void) | undefined
}
const hourMs = 3_600_000
const hours = (person: RosterPerson): number =>
  person.shifts.reduce((sum, { scheduledMs }) => sum + scheduledMs, 0) / hourMs

const ShiftButton = ({ shift, away, onOpen }: { shift: Shift; away: boolean; onOpen: (() => void) | undefined }) => {
  const say = useWords()
  const { from, to, inner, note } = shift
  const parts = inner.map((one) => `${say(activityKinds[one.kind])} ${one.from}–${one.to}`)
  return (
    <button
      type="button"
      className={`${style.shift} ${away ? style.off : ''}`}
      disabled={!onOpen}
      title={[...parts, note].filter(Boolean).join(' · ')}
      onClick={onOpen}
    >
      <b className="ca-number">
        {from}–{to}
      </b>
      {to <= from && <small> {say(text.nextMorning)}</small>}
      {inner.length > 0 && <span className={style.inner}>{parts.join(' · ')}</span>}
    </button>
  )
}

const DayCell = ({ person, day, onOpen }: { person: RosterPerson; day: string } & Pick<Props, 'onOpen'>) => {
  const say = useWords()
  const shifts = person.shifts.filter((shift) => shift.day === day)
  const leave = person.leaves.find((one) => one.day === day)
  const open = (shift?: Shift) => onOpen && (() => onOpen({ person, day, shift }))
  return (
    <div className={style.cell}>
      {leave && <Tag>{say(leaveKinds[leave.kind])}</Tag>}
      {shifts.map((shift) => (
        <ShiftButton key={shift.id} shift={shift} away={leave !== undefined} onOpen={open(shift)} />
      ))}
      {onOpen && (shifts.length === 0 || leave) && (
        <button
          type="button"
          className={style.free}
          aria-label={`${say(text.addShift)} ${person.name} ${day}`}
          onClick={open(shifts[0])}
        >
          <PlusOutlined />
        </button>
      )}
    </div>
  )
}

/** A week of people: who works when, who is away, and the hours that makes. */
export const RosterGrid = ({ week, today, people, onOpen }: Props) => {
  const say = useWords()
  const locale = useLocale()
  const days = weekOf(week)
  const nameOf = (day: string) => formatMoment(`${day}T00:00:00Z`, { timeZone: 'UTC', locale }, 'day').slice(5)
  return (
    <div className={style.frame}>
      <table className={style.grid}>
        <thead>
          <tr>
            <th scope="col" className={style.who}>
              {say(text.agent)}
            </th>
            {days.map((day) => (
              <th key={day} scope="col" className={day === today ? style.today : undefined}>
                {nameOf(day)}
              </th>
            ))}
            <th scope="col" className={style.hours}>
              {say(text.weekHours)}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <b>{person.name}</b>
                <br />
                <small className={`ca-number ${style.muted}`}>
                  {person.staffNumber} {person.teamName}
                </small>
              </th>
              {days.map((day) => (
                <td key={day}>
                  <DayCell person={person} day={day} onOpen={onOpen} />
                </td>
              ))}
              <td className={style.hours}>{formatNumber(hours(person), 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
