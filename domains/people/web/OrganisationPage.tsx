import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count } from '#web/ui/Values.tsx'
import { addSite, addTeam, changeSite, changeTeam, listSites, listTeams, type Site, type Team } from '../contract.ts'
import { sizeOfTeam } from '../team-size.ts'
import { text } from '../text.ts'
import { SiteForm } from './SiteForm.tsx'
import { TeamForm } from './TeamForm.tsx'

const Openness = ({ closedAt }: { closedAt: string | null }) => (
  <StateTag tone={closedAt ? 'quiet' : 'ok'} text={closedAt ? text.closed : text.open} />
)
const sizeTones: Record<ReturnType<typeof sizeOfTeam>, Tone> = { small: 'info', usual: 'ok', large: 'warn' }

const siteColumns: readonly Column<Site>[] = [
  { key: 'name', title: text.siteName, width: 220, cut: true, show: ({ name }) => <strong>{name}</strong> },
  { key: 'timeZone', title: text.timeZone, width: 180, show: ({ timeZone }) => timeZone },
  {
    key: 'dayStartsAt',
    title: text.dayStartsAt,
    width: 140,
    explain: text.dayStartsAtHelp,
    show: ({ dayStartsAt }) => dayStartsAt,
  },
  { key: 'state', title: text.state, width: 120, show: (site) => <Openness {...site} /> },
]
const teamColumns: readonly Column<Team>[] = [
  { key: 'name', title: text.teamName, width: 220, cut: true, show: ({ name }) => <strong>{name}</strong> },
  { key: 'site', title: text.site, width: 180, cut: true, show: ({ siteName }) => siteName },
  { key: 'leader', title: text.leader, width: 160, cut: true, show: ({ leaderName }) => leaderName ?? '–' },
  {
    key: 'size',
    title: text.size,
    width: 90,
    number: true,
    explain: text.sizeHelp,
    show: ({ id, size }) => (
      <Link to="/employees" search={{ teamId: id } as never}>
        <Count value={size} />
      </Link>
    ),
  },
  {
    key: 'advice',
    title: { zh: '规模', en: 'Size' },
    width: 100,
    show: ({ size, closedAt }) =>
      closedAt ? '–' : <StateTag tone={sizeTones[sizeOfTeam(size)]} text={text.sizes[sizeOfTeam(size)]} />,
  },
  { key: 'state', title: text.state, width: 120, show: (team) => <Openness {...team} /> },
]

const Sites = () => {
  const say = useWords()
  const may = useMay()
  const sites = useAsk(listSites)
  const editor = useDrawer<Site>()
  return (
    <>
      <DataTable
        name="sites"
        asked={sites}
        columns={siteColumns}
        rowKey={({ id }) => id}
        {...(may(changeSite) ? { onOpen: editor.show } : {})}
        rowTone={({ closedAt }) => (closedAt ? 'quiet' : undefined)}
        empty={{ words: text.noSites }}
        toolbar={
          <>
            <strong>{say(text.sites)}</strong>
            {may(addSite) && (
              <Button size="small" icon={<PlusOutlined />} onClick={() => editor.show()}>
                {say(text.addSite)}
              </Button>
            )}
          </>
        }
      />
      <SiteForm open={editor.open} site={editor.shown} onClose={editor.close} />
    </>
  )
}

const Teams = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(listTeams.query)
  const teams = useAsk(listTeams, { query: filters.values })
  const editor = useDrawer<Team>()
  return (
    <>
      <DataTable
        name="teams"
        asked={teams}
        columns={teamColumns}
        rowKey={({ id }) => id}
        filters={filters}
        {...(may(changeTeam) ? { onOpen: editor.show } : {})}
        rowTone={({ closedAt, size }) => (closedAt ? 'quiet' : sizeOfTeam(size) === 'large' ? 'warn' : undefined)}
        empty={{ words: text.noTeams }}
        toolbar={
          <>
            <strong>{say(text.teams)}</strong>
            {may(addTeam) && (
              <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
                {say(text.addTeam)}
              </Button>
            )}
          </>
        }
      />
      <TeamForm open={editor.open} team={editor.shown} onClose={editor.close} />
    </>
  )
}

/** Where people work, and in which teams. */
export const OrganisationPage = () => (
  <PageFrame title={text.organisation} help={text.sizeHelp}>
    <Teams />
    <Sites />
  </PageFrame>
)
