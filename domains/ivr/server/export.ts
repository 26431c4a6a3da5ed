import type { Download } from '#contract/route.ts'
import { fill, type Locale } from '#contract/words.ts'
import { type Cell, csvDownload } from '#platform/csv.ts'
import type { Run, RunFilter, StepAnswer } from '../contract.ts'
import { endWords, resultWords, text } from '../text.ts'
import { stepsOf } from './export-steps.ts'
import { eachPage, type Reader, siteOfFlow } from './reading.ts'

const columns: readonly [keyof typeof text, (run: Run, locale: Locale) => Cell][] = [
  ['callId', (run) => run.callId],
  ['beganAt', (run) => run.beganAt],
  ['endedAt', (run) => run.endedAt],
  ['caller', (run) => run.number],
  ['calledNumber', (run) => run.calledNumber],
  ['campaign', (run) => run.campaignName],
  ['agent', (run) => run.agentName],
  ['version', (run) => run.version],
  ['end', (run, locale) => (run.end ? endWords[run.end][locale] : null)],
]

/** What a caller told at a step; of several passages the last that brought an answer, else how the last came out. */
const told = (answers: readonly StepAnswer[], locale: Locale): Cell => {
  const last = answers.findLast(({ result }) => result === 'answered') ?? answers.at(-1)
  if (!last) return null
  if (last.sound) return fill(text.spoken[locale], { seconds: Math.round(last.sound.milliseconds / 1000) })
  if (last.values.length > 0 && last.result === 'answered') return last.values.join('、')
  return last.result ? resultWords[last.result][locale] : null
}

/** One row for each call of the list, a column for each step that asks, in the reader's language. */
export const exportRuns = async (ctx: Reader, filter: RunFilter): Promise<Download> => {
  const { locale } = ctx.actor
  await siteOfFlow(ctx, filter)
  const steps = await stepsOf(ctx, filter)
  const pages = async function* () {
    for await (const rows of eachPage(ctx, filter))
      yield rows.map((run) => [
        ...columns.map(([, cell]) => cell(run, locale)),
        ...steps.map(({ id }) =>
          told(
            run.answers.filter(({ stepId }) => stepId === id),
            locale,
          ),
        ),
      ])
  }
  return csvDownload(
    `${text.flow[locale]}.csv`,
    [...columns.map(([heading]) => text[heading][locale]), ...steps.map(({ id, name }) => `${name} (${id})`)],
    pages(),
  )
}
