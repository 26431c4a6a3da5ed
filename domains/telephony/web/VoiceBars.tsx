import { useWords } from '#web/client/session.tsx'
import { gradeWords, text } from '../text.ts'
import type { VoiceQuality } from '../voice-quality.ts'
import style from './headset.module.css'

const barsOf = { good: 4, fair: 3, poor: 2, bad: 1 } as const
const toneOf = { good: 'ok', fair: 'busy', poor: 'warn', bad: 'alarm' } as const

/** Voice quality as bars, with its word for who cannot tell colours or sees none. */
export const VoiceBars = ({ quality }: { quality: VoiceQuality | undefined }) => {
  const say = useWords()
  const lit = quality ? barsOf[quality.grade] : 0
  const words = `${say(text.quality)}: ${say(quality ? gradeWords[quality.grade] : text.qualityUnknown)}`
  return (
    <span
      className={`${style.bars} ${quality ? style[toneOf[quality.grade]] : ''}`}
      role="img"
      aria-label={words}
      title={words}
    >
      {[1, 2, 3, 4].map((bar) => (
        <i key={bar} className={bar <= lit ? style.lit : ''} style={{ blockSize: `${2 + bar * 3}px` }} />
      ))}
    </span>
  )
}
