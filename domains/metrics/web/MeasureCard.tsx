import { InfoCircleOutlined, RightOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { formatNumber } from '#web/ui/format.ts'
import type { Measure, Measured } from '../contract.ts'
import { directionWords, text } from '../text.ts'
import { MeasureLink } from './dictionary/MeasureLink.tsx'
import { formatMeasure, isSmallSample } from './measured-value.ts'
import style from './metrics.module.css'

const Explained = ({ measure }: { measure: Measure }) => {
  const say = useWords()
  return (
    <div className={style.explained}>
      <strong>{say(measure.formula)}</strong>
      <div>{say(measure.meaning)}</div>
      {measure.excludes && (
        <div>
          {say(text.excludes)} {say(measure.excludes)}
        </div>
      )}
      <div>{say(directionWords[measure.better])}</div>
      <MeasureLink code={measure.code} />
    </div>
  )
}

const Foot = ({ measure, measured }: { measure: Measure; measured: Measured | undefined }) => {
  const say = useWords()
  if (!measured || measured.denominator === null) return null
  const digits = measure.unit === 'perHour' ? 1 : 0
  return (
    <span className={style.foot}>
      {formatNumber(measured.numerator)} / {formatNumber(measured.denominator, digits)}
      {isSmallSample(measure, measured) && <em>{say(text.lowSample)}</em>}
    </span>
  )
}

/** One measure: its value, what it is made of, how it is counted; opens the calls behind it where there are any. */
export const MeasureCard = ({
  measure,
  measured,
  onOpen,
}: {
  measure: Measure
  measured: Measured | undefined
  onOpen?: (() => void) | undefined
}) => {
  const say = useWords()
  const small = measured && isSmallSample(measure, measured)
  const value = formatMeasure(measure.unit, measured?.value)
  return (
    <div className={style.card}>
      <div className={style.name}>
        <span>{say(measure.name)}</span>
        <Tooltip title={<Explained measure={measure} />}>
          <InfoCircleOutlined tabIndex={0} aria-label={`${say(measure.formula)} ${say(measure.meaning)}`} />
        </Tooltip>
      </div>
      {onOpen ? (
        <button
          type="button"
          className={`${style.value} ${small ? style.small : ''}`}
          onClick={onOpen}
          aria-label={`${say(measure.name)} ${value}, ${say(text.openCalls)}`}
        >
          {value}
          <RightOutlined className={style.arrow ?? ''} />
        </button>
      ) : (
        <span className={`${style.value} ${small ? style.small : ''}`}>{value}</span>
      )}
      <Foot measure={measure} measured={measured} />
    </div>
  )
}
