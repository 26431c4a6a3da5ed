import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { LanguageSwitch } from '#web/ui/LanguageSwitch.tsx'
import { Logo } from '#web/ui/Logo.tsx'
import { formatMoment } from '#web/ui/moments.ts'
import { complaintNumber } from '../complaint.ts'
import { noMoreCalls, readCustomerPage, type CustomerPage as Told, withdrawConsent } from '../contract.ts'
import { page, pageTold, progressWords, whyWords } from '../customer-text.ts'
import { topicWords } from '../text.ts'
import { ComplainForm } from './ComplainForm.tsx'
import style from './customer-page.module.css'

/** Everything here is told in the zone of who called: the phone of the reader may be anywhere. */
const useMoments = (timeZone: string) => {
  const locale = useLocale()
  return (at: string, grain: 'day' | 'minute' = 'minute') => formatMoment(at, { timeZone, locale }, grain)
}

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={style.row}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Facts = ({ told }: { told: Told }) => {
  const say = useWords()
  const moment = useMoments(told.timeZone)
  const { consent } = told
  return (
    <dl className={style.card}>
      <Row name={say(page.who)}>{told.sellerName || say(page.someCompany)}</Row>
      {told.sellerPhone && (
        <Row name={say(page.phone)}>
          <a href={`tel:${told.sellerPhone.replaceAll(/[ -]/g, '')}`}>{told.sellerPhone}</a>
        </Row>
      )}
      <Row name={say(page.when)}>
        {moment(told.placedAt)} · {say(told.talked ? page.talked : page.notTalked)}
      </Row>
      <Row name={say(page.called)}>{told.number}</Row>
      <Row name={say(page.why)}>{say(whyWords[told.campaignType])}</Row>
      <Row name={say(page.recording)}>{say(told.recorded ? page.recorded : page.notRecorded)}</Row>
      <Row name={say(page.basis)}>
        {consent ? (
          <>
            {say(consent.act === 'given' ? page.consentGiven : page.consentWithdrawn)} · {moment(consent.at, 'day')}
          </>
        ) : (
          say(page.noConsent)
        )}
      </Row>
    </dl>
  )
}

/** Told beside the button that failed: a phone has no room for toasts that pass. */
const Problem = ({ error }: { error: Error | null }) => {
  const say = useWords()
  return error ? (
    <p className={style.problem} role="alert">
      {say(problemWords(error))}
    </p>
  ) : null
}

const NoMore = ({ told, token }: { told: Told; token: string }) => {
  const say = useWords()
  const moment = useMoments(told.timeZone)
  const refresh = [readCustomerPage]
  const stop = useDo(noMoreCalls, { refresh, onProblem: () => true })
  const withdraw = useDo(withdrawConsent, { refresh, onProblem: () => true })
  const since = stop.data?.since ?? told.doNotCallSince
  return (
    <section className={style.card}>
      {since ? (
        <p className={style.held} role="status">
          <b>{say(page.notCalled)}</b>
          <span>
            {say(page.since)} {moment(since)}
          </span>
        </p>
      ) : (
        <>
          <button
            type="button"
            className={style.main}
            disabled={stop.isPending}
            onClick={() => stop.mutate({ params: { token } })}
          >
            {say(page.noMoreCalls)}
          </button>
          <p className={style.help}>{say(page.noMoreCallsHelp)}</p>
        </>
      )}
      {told.consent?.act === 'given' && (
        <button
          type="button"
          className={style.second}
          disabled={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { token } })}
        >
          {say(page.withdraw)}
        </button>
      )}
      <Problem error={stop.error ?? withdraw.error} />
    </section>
  )
}

const Progress = ({ told }: { told: Told }) => {
  const say = useWords()
  const moment = useMoments(told.timeZone)
  if (told.complaints.length === 0) return null
  return (
    <section className={style.card}>
      <h2>{say(page.progress)}</h2>
      <ul className={style.complaints}>
        {told.complaints.map(({ number, topic, state, receivedAt, dueAt, answer, answeredAt }) => (
          <li key={number}>
            <b>
              {complaintNumber(number)} · {say(topicWords[topic])}
            </b>
            <span>{moment(receivedAt)}</span>
            <span className={style.progress}>{say(progressWords[state])}</span>
            {!answeredAt && <span>{say(pageTold.answerBy, moment(dueAt, 'day'))}</span>}
            {answeredAt && answer && (
              <p>
                {say(page.answer)} · {moment(answeredAt, 'day')}
                <br />
                {answer}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p className={style.help}>{say(page.keep)}</p>
    </section>
  )
}

const Body = ({ told, token }: { told: Told; token: string }) => {
  const say = useWords()
  const moment = useMoments(told.timeZone)
  return (
    <>
      <Facts told={told} />
      <NoMore told={told} token={token} />
      <Progress told={told} />
      <ComplainForm token={token} />
      <p className={style.foot}>
        {say(page.until)} {moment(told.until, 'day')}
      </p>
    </>
  )
}

/** Who called, when and why; one tap for no more calls; a complaint and how it stands. For a telephone, without sign-in. */
export const CustomerPage = () => {
  const say = useWords()
  const { token } = useParams({ strict: false }) as { token: string }
  const asked = useAsk(readCustomerPage, { params: { token } })
  const title = say(page.title)
  useEffect(() => {
    document.title = title
    // Nobody else's page learns the link, and no search engine keeps it.
    const meta = Object.assign(document.createElement('meta'), { name: 'robots', content: 'noindex' })
    document.head.append(meta)
    return () => meta.remove()
  }, [title])
  return (
    <div className={style.page}>
      <header className={style.head}>
        <Logo size={24} />
        <h1>{title}</h1>
        <LanguageSwitch />
      </header>
      {asked.data ? (
        <Body told={asked.data} token={token} />
      ) : asked.error ? (
        <section className={style.card} role="alert">
          <h2>{say(page.wentWrong)}</h2>
          <p>{say(problemWords(asked.error))}</p>
          <button type="button" className={style.second} onClick={() => void asked.refetch()}>
            {say(page.again)}
          </button>
        </section>
      ) : (
        <section className={`${style.card} ${style.waiting}`} aria-busy="true" />
      )}
    </div>
  )
}
