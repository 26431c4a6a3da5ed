import type { Words } from '#contract/words.ts'

/**
 * What a customer hears before we end a call in whose name nobody speaks. It comes with a sound of its own, which an
 * upload replaces.
 */
export const houseGoodbye = 'house-goodbye'

/**
 * Prompts that are there without anybody having made them. `isTone`: every telephone node makes it by itself; the others
 * are sounds of ours, `sounds/<name>.alaw`, and stay until somebody uploads another.
 */
export const builtInPrompts: readonly { name: string; title: Words; words: Words; isTone: boolean }[] = [
  {
    name: houseGoodbye,
    title: { zh: '中心告别语', en: 'Goodbye of the house' },
    words: {
      zh: '很抱歉，通话无法继续。我们会再与您联系，再见。',
      en: 'We are sorry, this call cannot go on. We will call you again. Goodbye.',
    },
    isTone: false,
  },
  { name: 'beep', title: { zh: '嘀声', en: 'Beep' }, words: { zh: '嘀', en: 'Beep' }, isTone: true },
]
/** Whether another sound may take its place, and taking that away brings the first one back. */
export const isReplaceable = (name: string): boolean =>
  builtInPrompts.some((prompt) => prompt.name === name && !prompt.isTone)
