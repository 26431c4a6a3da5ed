import { Button, Table } from 'antd'
import { listCallsBehind, type Measure } from '#domains/metrics/contract.ts'
import { CallRows, figureUnits } from '#domains/metrics/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { IntervalDots } from '#web/ui/charts/IntervalDots.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber, noValue } from '#web/ui/format.ts'
import { Grid } from '#web/ui/PageFrame.tsx'
import type { Preview } from '../contract.ts'
import type { FindingScope } from '../finding.ts'
import { againstWords, sideWords, text } from '../text.ts'
import { useDictionary } from './use-dictionary.ts'

type Evidence = Preview['findings'][number]['evidence']
type Told = Evidence['measures'][number]
/** Where the calls behind the figures are. */
export type Behind = { campaignId: string; agentId: string | null; from: string; to: string }

/** How many on the project show it too, in one sentence. */
export const SharedBy = ({ evidence, scope }: { evidence: Evidence; scope: FindingScope }) => {
  const say = useWords()
  const { judged, showing, peers } = evidence
  if (scope === 'person') return <p>{say(text.sharedBy, { judged, showing, peers })}</p>
  return <p>{judged > 0 ? say(text.sharedByProject, { judged, showing }) : say(text.ofWhole)}</p>
}

/** Figures, intervals and what they were held against; opens the calls behind. */
export const EvidenceTable = ({ evidence, behind }: { evidence: Evidence; behind?: Behind }) => {
  const say = useWords()
  const may = useMay()
  const drawer = useDrawer<Measure>()
  const { find, nameOf, format, formatChange } = useDictionary()
  const interval = (code: string, low: number | null, high: number | null): string =>
    low === null || high === null ? noValue : `${format(code, low)} – ${format(code, high)}`
  const callsOf = ({ code }: Told) => {
    const measure = find(code)
    if (!behind || !may(listCallsBehind) || !measure?.drill.numerator) return null
    return (
      <Button size="small" type="link" onClick={() => drawer.show(measure)}>
        {say(text.calls)}
      </Button>
    )
  }
  return (
    <>
      <Table<Told>
        size="small"
        rowKey="code"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={evidence.measures}
        columns={[
          { key: 'name', title: say(text.measure), render: (_, { code }) => say(nameOf(code)) },
          {
            key: 'value',
            title: say(text.value),
            align: 'right',
            render: (_, { code, value }) => <b>{format(code, value)}</b>,
          },
          {
            key: 'interval',
            title: say(text.interval),
            align: 'right',
            render: (_, { code, low, high }) => interval(code, low, high),
          },
          {
            key: 'sample',
            title: say(text.sample),
            align: 'right',
            render: (_, row) => formatNumber(row.isShare ? row.denominator : evidence.calls),
          },
          {
            key: 'reference',
            title: say(text.reference),
            render: (_, { code, against, reference }) => `${say(againstWords[against])} ${format(code, reference)}`,
          },
          {
            key: 'difference',
            title: say(text.difference),
            align: 'right',
            render: (_, { code, difference }) => formatChange(code, difference),
          },
          { key: 'side', title: say(text.judgement), render: (_, { side }) => say(sideWords[side]) },
          { key: 'calls', title: '', render: (_, row) => callsOf(row) },
        ]}
      />
      {behind && (
        <DetailDrawer
          open={drawer.open}
          width={860}
          title={drawer.shown ? `${say(drawer.shown.name)} · ${say(text.calls)}` : ''}
          onClose={drawer.close}
        >
          {drawer.shown && (
            <CallRows
              part={drawer.shown.drill.denominator ? 'denominator' : 'numerator'}
              drilled={{
                measure: drawer.shown,
                campaignId: behind.campaignId,
                agentId: behind.agentId ?? undefined,
                from: behind.from,
                to: behind.to,
              }}
            />
          )}
        </DetailDrawer>
      )}
    </>
  )
}

/** The same as dots with their intervals, each measure beside what it was held against. */
export const EvidenceDots = ({ evidence, scope }: { evidence: Evidence; scope: FindingScope }) => {
  const say = useWords()
  const { find, nameOf } = useDictionary()
  return (
    <div style={{ marginTop: 16 }}>
      <Grid least={380}>
        {evidence.measures.map(({ code, value, low, high, denominator, reference, referenceSample, against }) => {
          const measure = find(code)
          if (!measure) return null
          return (
            <IntervalDots
              key={code}
              title={nameOf(code)}
              measure={{ name: nameOf(code), unit: figureUnits[measure.unit] }}
              whole={against === 'fixed' ? null : reference}
              wholeName={againstWords[against]}
              rows={[
                {
                  key: 'own',
                  name: say(scope === 'person' ? text.own : text.ofProject),
                  value,
                  low,
                  high,
                  sample: denominator,
                  isSmall: false,
                },
                {
                  key: 'reference',
                  name: say(againstWords[against]),
                  value: reference,
                  low: null,
                  high: null,
                  sample: referenceSample,
                  isSmall: false,
                },
              ]}
            />
          )
        })}
      </Grid>
    </div>
  )
}
