import { useEffect, useRef } from 'react'

type Keys = Readonly<Record<string, (() => void) | undefined>>

const isTyping = (target: Element): boolean =>
  (target instanceof HTMLElement && target.isContentEditable) || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
/** What is open above the desk has keys of its own. */
const isElsewhere = (target: Element): boolean =>
  target.closest('.ant-modal, .ant-drawer, .ant-dropdown, .ant-picker-dropdown') !== null

const otherNames: Readonly<Record<string, string>> = { ' ': 'space', Escape: 'esc' }
/** Letters go by their place on the keyboard: with Alt some layouts write another sign. */
const nameOf = ({ ctrlKey, metaKey, altKey, key, code }: KeyboardEvent): string => {
  const letter = altKey && /^Key[A-Z]$/.test(code) ? code.slice(3) : (otherNames[key] ?? key)
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${letter}`
}
const typesOrPresses = (name: string, target: Element): boolean => {
  if (name.includes('+') || /^(F\d+|esc)$/.test(name)) return false
  return isTyping(target) || (name === 'space' && target.closest('button, a') !== null)
}

/** Keys of the desk. Plain keys do nothing where they would type or press something; none does while an IME composes. */
export const useDeskKeys = (keys: Keys): void => {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as Element
      if (event.isComposing || event.keyCode === 229 || isElsewhere(target)) return
      const name = nameOf(event)
      const act = latest.current[name]
      if (!act || typesOrPresses(name, target)) return
      event.preventDefault()
      if (!event.repeat) act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
