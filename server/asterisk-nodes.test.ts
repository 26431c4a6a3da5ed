import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const read = (nodes: string | undefined) =>
  readConfig({ CARILLON_TELEPHONY: 'asterisk', ...(nodes === undefined ? {} : { CARILLON_ASTERISK_NODES: nodes }) })
    .telephony

describe('the settings of the telephone network', () => {
  test('are the simulated one, unless said', () => {
    expect(readConfig({}).telephony).toEqual({ kind: 'simulator' })
  })

  test('name Asterisks by their addresses alone', () => {
    expect(read('http://me:pass%3Aword@10.0.0.5:8088, http://me:p@10.0.0.6:8088')).toMatchObject({
      kind: 'asterisk',
      nodes: [
        {
          ...{ name: 'node-1', url: 'http://10.0.0.5:8088', user: 'me', password: 'pass:word', app: 'carillon' },
          ...{ sip: '10.0.0.5:5060', headsetUrl: 'ws://10.0.0.5:8088/ws', media: undefined },
        },
        { name: 'node-2', sip: '10.0.0.6:5060' },
      ],
    })
  })

  test('name them in full', () => {
    const node = { name: 'east', url: 'https://me:p@pbx.example.com:8089', app: 'calls' }
    const more = {
      sip: '10.0.0.5:5070',
      headsets: 'wss://centre.example.com/ws/east',
      media: '10.0.0.5',
      calls: 200,
      spool: '/mnt/east',
    }
    expect(read(JSON.stringify([{ ...node, ...more }]))).toEqual({
      kind: 'asterisk',
      nodes: [
        {
          ...{ name: 'east', url: 'https://pbx.example.com:8089', user: 'me', password: 'p', app: 'calls' },
          ...{ sip: '10.0.0.5:5070', headsetUrl: 'wss://centre.example.com/ws/east', media: '10.0.0.5' },
          ...{ mostCalls: 200, spool: '/mnt/east' },
        },
      ],
    })
  })

  test('keep real time where the network does', () => {
    const fast = { CARILLON_TELEPHONY: 'asterisk', CARILLON_ASTERISK_NODES: 'http://me:p@a:1', CARILLON_SPEED: '60' }
    expect(() => readConfig(fast)).toThrow('CARILLON_SPEED: a real telephone network keeps real time')
  })

  test.each([
    ['none at all', undefined],
    ['nothing', ''],
    ['an empty list', '[]'],
    ['half a list', '[{"url":'],
    ['no password', 'http://10.0.0.5:8088'],
    ['another protocol', 'ftp://me:p@10.0.0.5'],
    ['a word nobody knows', '[{"url":"http://me:p@a:1","colour":"red"}]'],
    ['two of one name', '[{"url":"http://me:p@a:1","name":"x"},{"url":"http://me:p@b:1","name":"x"}]'],
    ['a name that cannot stand in a file’s', '[{"url":"http://me:p@a:1","name":"../x"}]'],
    ['half a path', '[{"url":"http://me:p@a:1","spool":"recordings"}]'],
    ['a page for headsets', '[{"url":"http://me:p@a:1","headsets":"https://a/ws"}]'],
  ])('are refused by their own name with %s', (_, nodes) => {
    expect(() => read(nodes)).toThrow('CARILLON_ASTERISK_NODES')
  })
})
