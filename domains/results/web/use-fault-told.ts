import { App } from 'antd'
import { useCallback } from 'react'
import { fill } from '#contract/words.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import type { Received, RowFault } from '../contract.ts'
import { type RowRefusal, rowRefusals } from '../refusals.ts'
import { fieldsOf, type Kind } from '../report.ts'
import { text } from '../text.ts'

/** What is wrong with a row, in the reader's language: the field, and what about it. */
export const useFaultWords = () => {
  const locale = useLocale()
  return useCallback(
    (kind: Kind, { field, problem }: Pick<RowFault, 'field' | 'problem'>) => {
      const known = fieldsOf(kind).find(({ name }) => name === field)
      const refusal = rowRefusals[problem.code.replace('results.', '') as RowRefusal]
      const choices = known?.shape.as === 'choice' ? Object.values(known.shape.of).map((words) => words[locale]) : []
      const params = { ...problem.params, ...(choices.length > 0 ? { choices: choices.join(' | ') } : {}) }
      return {
        field: known?.words[locale] ?? field,
        fault: refusal ? fill(refusal.text[locale], params) : problem.title,
      }
    },
    [locale],
  )
}

/** Says what became of one row written by hand: true where it was kept. */
export const useFaultTold = () => {
  const { message } = App.useApp()
  const say = useWords()
  const faultWords = useFaultWords()
  return ({ kind, kept, faults }: Received): boolean => {
    const [first] = faults
    if (kept || !first) void message.success(say(text.recorded))
    else {
      const { field, fault } = faultWords(kind, first)
      void message.error(`${field}: ${fault}`)
    }
    return kept
  }
}
