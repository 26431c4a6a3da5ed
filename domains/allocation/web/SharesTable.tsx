import { DataTable } from '#web/ui/DataTable.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { Grid } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count } from '#web/ui/Values.tsx'
import type { Run, Share } from '../shapes.ts'
import { text } from '../text.ts'

export const shareColumns: readonly Column<Share>[] = [
  { key: 'name', title: text.holder, show: ({ name }) => <strong>{name}</strong>, width: 130 },
  { key: 'team', title: text.team, show: ({ teamName }) => teamName ?? '–', width: 110 },
  {
    key: 'contacts',
    title: text.contacts,
    number: true,
    show: ({ contacts }) => <Count value={contacts} />,
    width: 90,
  },
  {
    key: 'expected',
    title: text.expected,
    number: true,
    explain: text.expectedHelp,
    show: ({ expected }) => <Count value={expected} digits={2} />,
    width: 140,
  },
]

const ends = (shares: readonly Share[]): { least: number | null; most: number | null } => {
  const known = shares.flatMap(({ expected }) => expected ?? [])
  return known.length === 0 ? { least: null, most: null } : { least: Math.min(...known), most: Math.max(...known) }
}

/** Who gets how many and what it is worth, before or after it took effect. */
export const SharesTable = ({ run }: { run: Run }) => {
  const { least, most } = ends(run.shares)
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <Grid least={120}>
        <Figure name={text.contacts} value={run.contacts} />
        <Figure name={text.leftOver} value={run.leftOver} tone={run.leftOver > 0 ? 'warn' : 'plain'} />
        <Figure
          name={text.expected}
          explain={text.expectedHelp}
          value={least === null ? null : run.shares.reduce((all, { expected }) => all + (expected ?? 0), 0)}
          unit="decimal"
          footnote={least === null || most === null ? undefined : `${least.toFixed(2)} – ${most.toFixed(2)}`}
        />
      </Grid>
      <DataTable
        name="allocation-shares"
        asked={{ data: run.shares, error: null, isPending: false, isFetching: false, refetch: () => undefined }}
        columns={shareColumns}
        rowKey={({ agentId, teamId }) => `${agentId} ${teamId}`}
      />
    </div>
  )
}
