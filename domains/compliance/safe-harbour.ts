/** The message a customer hears who answers while no agent is free: it must say who called and how to call back. */
export type SpokenName = { name: string; phone: string; messageZh: string; messageEn: string }
export type MessageLack = 'noMessage' | 'messageWithoutName' | 'messageWithoutPhone'

/** Blanks and dashes only group the digits. */
const digitsTogether = (text: string): string => text.replace(/[ -]/g, '')

/** What the message lacks, undefined where nothing; a language nobody is spoken to in stays empty. */
export const lackOfMessage = ({ name, phone, messageZh, messageEn }: SpokenName): MessageLack | undefined => {
  const spoken = [messageZh, messageEn].filter((message) => message.trim() !== '')
  if (spoken.length === 0) return 'noMessage'
  if (!spoken.every((message) => message.includes(name))) return 'messageWithoutName'
  if (!spoken.every((message) => digitsTogether(message).includes(digitsTogether(phone)))) return 'messageWithoutPhone'
  return undefined
}
