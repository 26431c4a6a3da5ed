import type { Tone } from '#web/ui/StateTag.tsx'
import type { CampaignState } from '../campaign.ts'

export const stateTones: Record<CampaignState, Tone> = {
  draft: 'quiet',
  inReview: 'warn',
  ready: 'info',
  running: 'busy',
  paused: 'warn',
  finished: 'quiet',
  reviewed: 'ok',
}
