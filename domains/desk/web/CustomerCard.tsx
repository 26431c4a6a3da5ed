import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { Words } from '#contract/words.ts'
import { text as customerText } from '#domains/customers/text.ts'
import { PatternTag } from '#domains/customers/web/public.tsx'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { dayAt, formatMoment } from '#web/ui/moments.ts'
import type { CallCard } from '../contract.ts'
import { text } from '../text.ts'
import { useNow } from './clock.tsx'
import style from './customer-card.module.css'
import { outcomeWords } from './phone-words.ts'

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

/** What the list and the customer record say, each once; what is empty is left out. */
const factsOf = ({ customer, entry }: CallCard): [string, string][] =>
  Object.entries({ ...customer?.attributes, ...entry?.attributes })
    .map(([name, value]): [string, string] => [name, shown(value)])
    .filter(([, value]) => value !== '')

const Contacts = ({ earlier, attempt }: { earlier: CallCard['earlier']; attempt: number | undefined }) => {
  const say = useWords()
  const timeZone = useTimeZone()
  const now = useNow()
  const today = earlier.filter(({ placedAt }) => dayAt(placedAt, timeZone) === dayAt(now, timeZone)).length
  const last = earlier[0]
  const days = last && Math.floor((now - Date.parse(last.placedAt)) / 86_400_000)
  return (
    <div className={style.tags}>
      {attempt !== undefined && <span>{say(text.attempt, attempt)}</span>}
      {days === undefined ? (
        <span>{say(text.firstContact)}</span>
      ) : (
        <>
          <span>{say(text.contactedToday, today)}</span>
          <span>{days === 0 ? say(text.lastToday) : say(text.lastContact, days)}</span>
        </>
      )}
    </div>
  )
}

/** The whole record, beside the desk so that nobody walks away from a call. */
const Record = ({ customer }: Pick<CallCard, 'customer'>) => {
  const say = useWords()
  if (!customer?.mayOpen) return null
  return (
    <Link
      className={style.record}
      to={'/customers/$customerId' as string}
      params={{ customerId: customer.id } as never}
      target="_blank"
      rel="noopener"
    >
      {say(text.wholeRecord)}
    </Link>
  )
}

/** How the customer talks, and what others have marked. */
const Known = ({ customer }: Pick<CallCard, 'customer'>) => {
  const say = useWords()
  if (!customer || (customer.tags.length === 0 && !customer.talkPattern)) return null
  return (
    <ul className={`${style.tags} ${style.known}`} aria-label={say(customerText.tags)}>
      {customer.talkPattern && (
        <li>
          <PatternTag pattern={customer.talkPattern} />
        </li>
      )}
      {customer.tags.map((tag) => (
        <li key={tag}>
          <span className={style.tag}>{tag}</span>
        </li>
      ))}
    </ul>
  )
}

const Timeline = ({ earlier, type }: { earlier: CallCard['earlier']; type: string | undefined }) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  if (earlier.length === 0) return <p className={style.none}>{say(text.neverCalled)}</p>
  return (
    <ol className={style.timeline}>
      {earlier.map((call) => (
        <li key={call.callId} className={call.talkMs > 0 ? style.spoken : undefined}>
          <div>
            <b>{say(outcomeWords(call.outcome, type))}</b>
            <time dateTime={call.placedAt} title={formatMoment(call.placedAt, place)}>
              {formatMoment(call.placedAt, place, 'dayTime')}
            </time>
          </div>
          <small>
            {[call.campaignName, call.agentName, call.talkMs > 0 && formatDuration(call.talkMs / 1000)]
              .filter(Boolean)
              .join(' · ')}
          </small>
          {call.note && <p>{call.note}</p>}
        </li>
      ))}
    </ol>
  )
}

/** Who is on the line: name, number, what the list says, and what was said before. */
export const CustomerCard = (props: {
  card: CallCard | undefined
  maskedNumber: string
  attempt: number | undefined
  promised?: boolean
  /** They called us. */
  incoming?: boolean
  /** Which of our numbers they see, or called. */
  callerId?: Words | undefined
  type: string | undefined
}) => {
  const say = useWords()
  const { card } = props
  if (!card)
    return (
      <section className={style.card} aria-label={say(text.customer)}>
        <h1 className={style.name}>{props.maskedNumber}</h1>
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      </section>
    )
  const facts = factsOf(card)
  return (
    <section className={style.card} aria-label={say(text.customer)}>
      <h1 className={style.name}>
        {card.entry?.name || card.customer?.name || say(text.unnamed)} <Record customer={card.customer} />
      </h1>
      <p className={`${style.number} ca-number`}>
        {props.maskedNumber}
        {props.promised && <b>{say(text.promised)}</b>}
        {props.incoming && <b>{say(text.incoming)}</b>}
        {props.callerId && <small>{say(props.callerId)}</small>}
      </p>
      <Contacts earlier={card.earlier} attempt={props.attempt} />
      <Known customer={card.customer} />
      <h3>{say(text.facts)}</h3>
      {facts.length === 0 ? (
        <p className={style.none}>{say(text.noFacts)}</p>
      ) : (
        <dl className={style.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3>{say(text.earlier)}</h3>
      <Timeline earlier={card.earlier} type={props.type} />
    </section>
  )
}
