import { Form } from 'antd'
import type { RoleCode } from '#contract/role.ts'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { FormDrawer } from '#web/ui/Drawers.tsx'
import { SelectField, SwitchField, TextField } from '#web/ui/fields.tsx'
import { addTeam, changeTeam, listEmployees, listTeams, type Team } from '../contract.ts'
import { text } from '../text.ts'
import { usePlaces } from './use-places.ts'

type Filled = Pick<Team, 'name' | 'siteId'> & { leaderId?: string | null; closed?: boolean }

const useLeaders = (siteId: string | undefined, post: RoleCode) =>
  useAsk(listEmployees, { query: { siteId, post, pageSize: 200 } }, { when: siteId !== undefined }).data?.rows ?? []

/** The site, and who of that site may lead. */
const SiteAndLeader = ({ team }: { team: Team | undefined }) => {
  const siteId = Form.useWatch<string | undefined>('siteId', Form.useFormInstance<Filled>())
  const { siteOptions } = usePlaces()
  const leaders = [
    ...useLeaders(siteId, 'teamLeader'),
    ...useLeaders(siteId, 'groupLeader'),
    ...useLeaders(siteId, 'supervisor'),
  ].map(({ id, name, staffNumber }) => ({ value: id, text: `${name} ${staffNumber}` }))
  const present =
    team?.leaderId && siteId === team.siteId && !leaders.some(({ value }) => value === team.leaderId)
      ? [{ value: team.leaderId, text: team.leaderName ?? '' }]
      : []
  return (
    <>
      <SelectField name="siteId" label={text.site} options={siteOptions(team?.siteId)} required />
      <SelectField
        name="leaderId"
        label={text.leader}
        help={text.leaderHelp}
        options={[...present, ...leaders]}
        clearable
      />
    </>
  )
}

/** Adds a team, or changes one. */
export const TeamForm = ({ open, team, onClose }: { open: boolean; team: Team | undefined; onClose: () => void }) => {
  const refresh = [listTeams, listEmployees]
  const add = useDo(addTeam, { refresh, done: text.added, onDone: onClose })
  const change = useDo(changeTeam, { refresh, done: text.saved, onDone: onClose })
  const values: Partial<Filled> = team ? { ...team, closed: team.closedAt !== null } : {}
  return (
    <FormDrawer<Filled>
      open={open}
      title={team ? text.changeTeam : text.addTeam}
      values={values}
      onClose={onClose}
      onSave={({ closed = false, ...filled }) => {
        const form = { ...filled, leaderId: filled.leaderId ?? null }
        return team
          ? change.mutateAsync({ params: { teamId: team.id }, body: { ...form, closed, version: team.version } })
          : add.mutateAsync({ body: form })
      }}
    >
      <TextField name="name" label={text.teamName} required />
      <SiteAndLeader team={team} />
      {team && <SwitchField name="closed" label={text.closed} help={text.closeHelp} />}
    </FormDrawer>
  )
}
