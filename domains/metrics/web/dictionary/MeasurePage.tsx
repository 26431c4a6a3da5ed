import { Alert, Timeline } from 'antd'
import { roles } from '#contract/role.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { Facts } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Moment, Words } from '#web/ui/Values.tsx'
import type { MeasureEntry } from '../../dictionary-contract.ts'
import { groupWords, spreadWords, told, words } from '../../dictionary-text.ts'
import { directionWords, text, unitWords } from '../../text.ts'
import { formatMeasure } from '../measured-value.ts'
import style from './dictionary.module.css'
import { exampleLines } from './example-lines.ts'

type Sum = MeasureEntry['top']

const SumOf = ({ name, sum, squared }: { name: string; sum: Sum; squared?: boolean }) => {
  const say = useWords()
  const scale = { one: null, seconds: words.inSeconds, hours: words.inHours }[sum.scale]
  return (
    <li>
      <b>{name}</b>{' '}
      {sum.terms.map(({ code, name: fact, sign }, place) => (
        <span key={code}>
          {place > 0 || sign < 0 ? ` ${sign > 0 ? '+' : '−'} ` : ''}
          <span className={style.fact} title={code}>
            {say(fact)}
          </span>
        </span>
      ))}
      {squared && <span className={style.faint}> · {say(words.squared)}</span>}
      {scale && <span className={style.faint}> · {say(scale)}</span>}
    </li>
  )
}

const MadeOf = ({ entry }: { entry: MeasureEntry }) => {
  const say = useWords()
  return (
    <section className={style.part}>
      <h3>{say(words.madeOf)}</h3>
      <ul className={style.sums}>
        <SumOf name={say(words.numerator)} sum={entry.top} squared={entry.power === 2} />
        {entry.per && <SumOf name={say(words.denominator)} sum={entry.per} />}
        {entry.over && <SumOf name={say(words.over)} sum={entry.over} />}
      </ul>
    </section>
  )
}

const Example = ({ entry }: { entry: MeasureEntry }) => {
  const say = useWords()
  const lines = exampleLines(entry.given, useLocale())
  if (lines.length === 0) return null
  return (
    <section className={style.part}>
      <h3>{say(words.example)}</h3>
      <table className={style.example}>
        <tbody>
          {lines.map(({ kind, words: line, times }) => (
            <tr key={`${kind}${line}`}>
              <th scope="row">{kind}</th>
              <td>{line}</td>
              <td className={style.times}>{times > 1 || line === '' ? `× ${formatNumber(times)}` : ''}</td>
            </tr>
          ))}
          <tr className={style.result}>
            <th scope="row">{say(words.comesTo)}</th>
            <td colSpan={2}>{formatMeasure(entry.unit, entry.exampleValue)}</td>
          </tr>
        </tbody>
      </table>
      <p className={style.faint}>{say(words.exampleHelp)}</p>
    </section>
  )
}

const History = ({ entry }: { entry: MeasureEntry }) => {
  const say = useWords()
  const now = { version: entry.version, formula: entry.formula, at: entry.changedAt, byName: entry.changedByName }
  const isOwn = entry.definition !== null
  const steps = isOwn ? [{ ...now, words: null }, ...entry.former] : entry.former
  return (
    <section className={style.part}>
      <h3>{say(words.history)}</h3>
      {steps.length === 0 ? (
        <p className={style.faint}>{say(words.firstVersion)}</p>
      ) : (
        <Timeline
          items={steps.map(({ version, formula, at, byName, words: what }) => ({
            content: (
              <>
                <b>{say(told.version, version)}</b> {byName} {at && <Moment at={at} />}
                <div>{what ? say(what) : say(formula)}</div>
              </>
            ),
          }))}
        />
      )}
    </section>
  )
}

/** One page of the dictionary: what the number means, what it is made of, an example worked through. */
export const MeasurePage = ({ entry }: { entry: MeasureEntry }) => {
  const say = useWords()
  return (
    <>
      {entry.retiredAt && <Alert type="warning" showIcon title={say(words.retired)} className={style.retired ?? ''} />}
      <p className={style.formula}>{say(entry.formula)}</p>
      <Facts
        items={[
          { name: text.meaning, value: say(entry.meaning), wide: true },
          { name: text.excludes, value: entry.excludes && say(entry.excludes), wide: true },
          { name: text.source, value: entry.source ? <span lang="zh">{entry.source}</span> : say(text.own) },
          { name: words.code, value: <code>{entry.code}</code> },
          { name: text.unit, value: say(unitWords[entry.unit]) },
          { name: text.better, value: say(directionWords[entry.better]) },
          { name: text.sample, value: entry.minimumSample ? formatNumber(entry.minimumSample) : '–' },
          { name: text.owner, value: say(roles[entry.owner]) },
          { name: words.interval, value: <Words of={spreadWords[entry.spread]} />, wide: true },
          { name: text.version, value: entry.version },
          { name: text.group, value: say(groupWords[entry.group]) },
        ]}
      />
      <MadeOf entry={entry} />
      <Example entry={entry} />
      <History entry={entry} />
    </>
  )
}
