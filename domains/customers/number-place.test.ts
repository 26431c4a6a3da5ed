import { afterEach, describe, expect, test } from 'vitest'
import { kindOf } from './number-kind.ts'
import { overlaySegments, placeOf, zonesOf } from './server/number-place.ts'

describe('the prefix of a number', () => {
  afterEach(() => overlaySegments([]))
  test.each([
    ['+8613800138000', { kind: 'mobile', province: '北京', city: '北京市', carrier: '中国移动' }],
    ['+8618620000000', { kind: 'mobile', province: '广东', city: '广州市', carrier: '中国联通' }],
    ['+867552345678', { kind: 'landline', province: '广东', city: '深圳市', carrier: '' }],
    ['+864711234567', { kind: 'landline', province: '内蒙古', city: '呼和浩特市', carrier: '' }],
    ['+864008123456', { kind: 'service400', province: '', city: '', carrier: '' }],
    ['+8695588', { kind: 'service95', province: '', city: '', carrier: '' }],
    ['+442079460000', { kind: 'abroad', province: '', city: '', carrier: '' }],
  ])('tells of %s where it was issued', (number, place) => {
    expect(placeOf(number)).toMatchObject(place)
  })
  test('tells a place in English too', () => {
    expect(placeOf('+8618620000000').english).toBe('Guangzhou, Guangdong')
  })
  test('says nothing of a segment it does not know, and is no guess at the carrier of today', () => {
    expect(placeOf('+8614200000001')).toMatchObject({ province: '', city: '' })
  })
  test('yields to a line of our own table, the longest first', () => {
    overlaySegments([
      { prefix: '199', province: '浙江', city: '', carrier: '中国电信' },
      { prefix: '1991234', province: '浙江', city: '杭州市', carrier: '' },
    ])
    expect(placeOf('+8619912345678')).toMatchObject({ province: '浙江', city: '杭州市', carrier: '中国电信' })
    expect(placeOf('+8619900000000')).toMatchObject({ province: '浙江', carrier: '中国电信' })
  })
  test('tells every zone the callee may be in, and none where nothing is known', () => {
    expect(zonesOf('+8613800138000')).toEqual(['Asia/Shanghai'])
    expect(zonesOf('+12125550100')).toEqual(['America/New_York'])
    expect(zonesOf('+442079460000')).toContain('Europe/London')
    expect(zonesOf('+999123456')).toEqual([])
  })
  test('tells kinds apart by the numbering plan', () => {
    expect(['+8613912345678', '+861062345678', '+864001234567', '+869555812', '+14155550100'].map(kindOf)).toEqual([
      'mobile',
      'landline',
      'service400',
      'service95',
      'abroad',
    ])
  })
})
