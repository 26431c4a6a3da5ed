import { Link } from '@tanstack/react-router'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count } from '#web/ui/Values.tsx'
import { listTeamBooks } from '../contract.ts'
import type { BookSummary } from '../shapes.ts'
import { text } from '../text.ts'

const Of = ({ value, goal }: { value: number; goal: number }) => (
  <>
    <Count value={value} /> / <Count value={goal} />
  </>
)
const columns: readonly Column<BookSummary>[] = [
  {
    key: 'agent',
    title: text.agent,
    show: ({ agentId, agentName }) => (
      <Link to="/book" search={{ agentId } as never}>
        {agentName}
      </Link>
    ),
    width: 150,
  },
  {
    key: 'live',
    title: text.live,
    explain: text.liveHelp,
    number: true,
    show: ({ live, liveGoal }) => <Of value={live} goal={liveGoal} />,
  },
  { key: 'due', title: text.dueToday, number: true, show: ({ dueToday }) => <Count value={dueToday} /> },
  { key: 'overdue', title: text.overdue, number: true, show: ({ overdue }) => <Count value={overdue} /> },
  {
    key: 'new',
    title: text.newToday,
    explain: text.newHelp,
    number: true,
    show: ({ newToday, newGoal }) => <Of value={newToday} goal={newGoal} />,
  },
  {
    key: 'revisits',
    title: text.revisitsToday,
    explain: text.revisitsHelp,
    number: true,
    show: ({ revisitsToday, revisitsGoal }) => <Of value={revisitsToday} goal={revisitsGoal} />,
  },
]

/** How the books of the team stand. */
export const TeamBooksPage = () => {
  const asked = useAsk(listTeamBooks, undefined, { everyMs: 60_000 })
  return (
    <PageFrame title={text.teamBooks} help={text.bookHelp}>
      <DataTable
        name="team-books"
        asked={asked}
        columns={columns}
        rowKey={({ agentId }) => agentId}
        rowTone={({ overdue }) => (overdue > 0 ? 'warn' : undefined)}
        empty={{ words: text.noTeamBooks }}
      />
    </PageFrame>
  )
}
