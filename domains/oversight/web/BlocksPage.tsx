import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { listCampaigns } from '#domains/campaigns/contract.ts'
import { type Block, listBlocks } from '#domains/compliance/contract.ts'
import { ruleName, sayBlock } from '#domains/compliance/text.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { type Filters, useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { text as kit } from '#web/ui/text.ts'
import { useExport } from '#web/ui/use-export.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { type BlockCount, type BlockGroup, blockGroups, exportBlocks, groupBlocks } from '../contract.ts'
import { dialKindWords, text } from '../text.ts'
import style from './oversight.module.css'

const useCampaignName = () => {
  const may = useMay()
  const campaigns = useAsk(listCampaigns, { query: { pageSize: 200 } }, { when: may(listCampaigns) })
  return (id: string): string => campaigns.data?.rows.find((row) => row.id === id)?.name ?? '–'
}

const columnsWith = (campaignOf: (id: string) => string): readonly Column<Block>[] => [
  { key: 'lastAt', title: text.lastAt, width: 180, show: ({ lastAt }) => <Moment at={lastAt} /> },
  { key: 'number', title: text.number, width: 130, show: ({ number }) => <span className="ca-number">{number}</span> },
  {
    key: 'reason',
    title: text.reason,
    show: ({ rule, params }) => (
      <p className={style.reason}>
        <Words of={sayBlock(rule, params)} />
      </p>
    ),
  },
  { key: 'campaign', title: text.campaign, width: 170, show: ({ campaignId }) => campaignOf(campaignId) },
  {
    key: 'kind',
    title: text.dialKind,
    width: 100,
    show: ({ kind }) => <Words of={dialKindWords[kind] ?? { zh: kind, en: kind }} />,
  },
  { key: 'count', title: text.times, width: 80, number: true, show: ({ count }) => <Count value={count} /> },
  { key: 'until', title: text.until, width: 180, show: ({ until }) => <Moment at={until} /> },
]

type Span = {
  from?: string | undefined
  to?: string | undefined
  campaignId?: string | undefined
  rule?: string | undefined
}
const groupWords = { rule: text.byRule, campaign: text.byCampaign, day: text.byDay }
const nameOfGroup = (by: BlockGroup, { key, name }: BlockCount) =>
  by === 'rule' ? <Words of={ruleName(key)} /> : by === 'campaign' ? (name ?? '–') : key

const Groups = ({ filters }: { filters: Filters<Span> }) => {
  const say = useWords()
  const [by, setBy] = useState<BlockGroup>('rule')
  const { from, to, campaignId, rule } = filters.values
  const asked = { from, to, campaignId, rule, by }
  const groups = useAsk(groupBlocks, { query: asked })
  const choose = ({ key }: BlockCount) => {
    if (by === 'day') return
    filters.set(by === 'rule' ? { rule: key } : { campaignId: key })
  }
  const columns: readonly Column<BlockCount>[] = [
    { key: 'name', title: groupWords[by], show: (group) => nameOfGroup(by, group) },
    {
      key: 'contacts',
      title: text.contacts,
      width: 110,
      number: true,
      show: (group) => <Count value={group.contacts} />,
    },
    { key: 'times', title: text.times, width: 110, number: true, show: (group) => <Count value={group.times} /> },
  ]
  return (
    <DataTable
      name="block-groups"
      asked={groups}
      columns={columns}
      rowKey={({ key }) => key}
      toolbar={
        <Segmented<BlockGroup>
          aria-label={say(kit.view)}
          value={by}
          options={blockGroups.map((value) => ({ value, label: say(groupWords[value]) }))}
          onChange={setBy}
        />
      }
      {...(by === 'day' ? {} : { onOpen: choose })}
      empty={{ words: text.noBlocksHere }}
    />
  )
}

/** What the gate did not let through: by reason, campaign or day, down to each contact with the sentence why. */
export const BlocksPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(listBlocks.query)
  const blocks = useAsk(listBlocks, { query: filters.values })
  const campaignOf = useCampaignName()
  const takeOut = useExport()
  const { from, to, campaignId, rule } = filters.values
  return (
    <PageFrame
      title={text.blocks}
      help={text.blocksHelp}
      actions={
        <span className={style.buttons}>
          <Link to={'/number-story' as string}>{say(text.whyNot)}</Link>
          {may(exportBlocks) && (
            <Button
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportBlocks, { query: { from, to, campaignId, rule } })}
            >
              {say(text.exportBlocks)}
            </Button>
          )}
        </span>
      }
    >
      <div className={style.gap}>
        <Groups filters={filters as Filters<Span>} />
        <DataTable
          name="blocks"
          asked={blocks}
          columns={columnsWith(campaignOf)}
          rowKey={({ id }) => id}
          paging={filters.cursor}
          filters={filters}
          empty={{ words: text.noBlocksHere }}
        />
      </div>
    </PageFrame>
  )
}
