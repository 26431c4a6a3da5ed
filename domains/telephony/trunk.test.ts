import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canAllBeDialled, isTrunkAddress, toldAs } from './trunk.ts'

describe('the address of a trunk', () => {
  test('is a host or host:port', () => {
    for (const address of ['sip.carrier.example', 'carrier', '203.0.113.9', '203.0.113.9:5061', 'a-b.c1:65535'])
      expect([address, isTrunkAddress(address)]).toEqual([address, true])
  })

  test('is nothing that could mean more to a telephone system than a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (isTrunkAddress(text)) expect(text).toMatch(/^[A-Za-z0-9.-]+(:[0-9]+)?$/)
      }),
    )
    for (const address of [
      '',
      ':5060',
      'h:',
      'h:0',
      'h:05060',
      'h:65536',
      'h:1:2',
      '-a',
      'a-',
      'a.',
      '.a',
      '1.2',
      '256.1.1.1',
    ])
      expect([address, isTrunkAddress(address)]).toEqual([address, false])
  })
})

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`))

describe('the rewriting of numbers', () => {
  test('that is let in turns every allowed number into one that can be dialled', () => {
    fc.assert(
      fc.property(
        fc.record({
          prefix: fc.oneof(fc.constant(''), fc.stringMatching(/^\+?[0-9*#]{0,6}$/)),
          strip: fc.oneof(
            fc.constant(''),
            fc.constant('+'),
            digits(0, 3),
            digits(1, 3).map((some) => `+${some}`),
          ),
          allowedPrefixes: fc.array(
            digits(1, 4).map((some) => `+${some}`),
            { maxLength: 3 },
          ),
        }),
        digits(4, 11),
        (rewriting, rest) => {
          fc.pre(canAllBeDialled(rewriting))
          const starts = rewriting.allowedPrefixes.length > 0 ? rewriting.allowedPrefixes : ['+86']
          for (const start of starts) expect(toldAs(`${start}${rest}`, rewriting)).toMatch(/^\+?[0-9*#]+$/)
        },
      ),
    )
  })

  test('takes country and + off, puts a prefix before, and needs to know all it may meet', () => {
    expect(toldAs('+8613800000000', { strip: '+86', prefix: '9' })).toBe('913800000000')
    expect(toldAs('+8613800000000', { strip: '+', prefix: '00' })).toBe('008613800000000')
    expect(canAllBeDialled({ prefix: '9', strip: '', allowedPrefixes: [] })).toBe(false)
    expect(canAllBeDialled({ prefix: '9', strip: '+86', allowedPrefixes: [] })).toBe(false)
    expect(canAllBeDialled({ prefix: '9', strip: '+86', allowedPrefixes: ['+86'] })).toBe(true)
  })
})
