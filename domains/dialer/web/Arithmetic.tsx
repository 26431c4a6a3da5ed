import { useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import type { Dialling } from '../contract.ts'
import { type Prediction, type Strip, stripOf } from '../explanation.ts'
import { panelText, terms } from '../explanation-text.ts'
import style from './panel.module.css'
import { Term } from './Term.tsx'

type Step = { sign?: string; term: keyof Strip; digits: number; strong?: boolean }

/** Read from left to right it is a sum anybody can check: every number is rounded so that it comes out. */
const stepsOf = ({ waiting }: Strip): Step[] => [
  { term: 'freeNow', digits: 0 },
  ...(waiting > 0 ? [{ sign: '−', term: 'waiting', digits: 0 } as const] : []),
  { sign: '+', term: 'freeSoon', digits: 1 },
  { sign: '=', term: 'free', digits: 1, strong: true },
  { sign: '−', term: 'answers', digits: 1 },
  { sign: '=', term: 'margin', digits: 1, strong: true },
]

const Cell = ({ sign, term, digits, strong, strip }: Step & { strip: Strip }) => (
  <>
    {sign && <span className={style.sign}>{sign}</span>}
    <div className={strong ? `${style.cell} ${style.strong}` : style.cell}>
      <b>{formatNumber(strip[term], digits)}</b>
      <Term {...terms[term]} />
    </div>
  </>
)

const Chances = ({ prediction }: { prediction: Prediction }) => {
  const say = useWords()
  return (
    <dl className={style.chances}>
      <div>
        <dt>
          <Term name={panelText.answerRate} help={panelText.answerRateHelp} />
        </dt>
        <dd>{formatShare(prediction.answerRate)}</dd>
      </div>
      <div>
        <dt>
          <Term name={panelText.risk} help={panelText.riskHelp} />
        </dt>
        <dd>
          {formatShare(prediction.risk)}{' '}
          <small>
            {say(panelText.riskAllowed)} {formatShare(prediction.riskAllowed)}
          </small>
        </dd>
      </div>
    </dl>
  )
}

/** The last decision of predictive dialling as a sum: what rings, what it should bring, who could take it, what is left. */
export const Arithmetic = ({ now, prediction }: { now: Dialling; prediction: Prediction }) => {
  const say = useWords()
  const strip = stripOf(prediction, now.callsWaitingForAgent)
  return (
    <section className={style.arithmetic} aria-label={say(panelText.arithmetic)}>
      <div className={style.strip}>
        <Cell term="inFlight" digits={0} strip={strip} />
        <Cell sign="→" term="answers" digits={1} strip={strip} />
      </div>
      <div className={style.strip}>
        {stepsOf(strip).map((step) => (
          <Cell key={step.term} {...step} strip={strip} />
        ))}
      </div>
      <Chances prediction={prediction} />
    </section>
  )
}
