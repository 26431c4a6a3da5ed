import { useRef } from 'react'

/** The same object as before while its content is the same: a chart is not drawn anew for every rendering of its page. */
export const useSteady = <T>(value: T): T => {
  const kept = useRef(value)
  if (kept.current !== value && JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value
  return kept.current
}
