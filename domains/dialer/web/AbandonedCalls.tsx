import { DownloadOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Words } from '#contract/words.ts'
import { getCall } from '#domains/calls/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { type Asked, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Duration, MaskedNumber, Moment } from '#web/ui/Values.tsx'
import { type AbandonedCall, type AnswerShare, dialerContract, exportAbandoned, listAbandoned } from '../contract.ts'
import type { Abandoned } from '../evidence.ts'
import { panelText } from '../explanation-text.ts'
import { text } from '../text.ts'
import style from './panel.module.css'

const Again = ({ callId }: { callId: string | null }) => {
  const say = useWords()
  if (!callId) return <>{say(panelText.calledAgainNo)}</>
  return (
    <Link to={'/calls/$callId' as string} params={{ callId } as never}>
      {say(panelText.calledAgainYes)}
    </Link>
  )
}
const columns: readonly Column<AbandonedCall>[] = [
  {
    key: 'answeredAt',
    title: text.answeredAt,
    show: ({ answeredAt }) => <Moment at={answeredAt} grain="second" />,
    width: 190,
  },
  { key: 'number', title: panelText.number, show: ({ number }) => <MaskedNumber number={number} />, width: 120 },
  {
    key: 'onLine',
    title: panelText.onLine,
    show: ({ onLineMs }) => <Duration seconds={onLineMs === null ? null : onLineMs / 1000} />,
    number: true,
    width: 100,
  },
  {
    key: 'message',
    title: panelText.message,
    show: ({ messagePlayed }) => (
      <StateTag
        tone={messagePlayed ? 'ok' : 'quiet'}
        text={messagePlayed ? panelText.messagePlayed : panelText.messageNotPlayed}
      />
    ),
    width: 140,
  },
  {
    key: 'again',
    title: panelText.calledAgain,
    show: ({ redialledCallId }) => <Again callId={redialledCallId} />,
    width: 110,
  },
]

type Line = { key: string; name: string; share: AnswerShare; strong?: boolean }
const Lines = ({ heading, lines }: { heading: Words; lines: readonly Line[] }) => {
  const say = useWords()
  return (
    <table className={style.table}>
      <caption>{say(panelText.abandonedCalls)}</caption>
      <thead>
        <tr>
          <th scope="col">{say(heading)}</th>
          <th scope="col">{say(panelText.answered)}</th>
          <th scope="col">{say(panelText.abandoned)}</th>
          <th scope="col">{say(panelText.rate)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, name, share, strong }) => (
          <tr key={key} className={strong ? style.sumRow : undefined}>
            <th scope="row">{name}</th>
            <td>{formatNumber(share.answered)}</td>
            <td>{formatNumber(share.abandoned)}</td>
            <td>{formatShare(share.rate, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Evidence = ({ asked, paging }: { asked: Asked<Abandoned>; paging: ReturnType<typeof usePages>['cursor'] }) => {
  const may = useMay()
  const navigate = useNavigate()
  const open = ({ callId }: AbandonedCall) =>
    void navigate({ to: '/calls/$callId' as string, params: { callId } as never })
  const none = asked.data?.last30d.abandoned === 0 ? panelText.noneAbandoned : panelText.notInReach
  return (
    <DataTable
      name="abandonedCalls"
      asked={asked}
      columns={columns}
      rowKey={({ callId }) => callId}
      paging={paging}
      {...(may(getCall) ? { onOpen: open } : {})}
      empty={{ words: none }}
    />
  )
}
const usePages = () => useLocalFilters(dialerContract.listAbandoned.query)

/** The calls nobody took in time: how many by day and in both windows, and each of them as far as the reader may see. */
export const AbandonedCalls = ({ campaignId }: { campaignId: string }) => {
  const say = useWords()
  const takeOut = useExport()
  const may = useMay()
  const allowed = may(listAbandoned)
  const filters = usePages()
  const { after } = filters.values
  const params = { campaignId }
  const query = { limit: 10, ...(after ? { after } : {}) }
  const asked = useAsk(listAbandoned, { params, query }, { when: allowed, everyMs: 30_000 })
  if (!allowed) return null
  return (
    <Sheet
      title={panelText.abandonedCalls}
      extra={
        may(exportAbandoned) && (
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void takeOut(exportAbandoned, { params })}>
            {say(panelText.export)}
          </Button>
        )
      }
    >
      <p className={style.help}>{say(panelText.abandonedHelp)}</p>
      <div className={style.abandoned}>
        <Shown asked={asked}>
          {({ last24h, last30d, days }) => (
            <div className={style.days}>
              <Lines
                heading={panelText.day}
                lines={[
                  { key: '24h', name: say(panelText.last24h), share: last24h, strong: true },
                  { key: '30d', name: say(panelText.last30d), share: last30d, strong: true },
                  ...days.map(({ day, ...share }) => ({ key: day, name: day, share })),
                ]}
              />
            </div>
          )}
        </Shown>
        <Evidence asked={asked} paging={filters.cursor} />
      </div>
    </Sheet>
  )
}
