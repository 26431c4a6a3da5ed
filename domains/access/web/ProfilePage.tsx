import { KeyOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { z } from 'zod'
import { roles } from '#contract/role.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Facts } from '#web/ui/Drawers.tsx'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { listMySessions, revokeMySession, type Session as SessionShape } from '../contract.ts'
import { deviceName } from '../device.ts'
import { text } from '../text.ts'

type Session = z.infer<typeof SessionShape>

const Device = ({ device }: Pick<Session, 'device'>) => {
  const say = useWords()
  return <span title={device ?? undefined}>{deviceName(device) ?? say(text.unknownDevice)}</span>
}
const columns: readonly Column<Session>[] = [
  { key: 'device', title: text.device, show: (session) => <Device {...session} /> },
  { key: 'address', title: text.address, width: 170, show: ({ address }) => address ?? '–' },
  { key: 'signedInAt', title: text.signedInAt, width: 180, show: ({ createdAt }) => <Moment at={createdAt} /> },
  { key: 'lastSeen', title: text.lastSeen, width: 180, show: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
]

const useSignOutColumn = (): Column<Session> => {
  const say = useWords()
  const confirm = useConfirm()
  const revoke = useDo(revokeMySession, { refresh: [listMySessions], done: text.forcedOut })
  const ask = async ({ id }: Session) => {
    if (await confirm({ title: text.signOutDeviceTitle, action: text.signOutDevice, danger: true }))
      revoke.mutate({ params: { sessionId: id } })
  }
  return {
    key: 'actions',
    title: text.actions,
    width: 120,
    fixed: 'end',
    show: (session) =>
      session.present ? (
        <StateTag tone="ok" text={text.thisDevice} />
      ) : (
        <Button type="link" size="small" danger onClick={() => void ask(session)}>
          {say(text.signOutDevice)}
        </Button>
      ),
  }
}

/** Who I am here, and where I am signed in. */
export const ProfilePage = () => {
  const say = useWords()
  const me = useMe()
  const navigate = useNavigate()
  const sessions = useAsk(listMySessions)
  const signOut = useSignOutColumn()
  return (
    <PageFrame title={text.profile}>
      <Sheet
        title={text.aboutMe}
        extra={
          <Button icon={<KeyOutlined />} onClick={() => void navigate({ to: '/change-password' as never })}>
            {say(text.changePassword)}
          </Button>
        }
      >
        <Facts
          items={[
            { name: text.displayName, value: me.name },
            { name: text.loginName, value: me.loginName },
            { name: text.roles, value: me.roles.map((role) => say(roles[role])).join(' · ') },
            { name: text.scope, value: say(text.scopes[me.scope]) },
            { name: text.timeZone, value: me.siteTimeZone },
          ]}
        />
      </Sheet>
      <DataTable
        name="my-sessions"
        asked={sessions}
        columns={[...columns, signOut]}
        rowKey={({ id }) => id}
        toolbar={<strong>{say(text.devices)}</strong>}
      />
    </PageFrame>
  )
}
