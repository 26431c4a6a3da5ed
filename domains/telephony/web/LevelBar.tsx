import { useEffect, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import style from './headset.module.css'
import { headset } from './headset.ts'

const lookEveryMs = 80

/** How loud the wearer speaks; `onLoud` is told the highest so far. */
export const LevelBar = ({ onLoud }: { onLoud?: (level: number) => void }) => {
  const say = useWords()
  const [level, setLevel] = useState(0)
  const highest = useRef(0)
  useEffect(() => {
    const ticking = setInterval(() => {
      const now = headset.level()
      setLevel(now)
      if (now <= highest.current) return
      highest.current = now
      onLoud?.(now)
    }, lookEveryMs)
    return () => clearInterval(ticking)
  }, [onLoud])
  return <meter className={style.level} aria-label={say(text.level)} min={0} max={1} value={level} />
}
