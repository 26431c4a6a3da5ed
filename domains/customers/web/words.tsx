import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { Option } from '#web/ui/fields.tsx'
import { formatMoney, formatNumber } from '#web/ui/format.ts'
import type { Tone } from '#web/ui/StateTag.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type CustomerRecord, type HoldingForm, listStages, type Stage } from '../contract.ts'
import type { NumberState } from '../number-state.ts'
import { fieldWords, kindWords, text } from '../record-text.ts'
import { type RelationKind, relationWords } from '../relation.ts'
import { type TalkPattern, talkPatterns } from '../talk-pattern.ts'
import style from './record.module.css'

export const stageWords = ({ nameZh, nameEn }: Stage): Words => ({ zh: nameZh, en: nameEn })

export const useStages = () => {
  const asked = useAsk(listStages, {}, { freshMs: 60_000 })
  const all = asked.data ?? []
  return {
    all,
    named: (id: string | null): Words => {
      const stage = all.find((one) => one.id === id)
      return stage ? stageWords(stage) : text.noStage
    },
    /** Those that may be chosen for a kind, and the one that stands already. */
    options: (kind: Stage['kind'] | undefined, now?: string | null): Option[] =>
      all
        .filter((stage) => (stage.retiredAt === null && (!kind || stage.kind === kind)) || stage.id === now)
        .map((stage) => ({ value: stage.id, text: stageWords(stage) })),
  }
}

export const kindOptions: Option[] = Object.entries(kindWords).map(([value, words]) => ({ value, text: words }))
export const patternOptions: Option[] = Object.entries(talkPatterns).map(([value, { name }]) => ({ value, text: name }))

export const numberTones: Record<NumberState, Tone> = {
  unknown: 'quiet',
  valid: 'ok',
  suspended: 'warn',
  empty: 'alarm',
  fax: 'warn',
  notThePerson: 'warn',
  dataCard: 'warn',
  disconnected: 'alarm',
}

/** A field as people call it; an attribute as its file called it. */
export const useFieldName = () => {
  const say = useWords()
  return (field: string): string => {
    const words = fieldWords[field]
    return words ? say(words) : field.replace(/^attributes\./, '')
  }
}

/** A word of a field as people read it. */
export const useWordOf = () => {
  const say = useWords()
  const stages = useStages()
  const named: Record<string, (value: never) => string> = {
    kind: (value: keyof typeof kindWords) => say(kindWords[value]),
    lifecycleId: (value: string) => say(stages.named(value)),
    talkPattern: (value: TalkPattern) => say(talkPatterns[value].name),
    scoringOff: (value: boolean) => say(value ? text.scoringOff : text.scoringOn),
    relation: (value: RelationKind) => say(relationWords(value)),
    holding: ({ product, quantity = 1, amount = null, channel = '' }: Partial<HoldingForm>) =>
      [product, quantity > 1 && `× ${formatNumber(quantity)}`, amount !== null && formatMoney(amount), channel]
        .filter(Boolean)
        .join(' · '),
  }
  return (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '–'
    const name = named[field]
    if (name) return name(value as never)
    if (Array.isArray(value)) return value.join(say({ zh: '、', en: ', ' })) || '–'
    return typeof value === 'object' ? Object.values(value).filter(Boolean).join(' · ') : String(value)
  }
}

/** Which word of a record was changed, from what to what. */
export const RecordChange = ({ field, before, after }: { field: string; before: unknown; after: unknown }) => {
  const fieldName = useFieldName()
  const wordOf = useWordOf()
  return (
    <>
      <strong>{fieldName(field)}</strong> <span className={style.faint}>{wordOf(field, before)}</span> →{' '}
      {wordOf(field, after)}
    </>
  )
}

/** The talk pattern of a customer; how to meet it on hover and on focus. */
export const PatternTag = ({ pattern }: { pattern: TalkPattern }) => {
  const say = useWords()
  const { name, tip } = talkPatterns[pattern]
  return (
    <Tooltip trigger={['hover', 'focus']} title={say(tip)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tip is told on focus as well as on hover. */}
      <span tabIndex={0} className={style.pattern} aria-description={say(tip)}>
        {say(name)}
      </span>
    </Tooltip>
  )
}

/** A word of the record, and on hover where it came from and when. */
export const Sourced = ({
  record,
  field,
  children,
}: {
  record: Pick<CustomerRecord, 'sources'>
  field: string
  children: ReactNode
}) => {
  const say = useWords()
  const source = record.sources[field]
  if (!source) return <>{children}</>
  return (
    <Tooltip
      trigger={['hover', 'focus']}
      title={
        <>
          {say(text.origin)} {source.source || '–'} · <Moment at={source.at} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the source is told on focus as well as on hover. */}
      <span tabIndex={0}>{children}</span>
    </Tooltip>
  )
}
