import { Figure } from '#web/ui/Figure.tsx'
import { timeColumns } from '../time-columns.ts'
import type { Figures } from '../timesheet.ts'
import style from './day-strip.module.css'

/** The sums of a day, in the words and digits of the table and the file. */
export const TimeFigures = ({ figures }: { figures: Figures }) => (
  <div className={style.figures}>
    {timeColumns.map(({ key, title, explain, show }) => (
      <Figure key={key} name={title} explain={explain} said={show(figures)} />
    ))}
  </div>
)
