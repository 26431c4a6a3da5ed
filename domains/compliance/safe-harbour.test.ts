import { describe, expect, test } from 'vitest'
import { lackOfMessage, type SpokenName } from './safe-harbour.ts'

const seller = (change: Partial<SpokenName> = {}): SpokenName => ({
  name: '钟鸣银行',
  phone: '02160000000',
  messageZh: '您好，这里是钟鸣银行，请拨打 021-6000 0000。',
  messageEn: '',
  ...change,
})

describe('a safe-harbour message', () => {
  test('says who called and where to call back, however the digits are grouped', () => {
    expect(lackOfMessage(seller())).toBeUndefined()
    expect(lackOfMessage(seller({ phone: '021 6000-0000' }))).toBeUndefined()
  })
  test('is spoken in at least one language', () => {
    expect(lackOfMessage(seller({ messageZh: '' }))).toBe('noMessage')
    expect(lackOfMessage(seller({ messageZh: ' ', messageEn: '\n' }))).toBe('noMessage')
  })
  test('without the name is none', () => {
    expect(lackOfMessage(seller({ messageZh: '您好，请拨打 02160000000。' }))).toBe('messageWithoutName')
  })
  test('without the telephone is none, in any language it is spoken in', () => {
    expect(lackOfMessage(seller({ messageZh: '这里是钟鸣银行。' }))).toBe('messageWithoutPhone')
    expect(lackOfMessage(seller({ messageEn: 'This is 钟鸣银行.' }))).toBe('messageWithoutPhone')
    expect(lackOfMessage(seller({ messageZh: '这里是钟鸣银行，请拨打 021600000。' }))).toBe('messageWithoutPhone')
  })
})
