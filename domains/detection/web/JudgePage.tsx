import { CustomerServiceOutlined, QuestionCircleOutlined, RobotOutlined, UndoOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { whoAnsweredWords } from '#domains/calls/text.ts'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { CallRecording } from '#domains/recordings/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import {
  type AuditedCall,
  getNextAudit,
  judgeCall,
  listAuditedCalls,
  listResults,
  type NextAudit,
  type Verdict,
  verdicts,
} from '../contract.ts'
import { judgedWords, text, verdictWords } from '../text.ts'
import style from './detection.module.css'
import { JudgedByMe } from './JudgedByMe.tsx'

const search = z.object({ campaignId: z.uuid().optional() })

const icons: Record<Verdict, ReactNode> = {
  person: <CustomerServiceOutlined />,
  machine: <RobotOutlined />,
  unclear: <QuestionCircleOutlined />,
}
/** By the place of the key, so that it works under every layout and input method. */
const keys: Record<string, Verdict | 'undo' | undefined> = {
  Digit1: 'person',
  Numpad1: 'person',
  Digit2: 'machine',
  Numpad2: 'machine',
  Digit3: 'unclear',
  Numpad3: 'unclear',
  KeyZ: 'undo',
}
const isElsewhere = ({ target, ctrlKey, altKey, metaKey, repeat }: KeyboardEvent): boolean =>
  ctrlKey ||
  altKey ||
  metaKey ||
  repeat ||
  (target as HTMLElement).closest?.('input, textarea, [role="dialog"], .ant-select') !== null

const useKeys = (onKey: (deed: Verdict | 'undo') => void) => {
  // Before anybody sees the page as it is now, so that no key is heard by the page as it was.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const deed = keys[event.code]
      if (!deed || isElsewhere(event)) return
      event.preventDefault()
      onKey(deed)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [onKey])
}

/** Why there is nothing to judge, as it is. */
const whyNothing = ({ waiting, drawingCampaigns, judgedToday }: NextAudit) => {
  if (waiting.onTheWay > 0) return text.onTheWayOnly
  if (waiting.missing + waiting.notRecorded > 0) return text.nothingToHear
  if (drawingCampaigns === 0) return text.nothingDrawing
  return judgedToday > 0 ? text.allJudged : text.nothingDrawnYet
}

const Progress = ({ asked: { waiting, judgedToday } }: { asked: NextAudit }) => (
  <Grid least={150}>
    <Figure name={text.judgedToday} value={judgedToday} />
    <Figure name={text.toJudge} value={waiting.ready} />
    <Figure name={text.onTheWay} value={waiting.onTheWay} />
    <Figure name={text.missing} value={waiting.missing} explain={text.missingHelp} />
    <Figure name={text.notRecorded} value={waiting.notRecorded} explain={text.notRecordedHelp} />
  </Grid>
)

/** Has its place before there is one, so that the buttons stay where they are. */
const Last = ({ call, onUndo }: { call: AuditedCall | undefined; onUndo: () => void }) => {
  const say = useWords()
  const { judgement = null, heardAs = null, afterMs = null } = call ?? {}
  if (!call) return <p className={style.last} role="status" />
  return (
    <p className={style.last} role="status">
      <span>
        {say(text.lastJudged)} <Tag>{say(judgement?.verdict ? verdictWords[judgement.verdict] : text.takenBack)}</Tag>
      </span>
      {heardAs && judgement && (
        <span className={style.quiet}>
          {say(judgedWords, { heard: say(whoAnsweredWords[heardAs]), seconds: formatNumber((afterMs ?? 0) / 1000, 1) })}
        </span>
      )}
      {judgement && (
        <Button size="small" type="link" icon={<UndoOutlined />} onClick={onUndo}>
          {say(text.undo)} (Z)
        </Button>
      )}
    </p>
  )
}

