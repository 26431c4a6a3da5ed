import { PlusOutlined } from '@ant-design/icons'
import { Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type Campaign, listCampaigns } from '#domains/campaigns/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { giveBack, listBooks, listRuns, planRun, undoRun } from '../contract.ts'
import type { BookSize, Run } from '../shapes.ts'
import { runWords, text } from '../text.ts'
import { methods } from '../way.ts'
import { ChooseContacts } from './ChooseContacts.tsx'
import { RunDrawer, refreshed } from './RunDrawer.tsx'
import { SharesTable, shareColumns } from './SharesTable.tsx'

type Book = z.infer<typeof BookSize>
const search = z.object({ campaignId: z.uuid().optional(), tab: z.enum(['books', 'contacts', 'runs']).optional() })

const Books = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const asked = useAsk(listBooks, { params: { campaignId } }, { everyMs: 30_000 })
  const back = useDo(giveBack, { refresh: refreshed, done: text.givenBack })
  const take = async ({ agentId, teamId, name }: Book) => {
    const title = `${say(text.giveBackTitle)} ${name}`
    if (await confirm({ title, body: text.giveBackBody, action: text.giveBack, danger: true }))
      back.mutate({ params: { campaignId, holderId: agentId ?? teamId ?? '' }, body: { to: 'shared' } })
  }
  const columns: readonly Column<Book>[] = [
    ...(shareColumns as readonly Column<Book>[]),
    { key: 'called', title: text.called, number: true, show: ({ called }) => <Count value={called} />, width: 90 },
  ]
  const actions: Column<Book> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 110,
    show: (book) => (
      <Button type="link" size="small" danger onClick={() => void take(book)}>
        {say(text.giveBack)}
      </Button>
    ),
  }
  return (
    <DataTable
      name="allocation-books"
      asked={{ ...asked, data: asked.data?.books }}
      columns={may(giveBack) ? [...columns, actions] : columns}
      rowKey={({ agentId, teamId }) => `${agentId} ${teamId}`}
      toolbar={
        <span title={say(text.sharedHelp)}>
          {say(text.shared)} <Count value={asked.data?.shared} />
        </span>
      }
      empty={{ words: text.noBooks }}
    />
  )
}

const tones = { applied: 'ok', undone: 'quiet', planned: 'info', dropped: 'quiet' } as const
const runColumns: readonly Column<Run>[] = [
  { key: 'at', title: text.at, show: ({ appliedAt }) => <Moment at={appliedAt} />, width: 170 },
  { key: 'method', title: text.method, show: ({ method }) => <Words of={methods[method]} />, width: 110 },
  {
    key: 'contacts',
    title: text.contacts,
    number: true,
    show: ({ contacts }) => <Count value={contacts} />,
    width: 90,
  },
  {
    key: 'holders',
    title: text.holder,
    cut: true,
    show: ({ shares }) =>
      shares
        .filter(({ contacts }) => contacts > 0)
        .map(({ name, contacts }) => `${name} ${contacts}`)
        .join(' · '),
  },
  { key: 'by', title: text.by, show: ({ createdByName }) => createdByName || '–', width: 110 },
  {
    key: 'state',
    title: text.state,
    show: ({ state }) => <StateTag tone={tones[state]} text={runWords[state]} />,
    width: 110,
  },
]

const Runs = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const may = useMay()
  const confirm = useConfirm()
  const detail = useDrawer<Run>()
  const asked = useAsk(listRuns, { params: { campaignId } })
  const undo = useDo(undoRun, { refresh: refreshed, done: text.undone })
  const ask = async ({ id }: Run) => {
    if (await confirm({ title: text.undoTitle, body: text.undoBody, action: text.undo, danger: true }))
      undo.mutate({ params: { campaignId, runId: id } })
  }
  const actions: Column<Run> = {
    key: 'actions',
    title: { zh: '操作', en: 'Actions' },
    fixed: 'end',
    width: 90,
    show: (run) =>
      run.state === 'applied' && (
        <Button type="link" size="small" danger onClick={() => void ask(run)}>
          {say(text.undo)}
        </Button>
      ),
  }
  return (
    <>
      <DataTable
        name="allocation-runs"
        asked={asked}
        columns={may(undoRun) ? [...runColumns, actions] : runColumns}
        rowKey={({ id }) => id}
        onOpen={detail.show}
        empty={{ words: text.noRuns }}
      />
      <DetailDrawer open={detail.open} title={text.runs} onClose={detail.close}>
        {detail.shown && <SharesTable run={detail.shown} />}
      </DetailDrawer>
    </>
  )
}

const Chosen = ({ campaign, tab, onTab }: { campaign: Campaign; tab: string; onTab: (tab: string) => void }) => {
  const say = useWords()
  const may = useMay()
  const names = { books: text.books, contacts: text.chooseContacts, runs: text.runs }
  const panels: Record<string, React.ReactNode> = {
    books: <Books campaignId={campaign.id} />,
    contacts: <ChooseContacts campaign={campaign} />,
    runs: <Runs campaignId={campaign.id} />,
  }
  const shown = (['books', 'contacts', 'runs'] as const).filter((key) => key !== 'contacts' || may(planRun))
  return (
    <>
      <Tabs
        activeKey={tab}
        onChange={onTab}
        items={shown.map((key) => ({ key, label: say(names[key]) }))}
        tabBarStyle={{ marginBottom: 0 }}
      />
      {panels[tab]}
    </>
  )
}

/** Who calls which contacts of a campaign: now, how it came about, and giving out more. */
export const AllocationPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(search)
  const [open, setOpen] = useState(false)
  const campaigns = (useAsk(listCampaigns, { query: { pageSize: 200 } }, { freshMs: 30_000 }).data?.rows ?? []).filter(
    ({ listId }) => listId !== null,
  )
  const { campaignId = campaigns[0]?.id, tab = 'books' } = filters.values
  const campaign = campaigns.find(({ id }) => id === campaignId)
  return (
    <PageFrame
      title={text.allocation}
      help={text.allocationHelp}
      aside={
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: 240 }}
          aria-label={say(text.campaign)}
          placeholder={say(text.chooseCampaign)}
          value={campaign?.id}
          options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string) => filters.set({ campaignId: id })}
        />
      }
      actions={
        campaign &&
        may(planRun) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
            {say(text.newRun)}
          </Button>
        )
      }
    >
      {campaign ? (
        <>
          <Chosen campaign={campaign} tab={tab} onTab={(next) => filters.set({ tab: next as typeof tab })} />
          <RunDrawer campaign={campaign} open={open} onClose={() => setOpen(false)} />
        </>
      ) : (
        <Sheet>
          <Nothing words={text.chooseCampaignHelp} />
        </Sheet>
      )}
    </PageFrame>
  )
}
