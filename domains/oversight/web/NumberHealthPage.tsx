import { Link } from '@tanstack/react-router'
import { type CallerIdState, callerIdStateWords } from '#domains/compliance/text.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Count, Moment, Words } from '#web/ui/Values.tsx'
import { listNumberHealth, type NumberReport } from '../contract.ts'
import type { Advice } from '../number-health.ts'
import { adviceWords, findingWords, text } from '../text.ts'
import style from './oversight.module.css'

const standing = { inUse: 'ok', resting: 'warn', retired: 'quiet' } as const satisfies Record<CallerIdState, Tone>
const isState = (state: string | null): state is CallerIdState => state !== null && state in standing

const tones: Record<Advice, Tone> = { rest: 'alarm', watch: 'warn', unknown: 'quiet', good: 'ok' }

const signed = (share: number): string => `${share > 0 ? '+' : ''}${formatNumber(share * 100, 1)}`
/** A share with the range it lies in; nothing to take a share of is `–`. */
const Band = ({
  of,
  say = (share) => formatShare(share),
}: {
  of: NumberReport['change']
  say?: (share: number) => string
}) => (
  <span className="ca-number">
    {of ? say(of.value) : '–'}
    {of && (
      <span className={style.band}>
        {say(of.low)} – {say(of.high)}
      </span>
    )}
  </span>
)
const Advised = ({ advice, findings }: NumberReport) => (
  <>
    <StateTag tone={tones[advice]} text={adviceWords[advice]} />
    <span className={style.findings}>
      {findings.map((finding) => (
        <Words key={finding} of={findingWords[finding]} />
      ))}
    </span>
  </>
)
const Named = ({ number, callerIdId, ownerName, region }: NumberReport) => (
  <>
    <strong className="ca-number">{number}</strong>
    <span className={style.band}>
      {callerIdId ? [ownerName, region].filter(Boolean).join(' · ') : <Words of={text.notInPool} />}
    </span>
  </>
)

/** Whether it is called under now, and if not who says so, why, and until when. */
const Standing = ({ state, stateWords, stateNote, stateByName, stateSince, restUntil }: NumberReport) => {
  if (!isState(state)) return <Words of={text.unregistered} />
  return (
    <>
      <StateTag tone={standing[state]} text={callerIdStateWords[state]} />
      {restUntil && (
        <span className={style.band}>
          <Words of={text.restsUntil} /> <Moment at={restUntil} grain="dayTime" />
        </span>
      )}
      {(state !== 'inUse' || stateWords) && (
        <span className={style.findings}>
          <span>{stateWords ? <Words of={stateWords} /> : stateNote}</span>
          <span>
            {stateByName || <Words of={text.theRule} />} · <Moment at={stateSince} grain="dayTime" />
          </span>
        </span>
      )}
    </>
  )
}

const columns: readonly Column<NumberReport>[] = [
  { key: 'number', title: text.number, width: 130, fixed: 'start', show: (report) => <Named {...report} /> },
  { key: 'advice', title: text.advice, width: 130, show: (report) => <Advised {...report} /> },
  { key: 'state', title: text.stateNow, width: 150, show: (report) => <Standing {...report} /> },
  {
    key: 'answerRate',
    title: text.answerRate,
    width: 115,
    number: true,
    show: ({ answerRate }) => <Band of={answerRate} />,
  },
  { key: 'pastRate', title: text.pastRate, width: 110, number: true, show: ({ pastRate }) => <Band of={pastRate} /> },
  {
    key: 'change',
    title: text.change,
    width: 115,
    number: true,
    show: ({ change }) => <Band of={change} say={signed} />,
  },
  { key: 'dials', title: text.dials, width: 75, number: true, show: ({ dials }) => <Count value={dials} /> },
  {
    key: 'short',
    title: text.shortShare,
    explain: text.shortShareHelp,
    width: 115,
    number: true,
    show: ({ shortShare }) => <Band of={shortShare} />,
  },
  {
    key: 'complaints',
    title: text.complaints,
    width: 60,
    number: true,
    show: ({ complaints }) => <Count value={complaints} />,
  },
  { key: 'flags', title: text.flags, width: 60, number: true, show: ({ openFlags }) => <Count value={openFlags} /> },
  {
    key: 'campaigns',
    title: text.usedBy,
    show: ({ campaigns }) => (
      <span className={style.campaigns}>{campaigns.map(({ name }) => name).join(', ') || '–'}</span>
    ),
  },
]

/** How each number we call under fares against its own past, and what to do about it. */
export const NumberHealthPage = () => {
  const say = useWords()
  const health = useAsk(listNumberHealth)
  return (
    <PageFrame
      title={text.numberHealth}
      help={text.numberHealthHelp}
      actions={<Link to={'/caller-ids' as string}>{say(text.pool)}</Link>}
    >
      <DataTable
        name="number-health"
        asked={health}
        columns={columns}
        rowKey={({ number }) => number}
        empty={{ words: text.noNumbers }}
        rowTone={({ advice, state }) =>
          state === 'resting' ? undefined : advice === 'rest' ? 'alarm' : advice === 'watch' ? 'warn' : undefined
        }
      />
    </PageFrame>
  )
}
