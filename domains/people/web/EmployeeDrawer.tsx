import { Button, Space } from 'antd'
import { useState } from 'react'
import { mayAppoint, roles } from '#contract/role.ts'
import { useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer, Facts } from '#web/ui/Drawers.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import {
  type Employee,
  type EmployeeDetail,
  getEmployee,
  giveAccount,
  gradeSkills,
  listEmployees,
  listTeams,
  noteLeaving,
  setReach,
  takeBackLeaving,
} from '../contract.ts'
import { leavingReasons } from '../employee.ts'
import { text } from '../text.ts'
import { AccountFact, NewAccountForm, ReachForm } from './AccountParts.tsx'
import { EmployeeState } from './EmployeeState.tsx'
import { LeavingForm } from './LeavingForm.tsx'
import { SkillsForm } from './SkillsForm.tsx'
import { SkillTags } from './SkillTags.tsx'

type Deed = 'leaving' | 'skills' | 'account' | 'reach'

/** What the reader may do about this person, as buttons. */
const Deeds = ({ employee, onDeed, onChange }: DeedsProps) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const confirm = useConfirm()
  const takeBack = useDo(takeBackLeaving, { refresh: [listEmployees, getEmployee, listTeams], done: text.takenBack })
  const below = mayAppoint(me, employee.post)
  const undo = async () => {
    const sure = await confirm({
      title: say(text.takeBackTitle, employee.name),
      body: text.takeBackHelp,
      action: text.takeBackLeaving,
    })
    if (sure) takeBack.mutate({ params: { employeeId: employee.id } })
  }
  const deeds: readonly (readonly [Deed, boolean, keyof typeof text])[] = [
    ['skills', may(gradeSkills) && employee.id !== me.id && !employee.goneAt, 'gradeSkills'],
    ['account', may(giveAccount) && below && !employee.account && !employee.goneAt, 'giveAccount'],
    ['reach', may(setReach) && below && ['team', 'site'].includes(employee.account?.scope ?? ''), 'setReach'],
    ['leaving', may(noteLeaving) && below && !employee.leftOn, 'noteLeaving'],
  ]
  return (
    <Space wrap>
      {onChange && !employee.goneAt && (
        <Button type="primary" onClick={() => onChange(employee)}>
          {say(text.change)}
        </Button>
      )}
      {deeds.map(
        ([deed, offered, name]) =>
          offered && (
            <Button key={deed} danger={deed === 'leaving'} onClick={() => onDeed(deed)}>
              {say(text[name] as typeof text.change)}
            </Button>
          ),
      )}
      {may(takeBackLeaving) && below && employee.leftOn && (
        <Button onClick={() => void undo()} loading={takeBack.isPending}>
          {say(text.takeBackLeaving)}
        </Button>
      )}
    </Space>
  )
}
type DeedsProps = {
  employee: EmployeeDetail
  onDeed: (deed: Deed) => void
  onChange?: (employee: Employee) => void
}

const Known = ({ employee }: { employee: EmployeeDetail }) => {
  const say = useWords()
  // Who manages no employees does not see their accounts either: nothing seen is not "none".
  const seesAccount = useMay()(giveAccount) || employee.account !== null
  return (
    <Facts
      items={[
        { name: text.staffNumber, value: employee.staffNumber },
        { name: text.state, value: <EmployeeState {...employee} /> },
        { name: text.post, value: say(roles[employee.post]) },
        { name: text.endpoint, value: employee.endpoint || '–' },
        { name: text.site, value: employee.siteName },
        { name: text.team, value: employee.teamName ?? say(text.noTeam) },
        { name: text.joinedOn, value: employee.joinedOn },
        ...(seesAccount ? [{ name: text.account, value: <AccountFact employee={employee} /> }] : []),
        { name: text.skills, value: <SkillTags {...employee} />, wide: true },
        ...(employee.leftOn
          ? [
              { name: text.leftOn, value: employee.leftOn },
              {
                name: text.leavingReason,
                value: employee.leavingReason && say(leavingReasons[employee.leavingReason]),
              },
              { name: text.leavingNote, value: employee.leavingNote ?? '–', wide: true },
            ]
          : []),
      ]}
    />
  )
}

/** One employee beside the list: what is known, and what may be done. */
export const EmployeeDrawer = ({
  open,
  employeeId,
  onClose,
  onChange,
}: {
  open: boolean
  employeeId: string | undefined
  onClose: () => void
  onChange?: (employee: Employee) => void
}) => {
  const [deed, setDeed] = useState<Deed>()
  const asked = useAsk(
    getEmployee,
    { params: { employeeId: employeeId ?? '' } },
    { when: open && employeeId !== undefined, keep: false },
  )
  const close = () => setDeed(undefined)
  return (
    <DetailDrawer
      open={open}
      title={asked.data?.name ?? text.employees}
      onClose={onClose}
      extra={asked.data && <Deeds employee={asked.data} onDeed={setDeed} {...(onChange ? { onChange } : {})} />}
      width={720}
    >
      <Shown asked={asked}>
        {(employee) => (
          <>
            <Known employee={employee} />
            <LeavingForm employee={employee} open={deed === 'leaving'} onClose={close} />
            <SkillsForm employee={employee} open={deed === 'skills'} onClose={close} />
            <NewAccountForm employee={employee} open={deed === 'account'} onClose={close} />
            <ReachForm employee={employee} open={deed === 'reach'} onClose={close} />
          </>
        )}
      </Shown>
    </DetailDrawer>
  )
}
