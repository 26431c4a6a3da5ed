import type { ReactNode } from 'react'
import type { Words as Phrase } from '#contract/words.ts'
import { formatNumber } from '#web/ui/format.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Words } from '#web/ui/Values.tsx'
import type { Behaviour, ResultRow, ResultVersion } from '../contract.ts'
import { channelWords, type Kind, orderKindWords, type ValueName, valueFields } from '../report.ts'
import { stateWords, text } from '../text.ts'

type Shown = Pick<ResultVersion, ValueName>
/** Names of behaviours, which are no words of ours. */
export type BehaviourNames = ReadonlyMap<string, Phrase>
export const namesOf = (behaviours: readonly Behaviour[] | undefined): BehaviourNames =>
  new Map((behaviours ?? []).map(({ code, name }) => [code, name]))

const YesNo = ({ of }: { of: boolean | null }) => (of === null ? '–' : <Words of={of ? text.yes : text.no} />)

/** One value of a result, as people read it. */
export const shownValue = (name: ValueName, row: Shown, behaviours: BehaviourNames): ReactNode => {
  const value = row[name]
  if (value === null) return '–'
  if (typeof value === 'boolean') return <YesNo of={value} />
  if (name === 'amount' || name === 'score') return formatNumber(Number(value), 2)
  if (typeof value === 'number') return <Count value={value} />
  const words =
    (orderKindWords as Record<string, Phrase>)[value] ??
    (channelWords as Record<string, Phrase>)[value] ??
    behaviours.get(value)
  return words ? <Words of={words} /> : value
}

const widths: Partial<Record<ValueName, number>> = {
  product: 120,
  behaviour: 180,
  questionnaire: 160,
  amount: 110,
  units: 65,
  orderKind: 90,
  focusModel: 85,
}

/** The columns each kind has of its own. */
export const valueColumns = (kind: Kind, behaviours: BehaviourNames): readonly Column<ResultRow>[] =>
  valueFields[kind].map(({ name, words, shape }) => ({
    key: name,
    title: words,
    number: shape.as === 'count' || shape.as === 'amount',
    width: widths[name] ?? 100,
    show: (row) => shownValue(name, row, behaviours),
  }))

export const ResultState = ({ state }: Pick<ResultRow, 'state'>) => (
  <StateTag tone={state === 'valid' ? 'ok' : 'quiet'} text={stateWords[state]} />
)
