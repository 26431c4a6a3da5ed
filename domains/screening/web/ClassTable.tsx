import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Outcome } from '../contract.ts'
import type { GradeClass, Treatment } from '../grading.ts'
import { bandWords, text } from '../text.ts'
import { ClassForm } from './ClassForm.tsx'
import { conditionWords } from './condition-words.ts'
import style from './screening.module.css'

type Props = {
  classes: readonly GradeClass[]
  outcome: Outcome | undefined
  onChange?: ((classes: GradeClass[]) => void) | undefined
  onRows: (classCode: string) => void
}

const Worked = ({ treatment: { priority, attemptLimit, ringSeconds } }: { treatment: Treatment }) => {
  const say = useWords()
  const parts = [
    `${say(text.priority)} ${priority}`,
    attemptLimit === null ? '' : `${say(text.attemptLimit)} ${attemptLimit}`,
    ringSeconds === null ? '' : `${say(text.ringSeconds)} ${ringSeconds} ${say(text.seconds)}`,
  ]
  return <small>{parts.filter(Boolean).join(' · ')}</small>
}

const Line = ({
  grade,
  outcome,
  onRows,
  children,
}: Pick<Props, 'outcome' | 'onRows'> & { grade: GradeClass; children: React.ReactNode }) => {
  const say = useWords()
  const locale = useLocale()
  const counted = outcome?.classes.find(({ code }) => code === grade.code)
  const share = outcome && outcome.passed > 0 && counted ? counted.count / outcome.passed : null
  return (
    <tr>
      <td>
        <b>{grade.code}</b>
      </td>
      <td className={style.what}>
        <b>{locale === 'zh' ? grade.nameZh : grade.nameEn}</b>
        <small>{say(bandWords(grade.band))}</small>
        {grade.condition && <small>{conditionWords(grade.condition, say)}</small>}
        {counted?.note && <StateTag tone="warn" text={text.notes[counted.note]} />}
      </td>
      <td className={style.what}>
        <Worked treatment={grade.treatment} />
      </td>
      <td className="ca-number">
        <Button type="link" size="small" disabled={!counted?.count} onClick={() => onRows(grade.code)}>
          {formatNumber(counted?.count)}
        </Button>
      </td>
      <td className="ca-number">{formatShare(share)}</td>
      <td className="ca-number">{formatNumber(counted?.expected, 1)}</td>
      {children}
    </tr>
  )
}

/** The classes, the best first: who belongs to each, how it is worked, how many it gets and what may come of them. */
export const ClassTable = ({ classes, outcome, onChange, onRows }: Props) => {
  const say = useWords()
  const form = useDrawer<GradeClass>()
  const done = (grade: GradeClass) => {
    const before = form.shown?.code
    onChange?.(before ? classes.map((old) => (old.code === before ? grade : old)) : [...classes, grade])
    form.close()
  }
  const add = onChange && (
    <Button size="small" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(text.addClass)}
    </Button>
  )
  const heads = [text.count, text.ofWhole, text.expected]
  return (
    <Sheet title={text.classes} help={text.classesHelp} extra={add}>
      {classes.length === 0 ? (
        <Nothing words={text.noClasses} />
      ) : (
        <table className={style.plain}>
          <thead>
            <tr>
              <th scope="col">{say(text.code)}</th>
              <th scope="col">{say(text.class)}</th>
              <th scope="col">{say(text.treatment)}</th>
              {heads.map((words) => (
                <th
                  key={words.en}
                  scope="col"
                  className="ca-number"
                  title={words === text.expected ? say(text.expectedHelp) : undefined}
                >
                  {say(words === text.ofWhole ? text.ofPassed : words)}
                </th>
              ))}
              {onChange && <th scope="col" aria-label={say(text.edit)} />}
            </tr>
          </thead>
          <tbody>
            {classes.map((grade) => (
              <Line key={grade.code} grade={grade} outcome={outcome} onRows={onRows}>
                {onChange && (
                  <td className={style.actions}>
                    <Tooltip title={say(text.edit)}>
                      <Button
                        type="text"
                        size="small"
                        icon={<EditOutlined />}
                        aria-label={say(text.edit)}
                        onClick={() => form.show(grade)}
                      />
                    </Tooltip>
                    <Tooltip title={say(text.remove)}>
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={say(text.remove)}
                        onClick={() => onChange(classes.filter(({ code }) => code !== grade.code))}
                      />
                    </Tooltip>
                  </td>
                )}
              </Line>
            ))}
            <tr>
              <td />
              <td className={style.aside}>{say(text.ungraded)}</td>
              <td className={style.aside}>{outcome && !outcome.byScore && say(text.byPriority)}</td>
              <td className="ca-number">{formatNumber(outcome?.ungraded)}</td>
              <td colSpan={onChange ? 3 : 2} />
            </tr>
          </tbody>
        </table>
      )}
      <ClassForm open={form.open} grade={form.shown} onClose={form.close} onDone={done} />
    </Sheet>
  )
}
