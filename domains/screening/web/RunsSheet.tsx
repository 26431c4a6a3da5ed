import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment } from '#web/ui/Values.tsx'
import { listRuns, type Run } from '../contract.ts'
import { text } from '../text.ts'

type Told = Run & { before: Run | undefined }
type Change = { id: string; nameZh: string; nameEn: string; by: number }

/** By how much each rule takes more or fewer than in the run before. */
const changesOf = ({ result, before }: Told): Change[] => {
  const past = new Map((before?.result.rules ?? []).map((rule) => [rule.id, rule]))
  const now = new Set(result.rules.map(({ id }) => id))
  const gone = [...past.values()].filter(({ id }) => !now.has(id)).map((rule) => ({ ...rule, by: -rule.taken }))
  return [
    ...result.rules.map((rule) => ({ ...rule, by: rule.taken - (past.get(rule.id)?.taken ?? 0) })),
    ...gone,
  ].filter(({ by }) => by !== 0)
}

const Changes = ({ run }: { run: Told }) => {
  const say = useWords()
  const locale = useLocale()
  const changes = changesOf(run)
  if (changes.length === 0) return <>{say(text.sameAsBefore)}</>
  return (
    <>
      {changes
        .map(
          ({ nameZh, nameEn, by }) =>
            `${locale === 'zh' ? nameZh : nameEn} ${by > 0 ? '+' : '−'}${formatNumber(Math.abs(by))}`,
        )
        .join(say({ zh: '、', en: ', ' }))}
    </>
  )
}

const Why = ({ run }: { run: Run }) => <>{useWords()(text.reasons[run.reason])}</>

const columns: readonly Column<Told>[] = [
  { key: 'at', title: text.when, width: 165, show: ({ at }) => <Moment at={at} /> },
  { key: 'reason', title: text.why, width: 100, show: (run) => <Why run={run} /> },
  { key: 'who', title: text.who, width: 110, show: ({ actorName }) => actorName || '–' },
  { key: 'total', title: text.whole, width: 100, number: true, show: ({ total }) => <Count value={total} /> },
  { key: 'passed', title: text.passed, width: 100, number: true, show: ({ passed }) => <Count value={passed} /> },
  { key: 'added', title: text.added, width: 90, number: true, show: ({ added }) => <Count value={added} /> },
  {
    key: 'released',
    title: text.released,
    width: 90,
    number: true,
    show: ({ released }) => <Count value={released} />,
  },
  { key: 'changes', title: text.changedRules, width: 280, show: (run) => <Changes run={run} /> },
]

/** What each run did, and what it took more or less than the run before. */
export const RunsSheet = ({ campaignId }: { campaignId: string }) => {
  const asked = useAsk(listRuns, { params: { campaignId } })
  const data = asked.data?.map((run, place, all): Told => ({ ...run, before: all[place + 1] }))
  return (
    <Sheet title={text.runs} flush>
      <DataTable
        name="screening-runs"
        asked={{ ...asked, data }}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noRuns }}
      />
    </Sheet>
  )
}
