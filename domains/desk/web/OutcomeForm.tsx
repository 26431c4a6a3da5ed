import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea.js'
import { type RefObject, useEffect, useState } from 'react'
import { agentStates } from '#domains/presence/contract.ts'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { afterDigit } from '../outcome-keys.ts'
import { formText } from '../text.ts'
import { CallbackPicker } from './CallbackPicker.tsx'
import { useNow } from './clock.tsx'
import { useDeskKeys } from './keys.ts'
import { OutcomeTiles } from './OutcomeTiles.tsx'
import style from './outcome-form.module.css'
import { isOver } from './phone-words.ts'
import type { Deeds } from './use-desk.ts'
import type { DraftForm, Saving } from './use-draft.ts'
import { WrapUpClock } from './WrapUpClock.tsx'

type Props = {
  state: DeskState
  deeds: Deeds
  draft: DraftForm
  note: RefObject<TextAreaRef | null>
}
const noWindows = {}
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
const savingWords: Record<Exclude<Saving, 'nothing'>, (typeof formText)['saved']> = {
  saving: formText.saving,
  saved: formText.saved,
  kept: formText.keptHere,
}

/** Why the form cannot be given yet; undefined when it can. */
const missing = ({ state, draft }: Pick<Props, 'state' | 'draft'>, now: number) => {
  const { outcome, callbackAt } = draft.filled
  if (!outcome) return formText.chooseFirst
  if (outcome === 'callback' && !callbackAt) return formText.chooseTime
  if (outcome === 'callback' && callbackAt && Date.parse(callbackAt) <= now) return formText.timePassed
  return isOver(state.call) ? undefined : formText.whileTalking
}

/** What the keys of the form do. */
const useFormDeeds = ({ state, deeds, draft, note }: Props) => {
  const now = useNow()
  const [hinted, setHinted] = useState(false)
  const { filled, change, rest, forget } = draft
  const locked = !state.call?.bridgedAt
  const lacks = missing({ state, draft }, now)
  const submit = () => {
    const { outcome, callbackAt } = filled
    const callId = state.call?.id
    if (lacks || !outcome || !callId) return setHinted(true)
    if (deeds.finishCall.isPending) return
    const at = outcome === 'callback' && callbackAt ? { callbackAt } : {}
    rest()
    const settle = { onSuccess: forget, onError: () => change({}) }
    deeds.finishCall.mutate({ body: { callId, outcome, note: filled.note, ...at } }, settle)
  }
  const digit = (key: string) => change(afterDigit(filled, key))
  useEffect(() => {
    if (!lacks) setHinted(false)
  }, [lacks])
  useDeskKeys({
    ...(locked ? {} : Object.fromEntries(digits.map((key) => [key, () => digit(key)]))),
    'Alt+Y': locked ? undefined : () => change({ outcome: 'callback', openGroup: null }),
    'Alt+J': locked ? undefined : () => change({ outcome: 'doNotCall', openGroup: null }),
    'Alt+N': () => note.current?.focus(),
    'Ctrl+Enter': submit,
    esc: () => (document.activeElement as HTMLElement | null)?.blur(),
  })
  return { locked, lacks, hinted, submit, digit }
}

const Closing = ({ outcome }: { outcome: string | null }) => {
  const say = useWords()
  const words = outcome === 'doNotCall' ? formText.doNotCallWords : formText.complaintWords
  if (outcome !== 'doNotCall' && outcome !== 'complaint') return null
  return (
    <p className={style.closing}>
      <b>{say(formText.closing)}</b>
      {say(words)}
    </p>
  )
}

const Footer = (props: Props & { form: ReturnType<typeof useFormDeeds> }) => {
  const say = useWords()
  const { lacks, hinted, submit } = props.form
  const wants = props.state.agent?.wants
  const mayGive = isOver(props.state.call)
  const hint = lacks && (hinted || (lacks === formText.whileTalking && !props.form.locked)) ? lacks : undefined
  const { saving } = props.draft
  return (
    <footer className={style.footer}>
      <span className={hinted && lacks ? style.hint : undefined} aria-live="polite">
        {hint ? say(hint) : saving === 'nothing' ? '' : say(savingWords[saving])}
      </span>
      <Button
        type="primary"
        size="large"
        disabled={!mayGive}
        loading={props.deeds.finishCall.isPending}
        onClick={submit}
        className={style.submit ?? ''}
      >
        {wants ? say(formText.submitAndPause, say(agentStates[wants])) : say(formText.submit)}
        <kbd>Ctrl ↵</kbd>
      </Button>
    </footer>
  )
}

/** What came of the call: may be filled in while talking, is given once the call has ended, and never blocks hanging up. */
export const OutcomeForm = (props: Props) => {
  const say = useWords()
  const { state, draft, note } = props
  const form = useFormDeeds(props)
  const { campaign, agent } = state
  return (
    <section className={style.form} aria-label={say(formText.outcome)}>
      <header>
        <h2>{say(formText.outcome)}</h2>
        {agent?.state === 'wrapUp' ? (
          <WrapUpClock key={agent.since} since={agent.since} seconds={campaign?.wrapUpSeconds ?? 30} />
        ) : (
          <small>{say(form.locked ? formText.whenAnswered : formText.howTo)}</small>
        )}
      </header>
      <div className={style.body}>
        <OutcomeTiles
          chosen={draft.filled}
          type={campaign?.type}
          locked={form.locked}
          onDigit={form.digit}
          onReason={(outcome) => draft.change({ outcome, openGroup: null })}
        />
        {draft.filled.outcome === 'callback' && (
          <CallbackPicker
            at={draft.filled.callbackAt}
            timeZone={campaign?.timeZone ?? 'Asia/Shanghai'}
            windows={campaign?.callingWindows ?? noWindows}
            onPick={(callbackAt) => draft.change({ callbackAt })}
          />
        )}
        <Closing outcome={draft.filled.outcome} />
        <div className={style.note}>
          <span id="desk-note">
            {say(formText.note)} <kbd>Alt N</kbd>
          </span>
          <Input.TextArea
            ref={note}
            aria-labelledby="desk-note"
            value={draft.filled.note}
            maxLength={4000}
            placeholder={say(formText.notePlace)}
            onChange={({ target }) => draft.change({ note: target.value })}
          />
        </div>
      </div>
      <Footer {...props} form={form} />
    </section>
  )
}