const Question = ({
  next,
  last,
  isBusy,
  onJudge,
}: {
  next: NonNullable<NextAudit['next']>
  last: ReactNode
  isBusy: boolean
  onJudge: (verdict: Verdict) => void
}) => {
  const say = useWords()
  return (
    <>
      <Sheet
        title={text.whoAnswered}
        extra={
          <span className={style.quiet}>
            {next.campaignName} · <Moment at={next.answeredAt} grain="second" />
          </span>
        }
      >
        <div className={style.answers}>
          {verdicts.map((verdict, place) => (
            <Button key={verdict} size="large" icon={icons[verdict]} disabled={isBusy} onClick={() => onJudge(verdict)}>
              {say(verdictWords[verdict])} <kbd>{place + 1}</kbd>
            </Button>
          ))}
        </div>
        <p className={style.keys}>{say(text.judgeKeys)}</p>
        {last}
      </Sheet>
      <CallRecording key={next.callId} callId={next.callId} moments={[]} outcome={null} />
    </>
  )
}

const Empty = ({ asked, last }: { asked: NextAudit; last: ReactNode }) => {
  const say = useWords()
  const may = useMay()
  return (
    <Sheet>
      <Nothing
        words={whyNothing(asked)}
        next={may(listResults) && <Link to={'/machine-detection' as string}>{say(text.toResults)}</Link>}
      />
      {last}
    </Sheet>
  )
}

const useJudge = (askAgain: () => void) => {
  const [last, setLast] = useState<AuditedCall>()
  /** What is said once is not said again, however soon the next key comes: before the page is drawn anew. */
  const said = useRef('')
  const judge = useDo(judgeCall, {
    refresh: [getNextAudit, listAuditedCalls],
    onDone: setLast,
    onProblem: () => {
      said.current = ''
      // A colleague was faster, or its sound is gone: the next one comes up.
      askAgain()
      return false
    },
  })
  const once = (callId: string, body: { verdict: Verdict | null; replaces: string | null }): void => {
    const what = `${callId} ${body.replaces}`
    if (judge.isPending || said.current === what) return
    said.current = what
    judge.mutate({ params: { callId }, body })
  }
  return {
    last,
    isBusy: judge.isPending,
    say: (callId: string, verdict: Verdict): void => once(callId, { verdict, replaces: null }),
    undo: (): void => {
      if (last?.judgement) once(last.callId, { verdict: null, replaces: last.judgement.id })
    },
  }
}

/** Plays the calls drawn by lot, one after the other, and asks who answered. */
export const JudgePage = () => {
  const filters = useFilters(search)
  const { campaignId } = filters.values
  const [isIdle, setIdle] = useState(true)
  const asked = useAsk(
    getNextAudit,
    { query: { ...(campaignId ? { campaignId } : {}) } },
    // Who listens keeps the call; only who has none waits for the next.
    isIdle ? { everyMs: 10_000 } : {},
  )
  const next = asked.data?.next ?? null
  useEffect(() => setIdle(next === null), [next])
  const judge = useJudge(() => void asked.refetch())
  const campaignField = useCampaignField(campaignId)
  // The call just judged stands there until the next one has come.
  const isJudged = judge.last?.callId === next?.callId && judge.last?.judgement?.verdict != null
  const isBusy = judge.isBusy || asked.isFetching || isJudged
  useKeys((deed) => {
    if (deed === 'undo') judge.undo()
    else if (next && !isBusy) judge.say(next.callId, deed)
  })
  const last = <Last call={judge.last} onUndo={judge.undo} />
  return (
    <PageFrame title={text.judging} help={text.judgingHelp}>
      <SearchForm fields={[campaignField]} filters={filters} />
      <Shown asked={asked}>
        {(data) => (
          <>
            <Progress asked={data} />
            {data.next ? (
              <Question
                next={data.next}
                last={last}
                isBusy={isBusy}
                onJudge={(verdict) => judge.say(data.next?.callId ?? '', verdict)}
              />
            ) : (
              <Empty asked={data} last={last} />
            )}
          </>
        )}
      </Shown>
      <JudgedByMe />
    </PageFrame>
  )
}
