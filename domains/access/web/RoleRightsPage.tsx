import { Checkbox, Input } from 'antd'
import { useState } from 'react'
import { type RoleCode, roleCodes, roles } from '#contract/role.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { getMe, listRoleRights, type RoleRights, setRoleRight } from '../contract.ts'
import { domainNames, text } from '../text.ts'
import style from './role-rights.module.css'

type Permission = RoleRights['permissions'][number]
type Right = RoleRights['rights'][number]
const domainOf = ({ code }: Permission): string => code.split('.')[0] ?? ''
const keyOf = (role: RoleCode, permission: string): string => `${role} ${permission}`

const Cell = ({ right, permission, busy, onTurn }: CellProps) => {
  const say = useWords()
  const departs = right.granted !== right.byDefault
  const name = say(text.allows, { role: say(roles[right.role]), permission: say(permission.text) })
  return (
    <td className={departs ? style.departs : undefined} title={departs ? say(text.changedFromDefault) : undefined}>
      <Checkbox
        checked={right.granted}
        disabled={busy}
        aria-label={name}
        onChange={({ target }) => onTurn({ role: right.role, permission: permission.code, granted: target.checked })}
      />
    </td>
  )
}
type Turned = Pick<Right, 'role' | 'permission' | 'granted'>
type CellProps = { right: Right; permission: Permission; busy: boolean; onTurn: (turned: Turned) => void }

/** Roles across, permissions down, grouped by domain. */
const Matrix = ({
  permissions,
  rights,
  busy,
  onTurn,
}: RoleRights & { busy: string | undefined; onTurn: (turned: Turned) => void }) => {
  const say = useWords()
  const byKey = new Map(rights.map((right) => [keyOf(right.role, right.permission), right]))
  const domains = [...new Set(permissions.map(domainOf))]
  return (
    <div className={style.scroll}>
      <table className={style.matrix}>
        <thead>
          <tr>
            <th scope="col">{say(text.permission)}</th>
            {roleCodes.map((role) => (
              <th key={role} scope="col">
                {say(roles[role])}
              </th>
            ))}
          </tr>
        </thead>
        {domains.map((domain) => (
          <tbody key={domain}>
            <tr className={style.group}>
              <th scope="rowgroup">{domainNames[domain] ? say(domainNames[domain]) : domain}</th>
              <td colSpan={roleCodes.length} />
            </tr>
            {permissions
              .filter((permission) => domainOf(permission) === domain)
              .map((permission) => (
                <tr key={permission.code}>
                  <th scope="row" title={permission.code}>
                    {say(permission.text)}
                  </th>
                  {roleCodes.map((role) => {
                    const key = keyOf(role, permission.code)
                    const right = byKey.get(key)
                    return right ? (
                      <Cell key={role} right={right} permission={permission} busy={busy === key} onTurn={onTurn} />
                    ) : (
                      <td key={role} />
                    )
                  })}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

const narrowed = ({ permissions, rights }: RoleRights, search: string, onlyChanged: boolean): RoleRights => {
  const changed = new Set(rights.filter((right) => right.granted !== right.byDefault).map((right) => right.permission))
  const wanted = search.trim().toLowerCase()
  return {
    rights,
    permissions: permissions.filter(
      ({ code, text: words }) =>
        (!onlyChanged || changed.has(code)) &&
        [code, words.zh, words.en].some((said) => said.toLowerCase().includes(wanted)),
    ),
  }
}

/** What each role may do, and where this centre departs from the default. */
export const RoleRightsPage = () => {
  const say = useWords()
  const asked = useAsk(listRoleRights)
  const turn = useDo(setRoleRight, { refresh: [listRoleRights, getMe] })
  const [search, setSearch] = useState('')
  const [onlyChanged, setOnlyChanged] = useState(false)
  const busy =
    turn.isPending && turn.variables ? keyOf(turn.variables.body.role, turn.variables.body.permission) : undefined
  return (
    <PageFrame
      title={text.roleRights}
      help={text.roleRightsHelp}
      actions={
        <>
          <Checkbox checked={onlyChanged} onChange={({ target }) => setOnlyChanged(target.checked)}>
            {say(text.onlyChanged)}
          </Checkbox>
          <Input.Search
            allowClear
            style={{ width: 220 }}
            placeholder={say(text.findPermission)}
            aria-label={say(text.findPermission)}
            onChange={({ target }) => setSearch(target.value)}
          />
        </>
      }
    >
      <Sheet flush>
        <Shown asked={asked} rows={10}>
          {(all) => {
            const shown = narrowed(all, search, onlyChanged)
            if (shown.permissions.length > 0)
              return <Matrix {...shown} busy={busy} onTurn={(body) => turn.mutate({ body })} />
            return <Nothing words={onlyChanged && !search ? text.nothingChanged : text.noPermission} />
          }}
        </Shown>
      </Sheet>
    </PageFrame>
  )
}
