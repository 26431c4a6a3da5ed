import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alawFirst, endpointOf, socketAddress } from './headset.ts'

describe('the name of a headset', () => {
  test('is what the employee record says, as far as SIP can bear it', () => {
    expect(endpointOf({ endpoint: 'sip:1001', staffNumber: 'A1' })).toBe('1001')
    expect(endpointOf({ endpoint: '8001@pbx.example', staffNumber: 'A1' })).toBe('8001')
    expect(endpointOf({ endpoint: '', staffNumber: 'A001' })).toBe('seat-A001')
  })
  test('is never the same for two that differ, and always a SIP user', () => {
    expect(endpointOf({ endpoint: '甲-7', staffNumber: 'A1' })).not.toBe(
      endpointOf({ endpoint: '乙-7', staffNumber: 'A1' }),
    )
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 120, unit: 'binary' }), (endpoint) => {
        expect(endpointOf({ endpoint, staffNumber: 'A1' })).toMatch(/^[A-Za-z0-9._-]{0,80}$/)
      }),
    )
  })
})

describe('the address a headset registers at', () => {
  test('is taken as it stands, or on the host of the page where it is only a path', () => {
    expect(socketAddress('ws://127.0.0.1:8088/ws', 'http://localhost:7300/desk')).toBe('ws://127.0.0.1:8088/ws')
    expect(socketAddress('/phone/1', 'https://call.example.com/desk')).toBe('wss://call.example.com/phone/1')
    expect(socketAddress('/phone/1', 'http://localhost:7300/desk')).toBe('ws://localhost:7300/phone/1')
  })
})

describe('the sound a headset speaks', () => {
  const offer = (codecs: string) =>
    `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ${codecs}\r\na=rtpmap:8 PCMA/8000\r\na=mid:0\r\n`
  test('is A-law wherever the other side knows it', () => {
    expect(alawFirst(offer('111 0 8 101'))).toContain('SAVPF 8 111 0 101\r\n')
    expect(alawFirst(offer('8 0'))).toBe(offer('8 0'))
  })
  test('is left as it is where A-law is not spoken', () => {
    expect(alawFirst(offer('111 0'))).toBe(offer('111 0'))
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(alawFirst(text).length).toBe(text.length)
      }),
    )
  })
})
