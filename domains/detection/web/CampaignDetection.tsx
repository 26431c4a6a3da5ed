import { Link } from '@tanstack/react-router'
import { Alert, Table, Tag } from 'antd'
import type { Words } from '#contract/words.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber, formatShare, noValue } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import {
  type CampaignDetection as Detection,
  getCampaignDetection,
  type ListeningMode,
  type Result,
} from '../contract.ts'
import { casesOf, waitsMs } from '../result-columns.ts'
import { alarmHelp, listeningWords, text } from '../text.ts'
import style from './detection.module.css'
import { Milliseconds, Rate } from './values.tsx'

type Way = { mode: 'off' | ListeningMode; result: Result | undefined }
const ways = ({ results }: Detection): Way[] =>
  (['off', 'while', 'before'] as const).map((mode) => ({ mode, result: results.find((one) => one.mode === mode) }))
/** Without detection, and while they talk, nobody waits. */
const waitOf = ({ mode, result }: Way) => (mode === 'before' ? result && waitsMs(result) : { p50: 0, p95: 0 }) ?? null

/** Wraps, so that all columns are in sight. */
const Heading = ({ of }: { of: Words }) => <span className={style.heading}>{useWords()(of)}</span>

/** What each way of finding out cost over the last days, the present one marked. */
const Ways = ({ detection }: { detection: Detection }) => {
  const say = useWords()
  const counted = (of: number | undefined) => formatNumber(of ?? null)
  return (
    <Table<Way>
      size="small"
      rowKey="mode"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={ways(detection)}
      columns={[
        {
          title: say(text.mode),
          render: (_, { mode }) => (
            <>
              {say(listeningWords[mode])} {mode === detection.mode && <Tag color="blue">{say(text.now)}</Tag>}
            </>
          ),
        },
        { title: <Heading of={text.waits} />, align: 'right', render: (_, way) => <Milliseconds of={waitOf(way)} /> },
        {
          title: <Heading of={text.known} />,
          align: 'right',
          render: (_, { result }) => <Milliseconds of={result?.knownMs ?? null} />,
        },
        { title: say(text.answered), align: 'right', render: (_, { result }) => counted(result?.answered) },
        { title: <Heading of={text.machine} />, align: 'right', render: (_, { result }) => counted(result?.machine) },
        {
          title: <Heading of={text.rate} />,
          align: 'right',
          render: (_, { result }) => <Rate of={result?.falsePositive ?? null} n={result ? casesOf(result) : 0} />,
        },
        {
          title: <Heading of={text.share} />,
          align: 'right',
          render: (_, { result }) => <Rate of={result?.personShare ?? null} n={result ? casesOf(result) : 0} />,
        },
        {
          title: <Heading of={text.persons} />,
          align: 'right',
          render: (_, { result }) => formatNumber(result?.persons?.value),
        },
      ]}
    />
  )
}

const Alarm = ({ detection: { mode, results } }: { detection: Detection }) => {
  const say = useWords()
  const found = results.find((result) => result.mode === mode)?.falsePositive
  if (mode === 'off' || !found) return null
  const said = { mode, low: formatShare(found.low), rate: formatShare(found.rate) }
  return <Alert type="warning" showIcon title={say(text.alarm)} description={say(alarmHelp, said)} />
}

const Content = ({ detection }: { detection: Detection }) => {
  const say = useWords()
  const { abandoned, audits, from, to, mode } = detection
  return (
    <Sheet
      title={text.results}
      help={text.panelHelp}
      extra={
        <span>
          {from} – {to}
          {mode !== 'off' && ` · ${say(text.audits)} ${formatNumber(audits)}`}{' '}
          <Link to={'/machine-detection' as string} search={{ campaignId: detection.campaignId } as never}>
            {say(text.toResults)}
          </Link>
        </span>
      }
    >
      <Ways detection={detection} />
      {abandoned.answered > 0 && (
        <Grid least={220}>
          <Figure
            name={text.abandonRate}
            said={formatShare(abandoned.rate)}
            of={{ top: abandoned.abandoned, per: abandoned.answered }}
          />
          <Figure
            name={text.abandonWithEstimate}
            explain={text.abandonHelp}
            said={formatShare(abandoned.rateWithEstimate)}
            footnote={
              abandoned.hungUpOn === null
                ? say(text.notAudited)
                : `${say(text.persons)} ${formatNumber(abandoned.hungUpOn) || noValue}`
            }
          />
        </Grid>
      )}
    </Sheet>
  )
}

const useDetection = (campaignId: string) => {
  const may = useMay()
  return useAsk(getCampaignDetection, { params: { campaignId } }, { when: may(getCampaignDetection), everyMs: 300_000 })
    .data
}

/** What finding out who answered brings and costs this campaign; nothing where it never did. */
export const CampaignDetection = ({ campaignId }: { campaignId: string }) => {
  const data = useDetection(campaignId)
  if (!data || (data.mode === 'off' && data.results.length === 0)) return null
  return <Content detection={data} />
}

/** That too many persons are taken for machines, and what to do about it; nothing while they are not. */
export const DetectionAlarm = ({ campaignId }: { campaignId: string }) => {
  const data = useDetection(campaignId)
  return data?.isAlarming ? <Alarm detection={data} /> : null
}
