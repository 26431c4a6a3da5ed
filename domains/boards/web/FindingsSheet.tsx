import { Link } from '@tanstack/react-router'
import { type FindingRow, findingNumber, listFindings } from '#domains/diagnosis/contract.ts'
import { stateWords, verdictWords } from '#domains/diagnosis/text.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { text } from '../text.ts'
import shared from './boards.module.css'
import style from './moved.module.css'

/** A verdict as everybody reads it: worse is a reason to look again, not to blame. */
const verdictTone: Record<NonNullable<FindingRow['verdict']>, Tone> = {
  better: 'ok',
  notProven: 'quiet',
  worse: 'warn',
}

const Line = ({ finding }: { finding: FindingRow }) => {
  const say = useWords()
  const { id, number, ruleName, campaignName, scope, teamName, state, verdict } = finding
  return (
    <li className={style.findingLine}>
      <Link to={'/diagnosis/$findingId' as string} params={{ findingId: id } as never}>
        {findingNumber(number)} {say(ruleName)}
      </Link>
      <span>{scope === 'person' && teamName ? `${campaignName} · ${teamName}` : campaignName}</span>
      {verdict ? (
        <StateTag tone={verdictTone[verdict]} text={verdictWords[verdict]} />
      ) : (
        <StateTag tone={state === 'open' ? 'warn' : 'busy'} text={stateWords[state]} />
      )}
    </li>
  )
}

const Lines = ({ rows, none }: { rows: readonly FindingRow[]; none: { zh: string; en: string } }) => {
  const say = useWords()
  if (rows.length === 0) return <p className={shared.formula}>{say(none)}</p>
  return (
    <ul className={style.findings}>
      {rows.map((finding) => (
        <Line key={finding.id} finding={finding} />
      ))}
    </ul>
  )
}

const few = 5
const Asked = () => {
  const say = useWords()
  const open = useAsk(listFindings, { query: { unsettled: 'true', limit: few } }, { everyMs: 60_000 })
  const tried = useAsk(listFindings, { query: { state: 'verified', limit: few } }, { everyMs: 60_000 })
  return (
    <Sheet title={text.findings} extra={<Link to={'/diagnosis' as string}>{say(text.allFindings)}</Link>}>
      <h3 className={style.part}>{say(text.openFindings)}</h3>
      <Shown asked={open} rows={2}>
        {({ rows }) => <Lines rows={rows} none={text.noFindings} />}
      </Shown>
      <h3 className={style.part}>{say(text.triedFindings)}</h3>
      <Shown asked={tried} rows={2}>
        {({ rows }) => <Lines rows={rows} none={text.nothingTried} />}
      </Shown>
    </Sheet>
  )
}

/** What diagnosis has open, and what was tried and verified; nothing for who may not read it. */
export const FindingsSheet = () => (useMay()(listFindings) ? <Asked /> : null)
