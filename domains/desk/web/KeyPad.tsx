import { NumberOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import style from './phone-bar.module.css'
import type { Deeds } from './use-desk.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

const Pad = ({ onPress }: { onPress: (key: string) => void }) => {
  const say = useWords()
  const [pressed, setPressed] = useState('')
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      const key = keys.find((one) => one === event.key)
      if (!key || event.ctrlKey || event.altKey || event.metaKey) return
      // Digits choose outcomes elsewhere on the desk.
      event.preventDefault()
      event.stopPropagation()
      press(key)
    }
    const press = (key: string) => {
      setPressed((before) => `${before}${key}`.slice(-24))
      onPress(key)
    }
    window.addEventListener('keydown', type, { capture: true })
    return () => window.removeEventListener('keydown', type, { capture: true })
  }, [onPress])
  return (
    <div className={style.pad}>
      <output aria-live="polite">{pressed || say(text.keypadHelp)}</output>
      {keys.map((key) => (
        <button
          type="button"
          key={key}
          onClick={() => {
            setPressed((before) => `${before}${key}`.slice(-24))
            onPress(key)
          }}
        >
          {key}
        </button>
      ))}
    </div>
  )
}

/** As many as one order takes. */
const mostAtOnce = 16

/** Keys arrive in the order they were pressed in: what is pressed while others are on their way goes together after them. */
const useKeysInTurn = ({ mutateAsync }: Deeds['sendDigits']): ((key: string) => void) => {
  const waiting = useRef('')
  const isSending = useRef(false)
  const send = async (): Promise<void> => {
    if (isSending.current) return
    isSending.current = true
    while (waiting.current !== '') {
      const digits = waiting.current.slice(0, mostAtOnce)
      waiting.current = waiting.current.slice(mostAtOnce)
      await mutateAsync({ body: { digits } }).catch(() => {
        waiting.current = ''
      })
    }
    isSending.current = false
  }
  const [press] = useState(() => (key: string) => {
    waiting.current += key
    void send()
  })
  return press
}

/** Presses keys towards the customer's side: an extension, a menu. Opens by `Alt K`; then digits are typed. */
export const KeyPad = (props: { deeds: Deeds; disabled: boolean; open: boolean; onOpen: (open: boolean) => void }) => {
  const say = useWords()
  const press = useKeysInTurn(props.deeds.sendDigits)
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={props.open && !props.disabled}
      onOpenChange={props.onOpen}
      content={<Pad onPress={press} />}
      destroyOnHidden
    >
      <button
        type="button"
        className={`${style.control} ${style.compact}`}
        disabled={props.disabled}
        aria-expanded={props.open && !props.disabled}
        title={`${say(text.keypad)} (Alt K)`}
      >
        <NumberOutlined />
        <span>{say(text.keypad)}</span>
        <kbd>Alt K</kbd>
      </button>
    </Popover>
  )
}
