import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { Grid } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { getSummary } from '../contract.ts'
import { text } from '../text.ts'
import style from './profile.module.css'

/** Calls, talks, successes and complaints; when we last spoke, and what comes next. */
export const CustomerSummary = ({ customerId }: { customerId: string }) => {
  const say = useWords()
  const asked = useAsk(getSummary, { params: { customerId } })
  return (
    <Shown asked={asked} rows={2}>
      {({ calls, talked, successes, complaints, lastTalkAt, nextFollowupAt, doNotCallSince }) => (
        <>
          <Grid least={110}>
            <Figure name={text.calls} value={calls} />
            <Figure name={text.talked} value={talked} />
            <Figure name={text.successes} value={successes} />
            <Figure name={text.complaints} value={complaints} />
          </Grid>
          <p className={style.line}>
            <span>
              {say(text.lastTalk)} <Moment at={lastTalkAt} />
            </span>
            <span>
              {say(text.nextFollowup)} <Moment at={nextFollowupAt} />
            </span>
            {doNotCallSince && (
              <span>
                <StateTag tone="alarm" text={text.doNotCall} /> {say(text.since)} <Moment at={doNotCallSince} />
              </span>
            )}
          </p>
        </>
      )}
    </Shown>
  )
}
