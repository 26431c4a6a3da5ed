import type { PromptView } from './prompt-contract.ts'

/** What every telephone node plays without being told: tones it makes by itself. */
export const builtInPrompts: readonly Omit<PromptView, 'uses'>[] = [
  { name: 'beep', title: 'Beep', wordsZh: '嘀', wordsEn: 'Beep', milliseconds: 400 },
].map((prompt) => ({
  ...prompt,
  ...{ sound: null, peakDb: 0, speechDb: 0, grade: 'good', changedByName: '', changedAt: null, version: 0 },
}))

/**
 * What a customer hears before we end a call in whose name nobody speaks: a prompt of one's own by this name. Where there
 * is none, the call ends without a word.
 */
export const houseGoodbye = 'house-goodbye'
