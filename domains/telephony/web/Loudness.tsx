import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { LoudnessGrade } from '../prompt-sound.ts'
import { gradeWords } from '../prompt-text.ts'

const tones: Record<LoudnessGrade, Tone> = { good: 'ok', quiet: 'warn', clipped: 'warn' }

export const Loudness = ({ grade, speechDb }: { grade: LoudnessGrade; speechDb: number }) => (
  <>
    <StateTag tone={tones[grade]} text={gradeWords[grade]} /> {speechDb.toFixed(0).replace('-', '−')} dB
  </>
)
