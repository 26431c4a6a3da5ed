import { DownloadOutlined } from '@ant-design/icons'
import { Button, Input, Table, Tabs } from 'antd'
import { z } from 'zod'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type Evidence, exportEvidence, findForEvidence, readEvidence } from '../evidence-contract.ts'
import { type Cell, sections } from '../evidence-table.ts'
import { evidenceText as text } from '../evidence-text.ts'

const search = z.object({ complaintId: z.uuid().optional(), customerId: z.uuid().optional() })

const useSaid = () => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  return (cell: Cell): string => {
    if (typeof cell !== 'object') return cell === '' ? '–' : String(cell)
    return 'words' in cell ? say(cell.words) : formatMoment(cell.at, place)
  }
}

const Part = ({ section, evidence }: { section: (typeof sections)[number]; evidence: Evidence }) => {
  const say = useWords()
  const said = useSaid()
  const rows = section.rows(evidence).map((cells, place) => ({ cells, place }))
  if (rows.length === 0) return <Nothing words={section.none} />
  return (
    <Table
      size="small"
      rowKey="place"
      dataSource={rows}
      pagination={rows.length > 20 ? { pageSize: 20 } : false}
      scroll={{ x: 'max-content' }}
      columns={section.columns.map((words, column) => ({
        title: say(words),
        key: words.en,
        render: (_: unknown, row: (typeof rows)[number]) => said(row.cells[column] ?? ''),
        onCell: () => ({ style: { maxWidth: 320, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const }),
      }))}
    />
  )
}

const Content = ({ evidence }: { evidence: Evidence }) => {
  const say = useWords()
  return (
    <>
      <Sheet>
        <Facts
          items={[
            { name: text.person, value: evidence.name || '–' },
            { name: text.numbers, value: evidence.numbers.join(say({ zh: '、', en: ', ' })) || '–' },
            { name: text.madeAt, value: <Moment at={evidence.madeAt} grain="second" /> },
          ]}
        />
      </Sheet>
      <Sheet>
        <Tabs
          items={sections.map((section) => ({
            key: section.file,
            label: `${say(section.title)} ${section.rows(evidence).length}`,
            children: <Part section={section} evidence={evidence} />,
          }))}
        />
        <p>{say(text.recordingNote)}</p>
      </Sheet>
    </>
  )
}

/** The number goes in the body of the request: it never stands in an address. */
const ByNumber = ({ onFound }: { onFound: (customerId: string) => void }) => {
  const say = useWords()
  const find = useDo(findForEvidence, { onDone: ({ customerId }) => onFound(customerId) })
  return (
    <Input.Search
      style={{ width: 280 }}
      maxLength={30}
      aria-label={say(text.byNumber)}
      placeholder={say(text.byNumber)}
      enterButton={say(text.search)}
      loading={find.isPending}
      onSearch={(number) => number.trim() !== '' && find.mutate({ body: { number } })}
    />
  )
}

/** Everything that shows whether we were allowed to call somebody, and what was said; taken out as one signed file. */
export const EvidencePage = () => {
  const say = useWords()
  const filters = useFilters(search)
  const takeOut = useExport()
  const about = filters.values
  const chosen = Boolean(about.complaintId ?? about.customerId)
  const asked = useAsk(readEvidence, { query: about }, { when: chosen, keep: false })
  return (
    <PageFrame
      title={text.evidence}
      help={text.help}
      actions={
        <>
          <ByNumber onFound={(customerId) => filters.set({ customerId, complaintId: undefined })} />
          {asked.data && (
            <Button
              type="primary"
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportEvidence, { query: about })}
            >
              {say(text.exportFile)}
            </Button>
          )}
        </>
      }
    >
      {chosen ? (
        <Shown asked={asked} rows={8}>
          {(evidence) => <Content evidence={evidence} />}
        </Shown>
      ) : (
        <Sheet>
          <Nothing words={text.begin} />
        </Sheet>
      )}
    </PageFrame>
  )
}
