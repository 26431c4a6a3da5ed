import { useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { addDays } from '#contract/days.ts'
import type { Words } from '#contract/words.ts'
import { countOutcomes, type OutcomeCode, outcomes } from '#domains/calls/contract.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Pareto } from '#web/ui/charts/Pareto.tsx'
import { startOfDay } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { endWords } from '../../text.ts'
import { type Ending, endings, type Narrow } from './search.ts'
import { text } from './text.ts'

const titles = { refusal: text.refusals, unreached: text.unreached } as const

/** The reason alone; that it is a refusal, or reached nobody, stands above the chart. */
const reasonWords = (code: string): Words => {
  const [kind, reason = ''] = code.split('.')
  if (kind === 'refusal') return outcomes[code as OutcomeCode] ?? { zh: code, en: code }
  return endWords[reason] ?? outcomeWords(code) ?? { zh: code, en: code }
}

type TabProps = { narrow: Narrow; ending: Ending; onEnding: (ending: Ending) => void }
/** Why customers say no, and why calls reach nobody: the few reasons that make up most of it. */
export const ReasonsTab = ({ narrow, ending, onEnding }: TabProps) => {
  const say = useWords()
  const may = useMay()
  const timeZone = useTimeZone()
  const navigate = useNavigate()
  const { from, to, campaignId, teamId } = narrow
  const moments = { from: startOfDay(from, timeZone), to: startOfDay(addDays(to, 1), timeZone) }
  const query = { ...moments, campaignId, teamId, outcomeKind: ending }
  const asked = useAsk(countOutcomes, { query }, { when: may(countOutcomes), everyMs: 60_000 })
  const open = (outcome: string) =>
    void navigate({ to: '/calls' as string, search: { from, until: to, campaignId, teamId, outcome } as never })
  const picker = (
    <Segmented<Ending>
      aria-label={say(text.endings)}
      value={ending}
      onChange={onEnding}
      options={endings.map((value) => ({ value, label: say(titles[value]) }))}
    />
  )
  if (!may(countOutcomes)) return <Nothing words={text.nothing} />
  return (
    <Sheet extra={picker}>
      <Shown asked={asked} rows={8}>
        {(rows) => (
          <Pareto
            title={titles[ending]}
            height={330}
            counted={text.calls}
            items={rows.map(({ outcome, count }) => ({ key: outcome, name: say(reasonWords(outcome)), count }))}
            onPick={open}
          />
        )}
      </Shown>
    </Sheet>
  )
}
