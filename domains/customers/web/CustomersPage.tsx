import { DownloadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Tag, Tooltip } from 'antd'
import { listEmployees } from '#domains/people/contract.ts'
import { useAgentField } from '#domains/people/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { MaskedNumber, Moment, Words } from '#web/ui/Values.tsx'
import { type CustomerRow, exportCustomers, listCustomers, listTags } from '../contract.ts'
import { kindWords, text } from '../record-text.ts'
import { talkPatterns } from '../talk-pattern.ts'
import { kindOptions, patternOptions, useStages } from './words.tsx'

const Tags = ({ tags }: Pick<CustomerRow, 'tags'>) => {
  const say = useWords()
  return (
    <>
      {tags.slice(0, 3).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {tags.length > 3 && (
        <Tooltip title={tags.slice(3).join(say({ zh: '、', en: ', ' }))}>
          <span>+{tags.length - 3}</span>
        </Tooltip>
      )}
      {tags.length === 0 && '–'}
    </>
  )
}

const useColumns = (): Column<CustomerRow>[] => {
  const say = useWords()
  const stages = useStages()
  return [
    {
      key: 'name',
      title: text.name,
      width: 120,
      fixed: 'start',
      cut: true,
      show: ({ name }) => name || say(text.nobody),
    },
    { key: 'number', title: text.number, width: 130, show: ({ number }) => <MaskedNumber number={number || null} /> },
    { key: 'company', title: text.company, width: 170, cut: true, show: ({ company }) => company || '–' },
    { key: 'kind', title: text.kind, width: 105, show: ({ kind }) => <Words of={kindWords[kind]} /> },
    {
      key: 'stage',
      title: text.stage,
      width: 110,
      show: ({ lifecycleId }) => <Words of={stages.named(lifecycleId)} />,
    },
    { key: 'tags', title: text.tags, width: 140, show: ({ tags }) => <Tags tags={tags} /> },
    { key: 'owner', title: text.owner, width: 100, show: ({ ownerName }) => ownerName ?? say(text.pool) },
    { key: 'source', title: text.origin, width: 160, cut: true, show: ({ source }) => source || '–' },
    {
      key: 'createdAt',
      hidden: true,
      title: text.createdAt,
      width: 150,
      show: ({ createdAt }) => <Moment at={createdAt} />,
    },
    {
      key: 'talkPattern',
      hidden: true,
      title: text.talkPattern,
      width: 120,
      show: ({ talkPattern }) => (talkPattern ? <Words of={talkPatterns[talkPattern].name} /> : '–'),
    },
    { key: 'team', hidden: true, title: text.team, width: 110, show: ({ teamName }) => teamName ?? '–' },
    {
      key: 'scoring',
      hidden: true,
      title: text.scoring,
      width: 120,
      show: ({ scoringOff }) => <Words of={scoringOff ? text.scoringOff : text.scoringOn} />,
    },
  ]
}

const useFields = (ownerId: string | undefined): readonly SearchField[] => {
  const may = useMay()
  const stages = useStages()
  const tags = useAsk(listTags, {}, { freshMs: 60_000 })
  const owner = useAgentField(ownerId, { name: 'ownerId', label: text.owner })
  return [
    { kind: 'text', name: 'search', label: text.search, placeholder: text.searchHint },
    { kind: 'select', name: 'kind', label: text.kind, options: kindOptions },
    { kind: 'select', name: 'lifecycleId', label: text.stage, options: stages.options(undefined) },
    {
      kind: 'select',
      name: 'tag',
      label: text.tag,
      options: (tags.data ?? []).map((tag) => ({ value: tag, text: tag })),
    },
    { kind: 'select', name: 'talkPattern', label: text.talkPattern, options: patternOptions },
    ...(may(listEmployees) ? [owner] : []),
  ]
}

/** Every customer within the reader's reach, found by what people know of them. */
export const CustomersPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const takeOut = useExport()
  const filters = useFilters(listCustomers.query)
  const customers = useAsk(listCustomers, { query: filters.values })
  const { after: _after, limit: _limit, ...asked } = filters.values
  const { more = false, waiting = 0 } = customers.data ?? {}
  return (
    <PageFrame title={text.customers} help={text.customersHelp}>
      <SearchForm fields={useFields(filters.values.ownerId)} filters={filters} />
      {more && <Alert type="info" showIcon title={say(text.moreFound)} />}
      {waiting > 0 && <Alert type="warning" showIcon title={say(text.stillIndexing, { count: waiting })} />}
      <DataTable
        name="customers"
        asked={customers}
        columns={useColumns()}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={({ id }) =>
          void navigate({ to: '/customers/$customerId' as string, params: { customerId: id } as never })
        }
        empty={{ words: text.noneYet }}
        exports={
          may(exportCustomers) && (
            <Button
              size="small"
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportCustomers, { query: asked })}
            >
              {say(text.export)}
            </Button>
          )
        }
      />
    </PageFrame>
  )
}
