import { expect, test } from 'vitest'
import { readCarrierLog } from './carrier-log.ts'

const at = (second: number): string => `2026-11-22\t10:13:${second}.000000\t17953423${second}.250000`

test('the log of a carrier is read call by call, though calls mingle', () => {
  const log = [
    `came|7|${at(10)}| <sip:+8614200000001@127.0.1.1>| "x" <sip:4000@127.0.0.1>;tag=1`,
    `came|8|${at(11)}| <sip:+8614200000002@127.0.1.1>| <sip:4000@127.0.0.1>;tag=2`,
    `rang|7|${at(12)}| <sip:a>| <sip:b>`,
    `refused 486|8|${at(13)}| <sip:a>| <sip:b>`,
    `answered|7|${at(14)}| <sip:a>| <sip:b>`,
    `hung up|7|${at(20)}| <sip:a>| <sip:b>`,
    '',
  ].join('\n')
  expect(readCarrierLog(log)).toEqual([
    {
      ...{ call: 7, to: '+8614200000001', from: '4000', cameAt: 1795342310250, rangAt: 1795342312250 },
      ...{ answeredAt: 1795342314250, endedAt: 1795342320250, end: 'customer' },
    },
    {
      ...{ call: 8, to: '+8614200000002', from: '4000', cameAt: 1795342311250 },
      ...{ endedAt: 1795342313250, end: 'refused', sipCode: 486 },
    },
  ])
})

test('a line that is only half written yet is left for later', () => {
  expect(readCarrierLog(`came|7|${at(10)}| <sip:1@h>| <sip:2@h>\ncame|8|${at(1)}`)).toHaveLength(1)
  expect(readCarrierLog('')).toEqual([])
})
