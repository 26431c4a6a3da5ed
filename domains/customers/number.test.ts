import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeWithData } from '#tools/test/data-sets.ts'
import { maskNumber } from './mask.ts'
import { isPracticeNumber, readNumber } from './number.ts'

const numberOf = (text: string, country?: string) => {
  const reading = readNumber(text, country)
  return reading.ok ? reading.number : reading.fault
}

describe('a Chinese number', () => {
  test.each([
    ['13800138000'],
    ['013800138000'],
    ['+8613800138000'],
    ['008613800138000'],
    ['8613800138000'],
    ['+86 138 0013 8000'],
    ['138-0013-8000'],
    ['138.0013.8000'],
    ['(+86)13800138000'],
    ['１３８００１３８０００'],
    ['\u202d13800138000\u202c'],
    ['\ufeff13800138000'],
    ['138\u00a00013\u30008000'],
    ["'13800138000"],
    ['="13800138000"'],
    ['  13800138000\t'],
  ])('written %s is the same mobile', (text) => expect(numberOf(text)).toBe('+8613800138000'))

  test.each([
    ['010-62345678'],
    ['(010)62345678'],
    ['+86 10 6234 5678'],
    ['+86 (0)10 62345678'],
    ['0086-010-62345678'],
    ['０１０－６２３４５６７８'],
  ])('written %s is the same landline', (text) => expect(numberOf(text)).toBe('+861062345678'))

  test.each([
    ['95588', '+8695588'],
    ['+8695588', '+8695588'],
    ['+86 400 812 3456', '+864008123456'],
    ['9555812', '+869555812'],
    ['96110', '+8696110'],
    ['400-812-3456', '+864008123456'],
  ])('of a service (%s) needs no area code', (text, number) => expect(numberOf(text)).toBe(number))

  test.each([
    ['010-62345678-801', '801'],
    ['0755-88886666转8001', '8001'],
    ['0755 88886666 ext. 12', '12'],
    ['0755-88886666#9', '9'],
    ['0755-8888-6666 分机：23', '23'],
  ])('with an extension (%s) keeps it apart', (text, extension) =>
    expect(readNumber(text)).toMatchObject({ ok: true, extension }),
  )

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['1.38E+10', 'scientificNotation'],
    ['1.38001E+10', 'scientificNotation'],
    ['1,38E+10', 'scientificNotation'],
    ['13800138000/13900139000', 'severalNumbers'],
    ['13800138000、13900139000', 'severalNumbers'],
    ['62345678', 'missingAreaCode'],
    ['12345678901', 'notInUse'],
    ['14400138000', 'notInUse'],
    ['1380013800', 'notInUse'],
    ['王芳', 'notANumber'],
    ['无', 'notANumber'],
    ['13800138000x', 'notANumber'],
    ['110', 'tooShort'],
    ['1380013800013900139000', 'tooLong'],
  ])('that is none (“%s”) is refused as %s', (text, fault) => expect(numberOf(text)).toBe(fault))
})

describe('a number from abroad', () => {
  test('is read by its country code, or as a number of the country the list is from', () => {
    expect(numberOf('+351 912 345 678')).toBe('+351912345678')
    expect(numberOf('912 345 678', 'PT')).toBe('+351912345678')
    expect(numberOf('00 44 20 8765 4321', 'PT')).toBe('+442087654321')
  })
})

describe('whatever the text', () => {
  test('it is either an E.164 number or refused with a reason, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const reading = readNumber(text)
        if (reading.ok) expect(reading.number).toMatch(/^\+[1-9]\d{4,14}$/)
        else expect(reading.fault).not.toBe('')
      }),
    )
  })
  test('a number read once is read the same again', () => {
    const writing = fc.constantFrom('', '0', '+86', '0086', '86', '+86 ', '+86-')
    fc.assert(
      fc.property(writing, fc.integer({ min: 0, max: 99_999_999 }), (prefix, tail) => {
        const number = numberOf(`${prefix}139${String(tail).padStart(8, '0')}`)
        expect(number).toBe(`+86139${String(tail).padStart(8, '0')}`)
        expect(numberOf(number)).toBe(number)
      }),
    )
  })
})

describe('a masked number', () => {
  test('shows three digits and the last four', () => {
    expect(maskNumber('+8613812342210')).toBe('138****2210')
    expect(maskNumber('+861062345678')).toBe('010****5678')
    expect(maskNumber('+442087654321')).toBe('+44****4321')
  })
  test('never shows the middle, however short the number', () => {
    expect(maskNumber('+12345')).toBe('****45')
  })
})

const table = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

describeWithData('phone-numbers', 'against the examples of an independent port', (folder) => {
  test('every valid example of every country reads as the port reads it', () => {
    const rows = table(join(folder, 'example-numbers.csv')).filter(([, , , , , valid]) => valid === 'True')
    const wrong = rows.filter(([region, , , national, e164]) => numberOf(national!, region) !== e164)
    // Its tables are four years older than ours: some ranges have been withdrawn since.
    expect(wrong.length / rows.length).toBeLessThan(0.02)
    for (const [region, , , national, e164] of wrong)
      expect([region, readNumber(national!, region).ok ? e164 : undefined]).toEqual([region, undefined])
  })
  test('no text of the parser tests is read as another number than the port reads', () => {
    for (const [input, region, e164, , , valid] of table(join(folder, 'parse-cases.csv'))) {
      const reading = readNumber(input!, region)
      if (reading.ok && valid === 'True') expect([input, reading.number]).toEqual([input, e164])
    }
  })
})

describeWithData('phone-cn-prefix', 'against the prefixes in use in China', (folder) => {
  test('every mobile prefix and every area code gives a number', () => {
    const prefixes = readFileSync(join(folder, 'geocoding-zh-86.txt'), 'utf8')
      .split('\n')
      .filter((line) => /^86\d+\|/.test(line))
      .map((line) => line.slice(2).split('|')[0]!)
    const refused = prefixes
      .map((prefix) =>
        prefix.startsWith('1') && prefix.length > 3
          ? prefix.padEnd(11, '0')
          : `0${prefix}${'6'.repeat(prefix.length === 2 ? 8 : 7)}`,
      )
      .filter((text) => !readNumber(text).ok)
    expect(prefixes.length).toBeGreaterThan(129_000)
    expect(refused).toEqual([])
  })
})

test('a practice number is read like any other, and known for what it is', () => {
  const reading = readNumber('142 0000 0001')
  expect(reading).toEqual({ ok: true, number: '+8614200000001' })
  expect(isPracticeNumber('+8614200000001')).toBe(true)
  expect(isPracticeNumber('+8613800138000')).toBe(false)
})
