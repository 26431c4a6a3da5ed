import { expect, test } from 'vitest'
import { deviceName } from './device.ts'

test('a device is recognised by browser and system, or not at all', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36'
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`)).toBe('Chrome · Windows')
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/130.0`)).toBe('Edge · Windows')
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1')).toBe(
    'Safari · iOS',
  )
  expect(deviceName('curl/8.5.0')).toBeUndefined()
  expect(deviceName(null)).toBeUndefined()
})
