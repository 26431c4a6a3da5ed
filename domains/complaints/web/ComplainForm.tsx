import { type FormEvent, useState } from 'react'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { complaintNumber, type Topic, topics } from '../complaint.ts'
import { complain, readCustomerPage } from '../contract.ts'
import { page } from '../customer-text.ts'
import { topicWords } from '../text.ts'
import style from './customer-page.module.css'

const emptyForm = { topic: 'tooManyCalls' as Topic, words: '', callbackWish: '' }

/** Topic, words, when to call back: sent, it stands among the complaints above with its number. */
export const ComplainForm = ({ token }: { token: string }) => {
  const say = useWords()
  const [open, setOpen] = useState(false)
  const [filled, setFilled] = useState(emptyForm)
  const send = useDo(complain, {
    refresh: [readCustomerPage],
    onProblem: () => true,
    onDone: () => {
      setFilled(emptyForm)
      setOpen(false)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ params: { token }, body: filled })
  }
  const change = (change: Partial<typeof emptyForm>) => setFilled({ ...filled, ...change })
  if (!open)
    return (
      <section className={style.card}>
        {send.data && (
          <p className={style.held} role="status">
            <b>
              {say(page.received)} {complaintNumber(send.data.number)}
            </b>
          </p>
        )}
        <button type="button" className={style.second} onClick={() => setOpen(true)}>
          {say(page.complain)}
        </button>
      </section>
    )
  return (
    <section className={style.card}>
      <h2>{say(page.complain)}</h2>
      <form className={style.form} onSubmit={submit}>
        <label>
          {say(page.topic)}
          <select value={filled.topic} onChange={({ target }) => change({ topic: target.value as Topic })}>
            {topics.map((topic) => (
              <option key={topic} value={topic}>
                {say(topicWords[topic])}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(page.words)}
          <textarea
            required
            rows={5}
            maxLength={2000}
            value={filled.words}
            onChange={({ target }) => change({ words: target.value })}
          />
        </label>
        <label>
          {say(page.callback)}
          <input
            maxLength={200}
            value={filled.callbackWish}
            onChange={({ target }) => change({ callbackWish: target.value })}
          />
        </label>
        {send.error && (
          <p className={style.problem} role="alert">
            {say(problemWords(send.error))}
          </p>
        )}
        <button type="submit" className={style.main} disabled={send.isPending || filled.words.trim() === ''}>
          {say(page.send)}
        </button>
      </form>
    </section>
  )
}
