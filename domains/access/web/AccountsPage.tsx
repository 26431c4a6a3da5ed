import { EditOutlined, EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Space, Tag } from 'antd'
import { roleCodes, roles } from '#contract/role.ts'
import { useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type ListedAccount, listAccounts, signAccountOut } from '../contract.ts'
import { text } from '../text.ts'
import { AccountForm, PasswordForm } from './AccountForms.tsx'

const Roles = ({ account }: { account: ListedAccount }) => {
  const say = useWords()
  return (
    <>
      {account.roles.map((role) => (
        <Tag key={role}>{say(roles[role])}</Tag>
      ))}
    </>
  )
}
const Sees = ({ scope }: Pick<ListedAccount, 'scope'>) => useWords()(text.scopes[scope])
const State = ({ disabledAt, mustChangePassword }: ListedAccount) => {
  if (disabledAt) return <StateTag tone="quiet" text={text.disabled} />
  if (mustChangePassword) return <StateTag tone="info" text={text.mustChange} />
  return <StateTag tone="ok" text={text.inUse} />
}

const columns: readonly Column<ListedAccount>[] = [
  {
    key: 'loginName',
    title: text.loginName,
    width: 130,
    fixed: 'start',
    cut: true,
    show: ({ loginName }) => loginName,
  },
  {
    key: 'displayName',
    title: text.displayName,
    width: 120,
    cut: true,
    show: ({ displayName }) => <strong>{displayName}</strong>,
  },
  { key: 'roles', title: text.roles, width: 150, show: (account) => <Roles account={account} /> },
  { key: 'scope', title: text.scope, width: 95, show: (account) => <Sees {...account} /> },
  { key: 'state', title: text.state, width: 110, show: (account) => <State {...account} /> },
  {
    key: 'online',
    title: text.online,
    width: 95,
    show: ({ sessions }) =>
      sessions > 0 ? <StateTag tone="ok" text={text.online} /> : <StateTag tone="quiet" text={text.offline} />,
  },
  { key: 'lastSeen', title: text.lastSeen, width: 180, show: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
  {
    key: 'createdAt',
    title: text.createdAt,
    width: 140,
    hidden: true,
    show: ({ createdAt }) => <Moment at={createdAt} grain="day" />,
  },
]

const useActions = (
  onChange: (account: ListedAccount) => void,
  onReset: (account: ListedAccount) => void,
): Column<ListedAccount> => {
  const say = useWords()
  const me = useMe()
  const confirm = useConfirm()
  const signOut = useDo(signAccountOut, { refresh: [listAccounts], done: text.forcedOut })
  const forceOut = async ({ id, displayName }: ListedAccount) => {
    const sure = await confirm({
      title: say(text.forceOutTitle, displayName),
      body: text.forceOutHelp,
      action: text.forceOut,
      danger: true,
    })
    if (sure) signOut.mutate({ params: { accountId: id } })
  }
  return {
    key: 'actions',
    title: text.actions,
    width: 120,
    fixed: 'end',
    show: (account) => (
      <Space size={0}>
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onChange(account)}>
          {say(text.change)}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'reset', label: say(text.resetPassword), disabled: account.id === me.id },
              {
                key: 'out',
                label: say(text.forceOut),
                danger: true,
                disabled: account.sessions === 0 || account.id === me.id,
              },
            ],
            onClick: ({ key }) => (key === 'reset' ? onReset(account) : void forceOut(account)),
          }}
        >
          <Button type="link" size="small" icon={<EllipsisOutlined />} aria-label={say(text.more)} />
        </Dropdown>
      </Space>
    ),
  }
}

/** Who may sign in, as what, and who is signed in now. */
export const AccountsPage = () => {
  const say = useWords()
  const filters = useFilters(listAccounts.query)
  const accounts = useAsk(listAccounts, { query: filters.values }, { everyMs: 30_000 })
  const editor = useDrawer<ListedAccount>()
  const reset = useDrawer<ListedAccount>()
  const actions = useActions(editor.show, reset.show)
  return (
    <PageFrame
      title={text.accounts}
      help={text.accountsHelp}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
          {say(text.addAccount)}
        </Button>
      }
    >
      <SearchForm
        filters={filters}
        fields={[
          { kind: 'text', name: 'search', label: text.find, placeholder: text.findHint },
          {
            kind: 'select',
            name: 'role',
            label: text.role,
            options: roleCodes.map((value) => ({ value, text: roles[value] })),
          },
        ]}
      />
      <DataTable
        name="accounts"
        asked={accounts}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        paging={filters.pages}
        filters={filters}
        onOpen={editor.show}
        rowTone={({ disabledAt }) => (disabledAt ? 'quiet' : undefined)}
        empty={{ words: text.noAccounts }}
      />
      <AccountForm open={editor.open} account={editor.shown} onClose={editor.close} />
      <PasswordForm open={reset.open} account={reset.shown} onClose={reset.close} />
    </PageFrame>
  )
}
