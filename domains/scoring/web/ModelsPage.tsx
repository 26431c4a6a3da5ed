import { Link } from '@tanstack/react-router'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment } from '#web/ui/Values.tsx'
import { type CampaignScoring, listModels } from '../contract.ts'
import { kindWords, text } from '../text.ts'
import { Alarms } from './Alarms.tsx'

const columns: readonly Column<CampaignScoring>[] = [
  {
    key: 'campaign',
    title: text.campaign,
    show: ({ campaignId, campaignName }) => (
      <Link to={`/campaigns/${campaignId}`} search={{ tab: 'scoring' } as never}>
        {campaignName}
      </Link>
    ),
  },
  { key: 'state', title: text.alarms, show: (row) => <Alarms alarms={row.alarms} isOn={row.isOn} /> },
  { key: 'kind', title: text.kind, show: ({ kind }) => <Kind kind={kind} /> },
  { key: 'auc', title: text.auc, number: true, show: ({ auc }) => formatNumber(auc, 3) },
  {
    key: 'error',
    title: text.calibrationError,
    number: true,
    show: (row) => formatNumber(row.calibrationError, 3),
  },
  { key: 'rows', title: text.rows, number: true, show: ({ rows }) => <Count value={rows} /> },
  { key: 'hits', title: text.hits, number: true, show: ({ hits }) => <Count value={hits} /> },
  { key: 'version', title: text.version, number: true, show: ({ version }) => <Count value={version} /> },
  { key: 'trainedAt', title: text.trainedAt, show: ({ trainedAt }) => <Moment at={trainedAt} /> },
]

const Kind = ({ kind }: { kind: CampaignScoring['kind'] }) => useWords()(kindWords[kind])

/** The newest model of each campaign: how good it is, and whether something drifts. */
export const ModelsPage = () => {
  const asked = useAsk(listModels, {}, { everyMs: 30_000 })
  return (
    <PageFrame title={text.models} help={text.modelsHelp}>
      <Sheet flush>
        <DataTable
          name="scoring-models"
          asked={asked}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ words: text.noModels }}
        />
      </Sheet>
    </PageFrame>
  )
}
