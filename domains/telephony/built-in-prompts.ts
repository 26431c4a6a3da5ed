import type { PromptView } from './prompt-contract.ts'

/** What every telephone node plays without being told: tones it makes by itself. */
export const builtInPrompts: readonly Omit<PromptView, 'uses'>[] = [
  { name: 'beep', title: '“嘀”声 beep', wordsZh: '嘀', wordsEn: 'Beep', milliseconds: 400 },
].map((prompt) => ({
  ...prompt,
  ...{ sound: null, peakDb: 0, speechDb: 0, grade: 'good', changedByName: '', changedAt: null, version: 0 },
}))
