import { NumberOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useEffect, useState } from 'react'
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

/** Presses keys towards the customer's side: an extension, a menu. Opens by `Alt K`; then digits are typed. */
export const KeyPad = (props: { deeds: Deeds; disabled: boolean; open: boolean; onOpen: (open: boolean) => void }) => {
  const say = useWords()
  const { mutate } = props.deeds.sendDigits
  const [press] = useState(() => (digits: string) => mutate({ body: { digits } }))
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
